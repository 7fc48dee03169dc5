import type { Evidence, LockedPackageFact, Role } from '../../model/evidence.js';
import { isValidName, normalizeName } from '../../python/names.js';
import { poetryPythonStatement } from '../poetry-notation.js';
import { baseName } from '../repository-path.js';
import { roleOfName } from '../role.js';
import type { Scanner } from '../scanner.js';
import { readToml } from '../toml.js';
import type { TomlDocument } from '../toml.js';
import { list, property, text } from './lock-values.js';
import type { LockedFile } from './lock-values.js';

const FORMAT = 'poetry.lock';

/** poetry.lock, from its first form to 2.1: they differ in where the hashes are and in how groups are named. */
export const poetryLock: Scanner = {
  format: FORMAT,
  matches: (path) => baseName(path) === FORMAT,
  scan(file) {
    const toml = readToml(file, FORMAT);
    const packages = Array.from({ length: toml.size('package') }, (_, index) => lockedPackage(toml, index));
    return [...metadata(toml), ...packages.flatMap((fact) => fact ?? []), ...toml.problems];
  },
};

function metadata(toml: TomlDocument): Evidence[] {
  const hashPath = ['metadata', 'content-hash'];
  const contentHash = toml.string(...hashPath);
  const project: Evidence[] =
    contentHash === undefined
      ? []
      : [{ kind: 'project', format: FORMAT, contentHash, location: toml.entryAt(hashPath) }];
  return [...project, ...poetryPythonStatement(toml, ['metadata', 'python-versions'], FORMAT)];
}

function lockedPackage(toml: TomlDocument, index: number): LockedPackageFact | undefined {
  const table = toml.get('package', index);
  const rawName = text(table, 'name');
  const version = text(table, 'version');
  if (rawName === undefined || !isValidName(rawName) || version === undefined) return undefined;
  const files = filesOf(toml, table, rawName);
  return {
    kind: 'locked',
    name: normalizeName(rawName),
    version,
    hashes: hashesOf(toml, files, rawName),
    files: files.length > 0 ? files : undefined,
    marker: text(table, 'markers') ?? text(table, 'marker'),
    source: sourceOf(property(table, 'source')),
    role: roleOf(table),
    format: FORMAT,
    location: toml.entryAt(['package', index, 'name']),
  };
}

/** The package's files: in its own table (1.4 and later) or in `[metadata.files]`. */
function filesOf(toml: TomlDocument, table: unknown, rawName: string): LockedFile[] {
  const own = list(table, 'files');
  const listed = own.length > 0 ? own : list(toml.get('metadata', 'files'), rawName);
  return listed.flatMap((item) => {
    const file = text(item, 'file');
    return file === undefined ? [] : [{ file, hash: text(item, 'hash') }];
  });
}

/** The hashes of the files; before there were files, poetry kept bare SHA-256 sums in `[metadata.hashes]`. */
function hashesOf(toml: TomlDocument, files: readonly LockedFile[], rawName: string): string[] {
  if (files.length > 0) return files.flatMap(({ hash }) => hash ?? []);
  return toml.strings('metadata', 'hashes', rawName).map(({ value }) => `sha256:${value}`);
}

function roleOf(table: unknown): Role {
  const stated = list(table, 'groups');
  const groups = stated.length > 0 ? stated : [text(table, 'category') ?? 'main'];
  if (groups.includes('main')) return property(table, 'optional') === true ? 'optional' : 'runtime';
  return roleOfName(String(groups[0]), 'dev');
}

function sourceOf(source: unknown): LockedPackageFact['source'] {
  const type = text(source, 'type');
  const url = text(source, 'url') ?? '';
  switch (type) {
    case undefined:
      return undefined;
    case 'git': {
      const revision = text(source, 'resolved_reference') ?? text(source, 'reference');
      return {
        kind: 'vcs',
        vcs: { system: 'git', url, revision, subdirectory: text(source, 'subdirectory') },
      };
    }
    case 'directory':
    case 'file':
      return { kind: 'path', url };
    default:
      return { kind: type === 'url' ? 'url' : 'index', url };
  }
}
