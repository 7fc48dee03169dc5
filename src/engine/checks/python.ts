import type { SourceBounds } from '../../model/inference.js';
import type { Location } from '../../model/location.js';
import { compareMinor } from '../../python/minor-version.js';
import type { Check } from '../check.js';
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

/** Files that the Python one meets today cannot run: Python 2 code, and syntax that a later Python refuses. */
export const refusedByPython: Check = function* (context) {
  const today = context.pythonToday.version;
  const refused = context.sources.filter(
    (source) =>
      source.max !== undefined &&
      compareMinor(source.max.version, today) < 0 &&
      (source.role === 'code' || source.role === 'tooling'),
  );
  const python2 = refused.filter((source) => source.max?.version === '2.7');
  const python3 = refused.filter((source) => source.max?.version !== '2.7');
  const total = context.sources.filter((source) => source.role === 'code').length;
  if (python2.length > 0) {
    const first = python2[0]?.max;
    yield {
      rule: 'NPA202',
      subject: {},
      message: `${count(python2.length, 'file')} of ${total} ${python2.length === 1 ? 'is' : 'are'} Python 2 (${first?.text ?? ''})`,
      symptom: first?.symptom ?? 'SyntaxError: invalid syntax',
      remedy: cures(python2, context.environment.python.version)
        ? `run it with Python ${context.environment.python.version} (--fix does), or port it with 2to3`
        : 'port these files (2to3 does most of it)',
      locations: placesOf(python2),
      cured: cures(python2, context.environment.python.version),
    };
  }
  const byText = new Map<string, SourceBounds[]>();
  for (const source of python3) {
    const text = source.max?.text ?? '';
    byText.set(text, [...(byText.get(text) ?? []), source]);
  }
  for (const [text, sources] of byText) {
    const version = sources[0]?.max?.version ?? '';
    const cured = cures(sources, context.environment.python.version);
    yield {
      rule: sources[0]?.max?.isSyntax ? 'NPA204' : 'NPA203',
      subject: sources[0]?.max?.subject ?? {},
      message: `${text}: Python has it up to ${version} only, and ${context.pythonToday.because} gives ${today}`,
      symptom: sources[0]?.max?.symptom ?? 'SyntaxError: invalid syntax',
      remedy: cured
        ? `run it with Python ${context.environment.python.version} (--fix does)`
        : `change the code: Python ${context.environment.python.version} refuses it`,
      locations: placesOf(sources),
      cured,
    };
  }
};

function placesOf(sources: readonly SourceBounds[]): Location[] {
  return sources.flatMap((source) => source.max?.location ?? []);
}

function cures(sources: readonly SourceBounds[], version: string): boolean {
  return sources.every(
    (source) =>
      (source.max === undefined || compareMinor(version, source.max.version) <= 0) &&
      (source.min === undefined || compareMinor(version, source.min.version) >= 0),
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
