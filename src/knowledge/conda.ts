import { normalizeName } from '../python/names.js';
import { oncePerKnowledge } from './once.js';
import { rowOf } from './rows.js';
import type { Knowledge } from './types.js';

const notPython = oncePerKnowledge((knowledge) => new Set(knowledge.conda.other.not_python));

/**
 * Says which Python distribution a conda package holds.
 *
 * @param name conda's own name, in any case: `pytorch`, `py-opencv`, `libgcc-ng`
 * @returns the normalised distribution, or undefined where the package holds none (a library, a compiler, a marker)
 */
export function distributionOfConda(knowledge: Knowledge, name: string): string | undefined {
  const key = name.toLowerCase();
  const renamed = rowOf(knowledge.conda.distributions, key);
  if (renamed !== undefined) return renamed;
  const { other } = knowledge.conda;
  if (notPython(knowledge).has(key)) return undefined;
  if (other.prefixes.some((prefix) => key.startsWith(prefix)) && !other.exceptions.includes(key))
    return undefined;
  return normalizeName(key);
}
