import type { Evidence } from '../../model/evidence.js';
import { requirementFact } from '../requirement-fact.js';
import { folderOf, repositoryPath } from '../repository-path.js';
import type { Scanner, SourceFile } from '../scanner.js';
import { shellFacts } from '../shell/install-commands.js';
import { readYaml } from '../yaml.js';
import { yamlExcerpt } from '../yaml-excerpt.js';

const FORMAT = 'cog.yaml';

/** cog.yaml: what Cog builds an image from. */
export const cog: Scanner = {
  format: FORMAT,
  matches: (path) => /(?:^|\/)cog\.ya?ml$/.test(path),
  scan,
};

function scan(file: SourceFile): Evidence[] {
  const document = readYaml(file, FORMAT);
  const facts: Evidence[] = [...document.problems];
  const build = document.root.get('build');
  const python = build.get('python_version');
  if (python.text !== undefined && /^\d+(?:\.\d+){0,2}$/.test(python.text)) {
    facts.push({
      kind: 'python',
      specifier: python.text.split('.').length === 3 ? `==${python.text}` : `==${python.text}.*`,
      strength: 'runs',
      source: FORMAT,
      location: python.location,
      text: `python_version: ${python.text}`,
    });
  }
  const cuda = build.get('cuda');
  if (cuda.text !== undefined) {
    facts.push({ kind: 'cuda', what: 'cuda', version: cuda.text, source: FORMAT, location: cuda.location });
  }
  const cudnn = build.get('cudnn');
  if (cudnn.text !== undefined) {
    facts.push({
      kind: 'cuda',
      what: 'cudnn',
      version: cudnn.text,
      source: FORMAT,
      location: cudnn.location,
    });
  }
  // Cog puts its own package into every image it builds.
  facts.push(
    requirementFact('cog', {
      role: 'build',
      origin: 'manifest',
      format: FORMAT,
      location: { file: file.path, line: 1 },
    }),
  );
  for (const { text, node } of build.get('python_packages').texts) {
    const context = {
      role: 'runtime',
      origin: 'manifest',
      format: FORMAT,
      location: node.location,
      text,
    } as const;
    facts.push(requirementFact(text, context));
  }
  const requirements = build.get('python_requirements');
  if (requirements.text !== undefined) {
    facts.push({
      kind: 'include',
      target: repositoryPath(folderOf(file.path), requirements.text),
      as: 'requirements',
      role: 'runtime',
      required: true,
      location: requirements.location,
    });
  }
  for (const { text, node } of build.get('system_packages').texts) {
    const [name, version] = text.split('=');
    facts.push({
      kind: 'system-package',
      manager: 'apt',
      name: name!,
      ...(version === undefined ? {} : { version }),
      origin: 'manifest',
      location: node.location,
      text,
    });
  }
  for (const run of [...build.get('run').items, ...build.get('pre_install').items]) {
    const node = run.isMap ? run.get('command') : run;
    if (node.text === undefined) continue;
    const context = { format: FORMAT, role: 'runtime', strength: 'runs', resolve: () => undefined } as const;
    facts.push(...shellFacts(yamlExcerpt(node, document), context));
  }
  const predict = document.root.get('predict');
  if (predict.text !== undefined) {
    facts.push({ kind: 'entry-point', source: FORMAT, command: predict.text, location: predict.location });
  }
  return facts;
}
