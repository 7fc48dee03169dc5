import type { Location } from '../model/location.js';

/**
 * Turns offsets into a text into lines and columns, and back. Lines end at `\n`, `\r\n` or a lone `\r`.
 */
export class Positions {
  readonly #starts: number[] = [0];

  constructor(
    readonly file: string,
    readonly text: string,
  ) {
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === 10) this.#starts.push(i + 1);
      else if (c === 13 && text.charCodeAt(i + 1) !== 10) this.#starts.push(i + 1);
    }
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /** The text of a line (from 1), without its line end; '' beyond the end of the file. */
  line(line: number): string {
    const start = this.#starts[line - 1];
    if (start === undefined) return '';
    let end = this.#starts[line] ?? this.text.length;
    while (end > start && isLineEnd(this.text.charCodeAt(end - 1))) end--;
    return this.text.slice(start, end);
  }

  /** Where a line (from 1) begins. */
  offset(line: number): number {
    return this.#starts[line - 1] ?? this.text.length;
  }

  /** The location from `start` up to `end` (exclusive); `endColumn` is left out where the range spans lines. */
  at(start: number, end?: number): Location {
    const index = this.#indexOf(start);
    const lineStart = this.#starts[index] ?? 0;
    const location: Location = { file: this.file, line: index + 1, column: start - lineStart + 1 };
    if (end !== undefined && end > start && end <= (this.#starts[index + 1] ?? this.text.length + 1)) {
      location.endColumn = end - lineStart + 1;
    }
    return location;
  }

  /** A whole line from its first to its last character that is no blank. */
  atLine(line: number): Location {
    const text = this.line(line);
    const first = text.search(/\S/);
    if (first < 0) return { file: this.file, line };
    return { file: this.file, line, column: first + 1, endColumn: text.trimEnd().length + 1 };
  }

  /** The first place of `needle` at or after `from`; the line of `from` where it is not found. */
  find(needle: string, from = 0): Location {
    const offset = this.text.indexOf(needle, from);
    return offset < 0 ? this.atLine(this.at(from).line) : this.at(offset, offset + needle.length);
  }

  #indexOf(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function isLineEnd(code: number): boolean {
  return code === 10 || code === 13;
}
