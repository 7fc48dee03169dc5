import { parse } from '@iarna/toml';
import type { UnreadableFact } from '../model/evidence.js';
import type { Location } from '../model/location.js';
import { Positions } from './positions.js';
import type { SourceFile } from './scanner.js';
import { TomlPositions } from './toml-positions.js';
import type { TomlPosition } from './toml-positions.js';

/** The way to a value: keys of tables and indexes of arrays. */
export type TomlPath = readonly (string | number)[];

/** Bigger files are no manifests and no locks that anybody writes. */
const MAX_LENGTH = 10_000_000;

/** How many lines of a file, and of one table of it, are left out for their errors before more is given up. */
const MAX_BROKEN_LINES = 8;
const MAX_BROKEN_LINES_OF_TABLE = 3;

/** A TOML file that was read: what it says and where. */
export class TomlDocument {
  readonly positions: Positions;
  /** What could not be read, with the parser's own words and line. */
  readonly problems: readonly UnreadableFact[];
  readonly #root: Table;
  readonly #readable: string;
  #places: TomlPositions | undefined;

  constructor(positions: Positions, readable: string, root: Table, problems: UnreadableFact[]) {
    this.positions = positions;
    this.#readable = readable;
    this.#root = root;
    this.problems = problems;
  }

  /** The value at `path`; undefined where there is none. Own keys only: `__proto__` is a key like any other. */
  get(...path: (string | number)[]): unknown {
    let value: unknown = this.#root;
    for (const step of path) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
      value = (value as Record<string | number, unknown>)[step];
    }
    return value;
  }

  /** The string at `path`; undefined where something else or nothing stands. */
  string(...path: (string | number)[]): string | undefined {
    const value = this.get(...path);
    return typeof value === 'string' ? value : undefined;
  }

  /** The keys of the table at `path`; none where no table stands. */
  keys(...path: (string | number)[]): string[] {
    const value = this.get(...path);
    return isTable(value) ? Object.keys(value) : [];
  }

  /** How many elements the array at `path` has; 0 where no array stands. */
  size(...path: (string | number)[]): number {
    const value = this.get(...path);
    return Array.isArray(value) ? value.length : 0;
  }

  /** The strings of the array at `path` (or the one string that stands there), each with its own path. */
  strings(...path: (string | number)[]): { value: string; path: TomlPath }[] {
    const value = this.get(...path);
    if (typeof value === 'string') return [{ value, path }];
    if (!Array.isArray(value)) return [];
    return value.flatMap((item: unknown, index) =>
      typeof item === 'string' ? [{ value: item, path: [...path, index] }] : [],
    );
  }

  /** Where the value at `path` stands: a string's content, a table's header. */
  at(path: TomlPath): Location {
    const place = this.#place(path);
    return place === undefined ? this.#nearest(path) : this.positions.at(place.start, place.end);
  }

  /** Where `key = value` stands, from the key to the end of the value; a table's header where it has one. */
  entryAt(path: TomlPath): Location {
    const place = this.#place(path);
    if (place === undefined) return this.#nearest(path);
    if (place.key === undefined) return this.positions.at(place.start, place.end);
    const closed = /["']/.test(this.#readable[place.end] ?? '') ? 1 : 0;
    const whole = this.positions.at(place.key.start, Math.max(place.key.end, place.end + closed));
    return whole.endColumn === undefined ? this.positions.at(place.key.start, place.key.end) : whole;
  }

  #nearest(path: TomlPath): Location {
    return path.length === 0 ? { file: this.positions.file, line: 1 } : this.entryAt(path.slice(0, -1));
  }

  #place(path: TomlPath): TomlPosition | undefined {
    if (path.length === 0) return undefined;
    this.#places ??= new TomlPositions(this.#readable);
    return this.#places.find(path);
  }
}

type Table = Record<string, unknown>;

/** Whether a value of a TOML file is a table. */
export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/**
 * Reads a TOML file. Never throws: a line with a syntax error is left out, then the table around it, and `problems` names
 * each such line. `format` names the reader in those facts.
 *
 * A thin layer in front of @iarna/toml, which refuses a byte order mark, and comments that end in CRLF.
 */
export function readToml(file: SourceFile, format: string): TomlDocument {
  let text = file.text.replace(/^\uFEFF/, '');
  const positions = new Positions(file.path, text);
  const problems: UnreadableFact[] = [];
  if (text.length > MAX_LENGTH) {
    problems.push(unreadable(positions, format, 1, 'too big to be read'));
    return new TomlDocument(positions, '', {}, problems);
  }
  const brokenLines = new Map<number, number>();
  for (;;) {
    try {
      return new TomlDocument(positions, text, parse(text.replaceAll('\r\n', '\n')), problems);
    } catch (error) {
      const { line, message } = syntaxError(error);
      problems.push(unreadable(positions, format, line, message));
      const table = tableAround(positions, line);
      const count = (brokenLines.get(table.first) ?? 0) + 1;
      brokenLines.set(table.first, count);
      const isLine = count <= MAX_BROKEN_LINES_OF_TABLE;
      const shorter = isLine
        ? blanked(positions, text, line, line)
        : blanked(positions, text, table.first, table.last);
      text = shorter === text || problems.length > MAX_BROKEN_LINES ? '' : shorter;
    }
  }
}

function unreadable(positions: Positions, format: string, line: number, message: string): UnreadableFact {
  const text = positions.line(line).trim();
  return { kind: 'unreadable', format, message, location: positions.atLine(line), ...(text && { text }) };
}

/** The parser's line (it counts from 0) and its message without the code frame that it appends. */
function syntaxError(error: unknown): { line: number; message: string } {
  const message = error instanceof Error ? error.message : String(error);
  const line = (error as { line?: unknown }).line;
  return {
    line: typeof line === 'number' ? line + 1 : 1,
    message: (message.split('\n')[0] ?? '').replace(/ at row \d+, col \d+, pos \d+:$/, ''),
  };
}

/** The lines from a table's header to the one before the next header. */
function tableAround(positions: Positions, line: number): { first: number; last: number } {
  const isHeader = (n: number): boolean => /^\s*\[/.test(positions.line(n));
  let first = Math.min(line, positions.lineCount);
  while (first > 1 && !isHeader(first)) first--;
  let last = Math.max(first, line);
  while (last < positions.lineCount && !isHeader(last + 1)) last++;
  return { first, last };
}

/** The text with some lines blanked out, so that the offsets of all others stay. */
function blanked(positions: Positions, text: string, first: number, last: number): string {
  const start = positions.offset(first);
  const end = positions.offset(last + 1);
  return text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ') + text.slice(end);
}
