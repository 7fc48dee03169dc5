import type { Evidence, LockedPackageFact, Role } from '../../model/evidence.js';
import { isValidName, normalizeName } from '../../python/names.js';
import { nestsTooDeep } from '../nesting.js';
import { Positions } from '../positions.js';
import { baseName } from '../repository-path.js';
import { roleOfName } from '../role.js';
import type { Scanner } from '../scanner.js';
import { entriesOf, list, property, text } from './lock-values.js';

const FORMAT = 'Pipfile.lock';

/** Bigger files are no locks that anybody made. */
const MAX_LENGTH = 10_000_000;

/** Nobody has more indexes. */
const MAX_SOURCES = 50;

/** Pipfile.lock: JSON with a section for each category of packages beside `_meta`. */
export const pipfileLock: Scanner = {
  format: FORMAT,
  matches: (path) => baseName(path) === FORMAT,
  scan(file) {
    const positions = new Positions(file.path, file.text.replace(/^\uFEFF/, ''));
    if (positions.text.length > MAX_LENGTH) return [unreadable(positions, 'too big to be read')];
    if (nestsTooDeep(positions.text, { strings: true })) return [unreadable(positions, 'nested too deep')];
    try {
      const lock: unknown = JSON.parse(positions.text);
      const keys = new KeyFinder(positions);
      return entriesOf(lock).flatMap(([section, content]) => {
        keys.enter(section);
        return section === '_meta' ? metadata(content, positions) : packages(section, content, keys);
      });
    } catch (error) {
      // The words differ between versions of Node; the place is what matters.
      const offset = /at position (\d+)/.exec(String(error))?.[1];
      return [unreadable(positions, 'no valid JSON', Number(offset ?? 0))];
    }
  },
};

function unreadable(positions: Positions, message: string, offset = 0): Evidence {
  return { kind: 'unreadable', format: FORMAT, message, location: positions.at(offset) };
}

/** So many keys may be spelled in a way that is not found (with escapes): each such search reads to the end. */
const MAX_MISSES = 20;

/** Finds keys in the order in which they stand, so that the whole file is searched once. */
class KeyFinder {
  #from = 0;
  #misses = 0;

  constructor(readonly positions: Positions) {}

  /** The location of the next `"key":`; the last one found where there is none. */
  enter(key: string): ReturnType<Positions['at']> {
    const quoted = JSON.stringify(key);
    let found = this.#misses < MAX_MISSES ? this.positions.text.indexOf(quoted, this.#from) : -1;
    // The same text may stand as a value before it stands as a key.
    while (
      found >= 0 &&
      !/^\s*:/.test(this.positions.text.slice(found + quoted.length, found + quoted.length + 20))
    ) {
      found = this.positions.text.indexOf(quoted, found + 1);
    }
    if (found < 0) {
      this.#misses++;
      return this.positions.at(this.#from);
    }
    this.#from = found + quoted.length;
    return this.positions.at(found + 1, found + quoted.length - 1);
  }
}

function metadata(meta: unknown, positions: Positions): Evidence[] {
  const facts: Evidence[] = [];
  const contentHash = text(property(meta, 'hash'), 'sha256');
  if (contentHash !== undefined) {
    facts.push({ kind: 'project', format: FORMAT, contentHash, location: positions.find(contentHash) });
  }
  const requires = property(meta, 'requires');
  const full = text(requires, 'python_full_version');
  const version = full ?? text(requires, 'python_version');
  if (version !== undefined) {
    const specifier = full === undefined ? `==${version}.*` : `==${version}`;
    const location = positions.find(full === undefined ? '"python_version"' : '"python_full_version"');
    facts.push({ kind: 'python', specifier, strength: 'requires', source: FORMAT, location });
  }
  for (const [number, source] of list(meta, 'sources').slice(0, MAX_SOURCES).entries()) {
    const value = text(source, 'url');
    if (value === undefined) continue;
    const option = number === 0 ? 'index-url' : 'extra-index-url';
    facts.push({ kind: 'index', option, value, location: positions.find(value) });
  }
  return facts;
}

function packages(section: string, content: unknown, keys: KeyFinder): LockedPackageFact[] {
  const role: Role =
    section === 'default' ? 'runtime' : section === 'develop' ? 'dev' : roleOfName(section, 'optional');
  const named = entriesOf(content).filter(([rawName]) => isValidName(rawName));
  return named.map(([rawName, entry]) => ({
    kind: 'locked',
    name: normalizeName(rawName),
    version: (text(entry, 'version') ?? '').replace(/^===?/, ''),
    hashes: list(entry, 'hashes').filter((hash) => typeof hash === 'string'),
    marker: text(entry, 'markers'),
    source: sourceOf(entry),
    role,
    format: FORMAT,
    location: keys.enter(rawName),
  }));
}

function sourceOf(entry: unknown): LockedPackageFact['source'] {
  const git = text(entry, 'git');
  const path = text(entry, 'path');
  const url = text(entry, 'file') ?? text(entry, 'uri');
  if (git !== undefined) {
    const vcs = { url: git, revision: text(entry, 'ref'), subdirectory: text(entry, 'subdirectory') };
    return { kind: 'vcs', vcs: { system: 'git', ...vcs } };
  }
  if (path !== undefined) return { kind: 'path', url: path };
  return url === undefined ? undefined : { kind: 'url', url };
}
