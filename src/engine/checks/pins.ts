import { rowOf } from '../../knowledge/rows.js';
import type { RequirementFact } from '../../model/evidence.js';
import { intersects, parseSpecifier, pinnedVersion, upperBound } from '../../python/specifier.js';
import type { Check, CheckContext, Problem } from '../check.js';
import { groupBy } from '../group-by.js';
import { count, enumerate } from '../words.js';

/** Requirements without a version or with an open end: what they install depends on the day. */
export const unpinned: Check = function* (context) {
  // A lock decides what is installed: then the manifest's ranges are as they should be.
  if (isLocked(context)) return;
  for (const [file, requirements] of byFile(context)) {
    const bare = requirements.filter((fact) => fact.specifier.trim() === '');
    const open = requirements.filter((fact) => isOpen(fact));
    if (bare.length > 0) {
      yield {
        rule: 'NPA101',
        subject: bare.length === 1 && bare[0] ? { distribution: bare[0].name, file } : { file },
        message: `${enumerate(bare.map((fact) => fact.rawName))} ${bare.length === 1 ? 'names' : 'name'} no version: a fresh install takes today’s`,
        remedy: `state the versions it worked with: those of about ${context.epoch.date}`,
        locations: bare.map((fact) => fact.location),
        cured: false,
      };
    }
    if (open.length > 0) {
      yield {
        rule: 'NPA102',
        subject: open.length === 1 && open[0] ? { distribution: open[0].name, file } : { file },
        message: `${enumerate(open.map((fact) => `${fact.rawName}${fact.specifier}`))} ${open.length === 1 ? 'allows' : 'allow'} every later version`,
        remedy: `add an upper bound or a lock: the versions of about ${context.epoch.date}`,
        locations: open.map((fact) => fact.location),
        cured: false,
      };
    }
  }
};

/** Packages are pinned, but what they are known to need in turn is not. */
export const transitiveDrift: Check = function* (context) {
  if (isLocked(context)) return;
  for (const [file, requirements] of byFile(context)) {
    // `~=1.1` and `<2` keep the package in its time, and leave what it needs in ours.
    const pinned = requirements.filter((fact) => upperBound(parseSpecifier(fact.specifier)) !== null);
    const stated = new Set(requirements.map((fact) => fact.name));
    const drifting = pinned
      .map((fact) => ({ fact, open: needsOf(fact.name, context).filter((name) => !stated.has(name)) }))
      .filter(({ open }) => open.length > 0);
    // Where most of what the pins need is pinned as well, the file is a freeze with a few gaps of our table.
    const needed = new Set(pinned.flatMap((fact) => needsOf(fact.name, context)));
    const gaps = new Set(drifting.flatMap(({ open }) => open));
    if (drifting.length === 0 || gaps.size * 2 < needed.size) continue;
    const names = [...gaps];
    yield {
      rule: 'NPA106',
      subject: { file },
      message: `${count(drifting.length, 'pinned package')} ${drifting.length === 1 ? 'needs' : 'need'} others that are not pinned and come in today’s version: ${enumerate(names, 5)}`,
      remedy: `pin or lock what they need as well, as of about ${context.epoch.date}`,
      locations: drifting.map(({ fact }) => fact.location),
      confidence: 'medium',
      cured: false,
    };
  }
};

function needsOf(distribution: string, context: CheckContext): string[] {
  return rowOf(context.knowledge.dependencies.needs, distribution) ?? [];
}

/** One package, twice in one file: pip refuses two that differ. */
export const duplicates: Check = function* (context) {
  for (const [file, requirements] of byFile(context)) {
    // Two that are for different platforms or Pythons do not meet.
    const unconditional = requirements.filter((fact) => fact.marker === undefined);
    const byName = groupBy(unconditional, (fact) => `${fact.name} ${fact.group ?? ''} ${fact.role}`);
    for (const [first, ...others] of byName.values()) {
      if (!first) continue;
      for (const other of others) yield duplicate(file, first, other);
    }
  }
};

function duplicate(file: string, first: RequirementFact, other: RequirementFact): Problem {
  const texts = [first, other].map((fact) => `${fact.rawName}${fact.specifier}`);
  const agree = intersects(parseSpecifier(first.specifier), parseSpecifier(other.specifier));
  const common = {
    subject: { distribution: first.name, file },
    locations: [other.location, first.location],
    remedy: 'keep one of the two lines',
    cured: false,
  };
  if (!agree) {
    return {
      ...common,
      rule: 'NPA103',
      message: `${first.rawName} is required twice: ${texts.join(' and ')} exclude each other`,
      symptom: `ERROR: Cannot install ${texts.join(' and ')} because these package versions have conflicting dependencies.`,
    };
  }
  return {
    ...common,
    rule: 'NPA104',
    message: `${first.rawName} is required twice (${texts.join(' and ')})`,
  };
}

/** Requirements that current pip or setuptools refuse to read. */
export const invalidRequirements: Check = function* (context) {
  for (const fact of context.project.facts.requirement) {
    const problem = fact.problems?.[0];
    // In a shell, an unquoted `foo>=1` writes a file and installs any version: no error, but not this one.
    if (!problem || fact.origin !== 'manifest') continue;
    yield {
      rule: 'NPA111',
      subject: fact.name ? { distribution: fact.name } : { file: fact.location.file },
      message: `${fact.text ?? fact.rawName}: ${problem}`,
      symptom: `ERROR: Invalid requirement: '${fact.text ?? fact.rawName}'`,
      remedy: 'write the version in full, as in name>=1.2',
      locations: [fact.location],
      confidence: 'medium',
      cured: false,
    };
  }
};

/** A lock covers the project. */
function isLocked(context: CheckContext): boolean {
  return context.project.facts.locked.length > 0;
}

/** The requirements for running the project that have a name and stand in a manifest, by file. */
function byFile(context: CheckContext): Map<string, RequirementFact[]> {
  const requirements = context.project.facts.requirement.filter((fact) => {
    const fromIndex = fact.name !== '' && !fact.url && !fact.vcs && !fact.path;
    return fromIndex && !fact.constraint && fact.origin === 'manifest' && fact.role === 'runtime';
  });
  return groupBy(requirements, (fact) => fact.location.file);
}

function isOpen(fact: RequirementFact): boolean {
  if (fact.specifier.trim() === '') return false;
  const set = parseSpecifier(fact.specifier);
  return set.invalid.length === 0 && pinnedVersion(set) === null && upperBound(set) === null;
}
