import type { Evidence } from '../../model/evidence.js';
import { imageFacts } from '../containers/image.js';
import type { Scanner, SourceFile } from '../scanner.js';
import { commandsIn } from '../shell/commands.js';
import { commandFacts } from '../shell/install-commands.js';
import { readYaml, type YamlNode } from '../yaml.js';
import { yamlExcerpt } from '../yaml-excerpt.js';
import { ciContext } from './ci-context.js';

const FORMAT = '.gitlab-ci.yml';

/** .gitlab-ci.yml: images of jobs and services, and the jobs' scripts. */
export const gitlab: Scanner = {
  format: FORMAT,
  matches: (path) => /(?:^|\/)\.gitlab-ci\.ya?ml$/.test(path),
  scan,
};

function scan(file: SourceFile): Evidence[] {
  const document = readYaml(file, FORMAT);
  const { root } = document;
  const facts: Evidence[] = [...document.problems];
  const image = (node: YamlNode, use: 'ci' | 'service'): void => {
    const scalar = node.isMap ? node.get('name') : node;
    if (scalar.text === undefined || scalar.text.includes('$')) return;
    const place = { location: scalar.location, text: scalar.text };
    facts.push(...imageFacts(scalar.text, use, place, FORMAT, {}, 'tests'));
  };
  for (const job of [root, ...root.entries.map(({ value }) => value).filter((value) => value.isMap)]) {
    image(job.get('image'), 'ci');
    for (const service of job.get('services').items) image(service, 'service');
    const commands = ['before_script', 'script', 'after_script']
      .flatMap((phase) => job.get(phase).texts)
      .flatMap(({ node }) => commandsIn(yamlExcerpt(node, document)));
    facts.push(...commandFacts(commands, ciContext(FORMAT)));
  }
  return facts;
}
