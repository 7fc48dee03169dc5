import { nixpkgsReleases } from '../knowledge/nixpkgs.js';
import { pythonRelease } from '../knowledge/python-releases.js';
import type { Knowledge } from '../knowledge/types.js';
import type { SourceBounds } from '../model/inference.js';
import type { PythonDecision, Reason } from '../model/report.js';
import { compareMinor, minorsBetween, type MinorVersion } from '../python/minor-version.js';
import type { PythonConstraint } from './python-constraints.js';

/** What speaks for one Python or another. */
export interface PythonEvidence {
  /** Statements, and what pinned packages admit. */
  constraints: PythonConstraint[];
  sources: SourceBounds[];
  epoch: { date: string; certain: boolean };
}

/** What a version loses for each share of files that it cannot run; one that runs none of them is out of the question. */
const UNREADABLE_FILES = 300;
/** A Python that was not yet released can hardly have been used. */
const FROM_THE_FUTURE = 150;

/**
 * Decides the Python that a project ran on: of the versions that nixpkgs still offers the one with the most evidence
 * for and the least against it; where the evidence is silent, the one that was usual at the epoch.
 *
 * @returns the decision with the reasons that bound it on either side, and its window: every version that nothing
 *   excludes
 */
export function decidePython(evidence: PythonEvidence, knowledge: Knowledge): PythonDecision {
  const candidates = offeredPythons(knowledge);
  const scored = candidates.map((version) => ({ version, score: scoreOf(version, evidence, knowledge) }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  const window = candidates.filter((version) => isPossible(version, evidence));
  const version = best.version;
  const because = reasonsFor(version, evidence);
  const stated = evidence.constraints.some((constraint) => constraint.strong && constraint.admits(version));
  if (because.length === 0) {
    because.push({
      text: evidence.epoch.certain
        ? `Python ${version} was usual in ${evidence.epoch.date.slice(0, 7)}`
        : `nothing in the code excludes Python ${version}`,
    });
  }
  return {
    version,
    window: windowSpecifier(window.length > 0 ? window : [version], candidates),
    confidence: stated ? 'high' : evidence.epoch.certain || window.length <= 2 ? 'medium' : 'low',
    because,
  };
}

/** The Pythons that some known nixpkgs release has, oldest first. */
function offeredPythons(knowledge: Knowledge): MinorVersion[] {
  const versions = new Set<MinorVersion>();
  for (const release of nixpkgsReleases(knowledge)) {
    for (const attribute of Object.keys(knowledge.nixpkgs.releases[release]?.pythons ?? {})) {
      const digits = /^python(\d)(\d+)$/.exec(attribute);
      if (digits) versions.add(`${digits[1] ?? ''}.${digits[2] ?? ''}`);
    }
  }
  return [...versions].sort(compareMinor);
}

function scoreOf(version: MinorVersion, evidence: PythonEvidence, knowledge: Knowledge): number {
  let score = usualness(version, evidence, knowledge);
  for (const constraint of evidence.constraints) {
    score += constraint.weigh(version);
  }
  return score - UNREADABLE_FILES * refusedShare(version, evidence.sources);
}

/** Years after its release when most people used a Python 3. */
const USUAL_AGE = 2.2;

/** For code of unknown age: the last Python before 3.10 took away what old code uses, with wheels both old and new. */
const UNDATED = '3.9';

/** How usual a version was at the epoch: best some two years after its release, less before and after. */
function usualness(version: MinorVersion, evidence: PythonEvidence, knowledge: Knowledge): number {
  const { date, certain } = evidence.epoch;
  const released = pythonRelease(knowledge, version)?.released;
  if (released === undefined) return -FROM_THE_FUTURE;
  const age = (Date.parse(date) - Date.parse(released)) / (365.25 * 86_400_000);
  if (version === '2.7') return certain ? python2Usualness(date) : -20;
  if (age < 0) return certain ? -FROM_THE_FUTURE : -FROM_THE_FUTURE / 2;
  if (!certain) return -Math.abs(minorsBetween(UNDATED, version));
  return age < 1 ? -8 + 4 * age : -2 * Math.abs(age - USUAL_AGE);
}

/** Python 2 was the usual one until about 2015, and gone by 2020. */
function python2Usualness(date: string): number {
  const year = Number(date.slice(0, 4)) + Number(date.slice(5, 7)) / 12;
  return Math.max(-60, Math.min(6, (2015.5 - year) * 8));
}

/** The share of code files (weighted: tests and examples count less) that a version cannot run. */
function refusedShare(version: MinorVersion, sources: readonly SourceBounds[]): number {
  let total = 0;
  let refused = 0;
  for (const source of sources) {
    const weight = source.role === 'code' ? 1 : source.role === 'vendored' ? 0 : 0.2;
    total += weight;
    if (!runs(version, source)) refused += weight;
  }
  return total === 0 ? 0 : refused / total;
}

function runs(version: MinorVersion, source: SourceBounds): boolean {
  return (
    (source.min === undefined || compareMinor(version, source.min.version) >= 0) &&
    (source.max === undefined || compareMinor(version, source.max.version) <= 0)
  );
}

function isPossible(version: MinorVersion, evidence: PythonEvidence): boolean {
  return (
    refusedShare(version, evidence.sources) < 0.05 &&
    evidence.constraints.every((constraint) => !constraint.hard || constraint.admits(version))
  );
}

/** The statements that agree, then the line that forces each bound. */
function reasonsFor(version: MinorVersion, evidence: PythonEvidence): Reason[] {
  const stated = evidence.constraints
    .filter((constraint) => constraint.admits(version) && constraint.weigh(version) > 0)
    .sort((a, b) => b.weigh(version) - a.weigh(version))
    .map((constraint) => constraint.reason);
  const runnable = evidence.sources.filter((source) => source.role === 'code' && runs(version, source));
  const reasons = stated.slice(0, 4);
  const newest = pick(runnable, 'min', (a, b) => compareMinor(a, b) > 0);
  const oldest = pick(runnable, 'max', (a, b) => compareMinor(a, b) < 0);
  if (newest && newest.version !== '3.0') {
    reasons.push({
      text: `${newest.text} needs Python ${newest.version} or later`,
      location: newest.location,
    });
  }
  if (oldest)
    reasons.push({
      text: `${oldest.text} needs Python ${oldest.version} or earlier`,
      location: oldest.location,
    });
  return reasons;
}

function pick(sources: SourceBounds[], side: 'min' | 'max', isTighter: (a: string, b: string) => boolean) {
  let found: SourceBounds['min'];
  for (const source of sources) {
    const bound = source[side];
    if (bound && (!found || isTighter(bound.version, found.version))) found = bound;
  }
  return found;
}

/** `>=3.5,<3.8` for a run of versions without a gap, else the versions one by one. */
function windowSpecifier(window: readonly MinorVersion[], candidates: readonly MinorVersion[]): string {
  const first = window[0] ?? '';
  const last = window.at(-1) ?? '';
  const next = candidates[candidates.indexOf(last) + 1];
  const lower = first === candidates[0] ? '' : `>=${first}`;
  const upper = next === undefined ? '' : `<${next}`;
  return window.length === 1 ? `==${first}.*` : [lower, upper].filter((part) => part !== '').join(',');
}
