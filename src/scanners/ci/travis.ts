import type { Evidence } from '../../model/evidence.js';
import type { Scanner, SourceFile } from '../scanner.js';
import { commandFacts } from '../shell/install-commands.js';
import { commandsIn } from '../shell/commands.js';
import { readYaml, type YamlNode } from '../yaml.js';
import { yamlExcerpt } from '../yaml-excerpt.js';
import { ciContext, pythonTested } from './ci-context.js';

const FORMAT = '.travis.yml';
const PHASES = ['before_install', 'install', 'before_script', 'script', 'after_success'];

/** .travis.yml: tested Pythons, apt packages and scripts. */
export const travis: Scanner = {
  format: FORMAT,
  matches: (path) => /(?:^|\/)\.travis\.ya?ml$/.test(path),
  scan,
};

function scan(file: SourceFile): Evidence[] {
  const document = readYaml(file, FORMAT);
  const { root } = document;
  const facts: Evidence[] = [...document.problems];
  const jobs = [root, ...root.get('matrix', 'include').items, ...root.get('jobs', 'include').items];
  const language = root.get('language').text;
  for (const job of jobs) {
    const own = job.get('language').text ?? language;
    if (own === undefined || own === 'python') {
      for (const { node } of job.get('python').texts) facts.push(...pythonTested(node, FORMAT));
    }
    for (const { text, node } of aptPackages(job)) {
      facts.push({
        kind: 'system-package',
        manager: 'apt',
        name: text,
        origin: 'manifest',
        location: node.location,
        text,
      });
    }
    // What one phase fetches another may check, and the folder that one enters the next starts in.
    const commands = PHASES.flatMap((phase) => job.get(phase).texts).flatMap(({ node }) =>
      commandsIn(yamlExcerpt(node, document)),
    );
    facts.push(...commandFacts(commands, ciContext(FORMAT)));
  }
  return facts;
}

function aptPackages(job: YamlNode): { text: string; node: YamlNode }[] {
  const packages = [
    ...job.get('addons', 'apt', 'packages').texts,
    ...job.get('addons', 'apt_packages').texts,
  ];
  return packages.filter(({ text }) => /^[a-z0-9][\w.+:-]*$/.test(text));
}
