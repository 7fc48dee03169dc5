import { normalizeName } from '../python/names.js';
import { rowOf } from './rows.js';
import type { Knowledge, SystemNeedsRow } from './types.js';

/**
 * Says what a distribution needs from outside the Python index: shared libraries, packages to build it, programs,
 * data. `sonames.ts`, `apt.ts` and `executables.ts` say who carries them.
 *
 * @param distribution in any spelling
 * @returns undefined where nothing is known; `needs: []` where it is known to need nothing
 */
export function needsOf(knowledge: Knowledge, distribution: string): SystemNeedsRow | undefined {
  return rowOf(knowledge.systemLibraries, normalizeName(distribution));
}
