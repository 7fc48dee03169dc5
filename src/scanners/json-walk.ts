/** A step from a JSON container to what it holds: a key or an index. */
export type JsonStep = string | number;

/** A string value: its place in the text, quotation marks included. */
export interface JsonString {
  start: number;
  end: number;
}

const MAX_DEPTH = 64;

/**
 * Visits the string values of a JSON text in their order, each with the way to it and its place. A broken text is
 * visited as far as its brackets make sense. The way is one array that changes with the walk: copy what is kept.
 */
export function walkJsonStrings(
  text: string,
  visit: (path: readonly JsonStep[], string: JsonString) => void,
): void {
  const path: JsonStep[] = [];
  const isArray: boolean[] = [];
  let expectsKey = false;
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case 0x22: {
        const end = stringEnd(text, i);
        if (end < 0) return;
        if (expectsKey) {
          path[path.length - 1] = text.slice(i + 1, end - 1);
          expectsKey = false;
        } else visit(path, { start: i, end });
        i = end - 1;
        break;
      }
      case 0x7b:
      case 0x5b: {
        if (path.length >= MAX_DEPTH) return;
        const array = text.charCodeAt(i) === 0x5b;
        isArray.push(array);
        path.push(array ? 0 : '');
        expectsKey = !array;
        break;
      }
      case 0x7d:
      case 0x5d:
        isArray.pop();
        path.pop();
        expectsKey = false;
        break;
      case 0x2c: {
        const last = path.at(-1);
        expectsKey = isArray.at(-1) === false;
        if (typeof last === 'number') path[path.length - 1] = last + 1;
        break;
      }
      default:
    }
  }
}

function stringEnd(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === 0x5c) backslashes++;
    if (backslashes % 2 === 0) return end + 1;
  }
  return -1;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

/** The pieces of a string's value: where each stands in the text, and what it means there. */
export function decodeJsonString(
  text: string,
  { start, end }: JsonString,
): { value: string; origin: number }[] {
  const pieces: { value: string; origin: number }[] = [];
  const first = start + 1;
  // Searched on its own: in the whole text each string without a backslash would be searched for one to the end.
  const raw = text.slice(first, end - 1);
  let from = 0;
  for (let i = raw.indexOf('\\'); i >= 0; i = raw.indexOf('\\', from)) {
    if (i > from) pieces.push({ value: raw.slice(from, i), origin: first + from });
    const c = raw[i + 1]!;
    const isUnicode = c === 'u';
    const value = isUnicode
      ? String.fromCharCode(parseInt(raw.slice(i + 2, i + 6), 16) || 0xfffd)
      : (ESCAPES[c] ?? c);
    pieces.push({ value, origin: first + i });
    from = i + (isUnicode ? 6 : 2);
  }
  if (from < raw.length) pieces.push({ value: raw.slice(from), origin: first + from });
  return pieces;
}
