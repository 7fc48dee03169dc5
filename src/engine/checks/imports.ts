import { isRarelyImported } from '../../knowledge/rarely-imported.js';
import { rowOf } from '../../knowledge/rows.js';
import type { RequirementFact } from '../../model/evidence.js';
import type { ImportPlace, ImportUse } from '../../model/inference.js';
import type { Location } from '../../model/location.js';
import type { Check, CheckContext, Problem } from '../check.js';
import { groupBy } from '../group-by.js';
import { count, enumerate } from '../words.js';

/** Imports that nothing declares. Without any manifest or instruction one finding says so for all of them. */
export const undeclaredImports: Check = function* (context) {
  const undeclared = context.imports.filter(
    (use) => !isDeclared(use, context) && use.repository === undefined && needed(use).length > 0,
  );
  if (undeclared.length === 0) return;
  if (context.declared.size === 0 && context.instructed.size === 0) {
    // The repository's own Nix files say what to install; they are not read here.
    if (!context.hasForeignNix) yield noManifest(undeclared, context);
    return;
  }
  for (const [file, uses] of groupBy(undeclared, (use) => instructionFor(use, context)?.location.file)) {
    if (file !== undefined) yield onlyInstructed(uses, file, context);
    else for (const use of uses) yield undeclaredImport(use, context);
  }
};

/** The command of a README, Dockerfile, script or notebook that installs what is imported. */
function instructionFor(use: ImportUse, context: CheckContext): RequirementFact | undefined {
  return [use.distribution ?? '', ...use.alternatives].flatMap(
    (provider) => context.instructed.get(provider)?.requirements ?? [],
  )[0];
}

/** Imports that one file's commands install and that no manifest declares. */
function onlyInstructed(uses: readonly ImportUse[], file: string, context: CheckContext): Problem {
  const names = uses.map((use) => use.distribution ?? use.module);
  const [first] = uses;
  return {
    rule: 'NPA401',
    subject: {
      module: first?.module ?? '',
      ...(uses.length === 1 && first?.distribution ? { distribution: first.distribution } : { file }),
    },
    message: `only a command in ${file} installs ${enumerate(names, 5)}; no manifest declares ${uses.length === 1 ? 'it' : 'them'}`,
    symptom: `ModuleNotFoundError: No module named '${first?.module ?? ''}'`,
    remedy: `declare ${uses.length === 1 ? 'it' : 'them'} in a manifest, with the versions of about ${context.epoch.date}`,
    locations: uses.flatMap((use) => [
      ...needed(use)
        .slice(0, 3)
        .map((place) => place.location),
      ...[instructionFor(use, context)?.location].filter((location) => location !== undefined),
    ]),
    severity: 'hidden',
    cured: true,
  };
}

function undeclaredImport(use: ImportUse, context: CheckContext): Problem {
  const places = needed(use);
  const bringer = context.bringers.get(use.distribution ?? '');
  const name = use.distribution ?? use.module;
  const it = name === use.module ? 'it' : name;
  const onlyLater = places.every((place) => place.inFunction) || onlyInNotebooks(places, context);
  const isKnown = use.confidence !== 'low';
  return {
    rule: 'NPA401',
    subject: {
      module: use.module,
      ...(use.distribution && isKnown ? { distribution: use.distribution } : {}),
    },
    message: bringer
      ? `${use.module} is imported and not declared: it is there only because ${bringer} brings ${it}`
      : isKnown
        ? `${use.module} is imported, and no manifest declares ${it}`
        : `${use.module} is imported, and neither the repository nor any manifest provides it`,
    symptom: `ModuleNotFoundError: No module named '${use.module}'`,
    remedy: isKnown
      ? `declare ${name}${use.alternatives.length > 0 ? ` (or ${enumerate(use.alternatives, 3)})` : ''}`
      : `find out what ${use.module} is: a missing file, or a package (one of that name on an index may be a stranger)`,
    locations: [...places.map((place) => place.location), ...manifestLocation(context)],
    severity: bringer || onlyLater ? 'hidden' : 'breaks',
    confidence: isKnown ? use.confidence : 'medium',
    cured: isKnown,
  };
}

