import { rowOf } from '../knowledge/rows.js';
import type { Knowledge } from '../knowledge/types.js';
import type { LockedPackageFact, RequirementFact } from '../model/evidence.js';
import type { Declaration, ImportUse } from '../model/inference.js';
import type { PackageDecision, Reason } from '../model/report.js';
import type { Declared } from './declared.js';
import { parseMarker } from '../python/marker.js';
import { environmentFor, evaluateMarker } from '../python/marker-evaluation.js';
import { parseSpecifier, pinnedVersion } from '../python/specifier.js';

/**
 * Decides the packages that a project needs: what it declares for running, what its instructions install besides, and
 * what it imports without either.
 *
 * @param python the decided Python, for markers
 */
export function decidePackages(
  { declared, instructed }: Declared,
  uses: readonly ImportUse[],
  python: string,
): PackageDecision[] {
  const packages = new Map<string, PackageDecision>();
  for (const declaration of declared.values()) {
    const decision = fromDeclaration(declaration, python);
    if (decision) packages.set(decision.name, decision);
  }
  // `pip install tensorflow` or `pip install tensorflow-gpu`: one of them, and the code says by its import which it takes.
  const alternatives = new Set(
    uses.flatMap((use) => use.alternatives.filter((name) => name !== use.distribution)),
  );
  for (const declaration of instructed.values()) {
    if (alternatives.has(declaration.name)) continue;
    const decision = fromDeclaration(declaration, python);
    if (decision) packages.set(decision.name, { ...decision, declared: false, confidence: 'medium' });
  }
  for (const use of uses) {
    if (use.distribution === undefined) continue;
    const found = packages.get(use.distribution);
    if (found) {
      found.imports.push(use.module);
      found.direct = true;
    } else if (!declared.has(use.distribution) && isWanted(use)) {
      packages.set(use.distribution, fromImport(use, use.distribution));
    }
  }
  return [...packages.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Which package that is asked for brings another along, directly or by a chain.
 *
 * @returns what is brought → the package that brings it
 */
export function bringersOf({ declared, instructed }: Declared, knowledge: Knowledge): Map<string, string> {
  const bringers = new Map<string, string>();
  for (const name of [...declared.keys(), ...instructed.keys()]) {
    const queue = [name];
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      for (const brought of rowOf(knowledge.dependencies.needs, next) ?? []) {
        if (bringers.has(brought) || declared.has(brought)) continue;
        bringers.set(brought, name);
        queue.push(brought);
      }
    }
  }
  return bringers;
}

/** An import that the code cannot do without, in code that is run. */
function isWanted(use: ImportUse): boolean {
  return use.places.some(
    (place) => place.role === 'code' || place.role === 'example' || place.role === 'test',
  );
}

function fromDeclaration(declaration: Declaration, python: string): PackageDecision | undefined {
  const target = environmentFor({ python, platform: 'linux', machine: 'x86_64' });
  const holds = (fact: RequirementFact | LockedPackageFact): boolean => {
    if (fact.marker === undefined) return true;
    const { marker } = parseMarker(fact.marker);
    return marker === undefined || evaluateMarker(marker, target);
  };
  // The line that pins says most.
  const isPin = (fact: RequirementFact): boolean => pinnedVersion(parseSpecifier(fact.specifier)) !== null;
  const requirements = declaration.requirements
    .filter((fact) => isForRunning(fact.role) && holds(fact))
    .sort((a, b) => Number(isPin(b)) - Number(isPin(a)));
  const locked = declaration.locked.filter((fact) => isForRunning(fact.role) && holds(fact));
  if (requirements.length === 0 && locked.length === 0) return undefined;
  const [main] = requirements;
  // pip heeds every line; a pin says all.
  const specifiers = new Set(requirements.map((fact) => fact.specifier).filter((text) => text.trim() !== ''));
  const specifier = main && isPin(main) ? main.specifier : [...specifiers].join(',');
  const pinned =
    locked[0]?.version ??
    requirements
      .map((fact) => pinnedVersion(parseSpecifier(fact.specifier)))
      .find((version) => version !== null);
  const because: Reason[] = [...requirements, ...locked].slice(0, 3).map((fact) => ({
    text:
      fact.kind === 'locked'
        ? `${fact.format} locks ${fact.version}`
        : `${fact.format} requires ${fact.rawName}${fact.specifier}`,
    location: fact.location,
  }));
  const decision: PackageDecision = {
    name: declaration.name,
    specifier,
    imports: [],
    direct: requirements.length > 0,
    declared: true,
    confidence: 'high',
    because,
  };
  if (pinned) decision.version = pinned;
  const extras = [...new Set(requirements.flatMap((fact) => fact.extras))];
  if (extras.length > 0) decision.extras = extras;
  return decision;
}

function isForRunning(role: RequirementFact['role']): boolean {
  return role === 'runtime';
}

function fromImport(use: ImportUse, distribution: string): PackageDecision {
  const decision: PackageDecision = {
    name: distribution,
    specifier: '',
    imports: [use.module],
    direct: true,
    declared: false,
    confidence: use.confidence,
    because: use.places
      .slice(0, 3)
      .map((place) => ({ text: `import ${use.module}`, location: place.location })),
  };
  if (use.alternatives.length > 0) decision.alternatives = use.alternatives;
  return decision;
}
