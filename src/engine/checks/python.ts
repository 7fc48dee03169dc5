import type { SourceBound, SourceBounds } from '../../model/inference.js';
import type { Location } from '../../model/location.js';
import { compareMinor } from '../../python/minor-version.js';
import { topLevel } from '../../python/module-name.js';
import { parseSpecifier, pinnedVersion, upperBound } from '../../python/specifier.js';
import { compareVersionTexts } from '../../python/version.js';
import type { Check, CheckContext } from '../check.js';
import { count } from '../words.js';

/** Nothing says which Python: everybody runs it on their own. */
export const pythonUnstated: Check = function* (context) {
  const stated = context.project.facts.python.filter(
    (fact) => fact.strength !== 'tests' && fact.specifier !== '',
  );
  if (stated.length > 0 || context.project.facts['python-source'].length === 0) return;
  const tested = context.project.facts.python.length > 0;
  const { python } = context.environment;
  yield {
    rule: 'NPA201',
    subject: {},
    message: tested
      ? `only lists of tested versions speak of Python; the evidence points to ${python.version}`
      : `nothing says which Python; the evidence points to ${python.version}`,
    remedy: `state it: requires-python, .python-version or a README line (--fix takes ${python.version})`,
    locations: python.because.flatMap((reason) => reason.location ?? []).slice(0, 3),
    severity: tested ? 'note' : 'drifts',
    cured: true,
  };
};

/** Files that are Python 2: all in one finding, whatever shows it. */
export const python2: Check = function* (context) {
  const files = ownSources(context).filter((source) => source.max?.version === '2.7');
  const first = files[0]?.max;
  if (!first || compareMinor(context.pythonToday.version, '2.7') <= 0) return;
  const total = context.sources.filter((source) => source.role === 'code').length;
  const { version } = context.environment.python;
  const cured = files.every((source) => runs(version, source));
  yield {
    rule: 'NPA202',
    subject: {},
    message: `${count(files.length, 'file')} of ${Math.max(total, files.length)} ${files.length === 1 ? 'is' : 'are'} Python 2 (${first.text})`,
    symptom: first.symptom ?? 'SyntaxError: invalid syntax',
    remedy: cured
      ? `run it with Python ${version} (--fix does), or port it with 2to3`
      : 'port these files: 2to3 does most of it',
    locations: files.flatMap((source) => source.max?.location ?? []),
    cured,
  };
};

/** Syntax, modules and names of Python 3 that the Python one meets today no longer has: one finding for each. */
export const removedFromPython: Check = function* (context) {
  const today = context.pythonToday.version;
  const groups = new Map<string, { bound: SourceBound; sources: SourceBounds[]; places: Location[] }>();
  for (const source of ownSources(context)) {
    const syntax = source.max?.isSyntax ? [source.max] : [];
    for (const bound of [...syntax, ...source.removals]) {
      if (bound.version === '2.7' || compareMinor(bound.version, today) >= 0) continue;
      if (isDistutils(bound) && hasDistutils(source.file, context)) continue;
      const group = groups.get(bound.text) ?? { bound, sources: [], places: [] };
      group.sources.push(source);
      group.places.push(bound.location);
      groups.set(bound.text, group);
    }
  }
  const { version } = context.environment.python;
  for (const [text, { bound, sources, places }] of groups) {
    const cured =
      compareMinor(version, bound.version) <= 0 && sources.every((source) => runs(version, source));
    yield {
      rule: bound.isSyntax ? 'NPA204' : 'NPA203',
      subject: bound.subject ?? {},
      message: `${text} works up to Python ${bound.version}; ${context.pythonToday.because} gives ${today}`,
      symptom: bound.symptom ?? 'SyntaxError: invalid syntax',
      remedy: cured
        ? `run it with Python ${version} (--fix does)`
        : `change the code: Python ${version} refuses it`,
      locations: places,
      cured,
    };
  }
};

function isDistutils(bound: SourceBound): boolean {
  return topLevel(bound.subject?.module ?? '') === 'distutils';
}

/** The first setuptools whose own distutils stands in for the one that Python lost. */
const DISTUTILS_TAKEN_OVER = '60';

/**
 * Whether setuptools, which carries distutils along, is there: pip has it at hand when it runs a setup.py, a person
 * who runs `python setup.py` need not.
 */
function hasDistutils(file: string, context: CheckContext): boolean {
  const { facts } = context.project;
  if (/(^|\/)setup\.py$/.test(file))
    return !facts['install-command'].some((fact) => fact.tool === 'setup.py');
  const asked = facts.requirement.find((fact) => fact.name === 'setuptools' && fact.role === 'runtime');
  if (!asked) return context.bringers.has('setuptools');
  const set = parseSpecifier(asked.specifier);
  const pinned = pinnedVersion(set);
  if (pinned !== null) return compareVersionTexts(pinned, DISTUTILS_TAKEN_OVER) >= 0;
  return upperBound(set) === null;
}

function ownSources(context: CheckContext): SourceBounds[] {
  return context.sources.filter((source) => source.role === 'code' || source.role === 'tooling');
}

function runs(version: string, source: SourceBounds): boolean {
  return (
    (source.max === undefined || compareMinor(version, source.max.version) <= 0) &&
    (source.min === undefined || compareMinor(version, source.min.version) >= 0)
  );
}

/** Statements that exclude each other: each of them was written by somebody who ran the code. */
export const pythonContradiction: Check = function* (context) {
  const { contradictions } = context;
  if (contradictions.length < 2) return;
  yield {
    rule: 'NPA205',
    subject: {},
    message: `the repository states Pythons that exclude each other: ${contradictions.map((reason) => reason.text).join('; ')}`,
    remedy: `settle on one (--fix takes ${context.environment.python.version})`,
    locations: contradictions.flatMap((reason) => reason.location ?? []),
    cured: true,
  };
};
