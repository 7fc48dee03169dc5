import type { PythonStatementFact } from '../model/evidence.js';
import type { PathRole } from '../model/project.js';
import type { Reason } from '../model/report.js';
import { compareMinor, minorsBetween, type MinorVersion } from '../python/minor-version.js';
import { intersects, lowerBound, parseSpecifier, type SpecifierSet } from '../python/specifier.js';

/** Something that speaks for or against Python versions. */
export interface PythonConstraint {
  /** The versions it admits. */
  admits: (version: MinorVersion) => boolean;
  /** What a version gains or loses by it. */
  weigh: (version: MinorVersion) => number;
  /** Nothing can run on a version that it does not admit: it bounds the window. */
  hard: boolean;
  /** Somebody ran or requires exactly this: it makes a decision certain, and can contradict others. */
  strong: boolean;
  reason: Reason;
}

/** What a version gains that a statement admits, and loses that it does not. */
const WEIGHTS: Record<PythonStatementFact['strength'], { for: number; against: number }> = {
  requires: { for: 25, against: 80 },
  runs: { for: 40, against: 30 },
  mentions: { for: 15, against: 12 },
  tests: { for: 8, against: 12 },
};

/** A kernel tells what one notebook ran on once; a Dockerfile what everything runs on. */
const KERNEL_WEIGHT = 0.6;
/** Statements in documentation, examples and tests are about these first. */
const ASIDE_WEIGHT = 0.4;

/** Whether a set admits any patch release of a minor version: `>=3.6.5` admits 3.6. */
export function admitsMinor(set: SpecifierSet, version: MinorVersion): boolean {
  return intersects(set, parseSpecifier(`==${version}.*`));
}

/**
 * Turns statements (`.python-version`, `requires-python`, `FROM python:3.6`, CI matrices, prose) into constraints.
 * Statements of one kind say one thing together: a matrix admits each of its versions, and a hundred notebooks with
 * one kernel are no hundred statements.
 *
 * @param roleOf what the file of a statement is there for
 */
export function statedConstraints(
  facts: readonly PythonStatementFact[],
  roleOf: (file: string) => PathRole,
): PythonConstraint[] {
  const groups = new Map<string, PythonStatementFact[]>();
  for (const fact of facts) {
    // One lock or image for each of several Pythons is a matrix, too.
    const file = fact.strength === 'runs' ? '' : fact.location.file;
    const key = `${fact.strength} ${fact.source} ${file}`;
    const group = groups.get(key);
    if (group) group.push(fact);
    else groups.set(key, [fact]);
  }
  const majors = new Set(
    facts
      .filter((fact) => fact.strength === 'tests')
      .flatMap((fact) => /\d+/.exec(fact.specifier)?.[0] ?? []),
  );
  return [...groups.values()].flatMap((group) => constraintOf(group, roleOf, majors) ?? []);
}

const KERNEL = 'notebook kernel';

function constraintOf(
  group: PythonStatementFact[],
  roleOf: (file: string) => PathRole,
  majors: ReadonlySet<string>,
): PythonConstraint | undefined {
  const telling = withoutVague(group);
  const first = telling[0];
  const sets = telling
    .map((fact) => parseSpecifier(fact.specifier))
    .filter((set) => set.invalid.length === 0);
  if (!first || sets.length === 0) return undefined;
  const admits = (version: MinorVersion): boolean => sets.some((set) => admitsMinor(set, version));
  const aside = telling.every(
    (fact) => roleOf(fact.location.file) !== 'code' && roleOf(fact.location.file) !== 'tooling',
  );
  const factor = (first.source === KERNEL ? KERNEL_WEIGHT : 1) * (aside ? ASIDE_WEIGHT : 1);
  const { strength } = first;
  const weight = WEIGHTS[strength];
  const listed = strength === 'tests' ? listedVersions(telling) : [];
  const newest = strength === 'runs' ? listedVersions(telling).at(-1) : undefined;
  const specifier = [...new Set(telling.map((fact) => fact.specifier))].join(' or ');
  return {
    admits,
    weigh: (version) =>
      factor *
      (listed.length > 0
        ? weighList(version, listed, majors)
        : weighSets(version, sets, weight, strength) + (version === newest ? NEWEST_BONUS : 0)),
    // What a README asks for is advice: no installer holds anybody to it.
    hard: strength === 'requires' && !aside && !/^README/i.test(first.source),
    strong: strength !== 'tests' && !aside && first.source !== KERNEL,
    reason: {
      text: `${first.source} ${VERB[strength]} Python ${plain(specifier)}`,
      location: first.location,
    },
  };
}

