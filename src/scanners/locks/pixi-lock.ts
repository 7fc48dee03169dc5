import type { Evidence, LockedPackageFact } from '../../model/evidence.js';
import { isValidName, normalizeName } from '../../python/names.js';
import { condaName } from '../conda-facts.js';
import { baseName } from '../repository-path.js';
import type { Scanner } from '../scanner.js';
import { readYaml } from '../yaml.js';
import type { YamlNode } from '../yaml.js';
import { condaFile } from './conda-file-name.js';
import { condaStatements } from './conda-statements.js';
import { fileNameOf } from './lock-values.js';

const FORMAT = 'pixi.lock';

/** pixi.lock, versions 1 to 6: a list of packages, of conda or of PyPI, for all platforms. */
export const pixiLock: Scanner = {
  format: FORMAT,
  matches: (path) => baseName(path) === FORMAT,
  scan(file) {
    const yaml = readYaml(file, FORMAT);
    const nodes = [...yaml.root.get('packages').items, ...yaml.root.get('package').items];
    const packages = nodes.flatMap((node) => lockedPackage(node) ?? []);
    return [...channels(yaml.root), ...packages, ...condaStatements(packages), ...yaml.problems];
  },
};

function channels(root: YamlNode): Evidence[] {
  const seen = new Set<string>();
  return root.get('environments').entries.flatMap(({ value }) =>
    value.get('channels').items.flatMap((channel): Evidence[] => {
      const url = channel.get('url');
      if (url.text === undefined || seen.has(url.text)) return [];
      seen.add(url.text);
      return [{ kind: 'index', option: 'conda-channel', value: url.text, location: url.location }];
    }),
  );
}

function lockedPackage(node: YamlNode): LockedPackageFact | undefined {
  const kind = node.get('kind').text ?? node.get('manager').text;
  const conda = node.get('conda');
  if (kind === 'conda' || conda.exists) return condaPackage(node, conda.exists ? conda : node.get('url'));
  const pypi = node.get('pypi');
  return pypiPackage(node, pypi.exists ? pypi : node.get('url'));
}

function condaPackage(node: YamlNode, url: YamlNode): LockedPackageFact | undefined {
  const file = condaFile(url.text ?? '');
  if (url.text === undefined || file === undefined) return undefined;
  const hashes = hashesOf(node);
  return {
    kind: 'locked',
    name: condaName(file.name),
    version: file.version,
    hashes,
    files: [{ file: file.file, url: url.text, hash: hashes[0] }],
    source: { kind: 'conda', url: url.text },
    role: 'runtime',
    format: FORMAT,
    conda: { channel: file.channel, build: file.build, subdir: file.subdir },
    location: url.location,
  };
}

function pypiPackage(node: YamlNode, url: YamlNode): LockedPackageFact | undefined {
  const name = node.get('name').text;
  if (name === undefined || !isValidName(name) || url.text === undefined) return undefined;
  const hashes = hashesOf(node);
  const isRemote = /^[a-z+]+:\/\//.test(url.text);
  return {
    kind: 'locked',
    name: normalizeName(name),
    version: node.get('version').text ?? '',
    hashes,
    files: isRemote ? [{ file: fileNameOf(url.text), url: url.text, hash: hashes[0] }] : undefined,
    source: isRemote ? { kind: 'index' } : { kind: 'path', url: url.text },
    role: 'runtime',
    format: FORMAT,
    location: url.location,
  };
}

function hashesOf(node: YamlNode): string[] {
  const places = [node, node.get('hash')];
  return ['sha256', 'md5'].flatMap((algorithm) =>
    places.flatMap((place) => {
      const digest = place.get(algorithm).text;
      return digest === undefined ? [] : [`${algorithm}:${digest}`];
    }),
  );
}
