import { distributionsFor } from '../../knowledge/import-names.js';
import { rowOf } from '../../knowledge/rows.js';
import { isStandardModule } from '../../knowledge/stdlib.js';
import { topLevel } from '../../python/module-name.js';
import { placeOf } from '../../python/source/place.js';
import type { Check, CheckContext } from '../check.js';
import { enumerate } from '../words.js';

/** Arguments of setup() that today's setuptools refuses. */
export const setupArguments: Check = function* (context) {
  for (const fact of context.project.facts.project) {
    for (const argument of fact.setupArguments ?? []) {
      const row = rowOf(context.knowledge.packages.setup_arguments, argument.name);
      if (!row || context.project.files.get(fact.location.file) === 'vendored') continue;
      yield {
        rule: 'NPA407',
        subject: { distribution: 'setuptools', file: fact.location.file },
        message: `setup() is given ${argument.name}, which setuptools ${row.removed_in} and later refuse`,
        symptom: row.symptom.replace('{name}', () => fact.name ?? 'the package'),
        remedy: `remove it, or ${row.successor}`,
        locations: [argument.location],
        cured: false,
      };
    }
  }
};

/** What a setup.py imports before anything is installed: pip builds in an environment that has only setuptools. */
export const setupImports: Check = function* (context) {
  for (const fact of context.project.facts['python-source']) {
    const { file } = fact.location;
    if (!/(^|\/)setup\.py$/.test(file) || context.project.files.get(file) === 'vendored') continue;
    const folder = file.slice(0, -'setup.py'.length);
    const declared = buildRequirements(folder, context);
    const entries = fact.source.imports.filter(
      (entry) =>
        entry.level === 0 &&
        !entry.inFunction &&
        entry.guards.every((guard) => guard.kind === 'main') &&
        context.outside.has(topLevel(entry.module)) &&
        !isStandardModule(context.knowledge, entry.module) &&
        !PRESENT.has(topLevel(entry.module)),
    );
    const missing = entries.filter((entry) => {
      const name = distributionsFor(context.knowledge, entry.module).name ?? entry.module;
      return !declared.has(name);
    });
    const [first] = missing;
    if (!first) continue;
    const modules = [...new Set(missing.map((entry) => topLevel(entry.module)))];
    const name = distributionsFor(context.knowledge, first.module).name ?? first.module;
    const them = modules.length === 1 ? 'it' : 'them';
    yield {
      rule: 'NPA408',
      subject: { distribution: name, module: modules[0] ?? first.module },
      message: `${file} imports ${enumerate(modules)}, which pip has not installed when it builds the package`,
      symptom: `ModuleNotFoundError: No module named '${modules[0] ?? first.module}'`,
      remedy: `list ${them} in [build-system] requires of a pyproject.toml, or install ${them} first and build with --no-build-isolation`,
      locations: missing.map((entry) => placeOf(fact, entry.moduleSpan)),
      // An extension in a folder of its own is built by hand, after the rest was installed.
      severity: folder === '' || folder === `${context.project.path}/` ? 'breaks' : 'hidden',
      confidence: 'medium',
      cured: false,
    };
  }
};

/** In pip's build environment without being asked for. */
const PRESENT = new Set(['setuptools', 'pkg_resources', '_distutils_hack']);

/** What a pyproject.toml beside the setup.py, or its own setup_requires, asks for. */
function buildRequirements(folder: string, context: CheckContext): Set<string> {
  const facts = context.project.facts.requirement.filter(
    (fact) =>
      fact.role === 'build' &&
      fact.location.file.startsWith(folder) &&
      fact.location.file.endsWith('pyproject.toml'),
  );
  return new Set(facts.map((fact) => fact.name));
}
