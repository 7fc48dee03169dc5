import type { Evidence, LockedPackageFact, VcsReference } from '../../model/evidence.js';
import { isValidName, normalizeName } from '../../python/names.js';
import { baseName } from '../repository-path.js';
import type { Scanner } from '../scanner.js';
import { readToml } from '../toml.js';
import type { TomlDocument } from '../toml.js';
import { entriesOf, fileNameOf, list, property, text } from './lock-values.js';
import type { LockedFile } from './lock-values.js';

const FORMAT = 'pylock.toml';

/** pylock.toml and pylock.NAME.toml: the standard's lock file (PEP 751). */
export const pylock: Scanner = {
  format: FORMAT,
  matches: (path) => /^pylock(\.[^.]+)?\.toml$/.test(baseName(path)),
  scan(file) {
    const toml = readToml(file, FORMAT);
    const packages = Array.from({ length: toml.size('packages') }, (_, index) => lockedPackage(toml, index));
    return [...python(toml), ...packages.flatMap((fact) => fact ?? []), ...toml.problems];
  },
};

function python(toml: TomlDocument): Evidence[] {
  const specifier = toml.string('requires-python');
  if (specifier === undefined) return [];
  return [
    {
      kind: 'python',
      specifier,
      strength: 'requires',
      source: FORMAT,
      location: toml.entryAt(['requires-python']),
    },
  ];
}

function lockedPackage(toml: TomlDocument, index: number): LockedPackageFact | undefined {
  const table = toml.get('packages', index);
  const rawName = text(table, 'name');
  if (rawName === undefined || !isValidName(rawName)) return undefined;
  const artifacts = [...list(table, 'wheels'), property(table, 'sdist'), property(table, 'archive')];
  const files = artifacts.flatMap((item) => lockedFile(item) ?? []);
  return {
    kind: 'locked',
    name: normalizeName(rawName),
    // What is built from a folder or a repository may leave its version open.
    version: text(table, 'version') ?? '',
    hashes: files.flatMap(({ hash }) => hash ?? []),
    files: files.length > 0 ? files : undefined,
    marker: text(table, 'marker'),
    source: sourceOf(table),
    role: 'runtime',
    format: FORMAT,
    location: toml.entryAt(['packages', index, 'name']),
  };
}

function lockedFile(item: unknown): LockedFile | undefined {
  const url = text(item, 'url');
  const file = text(item, 'name') ?? fileNameOf(url ?? text(item, 'path') ?? '');
  const [algorithm, digest] = entriesOf(property(item, 'hashes'))[0] ?? [];
  if (file === '') return undefined;
  return { file, url, hash: typeof digest === 'string' ? `${algorithm}:${digest}` : undefined };
}

function sourceOf(table: unknown): LockedPackageFact['source'] {
  const vcs = property(table, 'vcs');
  const folder = text(property(table, 'directory'), 'path');
  const archive = property(table, 'archive');
  const index = text(table, 'index');
  if (vcs !== undefined) return { kind: 'vcs', vcs: vcsReference(vcs) };
  if (folder !== undefined) return { kind: 'path', url: folder };
  if (archive !== undefined) return { kind: 'url', url: text(archive, 'url') ?? text(archive, 'path') };
  return index === undefined ? undefined : { kind: 'index', url: index };
}

function vcsReference(vcs: unknown): VcsReference {
  const type = text(vcs, 'type');
  return {
    system: type === 'hg' || type === 'svn' || type === 'bzr' ? type : 'git',
    url: text(vcs, 'url') ?? text(vcs, 'path') ?? '',
    revision: text(vcs, 'commit-id') ?? text(vcs, 'requested-revision'),
    subdirectory: text(vcs, 'subdirectory'),
  };
}
