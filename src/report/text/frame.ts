import { cellsOf } from './layout.js';
import type { Cell } from './layout.js';

const TAB = 4;
/** UTF-16 units that are looked at on either side of the token: a minified line may have megabytes. */
const REACH = 150;

/** A line of code as it is shown, and the carets below it ('' where the column is not known). */
export interface CodeLine {
  code: string;
  carets: string;
}

/**
 * Fits a line of code into `width` columns: tabs become blanks, what harms becomes printable, and of a long line the
 * part around the token is kept.
 *
 * @param line the source line, without its line end
 * @param column UTF-16 column of the token, from 1
 * @param endColumn the column after the token; without it there is one caret
 */
export function codeLine(line: string, width: number, column?: number, endColumn?: number): CodeLine {
  const start = Math.min((column ?? 1) - 1, line.length);
  const end = Math.max(start + 1, (endColumn ?? 0) - 1);
  const from = Math.max(0, start - REACH);
  const part = line.slice(from, start + 2 * REACH);
  const cells = expandTabs(cellsOf(part.trimEnd()), part);
  const first = cellAt(cells, start - from);
  const last = Math.max(first + 1, cellAt(cells, end - 1 - from) + 1);

  const { left, right } = visible(cells, first, width, from > 0);
  const lead = left > 0 || from > 0 ? '…' : '';
  const tail = right < cells.length || from + part.length < line.length ? '…' : '';
  const shown = cells.slice(left, right).map(({ text }) => text);
  const code = lead + shown.join('') + tail;
  if (column === undefined) return { code, carets: '' };
  const before = lead.length + columns(cells, left, first);
  const token = Math.max(1, columns(cells, first, Math.min(last, right)));
  return { code, carets: ' '.repeat(before) + '^'.repeat(token) };
}

function expandTabs(cells: readonly Cell[], source: string): Cell[] {
  let column = 0;
  return cells.map((cell) => {
    const isTab = source[cell.offset] === '\t';
    const width = isTab ? TAB - (column % TAB) : cell.width;
    column += width;
    return isTab ? { ...cell, text: ' '.repeat(width), width } : cell;
  });
}

/** The index of the cell that holds a UTF-16 offset; the number of cells where it lies behind them all. */
function cellAt(cells: readonly Cell[], offset: number): number {
  const next = cells.findIndex((cell) => cell.offset > offset);
  if (next >= 0) return Math.max(0, next - 1);
  const tail = cells.at(-1);
  return tail && offset < tail.offset + tail.text.length ? cells.length - 1 : cells.length;
}

/** The range of cells that `width` columns can show, room for `…` at both ends left: the token with what is around. */
function visible(
  cells: readonly Cell[],
  token: number,
  width: number,
  cutBefore: boolean,
): { left: number; right: number } {
  if (!cutBefore && columns(cells, 0, cells.length) < width) return { left: 0, right: cells.length };
  const inner = width - 2;
  // Two thirds are for the token and what follows it, or less where less follows.
  let room = Math.max(Math.floor(inner / 3), inner - columns(cells, token, cells.length));
  let left = token;
  while (left > 0 && cells[left - 1]!.width <= room) room -= cells[--left]!.width;
  let used = columns(cells, left, token);
  let right = token;
  while (right < cells.length && used + cells[right]!.width <= inner) used += cells[right++]!.width;
  return { left, right };
}

function columns(cells: readonly Cell[], from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += cells[i]!.width;
  return sum;
}
