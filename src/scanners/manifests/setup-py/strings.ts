import type { SyntaxNode } from '@lezer/common';
import type { Text, Value } from './values.js';

const ESCAPES = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['\n', ''],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
]);

/** The text of a string literal: `'a'`, `r"""a"""`, `u'a'`. Escapes that matter to nobody stay as they are written. */
export function readString(source: string, node: { from: number; to: number }): Text {
  const written = source.slice(node.from, node.to);
  const prefix = /^[A-Za-z]*/.exec(written)![0];
  const mark = /^(?:"""|'''|"|')?/.exec(written.slice(prefix.length))![0];
  const start = node.from + prefix.length + mark.length;
  // An unfinished string ends at the end of its line.
  const end =
    mark !== '' && written.length >= prefix.length + 2 * mark.length && written.endsWith(mark)
      ? node.to - mark.length
      : node.to;
  const content = source.slice(start, end);
  if (!content.includes('\\') || /r/i.test(prefix))
    return { kind: 'text', value: content, start, end, literal: true };
  const value = content.replace(/\\([\s\S])/g, (whole, escaped: string) => ESCAPES.get(escaped) ?? whole);
  return { kind: 'text', value, start, end, literal: false };
}

/** Longer texts are no requirements; the bound keeps texts that are doubled again and again small. */
const MAX_LENGTH = 10_000;

/** Texts behind one another as one; its place is that of `node`. */
export function joinTexts(parts: readonly Text[], node: SyntaxNode): Text {
  const value = parts
    .map((part) => part.value)
    .join('')
    .slice(0, MAX_LENGTH);
  const incomplete = parts.some((part) => part.incomplete);
  const marker = parts.find((part) => part.marker !== undefined)?.marker;
  return { kind: 'text', value, start: node.from, end: node.to, literal: false, incomplete, marker };
}

/** Lines or words of a text, each with its own place where the text is a plain literal. */
export function splitText(text: Text, separator: RegExp): Text[] {
  const parts: Text[] = [];
  let at = 0;
  for (const piece of text.value.split(separator)) {
    const found = text.value.indexOf(piece, at);
    at = found + piece.length;
    const trimmed = piece.trim();
    if (trimmed === '') continue;
    const start = text.start + found + piece.indexOf(trimmed);
    parts.push({ ...text, value: trimmed, ...(text.literal && { start, end: start + trimmed.length }) });
  }
  return parts;
}

/** A text, or a gap where something else stands. */
export function asText(value: Value, node: SyntaxNode): Text {
  if (value.kind === 'text') return value;
  return { kind: 'text', value: '', start: node.from, end: node.to, literal: false, incomplete: true };
}
