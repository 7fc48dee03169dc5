import { minorOf } from '../python/minor-version.js';
import { compareVersionTexts } from '../python/version.js';
import { rowOf } from './rows.js';
import type { Knowledge, PythonReleaseRow } from './types.js';

/** All Pythons of which the dates are known, oldest first: `2.6`, `2.7`, `3.0` … */
export function pythonVersions(knowledge: Knowledge): string[] {
  return Object.keys(knowledge.pythonReleases.python).sort(compareVersionTexts);
}

/** When a Python (`3.7`, `3.7.4`) was released, and when its support ends. */
export function pythonRelease(knowledge: Knowledge, version: string): PythonReleaseRow | undefined {
  return rowOf(knowledge.pythonReleases.python, minorOf(version));
}

/**
 * The newest Python on a day: what `python3` meant to somebody who installed it then.
 *
 * @param date `2019-03-14`
 * @returns `3.7`; undefined before the first one known
 */
export function newestPythonAt(knowledge: Knowledge, date: string): string | undefined {
  return pythonVersions(knowledge)
    .filter((version) => (pythonRelease(knowledge, version)?.released ?? '9999') <= date)
    .at(-1);
}

/** Whether a Python's support has ended on a day; the day of the rules where none is given. */
export function isEndOfLife(
  knowledge: Knowledge,
  version: string,
  today = knowledge.about.collected,
): boolean {
  const eol = pythonRelease(knowledge, version)?.eol;
  return eol !== undefined && eol <= today;
}
