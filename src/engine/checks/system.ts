import type { ExecutableDecision, Reason, SystemDecision } from '../../model/report.js';
import type { Location } from '../../model/location.js';
import type { Check, CheckContext, Problem } from '../check.js';
import { groupBy } from '../group-by.js';
import { enumerate } from '../words.js';

/** Shared libraries that packages load at run time and that the instructions do not install, by package. */
export const systemLibraries: Check = function* (context) {
  const groups = groupBy(
    context.environment.system.filter(
      (entry) => entry.for === 'run' && !entry.declared && !isEverywhere(entry),
    ),
    (entry) => entry.because[0]?.text.split(' ', 1)[0] ?? entry.library,
  );
  for (const [who, entries] of groups) {
    const first = entries[0];
    if (!first) continue;
    const libraries = entries.map((entry) => entry.library);
    const packages = [...new Set(entries.flatMap((entry) => entry.apt ?? []))];
    const distribution = context.environment.packages.find((entry) => entry.name === who)?.name;
    yield {
      rule: 'NPA501',
      subject: { library: first.library, ...(distribution ? { distribution } : {}) },
      message: distribution
        ? `${distribution} loads ${enumerate(libraries)} from the system, and nothing here installs ${libraries.length === 1 ? 'it' : 'them'}`
        : `${enumerate(libraries)} ${libraries.length === 1 ? 'is' : 'are'} loaded from the system, and nothing here installs ${libraries.length === 1 ? 'it' : 'them'}`,
      symptom: distribution
        ? `ImportError: ${first.library}: cannot open shared object file: No such file or directory`
        : `OSError: ${first.library}: cannot open shared object file: No such file or directory`,
      ...remedy(packages, entries),
      locations: locationsOf(entries.flatMap((entry) => entry.because)),
      confidence: 'medium',
      cured: entries.every((entry) => entry.nix !== undefined),
    };
  }
};

/** Headers, libraries and tools for packages that pip has to compile. */
export const buildNeeds: Check = function* (context) {
  const groups = groupBy(
    context.environment.system.filter((entry) => entry.for === 'build' && !entry.declared),
    (entry) => entry.because[0]?.text.split(' ', 1)[0] ?? entry.library,
  );
  for (const [distribution, entries] of groups) {
    const packages = entries.flatMap((entry) => entry.apt ?? []);
    const known = context.knowledge.systemLibraries[distribution]?.errors?.[0];
    yield {
      rule: 'NPA504',
      subject: { distribution },
      message: `${distribution} has no wheel for Linux: pip compiles it, which needs ${enumerate(packages)}`,
      symptom:
        known ??
        `error: command 'gcc' failed: building ${distribution} needs ${packages[0] ?? 'its headers'}`,
      ...remedy(packages, entries),
      locations: locationsOf(entries.flatMap((entry) => entry.because)),
      confidence: 'medium',
      cured: entries.every((entry) => entry.nix !== undefined),
    };
  }
};

/** Programs that the code starts and that nothing installs. */
export const systemExecutables: Check = function* (context) {
  for (const entry of context.environment.executables) {
    if (entry.declared || !isFromCode(entry, context)) continue;
    yield executableProblem(entry);
  }
};

function executableProblem(entry: ExecutableDecision): Problem {
  const packages = entry.apt ? [entry.apt] : [];
  return {
    rule: 'NPA502',
    subject: { executable: entry.name },
    message: `${entry.name} is started, and nothing here installs it`,
    symptom: `FileNotFoundError: [Errno 2] No such file or directory: '${entry.name}'`,
    ...remedy(packages, [entry]),
    locations: locationsOf(entry.because),
    cured: entry.nix !== undefined,
  };
}

/** Packages that apt, yum or apk install in whatever version the day has. */
export const unpinnedSystemPackages: Check = function* (context) {
  const open = context.project.facts['system-package'].filter(
    (fact) =>
      fact.version === undefined &&
      fact.manager !== 'conda' &&
      /(^|[/.])(docker|container)file|\.dockerfile$|Dockerfile/i.test(fact.location.file),
  );
  for (const [file, facts] of groupBy(open, (fact) => fact.location.file)) {
    yield {
      rule: 'NPA503',
      subject: { file },
      message: `${enumerate(facts.map((fact) => fact.name))} ${facts.length === 1 ? 'is' : 'are'} installed in whatever version the archive has that day`,
      remedy: 'pin the base image by digest and use a dated snapshot of the archive',
      locations: facts.map((fact) => fact.location),
      cured: false,
    };
  }
};

function remedy(packages: readonly string[], entries: readonly { nix?: string }[]): { remedy?: string } {
  const nix = [...new Set(entries.flatMap((entry) => entry.nix ?? []))];
  const parts = [
    ...(packages.length > 0 ? [`apt-get install ${packages.slice(0, 8).join(' ')}`] : []),
    ...(nix.length > 0 ? [`--fix adds ${enumerate(nix, 6)}`] : []),
  ];
  return parts.length > 0 ? { remedy: parts.join('; ') } : {};
}

function locationsOf(reasons: readonly Reason[]): Location[] {
  const seen = new Set<string>();
  return reasons.flatMap((reason) => {
    const { location } = reason;
    const key = location && `${location.file}:${location.line}`;
    if (!location || !key || seen.has(key)) return [];
    seen.add(key);
    return [location];
  });
}

/** The compiler's own runtime is on every machine that runs Python from a distribution; only Nix has to be told. */
function isEverywhere(entry: SystemDecision): boolean {
  return /^lib(stdc\+\+|gcc_s|gomp|z|m|c|dl|pthread)\.so/.test(entry.library);
}

/** Scripts and Makefiles are read by a person who sees what they start; code that starts programs is not. */
function isFromCode(entry: ExecutableDecision, context: CheckContext): boolean {
  return entry.because.some(
    (reason) =>
      reason.location === undefined ||
      /\.(py|pyw|ipynb)$|\/bin\//.test(reason.location.file) ||
      context.declared.has(reason.text.split(' ', 1)[0] ?? ''),
  );
}
