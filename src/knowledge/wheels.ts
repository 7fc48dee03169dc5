import { compareMinor, minorOf } from '../python/minor-version.js';
import { ANY_VERSION, contains, parseSpecifier, type SpecifierSet } from '../python/specifier.js';
import { compareVersionTexts } from '../python/version.js';
import { pythonVersions } from './python-releases.js';
import { rowOf } from './rows.js';
import type { Knowledge, WheelReleasesRow, WheelSpanRow } from './types.js';

/** Which CPythons pip can install a release on, on Linux (x86_64). */
export interface ReleaseWheels {
  /** The Pythons with a wheel, oldest first: `['2.7', '3.4', '3.5']`. */
  pythons: string[];
  /** Requires-Python, where it says more than the wheels do. */
  requires?: string;
  /** The day it was released, where that is known. */
  date?: string;
  /** Whether pip can fall back to compiling it. */
  sdist: boolean;
}

/**
 * Says for which Pythons a release has a Linux wheel.
 *
 * @returns undefined where that is not known: of other distributions, of releases newer than the rules, and between
 * two releases that differ when none in between was seen
 */
export function wheelPythons(
  knowledge: Knowledge,
  distribution: string,
  version: string,
): ReleaseWheels | undefined {
  const row = rowOf(knowledge.wheels.releases, distribution);
  const span = row && spanOf(row, version);
  if (!row || !span) return undefined;
  const date = row.dates && rowOf(row.dates, version);
  return {
    pythons: expandPythons(knowledge, span.python),
    ...(span.requires !== undefined && { requires: span.requires }),
    ...(date !== undefined && { date }),
    sdist: span.sdist ?? true,
  };
}

/**
 * Says whether a release has a Linux wheel for a Python (`3.7`, `3.7.4`).
 *
 * @returns undefined where that is not known
 */
export function hasWheelFor(
  knowledge: Knowledge,
  distribution: string,
  version: string,
  python: string,
): boolean | undefined {
  return wheelPythons(knowledge, distribution, version)?.pythons.includes(minorOf(python));
}

/**
 * The newest known final release that has a Linux wheel for a Python. Where the distribution's row is not complete,
 * there may be newer ones.
 *
 * @param specifier what else it has to satisfy
 * @returns undefined where no known release does
 */
export function newestFor(
  knowledge: Knowledge,
  distribution: string,
  python: string,
  specifier: SpecifierSet = ANY_VERSION,
): string | undefined {
  return rowOf(knowledge.wheels.releases, distribution)?.versions.findLast(
    (version) => contains(specifier, version) && hasWheelFor(knowledge, distribution, version, python),
  );
}

/** Whether all releases of a distribution are known, so that the newest known one is the newest there is. */
export function knowsAllReleases(knowledge: Knowledge, distribution: string): boolean {
  return rowOf(knowledge.wheels.releases, distribution)?.complete ?? false;
}

/**
 * Says whether pip has to compile a distribution on Linux because its release has no wheel.
 *
 * @param version the release; where it is not fixed, the newest one is meant
 * @param python the Python that pip runs on; where it is not given, a wheel for any will do
 */
export function isBuiltFromSource(
  knowledge: Knowledge,
  distribution: string,
  version: string | undefined,
  python?: string,
): boolean {
  const wheels = version === undefined ? undefined : wheelPythons(knowledge, distribution, version);
  if (!wheels) return isSdistOnly(knowledge, distribution, version);
  if (!wheels.sdist) return false;
  if (python === undefined) return wheels.pythons.length === 0;
  return !wheels.pythons.includes(minorOf(python)) && allowsPython(wheels.requires, python);
}

function isSdistOnly(knowledge: Knowledge, distribution: string, version: string | undefined): boolean {
  const row = rowOf(knowledge.wheels.sdist_only, distribution);
  if (!row) return false;
  if (version === undefined) return row.until === undefined;
  return (
    (row.from === undefined || compareVersionTexts(version, row.from) >= 0) &&
    (row.until === undefined || compareVersionTexts(version, row.until) < 0)
  );
}

/** The span that a version lies in: between two releases that were seen to be alike, the others are taken to be so too. */
function spanOf(row: WheelReleasesRow, version: string): WheelSpanRow | undefined {
  const index = row.spans.findLastIndex((span) => compareVersionTexts(span.from, version) <= 0);
  const next = row.spans[index + 1];
  const last = next
    ? row.versions.findLast((seen) => compareVersionTexts(seen, next.from) < 0)
    : row.versions.at(-1);
  const isKnown = last !== undefined && compareVersionTexts(version, last) <= 0;
  return isKnown ? row.spans[index] : undefined;
}

/** `2.7,3.4-3.6` -> each of them; an open end (`3.6-`) reaches to the newest Python known. */
function expandPythons(knowledge: Knowledge, text: string): string[] {
  const ranges = text.split(',').map((part) => part.split('-'));
  return pythonVersions(knowledge).filter((python) =>
    ranges.some(([first = '', last = first]) => {
      if (first === '' || compareMinor(python, first) < 0) return false;
      return last === '' || compareMinor(python, last) <= 0;
    }),
  );
}

/** Requires-Python speaks of patch releases too (`>=3.6.1`): a minor version is allowed if its first or its last one is. */
function allowsPython(requires: string | undefined, python: string): boolean {
  if (requires === undefined) return true;
  const set = parseSpecifier(requires);
  const minor = minorOf(python);
  return [python, `${minor}.0`, `${minor}.99`].some((version) => contains(set, version));
}

/** That pip finds no wheel for a Python. */
export interface Misfit {
  /** The newest Python with a wheel. */
  last: string;
  /** Nothing to compile either: there is no source distribution, or Requires-Python refuses. */
  refused: boolean;
}

/**
 * Says whether pip, on a Python later than any that a release has a wheel for, would have to compile it or refuse it.
 *
 * @returns undefined where there is a wheel, where the release never had one, or where nothing is known of it
 */
export function expectsCompiling(
  knowledge: Knowledge,
  distribution: string,
  version: string,
  python: string,
): Misfit | undefined {
  const wheels = wheelPythons(knowledge, distribution, version);
  const last = wheels?.pythons.at(-1);
  if (!wheels || last === undefined || compareMinor(minorOf(python), last) <= 0) return undefined;
  return { last, refused: !wheels.sdist || !allowsPython(wheels.requires, python) };
}
