import type { Table } from './types.js';

/**
 * Reads a row by a name that may come from anywhere: `constructor` and `__proto__` are no rows.
 *
 * @returns undefined where the table has no such row
 */
export function rowOf<Row>(table: Table<Row>, name: string): Row | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/**
 * Finds the row of the longest dotted prefix of a module: for `google.cloud.storage.blob`, that of
 * `google.cloud.storage`.
 *
 * @returns undefined where no prefix has a row
 */
export function rowOfPrefix<Row>(
  table: Table<Row>,
  module: string,
): { prefix: string; row: Row } | undefined {
  for (let prefix = module; ; prefix = prefix.slice(0, prefix.lastIndexOf('.'))) {
    const row = rowOf(table, prefix);
    if (row !== undefined) return { prefix, row };
    if (!prefix.includes('.')) return undefined;
  }
}
