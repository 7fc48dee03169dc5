import { distributionOfConda } from '../knowledge/conda.js';
import { isInstaller } from '../knowledge/rarely-imported.js';
import type { Knowledge } from '../knowledge/types.js';
import type { LockedPackageFact, RequirementFact } from '../model/evidence.js';
import type { Declaration } from '../model/inference.js';
import type { Project } from '../model/project.js';
import { normalizeName } from '../python/names.js';

/** What a project asks for, by distribution. */
export interface Declared {
  /** By manifests and locks. */
  declared: Map<string, Declaration>;
  /** Only by commands: a README's `pip install`, a Dockerfile, a script, a notebook cell. */
  instructed: Map<string, Declaration>;
}

/**
 * Everything that a project asks for. Conda's names are translated; what conda installs besides Python packages
 * (compilers, libraries) is left out here.
 */
export function declaredBy(project: Project, knowledge: Knowledge): Declared {
  const declared = new Map<string, Declaration>();
  const instructed = new Map<string, Declaration>();
  const own = new Set(project.facts.project.flatMap((fact) => (fact.name ? normalizeName(fact.name) : [])));
  for (const fact of project.facts.requirement) {
    const name = distributionName(fact, knowledge);
    if (name === undefined || own.has(name) || fact.constraint || fact.origin === 'prose') continue;
    if (fact.origin === 'manifest') entry(declared, name).requirements.push(fact);
    else if (fact.role === 'runtime' && !isInstaller(knowledge, name))
      entry(instructed, name).requirements.push(fact);
  }
  for (const fact of project.facts.locked) {
    const name = distributionName(fact, knowledge);
    if (name) entry(declared, name).locked.push(fact);
  }
  for (const name of declared.keys()) instructed.delete(name);
  // A constraint asks for nothing; of what something else asks for, it decides the version.
  for (const fact of project.facts.requirement) {
    const name = fact.constraint ? distributionName(fact, knowledge) : undefined;
    if (name !== undefined) declared.get(name)?.requirements.push(fact);
  }
  return { declared, instructed };
}

function entry(map: Map<string, Declaration>, name: string): Declaration {
  const found = map.get(name) ?? { name, requirements: [], locked: [] };
  map.set(name, found);
  return found;
}

/** The distribution that a requirement asks for; undefined where it is none (conda's `libgcc-ng`, a bare URL). */
export function distributionName(
  fact: RequirementFact | LockedPackageFact,
  knowledge: Knowledge,
): string | undefined {
  if (fact.name === '') return undefined;
  if (fact.conda === undefined) return fact.name;
  return distributionOfConda(knowledge, 'rawName' in fact ? fact.rawName : fact.name);
}
