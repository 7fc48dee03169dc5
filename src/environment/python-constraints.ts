import type { PythonStatementFact } from '../model/evidence.js';
import type { Reason } from '../model/report.js';
import type { MinorVersion } from '../python/minor-version.js';
import { intersects, parseSpecifier, type SpecifierSet } from '../python/specifier.js';

/** Something that speaks for or against Python versions. */
export interface PythonConstraint {
  /** The versions it admits. */
  admits: (version: MinorVersion) => boolean;
  /** PEP 440 set of what it admits, for people. */
  specifier: string;
  /** How much a version loses that it does not admit. */
  against: number;
  /** How much a version gains that it admits. */
  for: number;
  /** Nothing can run on a version that it does not admit: it bounds the window. */
  hard: boolean;
  reason: Reason;
}

const WEIGHTS: Record<PythonStatementFact['strength'], { for: number; against: number; hard: boolean }> = {
  requires: { for: 20, against: 80, hard: true },
  runs: { for: 40, against: 30, hard: false },
  mentions: { for: 15, against: 12, hard: false },
  tests: { for: 8, against: 8, hard: false },
};

/** Whether a set admits any patch release of a minor version: `>=3.6.5` admits 3.6. */
export function admitsMinor(set: SpecifierSet, version: MinorVersion): boolean {
  return intersects(set, parseSpecifier(`==${version}.*`));
}

/**
 * Turns statements (`.python-version`, `requires-python`, `FROM python:3.6`, CI matrices, prose) into constraints.
 * Statements of one kind from one file say one thing together: a matrix admits each of its versions.
 */
export function statedConstraints(facts: readonly PythonStatementFact[]): PythonConstraint[] {
  const groups = new Map<string, PythonStatementFact[]>();
  for (const fact of facts) {
    const key = `${fact.strength} ${fact.source} ${fact.location.file}`;
    const group = groups.get(key);
    if (group) group.push(fact);
    else groups.set(key, [fact]);
  }
  return [...groups.values()].flatMap((group) => {
    const sets = group
      .map((fact) => parseSpecifier(fact.specifier))
      .filter((set) => set.invalid.length === 0);
    const first = group[0];
    if (!first || sets.length === 0) return [];
    const specifier = [...new Set(group.map((fact) => fact.specifier))].join(' or ');
    return [
      {
        ...WEIGHTS[first.strength],
        specifier,
        admits: (version: MinorVersion) => sets.some((set) => admitsMinor(set, version)),
        reason: {
          text: `${first.source} ${VERB[first.strength]} Python ${plain(specifier)}`,
          location: first.location,
        },
      },
    ];
  });
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
