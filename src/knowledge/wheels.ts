import { compareVersionTexts } from '../python/version.js';
import { rowOf } from './rows.js';
import type { Knowledge } from './types.js';

/**
 * Says whether pip has to compile a distribution on Linux because its release has no wheel.
 *
 * @param version the release; where it is not fixed, the newest one is meant
 */
export function isBuiltFromSource(
  knowledge: Knowledge,
  distribution: string,
  version: string | undefined,
): boolean {
  const row = rowOf(knowledge.wheels.sdist_only, distribution);
  if (!row) return false;
  if (version === undefined) return row.until === undefined;
  return (
    (row.from === undefined || compareVersionTexts(version, row.from) >= 0) &&
    (row.until === undefined || compareVersionTexts(version, row.until) < 0)
  );
}
