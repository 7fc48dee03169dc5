import type { Evidence, LockedPackageFact } from '../../model/evidence.js';
import { normalizeName } from '../../python/names.js';
import { condaName } from '../conda-facts.js';
import { baseName } from '../repository-path.js';
import { roleOfName } from '../role.js';
import type { Scanner } from '../scanner.js';
import { readYaml } from '../yaml.js';
import type { YamlNode } from '../yaml.js';
import { condaFile } from './conda-file-name.js';
import { condaStatements } from './conda-statements.js';
import { fileNameOf } from './lock-values.js';

const FORMAT = 'conda-lock.yml';

/** conda-lock's unified lock: conda and pip packages of all platforms in one list. */
export const condaLock: Scanner = {
  format: FORMAT,
  matches: (path) => /conda-lock\.ya?ml$/.test(baseName(path)),
  scan(file) {
    const yaml = readYaml(file, FORMAT);
    const packages = yaml.root.get('package').items.flatMap((node) => lockedPackage(node) ?? []);
    return [
      ...metadata(yaml.root.get('metadata')),
      ...packages,
      ...condaStatements(packages),
      ...yaml.problems,
    ];
  },
};

function metadata(node: YamlNode): Evidence[] {
  return node.get('channels').items.flatMap((item): Evidence[] => {
    const channel = item.isMap ? item.get('url') : item;
    if (channel.text === undefined) return [];
    return [{ kind: 'index', option: 'conda-channel', value: channel.text, location: channel.location }];
  });
}

function lockedPackage(node: YamlNode): LockedPackageFact | undefined {
  const name = node.get('name');
  const version = node.get('version').text;
  const url = node.get('url').text;
  if (name.text === undefined || version === undefined) return undefined;
  const isConda = node.get('manager').text !== 'pip';
  const file = isConda && url !== undefined ? condaFile(url) : undefined;
  const hashes = ['sha256', 'md5'].flatMap((algorithm) => {
    const digest = node.get('hash', algorithm).text;
    return digest === undefined ? [] : [`${algorithm}:${digest}`];
  });
  const category = node.get('category').text ?? 'main';
  return {
    kind: 'locked',
    name: isConda ? condaName(name.text) : normalizeName(name.text),
    version,
    hashes,
    files: url === undefined ? undefined : [{ file: file?.file ?? fileNameOf(url), url, hash: hashes[0] }],
    source: isConda ? { kind: 'conda', url } : { kind: 'index' },
    role: category === 'main' ? 'runtime' : roleOfName(category, 'optional'),
    format: FORMAT,
    conda: isConda
      ? {
          channel: file?.channel,
          build: node.get('build').text ?? file?.build,
          subdir: node.get('platform').text,
        }
      : undefined,
    location: name.location,
  };
}
