import { oncePerKnowledge } from './once.js';
import type { ApiRow } from './types.js';

/** A row with the distribution it belongs to. */
export interface RemovedApi extends ApiRow {
  distribution: string;
}

/** Removed names, for look-up. */
export interface ApiIndex {
  /** By dotted symbol: the rows that need no more than the name, and those about a parameter. */
  symbols: Map<string, RemovedApi[]>;
  /** By name of the member. */
  members: Map<string, RemovedApi[]>;
}

/** The names that libraries have lost. */
export const apiIndex = oncePerKnowledge((knowledge): ApiIndex => {
  const index: ApiIndex = { symbols: new Map(), members: new Map() };
  for (const [distribution, { names }] of Object.entries(knowledge.apis)) {
    for (const row of names) {
      const [map, key] =
        row.symbol !== undefined ? [index.symbols, row.symbol] : [index.members, row.member ?? ''];
      const rows = map.get(key);
      const entry = { ...row, distribution };
      if (rows) rows.push(entry);
      else map.set(key, [entry]);
    }
  }
  return index;
});

/**
 * The rows for a dotted name: its own, and those of the modules it lies in.
 *
 * @param symbol `sklearn.externals.joblib.load`
 */
export function removedApis(index: ApiIndex, symbol: string): RemovedApi[] {
  const found: RemovedApi[] = [];
  for (let name = symbol; name.includes('.'); name = name.slice(0, name.lastIndexOf('.'))) {
    for (const row of index.symbols.get(name) ?? []) {
      // What lies in a removed module is gone with it; what hangs on a removed function was never looked up.
      if (name === symbol || row.kind === 'module' || row.kind === 'class') found.push(row);
    }
  }
  return found;
}
