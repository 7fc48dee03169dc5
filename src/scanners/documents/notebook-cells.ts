import type { Location } from '../../model/location.js';
import { PiecedExcerpt, type Excerpt } from '../excerpt.js';
import { decodeJsonString, walkJsonStrings, type JsonStep, type JsonString } from '../json-walk.js';
import type { Positions } from '../positions.js';

/** A cell's source, which knows where it stands in the notebook. */
class CellExcerpt implements Excerpt {
  readonly #pieces: PiecedExcerpt;
  #lineStarts: number[] | undefined;

  /** @param number the cell's, from 1 */
  constructor(
    positions: Positions,
    readonly number: number,
  ) {
    this.#pieces = new PiecedExcerpt(positions);
  }

  get text(): string {
    return this.#pieces.text;
  }

  append(string: JsonString): void {
    const { text } = this.#pieces.positions;
    for (const { value, origin } of decodeJsonString(text, string)) this.#pieces.appendAs(value, origin);
  }

  at(start: number, end?: number): Location {
    return { ...this.#pieces.at(start, end), cell: this.number, cellLine: this.#lineOf(start) };
  }

  #lineOf(offset: number): number {
    this.#lineStarts ??= [0, ...[...this.text.matchAll(/\n/g)].map(({ index }) => index + 1)];
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#lineStarts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }
}

/** A cell as far as it matters. */
export interface Cell {
  type: string;
  source: CellExcerpt;
  /** Of the old format, in which each cell names its language. */
  language?: string;
  outputs: CellOutput[];
}

/** What running a cell once printed. */
export interface CellOutput {
  type?: string;
  /** `stdout` or `stderr`. */
  stream?: string;
  ename?: string;
  evalue?: string;
  text: JsonString[];
  place: JsonString;
}

/** A notebook's strings, in order. */
export interface NotebookText {
  cells: Cell[];
  /** By their way in `metadata`: `kernelspec.name`. */
  metadata: Map<string, { value: string; string: JsonString }>;
}

/** So many text pieces of one output are kept; warnings stand at its beginning. */
const MAX_OUTPUT_LINES = 200;

/** Nobody writes that many cells, that much code, or that many metadata by hand; the rest is left out. */
const MAX_CELLS = 20_000;
const MAX_CODE = 4 * 1024 * 1024;
const MAX_METADATA = 1_000;
const MAX_OUTPUTS = 1_000;

/** Reads the cells of a notebook of format 3 or 4, as far as its JSON can be followed. Never throws. */
export function readCells(positions: Positions): NotebookText {
  const { text } = positions;
  const cells: Cell[] = [];
  const metadata: NotebookText['metadata'] = new Map();
  const numbers = new Map<string, number>();
  let code = 0;
  const valueOf = (string: JsonString): string =>
    decodeJsonString(text, string)
      .map(({ value }) => value)
      .join('');
  walkJsonStrings(text, (path, string) => {
    if (path[0] === 'metadata') {
      if (path.length <= 3 && metadata.size < MAX_METADATA)
        metadata.set(path.slice(1).join('.'), { value: valueOf(string), string });
      return;
    }
    const start = path[0] === 'cells' ? 1 : path[0] === 'worksheets' && path[2] === 'cells' ? 3 : 0;
    if (start === 0 || typeof path[start] !== 'number') return;
    const id = path.slice(0, start + 1).join('.');
    let number = numbers.get(id);
    if (number === undefined) {
      if (numbers.size >= MAX_CELLS) return;
      number = numbers.size + 1;
      numbers.set(id, number);
      cells.push({ type: '', source: new CellExcerpt(positions, number), outputs: [] });
    }
    if (path[start + 1] === 'source' || path[start + 1] === 'input') code += string.end - string.start;
    if (code <= MAX_CODE) addToCell(cells[number - 1]!, path.slice(start + 1), string, valueOf);
  });
  return { cells, metadata };
}

function addToCell(
  cell: Cell,
  path: readonly JsonStep[],
  string: JsonString,
  valueOf: (s: JsonString) => string,
): void {
  const [key, index, field] = path;
  if (key === 'cell_type') cell.type = valueOf(string);
  else if (key === 'language') cell.language = valueOf(string);
  else if (key === 'source' || key === 'input') cell.source.append(string);
  else if (key === 'outputs' && typeof index === 'number' && index < MAX_OUTPUTS) {
    const output = (cell.outputs[index] ??= { text: [], place: string });
    if (field === 'output_type') output.type = valueOf(string);
    else if (field === 'name' || field === 'stream') output.stream = valueOf(string);
    else if (field === 'ename') {
      output.ename = valueOf(string);
      output.place = string;
    } else if (field === 'evalue') output.evalue = valueOf(string);
    else if (field === 'text' && output.text.length < MAX_OUTPUT_LINES) output.text.push(string);
  }
}
