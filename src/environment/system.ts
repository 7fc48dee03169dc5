import { aptPackage } from '../knowledge/apt.js';
import { knownProgram, programsIn } from '../knowledge/executables.js';
import { libraryIn, sharedLibrary } from '../knowledge/sonames.js';
import { needsOf } from '../knowledge/system-libraries.js';
import { isBuiltFromSource } from '../knowledge/wheels.js';
import type { Knowledge, Need } from '../knowledge/types.js';
import type { Project } from '../model/project.js';
import type { ExecutableDecision, PackageDecision, Reason, SystemDecision } from '../model/report.js';

/** What a project needs from its system. */
export interface SystemNeeds {
  libraries: SystemDecision[];
  executables: ExecutableDecision[];
}

/**
 * Finds the shared libraries and programs that a project needs: from its packages (known to load them), from ctypes
 * and subprocess calls, and from what its own instructions install.
 *
 * @param release the nixpkgs release that attributes are named for
 */
export function systemNeeds(
  project: Project,
  packages: readonly PackageDecision[],
  release: string,
  knowledge: Knowledge,
): SystemNeeds {
  const installed = installedBySystem(project);
  const fromConda = condaPackages(project);
  const libraries = new Map<string, SystemDecision>();
  const executables = new Map<string, ExecutableDecision>();

  const addLibrary = (name: string, purpose: 'run' | 'build', reason: Reason): void => {
    const known = sharedLibrary(knowledge, name);
    const key = known?.soname ?? name;
    const found = libraries.get(key);
    if (found) {
      found.because.push(reason);
      if (purpose === 'run') found.for = 'run';
      return;
    }
    const decision: SystemDecision = {
      library: key,
      for: purpose,
      declared: known?.apt.some((apt) => installed.has(apt)) ?? false,
      because: [reason],
    };
    const nix = known?.hostDriver ? undefined : known?.nix(release)[0];
    if (nix) decision.nix = nix;
    if (known?.apt[0]) decision.apt = known.apt[0];
    libraries.set(key, decision);
  };
  const addProgram = (name: string, reason: Reason): void => {
    const known = knownProgram(knowledge, name);
    // tar, sed, make …: every machine and every Nix shell has them.
    if (!known || known.hostDriver || known.apt.some((apt) => aptPackage(knowledge, apt)?.needless)) return;
    const found = executables.get(known.name);
    if (found) {
      found.because.push(reason);
      return;
    }
    const decision: ExecutableDecision = {
      name: known.name,
      declared: known.apt.some((apt) => installed.has(apt)) || installed.has(known.name),
      because: [reason],
    };
    const nix = known.nix(release)[0];
    if (nix) decision.nix = nix;
    if (known.apt[0]) decision.apt = known.apt[0];
    executables.set(known.name, decision);
  };
  const addBuildPackage = (apt: string, reason: Reason): void => {
    const known = aptPackage(knowledge, apt);
    if (known?.needless) return;
    const found = libraries.get(apt);
    if (found) {
      found.because.push(reason);
      return;
    }
    const decision: SystemDecision = {
      library: apt,
      apt,
      for: 'build',
      declared: installed.has(apt) || (known?.renamedTo.some((name) => installed.has(name)) ?? false),
      because: [reason],
    };
    const nix = known?.nix(release)[0];
    if (nix) decision.nix = nix;
    libraries.set(apt, decision);
  };

  /** What the repository's own instructions install: the best evidence there is. */
  const addInstalled = (name: string, reason: Reason): void => {
    const known = aptPackage(knowledge, name);
    if (!known || known.needless || /^python/.test(name)) return;
    if (/-dev$/.test(name)) addBuildPackage(name, reason);
    const soname = /^lib/.test(name) ? libraryIn(knowledge, name) : undefined;
    if (soname !== undefined) addLibrary(soname, 'run', reason);
    else if (!/^lib/.test(name))
      for (const program of programsIn(knowledge, name)) addProgram(program, reason);
  };

  for (const entry of packages) {
    const row = needsOf(knowledge, entry.name);
    if (!row || fromConda.has(entry.name)) continue;
    const fromSource = isBuiltFromSource(knowledge, entry.name, entry.version);
    const location = entry.because.find((reason) => reason.location)?.location;
    const reason = (text: string): Reason => (location ? { text, location } : { text });
    for (const need of row.needs) {
      if (!applies(need, fromSource)) continue;
      for (const soname of need.sonames ?? [])
        addLibrary(soname, 'run', reason(`${entry.name} loads ${soname}`));
      for (const program of need.executables ?? [])
        addProgram(program, reason(`${entry.name} starts ${program}`));
      if (need.kind === 'build-packages') {
        for (const apt of need.apt ?? [])
          addBuildPackage(apt, reason(`${entry.name} is built from source with ${apt}`));
      }
    }
  }
  for (const fact of project.facts['system-package']) {
    const role = project.files.get(fact.location.file);
    if (fact.manager !== 'apt' || role === 'vendored' || role === 'test') continue;
    addInstalled(fact.name, { text: `installed with apt: ${fact.name}`, location: fact.location });
  }
  for (const fact of project.facts.library) {
    if (fact.guarded || project.files.get(fact.location.file) !== 'code' || /[\\/]/.test(fact.library))
      continue;
    if (!/\.so(\.|$)/.test(fact.library) && fact.via !== 'ctypes.util.find_library') continue;
    const known = sharedLibrary(knowledge, fact.library);
    if (!known) continue;
    addLibrary(fact.library, 'run', { text: `${fact.via}('${fact.library}')`, location: fact.location });
  }
  for (const fact of project.facts.program) {
    const role = project.files.get(fact.location.file);
    if (fact.guarded || role === 'vendored' || role === 'test') continue;
    addProgram(fact.program, { text: `${fact.via} starts ${fact.program}`, location: fact.location });
  }
  return { libraries: [...libraries.values()], executables: [...executables.values()] };
}

/** Whether a need is there for a package as it would be installed. */
function applies(need: Need, fromSource: boolean): boolean {
  if (need.kind === 'gpu-library') return false; // see cuda.ts
  if (need.when === 'always') return true;
  return fromSource && (need.when === 'build' || need.when === 'built-from-source');
}

/** Names of system packages that the repository's own instructions install. */
function installedBySystem(project: Project): Set<string> {
  const names = new Set<string>();
  for (const fact of project.facts['system-package']) names.add(fact.name);
  for (const fact of project.facts.requirement) if (fact.conda) names.add(fact.rawName.toLowerCase());
  return names;
}

/** Packages that conda installs: it brings their libraries along. */
function condaPackages(project: Project): Set<string> {
  const facts = [...project.facts.requirement, ...project.facts.locked];
  return new Set(facts.filter((fact) => fact.conda).map((fact) => fact.name));
}
