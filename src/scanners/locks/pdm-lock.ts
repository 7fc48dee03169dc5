import type { Evidence, LockedPackageFact, Role } from '../../model/evidence.js';
import { isValidName, normalizeName } from '../../python/names.js';
import { baseName } from '../repository-path.js';
import { roleOfName } from '../role.js';
import type { Scanner } from '../scanner.js';
import { readToml } from '../toml.js';
import type { TomlDocument } from '../toml.js';
import { fileNameOf, list, text } from './lock-values.js';
import type { LockedFile } from './lock-values.js';

const FORMAT = 'pdm.lock';

/** pdm.lock; files stand in each package's table, in older ones in `[metadata.files]` under `name version`. */
export const pdmLock: Scanner = {
  format: FORMAT,
  matches: (path) => /^pdm(\..+)?\.lock$/.test(baseName(path)),
  scan(file) {
    const toml = readToml(file, FORMAT);
    const packages = Array.from({ length: toml.size('package') }, (_, index) => lockedPackage(toml, index));
    return [...metadata(toml), ...packages.flatMap((fact) => fact ?? []), ...toml.problems];
  },
};

function metadata(toml: TomlDocument): Evidence[] {
  const hashPath = ['metadata', 'content_hash'];
  const contentHash = toml.string(...hashPath);
  const facts: Evidence[] = [];
  if (contentHash !== undefined) {
    facts.push({ kind: 'project', format: FORMAT, contentHash, location: toml.entryAt(hashPath) });
  }
  for (let index = 0; index < toml.size('metadata', 'targets'); index++) {
    const path = ['metadata', 'targets', index, 'requires_python'];
    const specifier = toml.string(...path);
    if (specifier === undefined) continue;
    facts.push({
      kind: 'python',
      specifier,
      strength: 'requires',
      source: FORMAT,
      location: toml.entryAt(path),
    });
  }
  return facts;
}

function lockedPackage(toml: TomlDocument, index: number): LockedPackageFact | undefined {
  const table = toml.get('package', index);
  const rawName = text(table, 'name');
  const version = text(table, 'version');
  // `pkg[extra]` has a table of its own beside the one of `pkg`: the same files once more.
  if (
    rawName === undefined ||
    !isValidName(rawName) ||
    version === undefined ||
    list(table, 'extras').length > 0
  )
    return undefined;
  const files = filesOf(toml, table, `${rawName} ${version}`);
  return {
    kind: 'locked',
    name: normalizeName(rawName),
    version,
    hashes: files.flatMap(({ hash }) => hash ?? []),
    files: files.length > 0 ? files : undefined,
    marker: text(table, 'marker'),
    source: sourceOf(table),
    role: roleOf(list(table, 'groups')),
    format: FORMAT,
    location: toml.entryAt(['package', index, 'name']),
  };
}

function filesOf(toml: TomlDocument, table: unknown, oldKey: string): LockedFile[] {
  const own = list(table, 'files');
  const listed = own.length > 0 ? own : list(toml.get('metadata', 'files'), oldKey);
  return listed.flatMap((item) => {
    const url = text(item, 'url');
    const file = text(item, 'file') ?? (url === undefined ? undefined : fileNameOf(url));
    return file === undefined ? [] : [{ file, url, hash: text(item, 'hash') }];
  });
}

function sourceOf(table: unknown): LockedPackageFact['source'] {
  const git = text(table, 'git');
  const url = text(table, 'url');
  const path = text(table, 'path');
  if (git !== undefined) {
    const revision = text(table, 'revision') ?? text(table, 'ref');
    return {
      kind: 'vcs',
      vcs: { system: 'git', url: git, revision, subdirectory: text(table, 'subdirectory') },
    };
  }
  if (url !== undefined) return { kind: 'url', url };
  return path === undefined ? undefined : { kind: 'path', url: path };
}

function roleOf(groups: readonly unknown[]): Role {
  return groups.length === 0 || groups.includes('default') ? 'runtime' : roleOfName(String(groups[0]), 'dev');
}
