import type { Evidence, Role } from '../../model/evidence.js';
import type { Location } from '../../model/location.js';
import { readRequirementsText } from '../../python/requirements-line.js';
import { condaSpecFacts } from '../conda-facts.js';
import { baseName } from '../repository-path.js';
import { roleOfName } from '../role.js';
import type { Scanner } from '../scanner.js';
import { readYaml } from '../yaml.js';
import type { YamlNode } from '../yaml.js';
import { pipLineFacts } from './pip-lines.js';

const FORMAT = 'environment.yml';

/** environment.yml under its many names: channels, conda packages, and a list for pip. */
export const environmentYml: Scanner = {
  format: FORMAT,
  matches: (path) => /\.ya?ml$/i.test(path) && !/(^|\/)(\.github|\.gitlab|\.circleci)\//.test(path),
  scan(file) {
    // Any YAML file may be one (`tf-gpu.yml`), so a look at the text comes before a slow parser.
    if (!/^dependencies:/m.test(file.text) || isLock(file.path)) return [];
    const yaml = readYaml(file, FORMAT);
    const { root } = yaml;
    const items = root.get('dependencies').items;
    if (!isNamedEnvironment(file.path) && !root.get('channels').exists && !items.some(isCondaItem)) return [];
    const role = roleOfName(baseName(file.path), 'runtime');
    return [
      ...channels(root.get('channels')),
      ...items.flatMap((node) => dependencyFacts(node, role)),
      ...prefix(root.get('prefix')),
      ...yaml.problems,
    ];
  },
};

function isLock(path: string): boolean {
  return /conda-lock\.ya?ml$/.test(path);
}

function isNamedEnvironment(path: string): boolean {
  return /(^|[-_.])(conda|env|environ)([-_.\d]|$)|environment/.test(baseName(path).toLowerCase());
}

/** Other programs have lists of dependencies too; only conda's names Python or holds a list for pip. */
function isCondaItem(node: YamlNode): boolean {
  return node.get('pip').isList || /^(python|pip)\b/.test(node.text ?? '');
}

function channels(node: YamlNode): Evidence[] {
  return node.texts.map(({ text, node: item }) => ({
    kind: 'index',
    option: 'conda-channel',
    value: text,
    location: item.location,
  }));
}

/** A conda specification, or the map `pip:` with requirements. */
function dependencyFacts(node: YamlNode, role: Role): Evidence[] {
  const { text } = node;
  if (text !== undefined) {
    return condaSpecFacts(text, { location: node.location, role, origin: 'manifest', format: FORMAT });
  }
  return node.get('pip').texts.flatMap(({ text: line, node: item }) => pipFacts(line, item.location, role));
}

/** One line of the `pip:` list, which conda writes into a requirements file for pip. */
function pipFacts(text: string, location: Location, role: Role): Evidence[] {
  const context = { location, role, origin: 'manifest', format: FORMAT } as const;
  return readRequirementsText(text).flatMap((line) => pipLineFacts(line, context));
}

/** `conda env export` writes where the environment lay on the machine of whoever ran it. */
function prefix(node: YamlNode): Evidence[] {
  return node.text === undefined ? [] : [{ kind: 'host-path', path: node.text, location: node.location }];
}
