/** Deeper than anything that a person or a tool writes, and shallow enough for a parser that calls itself. */
export const MAX_NESTING = 200;

const QUOTE = 34;
const BACKSLASH = 92;

/**
 * Whether brackets nest deeper in a text than `MAX_NESTING`. Parsers take memory, stack or quadratic time for these:
 * ask before a text from a stranger reaches one. Brackets in strings count, too, where `strings` is not given: then
 * the answer may be a false yes for an odd text, never a false no.
 *
 * @param strings whether `"…"` with backslashes as in JSON is passed over
 */
export function nestsTooDeep(text: string, { strings = false } = {}): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (strings && c === QUOTE) i = stringEnd(text, i);
    else if (c === 91 || c === 123) {
      if (++depth > MAX_NESTING) return true;
    } else if ((c === 93 || c === 125) && depth > 0) depth--;
  }
  return false;
}

function stringEnd(text: string, start: number): number {
  let i = start + 1;
  for (; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === QUOTE) return i;
    if (c === BACKSLASH) i++;
  }
  return i;
}