/** How much of a statement's weight a range has for what it admits, and for the version at its lower end. */
/** What the newest of several versions gains that were run or tested: it was the one in use at the end. */
const NEWEST_BONUS = 4;

const RANGE_SHARE = 0.5;
const LOWER_END_SHARE = 0.7;

/** An exact version says more than a range; `>=3.6` was written by somebody with 3.6 in front of them. */
function weighSets(
  version: MinorVersion,
  sets: readonly SpecifierSet[],
  weight: { for: number; against: number },
  strength: PythonStatementFact['strength'],
): number {
  const admitting = sets.filter((set) => admitsMinor(set, version));
  if (admitting.length === 0) return -weight.against;
  const shares = admitting.map((set) => {
    if (pinsMinor(set)) return 1;
    const lower = lowerBound(set)?.version.release.slice(0, 2).join('.');
    // A manifest's lower end is what is still supported, a README's what its author used.
    return lower === version && strength === 'mentions' ? LOWER_END_SHARE : RANGE_SHARE;
  });
  return weight.for * Math.max(...shares);
}

/** `==3.6.*`, `==3.6.5`, `>=3.6,<3.7`. */
function pinsMinor(set: SpecifierSet): boolean {
  const [major, minor] = lowerBound(set)?.version.release ?? [];
  return major !== undefined && minor !== undefined && !admitsMinor(set, `${major}.${minor + 1}`);
}

/** `3` beside `3.4` and `3.5` adds nothing but vagueness. */
function withoutVague(group: PythonStatementFact[]): PythonStatementFact[] {
  const precise = group.filter((fact) => !/^==\s*\d+\.\*$/.test(fact.specifier));
  return precise.length > 0 ? precise : group;
}

/** The minor versions of a matrix or of classifiers, oldest first. */
function listedVersions(facts: readonly PythonStatementFact[]): MinorVersion[] {
  const versions = facts.flatMap(
    (fact) => /^==\s*(\d+\.\d+)(?:\.\*|\.\d+)?$/.exec(fact.specifier)?.[1] ?? [],
  );
  return versions.length === facts.length ? [...new Set(versions)].sort(compareMinor) : [];
}

/**
 * A list of versions that was once complete: its newest was the one in use; later ones were not yet there to be
 * listed, earlier ones were left out on purpose, and so was the other Python.
 */
function weighList(
  version: MinorVersion,
  listed: readonly MinorVersion[],
  majors: ReadonlySet<string>,
): number {
  const { for: gain, against: loss } = WEIGHTS.tests;
  const newest = listed.at(-1) ?? version;
  const oldest = listed[0] ?? version;
  // Another list of the same repository may be the one that was kept up to date.
  if (!majors.has(version.split('.', 1)[0] ?? '')) return -3 * loss;
  if (version === newest) return gain + NEWEST_BONUS;
  if (listed.includes(version)) return gain;
  // From Python 2 to 3 is no matter of a few versions: the other list decides.
  if (version.split('.', 1)[0] !== newest.split('.', 1)[0]) return 0;
  if (compareMinor(version, newest) > 0) return -2 * minorsBetween(newest, version);
  return compareMinor(version, oldest) < 0 ? -loss : 0;
}

const VERB: Record<PythonStatementFact['strength'], string> = {
  requires: 'requires',
  runs: 'runs',
  mentions: 'mentions',
  tests: 'names',
};

/** `==3.6.*` as a person writes it. */
export function plain(specifier: string): string {
  return specifier.replace(/==\s*(\d+(?:\.\d+)*)\.\*/g, '$1').replace(/===?\s*(?=\d)/g, '');
}
