import { rowOf } from '../../knowledge/rows.js';
import { hasWheelFor } from '../../knowledge/wheels.js';
import type { PackageRow } from '../../knowledge/types.js';
import type { RequirementFact } from '../../model/evidence.js';
import { compareMinor } from '../../python/minor-version.js';
import {
  allowsAnyAtLeast,
  contains,
  intersects,
  parseSpecifier,
  pinnedVersion,
  upperBound,
} from '../../python/specifier.js';
import type { Check, CheckContext, Problem } from '../check.js';

/** Requirements under a name or in a version that can no longer be installed or used. */
export const gonePackages: Check = function* (context) {
  const seen = new Set<string>();
  for (const fact of context.project.facts.requirement) {
    const row = rowOf(context.knowledge.packages.packages, fact.name);
    if (!row || fact.conda || fact.vcs || fact.url || fact.constraint || fact.origin === 'prose') continue;
    const key = `${fact.name} ${fact.location.file}`;
    if (seen.has(key) || fact.role === 'docs' || !concerns(row, fact, context)) continue;
    seen.add(key);
    yield problemOf(row, fact, context);
  }
};

/** Whether what pip would choose, on the Python one meets, is what the row is about. */
function concerns(row: PackageRow, fact: RequirementFact, context: CheckContext): boolean {
  const python = context.pythonMet;
  if (row.python !== undefined && compareMinor(python, row.python) < 0) return false;
  if (fact.marker !== undefined) return false;
  const set = parseSpecifier(fact.specifier);
  const pinned = context.declared.get(fact.name)?.locked[0]?.version ?? pinnedVersion(set);
  // Where a wheel fits, nothing is built.
  if (row.fate === 'build' && pinned && hasWheelFor(context.knowledge, fact.name, pinned, python))
    return false;
  if (row.versions === undefined) return true;
  const meant = parseSpecifier(row.versions);
  if (pinned) return contains(meant, pinned);
  // pip takes the newest: a range concerns only if its newest end lies in what is meant.
  const end = upperBound(meant);
  return intersects(set, meant) && (end === null || !allowsAnyAtLeast(set, end.version));
}

function problemOf(row: PackageRow, fact: RequirementFact, context: CheckContext): Problem {
  const wanted = `${fact.rawName}${fact.specifier}`;
  const { version } = context.environment.python;
  const cured = row.python !== undefined && compareMinor(version, row.python) < 0;
  return {
    rule: row.fate === 'build' || row.fate === 'metadata' ? 'NPA407' : 'NPA406',
    subject: { distribution: fact.name },
    message: `${wanted} ${VERDICT[row.fate]}${row.python ? ` on Python ${row.python} and later` : ''}`,
    symptom: row.symptom,
    remedy: `use ${row.successor}${cured ? `, or Python ${version} (--fix does)` : ''}`,
    locations: [fact.location],
    cured,
  };
}

const VERDICT: Record<PackageRow['fate'], string> = {
  renamed: 'is not the package that is meant any more',
  gone: 'can no longer be installed',
  build: 'no longer builds with today’s tools',
  metadata: 'is refused by today’s pip for its metadata',
  dead: 'installs and then fails',
};
