import type { Check } from '../check.js';
import { groupBy } from '../group-by.js';

/** Files that the instructions name and that the repository does not hold. */
export const missingFiles: Check = function* (context) {
  const seen = new Set<string>();
  for (const fact of context.project.facts.include) {
    if (!fact.required || seen.has(fact.target) || context.exists(fact.target)) continue;
    // A variable or a pattern is no file name; a path that leads out of the repository cannot be looked up.
    if (/[$*?{}<>\s]|^\.\.\/|^~|^\/|:\/\//.test(fact.target)) continue;
    seen.add(fact.target);
    yield {
      rule: 'NPA110',
      subject: { file: fact.target },
      message: `requirements are read from ${fact.target}, which is not in the repository`,
      symptom: `ERROR: Could not open requirements file: [Errno 2] No such file or directory: '${fact.target}'`,
      remedy: 'find it in the history or another branch, or write it anew',
      locations: [fact.location],
      confidence: 'medium',
      cured: false,
    };
  }
};

/** Extension modules that were compiled once and committed: they fit one Python. */
export const compiledModules: Check = function* (context) {
  const facts = context.project.facts['compiled-module'].filter(
    (fact) => context.project.files.get(fact.location.file) !== 'vendored',
  );
  for (const [python, modules] of groupBy(facts, (fact) => fact.python)) {
    const first = modules[0];
    if (!first || python === undefined || python === context.pythonToday.version) continue;
    const built = /(^|\/)(build|dist)\//.test(first.location.file);
    yield {
      rule: 'NPA404',
      subject: { module: first.module, file: first.location.file },
      message: `${first.location.file.split('/').at(-1) ?? ''} is compiled for Python ${python}; no other Python loads it`,
      symptom: `ModuleNotFoundError: No module named '${first.module}'`,
      remedy: `run it with Python ${python}, or build it again from its sources`,
      locations: modules.map((fact) => fact.location),
      severity: built ? 'note' : 'breaks',
      cured: context.environment.python.version === python,
    };
  }
};

/** Nix or Guix files of the repository's own: they are left alone. */
export const ownNixFiles: Check = function* (context) {
  const facts = context.project.facts['nix-file'].filter((fact) => !fact.ours);
  const first = facts[0];
  if (!first) return;
  const isInTheWay = facts.some((fact) => /(^|\/)flake\.nix$/.test(fact.location.file));
  yield {
    rule: 'NPA902',
    subject: { file: first.location.file },
    message: `the repository has ${first.system === 'guix' ? 'Guix' : 'Nix'} files of its own; this program neither reads nor changes them`,
    remedy: isInTheWay ? 'try them first; --fix overwrites flake.nix only with --force' : 'try them first',
    locations: facts.map((fact) => fact.location),
    cured: false,
  };
};
