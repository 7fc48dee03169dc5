import { apiIndex, removedApis } from '../knowledge/apis.js';
import type { Knowledge } from '../knowledge/types.js';
import { knowsAllReleases, newestFor } from '../knowledge/wheels.js';
import type { Declaration } from '../model/inference.js';
import type { Location } from '../model/location.js';
import type { Project } from '../model/project.js';
import { importedSymbol } from '../python/module-name.js';
import { placeOf } from '../python/source/place.js';
import { parseSpecifier } from '../python/specifier.js';
import { compareVersionTexts } from '../python/version.js';
import type { PythonConstraint } from './python-constraints.js';

/** What a version loses on which no release installs that still has the names that the code uses. */
const TOO_NEW_WEIGHT = 25;

/** The earliest removal that the code has not followed. */
interface Removal {
  removedIn: string;
  symbol: string;
  location: Location;
}

/**
 * What the use of removed library names says about Python: code with `tf.placeholder` needs TensorFlow 1, and that has
 * wheels for Python 3.7 at most. Pinned distributions speak for themselves; of others only those count whose releases
 * are all known.
 */
export function apiConstraints(
  project: Project,
  asked: readonly ReadonlyMap<string, Declaration>[],
  knowledge: Knowledge,
): PythonConstraint[] {
  const index = apiIndex(knowledge);
  const removals = new Map<string, Removal>();
  for (const fact of project.facts['python-source']) {
    if (project.files.get(fact.location.file) !== 'code') continue;
    const uses = [
      ...fact.source.imports
        .filter((entry) => entry.level === 0)
        .map((entry) => ({ ...entry, symbol: importedSymbol(entry) })),
      ...fact.source.references,
    ];
    for (const { symbol, guards, span } of uses) {
      if (guards.some((guard) => guard.kind !== 'main')) continue;
      for (const row of removedApis(index, symbol)) {
        if (row.parameter !== undefined || row.restored_in !== undefined || row.severity === 'note') continue;
        const old = removals.get(row.distribution);
        if (old && compareVersionTexts(old.removedIn, row.removed_in) <= 0) continue;
        removals.set(row.distribution, { removedIn: row.removed_in, symbol, location: placeOf(fact, span) });
      }
    }
  }
  return [...removals].flatMap(([distribution, { removedIn, symbol, location }]) => {
    if (!knowsAllReleases(knowledge, distribution) || asked.some((map) => isPinned(map.get(distribution))))
      return [];
    const before = parseSpecifier(`<${removedIn}`);
    const admits = (version: string): boolean =>
      newestFor(knowledge, distribution, version, before) !== undefined;
    return {
      admits,
      weigh: (version) => (admits(version) ? 0 : -TOO_NEW_WEIGHT),
      hard: false,
      strong: false,
      reason: { text: `${symbol} needs ${distribution}<${removedIn}`, location },
    };
  });
}

function isPinned(declaration: Declaration | undefined): boolean {
  if (!declaration) return false;
  return declaration.locked.length > 0 || declaration.requirements.some((fact) => /==/.test(fact.specifier));
}
