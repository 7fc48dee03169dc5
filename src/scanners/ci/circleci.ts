import type { Evidence } from '../../model/evidence.js';
import { imageFacts } from '../containers/image.js';
import type { Scanner, SourceFile } from '../scanner.js';
import type { ShellCommand } from '../shell/command.js';
import { commandsIn } from '../shell/commands.js';
import { commandFacts } from '../shell/install-commands.js';
import { readYaml, type YamlNode } from '../yaml.js';
import { yamlExcerpt } from '../yaml-excerpt.js';
import { ciContext } from './ci-context.js';

const FORMAT = '.circleci/config.yml';

/** .circleci/config.yml: images of jobs and executors, and the shell of the steps. */
export const circleci: Scanner = {
  format: FORMAT,
  matches: (path) => /(?:^|\/)\.circleci\/config\.ya?ml$/.test(path),
  scan,
};

function scan(file: SourceFile): Evidence[] {
  const document = readYaml(file, FORMAT);
  const { root } = document;
  const facts: Evidence[] = [...document.problems];
  for (const { value: job } of [...root.get('jobs').entries, ...root.get('executors').entries]) {
    job.get('docker').items.forEach((container, i) => {
      const image = container.get('image');
      if (image.text === undefined || image.text.includes('<<')) return;
      const place = { location: image.location, text: image.text };
      facts.push(...imageFacts(image.text, i === 0 ? 'ci' : 'service', place, FORMAT, {}, 'tests'));
    });
  }
  for (const { value: job } of [...root.get('jobs').entries, ...root.get('commands').entries]) {
    const commands: ShellCommand[] = [];
    for (const step of job.get('steps').items) {
      const run = step.get('run');
      const script: YamlNode = run.isMap ? run.get('command') : run;
      if (script.text !== undefined) commands.push(...commandsIn(yamlExcerpt(script, document)));
    }
    facts.push(...commandFacts(commands, ciContext(FORMAT)));
  }
  return facts;
}
