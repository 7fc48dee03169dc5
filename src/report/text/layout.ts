import stringWidth from 'string-width';
import { printable } from '../printable.js';

/** What a terminal shows in one place: a letter with its accents, an ideograph (two columns), an emoji. */
export interface Cell {
  text: string;
  /** Columns of the terminal. */
  width: number;
  /** UTF-16 offset in the text that it was cut from. */
  offset: number;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** V8's segmenter takes quadratic time for a long text (as does all that is built on it): it gets this much at once. */
const PIECE = 256;

/** Takes any text; gives its cells, made printable, in linear time. */
export function cellsOf(text: string): Cell[] {
  const cells: Cell[] = [];
  let start = 0;
  while (start < text.length) {
    const piece = text.slice(start, start + PIECE);
    const found = Array.from(graphemes.segment(piece));
    // The last one may go on in the next piece, unless it fills this one.
    if (start + piece.length < text.length && found.length > 1) found.pop();
    for (const { segment, index } of found) {
      const shown = printable(segment);
      cells.push({ text: shown, width: stringWidth(shown), offset: start + index });
    }
    const last = found.at(-1)!;
    start += last.index + last.segment.length;
  }
  return cells;
}

/** Takes text that is printable already; gives the columns that it fills. */
export function widthOf(text: string): number {
  if (text.length <= PIECE) return stringWidth(text);
  return cellsOf(text).reduce((sum, { width }) => sum + width, 0);
}

/**
 * Takes any text and breaks it between words into lines of at most `width` columns; a word that is longer than a line
 * is cut. Gives printable lines, at least one. (The usual library for this takes quadratic time for a long word, and
 * these words come from strangers.)
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  const flush = (): void => {
    lines.push(line);
    line = '';
    used = 0;
  };
  for (const word of printable(text).split(' ').filter(Boolean)) {
    const length = widthOf(word);
    if (used > 0 && used + 1 + length > width) flush();
    if (used > 0) {
      line += ' ';
      used++;
    }
    if (length <= width) {
      line += word;
      used += length;
      continue;
    }
    for (const cell of cellsOf(word)) {
      if (used + cell.width > width) flush();
      line += cell.text;
      used += cell.width;
    }
  }
  flush();
  return lines;
}

/** Takes any text; gives it printable and in at most `width` columns, ending in `…` where something is left out. */
export function truncate(text: string, width: number): string {
  // No cell of use is narrower than one column: what lies far beyond cannot be seen.
  const head = printable(text.slice(0, width * 16));
  if (head.length < width * 16 && widthOf(head) <= width) return head;
  let line = '';
  let used = 0;
  for (const cell of cellsOf(head)) {
    if (used + cell.width > width - 1) break;
    line += cell.text;
    used += cell.width;
  }
  return line.trimEnd() + '…';
}

/**
 * Text beside a label: `label text`, further lines hanging below the text. `labelWidth` is the column in which text
 * starts, so that labels below each other line up.
 */
export function labelled(
  label: string,
  text: string,
  layout: {
    width: number;
    indent: number;
    labelWidth: number;
    paintLabel?: (label: string) => string;
    paintText?: (line: string) => string;
  },
): string[] {
  const { width, indent, labelWidth, paintLabel = same, paintText = same } = layout;
  const [first = '', ...rest] = wrap(text, width - indent - labelWidth);
  const margin = ' '.repeat(indent);
  const hanging = ' '.repeat(indent + labelWidth);
  const gap = ' '.repeat(Math.max(1, labelWidth - widthOf(label)));
  return [
    `${margin}${label && paintLabel(label)}${gap}${paintText(first)}`,
    ...rest.map((line) => hanging + paintText(line)),
  ];
}

/** Wrapped text with a margin, each line painted by itself. */
export function paragraph(
  text: string,
  width: number,
  indent = 0,
  paint: (line: string) => string = same,
): string[] {
  return wrap(text, width - indent).map((line) => ' '.repeat(indent) + paint(line));
}

function same(text: string): string {
  return text;
}
