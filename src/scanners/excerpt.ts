import type { Location } from '../model/location.js';
import type { Positions } from './positions.js';

/**
 * Text that was taken out of a file (a `RUN` instruction, a YAML scalar, a notebook cell) and still knows where each
 * of its characters stood. `Positions` is the excerpt that is the whole file.
 */
export interface Excerpt {
  readonly text: string;
  /** The location of the range of `text` from `start` up to `end` (exclusive). */
  at(start: number, end?: number): Location;
}

/** An excerpt put together from pieces of one file, such as the lines of a continued instruction. */
export class PiecedExcerpt implements Excerpt {
  #text = '';
  /** Where each piece begins in the excerpt, and in the file. */
  readonly #starts: number[] = [];
  readonly #origins: number[] = [];

  constructor(readonly positions: Positions) {}

  get text(): string {
    return this.#text;
  }

  /** Appends the file's own text from offset `start` up to `end`. */
  append(start: number, end: number): this {
    return this.appendAs(this.positions.text.slice(start, end), start);
  }

  /** Appends text which stands in the file, perhaps spelled otherwise (an escape), from offset `origin` on. */
  appendAs(text: string, origin: number): this {
    if (text === '') return this;
    this.#starts.push(this.#text.length);
    this.#origins.push(origin);
    this.#text += text;
    return this;
  }

  at(start: number, end?: number): Location {
    if (end === undefined || end <= start) return this.positions.at(this.#origin(start));
    return this.positions.at(this.#origin(start), this.#origin(end - 1) + 1);
  }

  #origin(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return (this.#origins[low] ?? 0) + offset - (this.#starts[low] ?? 0);
  }
}

/** The part of an excerpt from `start` up to `end`, as an excerpt of its own. */
export function partOf(excerpt: Excerpt, start: number, end: number): Excerpt {
  return {
    text: excerpt.text.slice(start, end),
    at: (from, to) => excerpt.at(start + from, to === undefined ? undefined : start + to),
  };
}

/** A text that is known to come from one place but not letter by letter: everything in it is said to be there. */
export function excerptAt(text: string, location: Location): Excerpt {
  return { text, at: () => ({ ...location }) };
}