function noManifest(undeclared: ImportUse[], context: CheckContext): Problem {
  const byName = [...undeclared].sort((a, b) => needed(b).length - needed(a).length);
  const names = byName.map((use) => use.distribution ?? use.module);
  return {
    rule: 'NPA105',
    subject: {},
    message: `nothing declares what to install: ${count(names.length, 'package')} ${names.length === 1 ? 'is' : 'are'} imported (${enumerate(names, 6)})`,
    symptom: `ModuleNotFoundError: No module named '${byName[0]?.module ?? ''}'`,
    remedy: `write a requirements.txt with the versions of about ${context.epoch.date} (--fix lists the packages, without versions)`,
    locations: byName
      .flatMap((use) =>
        needed(use)
          .slice(0, 3)
          .map((place) => place.location),
      )
      .slice(0, 60),
    cured: true,
  };
}

/** Requirements that nothing imports: perhaps left over, perhaps only a command or a plug-in. */
export const unusedRequirements: Check = function* (context) {
  if (context.imports.length === 0) return;
  const used = new Set(context.imports.flatMap((use) => [use.distribution ?? '', ...use.alternatives]));
  // A freeze lists what other packages brought along.
  const brought = new Set(
    [...context.declared.keys()].flatMap((name) => rowOf(context.knowledge.dependencies.needs, name) ?? []),
  );
  const unused = context.environment.packages.filter(
    (entry) =>
      entry.declared &&
      entry.direct &&
      entry.imports.length === 0 &&
      !used.has(entry.name) &&
      !brought.has(entry.name) &&
      !isRarelyImported(context.knowledge, entry.name),
  );
  if (unused.length === 0) return;
  const locations = unused.flatMap((entry) => declaredAt(entry.name, context));
  if (locations.length === 0) return;
  yield {
    rule: 'NPA402',
    subject: unused.length === 1 && unused[0] ? { distribution: unused[0].name } : {},
    message: `${enumerate(
      unused.map((entry) => entry.name),
      6,
    )} ${unused.length === 1 ? 'is' : 'are'} declared and never imported`,
    remedy: 'remove what is left over; commands and plug-ins are fine as they are',
    locations,
    confidence: 'low',
    cured: false,
  };
};

/** Modules that only an application or another operating system supplies. */
export const hostModules: Check = function* (context) {
  const byProvider = groupBy(context.environment.hostModules, (entry) => entry.providedBy);
  const code = context.sources.filter((source) => source.role === 'code').length;
  for (const [provider, entries] of byProvider) {
    const first = entries[0];
    if (!first) continue;
    const files = new Set(
      entries.flatMap((entry) => entry.because.flatMap((reason) => reason.location?.file ?? [])),
    );
    // A few files of many serve one platform; what most of the code imports, it cannot do without.
    const aside = code > 5 && files.size < code * 0.2;
    const modules = entries.map((entry) => entry.module);
    yield {
      rule: 'NPA403',
      subject: { module: first.module },
      message: `${enumerate(modules)} ${modules.length === 1 ? 'comes' : 'come'} from ${provider} (${first.worksOnly}); no package index can supply ${modules.length === 1 ? 'it' : 'them'}`,
      symptom: `ModuleNotFoundError: No module named '${first.module}'`,
      ...(aside ? { severity: 'hidden' as const, confidence: 'medium' as const } : {}),
      remedy: `run it where ${provider} is; do not install a package of that name from an index: it is another one`,
      locations: entries.flatMap((entry) => entry.because.flatMap((reason) => reason.location ?? [])),
      cured: false,
    };
  }
};

/** The places that fail without the module: not tests, examples or vendored code, and nothing that has a fallback. */
function needed(use: ImportUse): ImportPlace[] {
  return use.places.filter((place) => place.role === 'code' && !place.optional);
}

/** Beside an application, a notebook is what somebody tried out; its packages were wherever it ran. */
function onlyInNotebooks(places: readonly ImportPlace[], context: CheckContext): boolean {
  const hasCode = context.sources.some((source) => source.role === 'code' && !source.file.endsWith('.ipynb'));
  return hasCode && places.every((place) => place.location.file.endsWith('.ipynb'));
}

function isDeclared(use: ImportUse, context: CheckContext): boolean {
  const names = [use.distribution ?? use.module, ...use.alternatives];
  return names.some((name) => context.declared.has(name));
}

function manifestLocation(context: CheckContext): Location[] {
  const manifest = context.project.manifests[0];
  // The whole file is where it was looked for: no line of it is wrong.
  return manifest ? [{ file: manifest, line: 0 }] : [];
}

function declaredAt(name: string, context: CheckContext): Location[] {
  const requirement = context.declared
    .get(name)
    ?.requirements.find((fact) => fact.origin === 'manifest' && fact.role === 'runtime');
  return requirement ? [requirement.location] : [];
}
