import type { Evidence, LockedPackageFact } from '../../model/evidence.js';
import { isValidName, normalizeName } from '../../python/names.js';
import { baseName } from '../repository-path.js';
import type { Scanner } from '../scanner.js';
import { readToml } from '../toml.js';
import type { TomlDocument } from '../toml.js';
import { entriesOf, fileNameOf, list, property, text } from './lock-values.js';
import type { LockedFile } from './lock-values.js';

const FORMAT = 'uv.lock';

/** uv.lock; the first releases of uv called its tables `[[distribution]]`. */
export const uvLock: Scanner = {
  format: FORMAT,
  matches: (path) => baseName(path) === FORMAT,
  scan(file) {
    const toml = readToml(file, FORMAT);
    const array = toml.size('package') > 0 ? 'package' : 'distribution';
    const packages = Array.from({ length: toml.size(array) }, (_, index) => [array, index]);
    return [
      ...python(toml),
      ...packages.flatMap((path) => lockedPackage(toml, path) ?? []),
      ...toml.problems,
    ];
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

function lockedPackage(toml: TomlDocument, path: (string | number)[]): LockedPackageFact | undefined {
  const table = toml.get(...path);
  const rawName = text(table, 'name');
  const version = text(table, 'version');
  const source = sourceOf(property(table, 'source'));
  // A project without a version, and the repository's own project, are no packages that are fetched.
  if (rawName === undefined || !isValidName(rawName) || version === undefined || source === 'own')
    return undefined;
  const files = [...list(table, 'wheels'), property(table, 'sdist')].flatMap(
    (item) => lockedFile(item) ?? [],
  );
  return {
    kind: 'locked',
    name: normalizeName(rawName),
    version,
    hashes: files.flatMap(({ hash }) => hash ?? []),
    files: files.length > 0 ? files : undefined,
    source,
    role: 'runtime',
    format: FORMAT,
    location: toml.entryAt([...path, 'name']),
  };
}

function lockedFile(item: unknown): LockedFile | undefined {
  const url = text(item, 'url');
  const path = text(item, 'path') ?? text(item, 'filename');
  if (url === undefined && path === undefined) return undefined;
  return { file: fileNameOf(url ?? path ?? ''), url, hash: text(item, 'hash') };
}

/** `{ registry = "https://…" }`, or `"registry+https://…"` of the first releases. */
function sourceOf(source: unknown): LockedPackageFact['source'] | 'own' {
  const plus = typeof source === 'string' ? source.indexOf('+') : -1;
  const [kind, value] =
    typeof source === 'string'
      ? [source.slice(0, plus), source.slice(plus + 1)]
      : (entriesOf(source)[0] ?? []);
  if (typeof value !== 'string') return undefined;
  switch (kind) {
    case 'registry':
      return { kind: 'index', url: value };
    case 'git':
      return { kind: 'vcs', vcs: gitReference(value) };
    case 'direct':
    case 'url':
      return { kind: 'url', url: value };
    case 'virtual':
      return 'own';
    default:
      return value === '.' ? 'own' : { kind: 'path', url: value };
  }
}

/** `https://host/project?rev=main&subdirectory=sub#commit`: the fragment is the commit that was locked. */
function gitReference(value: string): {
  system: 'git';
  url: string;
  revision?: string;
  subdirectory?: string;
} {
  const [address = '', commit] = value.split('#', 2);
  const [url = '', query] = address.split('?', 2);
  const parameters = new URLSearchParams(query);
  const asked = parameters.get('rev') ?? parameters.get('tag') ?? parameters.get('branch') ?? undefined;
  return {
    system: 'git',
    url,
    revision: commit ?? asked,
    subdirectory: parameters.get('subdirectory') ?? undefined,
  };
}
