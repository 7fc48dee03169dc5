import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Reads a table of what Python's own `packaging` says (`test/python/tables/NAME.json`); `Table` is its type. The
 * package root is the working directory whenever tests run.
 */
export function readTable<Table>(name: string): Table {
  return JSON.parse(readFileSync(join(process.cwd(), 'test/python/tables', `${name}.json`), 'utf8')) as Table;
}
