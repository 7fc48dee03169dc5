import type { Evidence } from '../../model/evidence.js';
import { repositoryPath } from '../repository-path.js';
import type { Scanner, SourceFile } from '../scanner.js';
import { readYaml } from '../yaml.js';
import { pythonTested } from './ci-context.js';

const FORMAT = '.readthedocs.yml';

/** .readthedocs.yml: the Python, packages and files that the documentation is built with. */
export const readthedocs: Scanner = {
  format: FORMAT,
  matches: (path) => /^\.?readthedocs\.ya?ml$/.test(path),
  scan,
};

function scan(file: SourceFile): Evidence[] {
  const document = readYaml(file, FORMAT);
  const { root } = document;
  const facts: Evidence[] = [...document.problems];
  facts.push(
    ...pythonTested(root.get('build', 'tools', 'python'), FORMAT),
    ...pythonTested(root.get('python', 'version'), FORMAT),
  );
  for (const { text, node } of root.get('build', 'apt_packages').texts) {
    facts.push({
      kind: 'system-package',
      manager: 'apt',
      name: text,
      origin: 'manifest',
      location: node.location,
    });
  }
  const files = root.get('python', 'install').items.map((item) => item.get('requirements'));
  for (const node of [...files, root.get('requirements_file')]) {
    if (node.text === undefined) continue;
    const target = repositoryPath('', node.text);
    facts.push({
      kind: 'include',
      target,
      as: 'requirements',
      role: 'docs',
      required: true,
      location: node.location,
    });
  }
  const environment = root.get('conda', 'environment');
  if (environment.text !== undefined) {
    const target = repositoryPath('', environment.text);
    facts.push({
      kind: 'include',
      target,
      as: 'conda-environment',
      role: 'docs',
      required: true,
      location: environment.location,
    });
  }
  return facts;
}
