/** A stretch of a text: offsets in UTF-16 code units, `end` excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a grammar refuses, and where. Parsers here report problems; none of them throws. */
export interface Problem extends Span {
  readonly message: string;
}

/** Gives `span` as seen from a text in which the span's own text begins at `offset`. */
export function shift<S extends Span>(span: S, offset: number): S {
  return { ...span, start: span.start + offset, end: span.end + offset };
}

/** Gives the span of `text` between `start` and `end` without the blanks around it. */
export function trimmedSpan(text: string, start: number, end: number): Span {
  while (start < end && isBlank(text, start)) start++;
  while (end > start && isBlank(text, end - 1)) end--;
  return { start, end };
}

function isBlank(text: string, index: number): boolean {
  return /\s/.test(text[index]!);
}
