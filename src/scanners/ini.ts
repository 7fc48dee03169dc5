import { parse } from 'ini';
import type { Location } from '../model/location.js';
import { Positions } from './positions.js';
import type { SourceFile } from './scanner.js';

/** One physical line of a value: the text without blanks around it, and the offset at which it starts. */
export interface IniLine {
  text: string;
  start: number;
}

/** One `key = value` of a section. */
export interface IniEntry {
  key: string;
  /** The value; lines that it goes on over are joined with `\n`. */
  value: string;
  /** The lines of the value that hold anything, without comments. */
  lines: readonly IniLine[];
  location: Location;
}

/** An INI file that was read: sections of entries, with their places. */
export class IniDocument {
  readonly #sections = new Map<string, Map<string, IniEntry>>();

  constructor(
    readonly positions: Positions,
    folded: readonly FoldedEntry[],
  ) {
    const parsed: unknown = parse(asPlainIni(folded));
    for (const { section, key, lines, start } of folded) {
      const value = ownProperty(ownProperty(parsed, section), key);
      if (value === undefined) continue;
      const last = lines.at(-1);
      const end = last === undefined ? start + key.length : last.start + last.text.length;
      const entries = this.#sections.get(section) ?? new Map<string, IniEntry>();
      this.#sections.set(section, entries);
      entries.set(key, { key, value: String(value), lines, location: positions.at(start, end) });
    }
  }

  /** The names of the sections that hold anything, in the order of the file. */
  get sections(): string[] {
    return [...this.#sections.keys()];
  }

  /** The entries of a section in the order of the file; none where there is no such section. */
  entries(section: string): IniEntry[] {
    return [...(this.#sections.get(section)?.values() ?? [])];
  }

  /** One entry; of repeated ones the last. */
  entry(section: string, key: string): IniEntry | undefined {
    return this.#sections.get(section)?.get(key);
  }

  /** Where one line of a value stands. */
  at(line: IniLine): Location {
    return this.positions.at(line.start, line.start + line.text.length);
  }
}

interface FoldedEntry {
  section: string;
  key: string;
  start: number;
  lines: IniLine[];
}

/** Bigger files are no configuration that anybody writes. */
const MAX_LENGTH = 1_000_000;

/**
 * Reads an INI file as Python's configparser does (setup.cfg, tox.ini, pip.conf). Never throws; what is no INI is skipped.
 *
 * A thin layer in front of the `ini` package, which knows neither values that go on over indented lines nor `:` in
 * place of `=`, cuts values at `;` and nests sections at their dots: each value is first folded into one quoted line.
 */
export function readIni(file: SourceFile): IniDocument {
  const positions = new Positions(file.path, file.text.replace(/^\uFEFF/, '').slice(0, MAX_LENGTH));
  return new IniDocument(positions, fold(positions));
}

/** Puts the lines of each value together: a line that is indented deeper than its key goes on with the value. */
function fold(positions: Positions): FoldedEntry[] {
  const entries: FoldedEntry[] = [];
  let section = '';
  let entry: FoldedEntry | undefined;
  let indent = 0;
  for (let number = 1; number <= positions.lineCount; number++) {
    const line = positions.line(number);
    const text = line.trim();
    if (text === '' || text.startsWith('#') || text.startsWith(';')) continue;
    const column = line.indexOf(text);
    const start = positions.offset(number) + column;
    if (entry !== undefined && column > indent) {
      entry.lines.push({ text, start });
      continue;
    }
    indent = column;
    entry = undefined;
    if (text.startsWith('[')) {
      section = text.slice(1, text.includes(']') ? text.indexOf(']') : undefined);
      continue;
    }
    const separator = text.search(/[=:]/);
    if (separator <= 0) continue;
    const value = text.slice(separator + 1).trim();
    entry = { section, key: text.slice(0, separator).trimEnd(), start, lines: [] };
    if (value !== '') entry.lines.push({ text: value, start: start + text.length - value.length });
    entries.push(entry);
  }
  return entries;
}

/** The same entries in the form that the `ini` package reads without loss: one line each, everything quoted. */
function asPlainIni(entries: readonly FoldedEntry[]): string {
  return entries
    .map(({ section, key, lines }) => {
      const value = lines.map((line) => line.text).join('\n');
      return `[${JSON.stringify(section.replaceAll('.', '\\.'))}]\n${JSON.stringify(key)}=${JSON.stringify(value)}`;
    })
    .join('\n');
}

function ownProperty(object: unknown, key: string): unknown {
  if (typeof object !== 'object' || object === null || !Object.hasOwn(object, key)) return undefined;
  return (object as Record<string, unknown>)[key];
}
