import type { Location } from '../../model/location.js';
import { groupBy } from '../summary.js';

/**
 * Gives `train.py:42:11`, as terminals and editors open it. The column of a notebook counts within the cell and would
 * mislead there: the cell is named instead, or with `plain` nothing.
 */
export function place(
  { file, line, column, cell, cellLine }: Location,
  form: 'full' | 'plain' = 'full',
): string {
  if (line === 0) return file;
  if (cell !== undefined) {
    const within = cellLine === undefined ? '' : `, line ${cellLine}`;
    return `${file}:${line}${form === 'full' ? ` (cell ${cell}${within})` : ''}`;
  }
  return `${file}:${line}${column === undefined ? '' : `:${column}`}`;
}

/** Gives `train.py:51, 88, eval.py:12 (and 14 more)`: every line once, each file named once; '' for no place. */
export function placeList(locations: readonly Location[], limit: number): string {
  const distinct = [
    ...new Map(locations.map((location) => [`${location.file}:${location.line}`, location])).values(),
  ];
  const files = Array.from(
    groupBy(distinct.slice(0, limit), ({ file }) => file),
    ([file, places]) => {
      const lines = places
        .map(({ line }) => line)
        .filter((line) => line > 0)
        .sort((a, b) => a - b);
      return lines.length > 0 ? `${file}:${lines.join(', ')}` : file;
    },
  );
  const more = Math.max(0, distinct.length - limit);
  return files.join(', ') + (more > 0 ? ` (and ${more} more)` : '');
}
