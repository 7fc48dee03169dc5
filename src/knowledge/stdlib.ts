import { compareMinor, minorOf } from '../python/minor-version.js';
import { topLevel } from '../python/module-name.js';
import { oncePerKnowledge } from './once.js';
import { rowOfPrefix } from './rows.js';
import type { Knowledge, StdlibRow } from './types.js';

const modulesOfEveryVersion = oncePerKnowledge((knowledge) => new Set(knowledge.stdlib.always.modules));

/** Which Pythons have a standard-library module; no bound where every version has it. */
export type StdlibWindow = Partial<StdlibRow>;

/**
 * Says which Pythons have a module of the standard library.
 *
 * @param module dotted, as imported. A submodule without a row of its own is taken to be as old as its package
 * @returns undefined where no Python has it
 */
export function stdlibWindow(knowledge: Knowledge, module: string): StdlibWindow | undefined {
  const found = rowOfPrefix(knowledge.stdlib.modules, module);
  if (found) return found.row;
  return modulesOfEveryVersion(knowledge).has(topLevel(module)) ? {} : undefined;
}

/**
 * Says whether a module belongs to the standard library.
 *
 * @param module dotted, as imported
 * @param pythonVersion `3.8`; any Python where it is not given
 */
export function isStandardModule(knowledge: Knowledge, module: string, pythonVersion?: string): boolean {
  const window = stdlibWindow(knowledge, module);
  if (!window) return false;
  if (pythonVersion === undefined) return true;
  const minor = minorOf(pythonVersion);
  return (
    (window.since === undefined || compareMinor(minor, window.since) >= 0) &&
    (window.until === undefined || compareMinor(minor, window.until) <= 0)
  );
}
