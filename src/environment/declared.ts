import { distributionOfConda } from '../knowledge/conda.js';
import type { Knowledge } from '../knowledge/types.js';
import type { LockedPackageFact, RequirementFact } from '../model/evidence.js';
import type { Declaration } from '../model/inference.js';
import type { Project } from '../model/project.js';

/**
 * Everything that the manifests and locks of a project ask for, by distribution. Conda's names are translated; what
 * conda installs besides Python packages (compilers, libraries) is left out here.
 */
export function declaredBy(project: Project, knowledge: Knowledge): Map<string, Declaration> {
  const declared = new Map<string, Declaration>();
  const of = (name: string): Declaration => {
    const found = declared.get(name) ?? { name, requirements: [], locked: [] };
    declared.set(name, found);
    return found;
  };
  for (const fact of project.facts.requirement) {
    if (fact.origin !== 'manifest' || fact.constraint) continue;
    const name = distributionName(fact, knowledge);
    if (name) of(name).requirements.push(fact);
  }
  for (const fact of project.facts.locked) {
    const name = distributionName(fact, knowledge);
    if (name) of(name).locked.push(fact);
  }
  return declared;
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
