import { aptPackage } from '../knowledge/apt.js';
import { distributionName } from './declared.js';
import { needsOf } from '../knowledge/system-libraries.js';
import { sharedLibrary } from '../knowledge/sonames.js';
import { isBuiltFromSource } from '../knowledge/wheels.js';
import type { Knowledge, Need } from '../knowledge/types.js';
import type { Project } from '../model/project.js';
import type { ExecutableDecision, PackageDecision, Reason, SystemDecision } from '../model/report.js';
import { SystemDecisions } from './system-decisions.js';

/** What a project needs from its system. */
export interface SystemNeeds {
  libraries: SystemDecision[];
  executables: ExecutableDecision[];
}

/**
 * Finds the shared libraries and programs that a project needs: from its packages (known to load them), from what its
 * own instructions install, and from ctypes and subprocess calls.
 *
 * @param release the nixpkgs release that attributes are named for
 */
export function systemNeeds(
  project: Project,
  packages: readonly PackageDecision[],
  release: string,
  knowledge: Knowledge,
): SystemNeeds {
  const decisions = new SystemDecisions(knowledge, release, installedBySystem(project, knowledge));
  const fromConda = condaPackages(project, knowledge);
  for (const entry of packages) if (!fromConda.has(entry.name)) addNeedsOf(entry, decisions);
  addInstalled(project, decisions);
  addLoaded(project, decisions);
  addStarted(project, decisions);
  return { libraries: decisions.libraries, executables: decisions.executables };
}

/** What a package is known to load, to start, or to be compiled with. */
function addNeedsOf(entry: PackageDecision, decisions: SystemDecisions): void {
  const { knowledge } = decisions;
  const row = needsOf(knowledge, entry.name);
  if (!row) return;
  const fromSource = isBuiltFromSource(knowledge, entry.name, entry.version);
  const location = entry.because.find((reason) => reason.location)?.location;
  const reason = (text: string): Reason => ({ text: `${entry.name} ${text}`, ...(location && { location }) });
  for (const need of row.needs) {
    if (!applies(need, fromSource)) continue;
    for (const soname of need.sonames ?? []) decisions.addLibrary(soname, reason(`loads ${soname}`));
    for (const program of need.executables ?? []) decisions.addProgram(program, reason(`starts ${program}`));
    if (need.kind !== 'build-packages') continue;
    for (const apt of need.apt ?? [])
      decisions.addBuildPackage(apt, reason(`is built from source with ${apt}`));
  }
}

/** What the repository's own instructions install: the best evidence there is. */
function addInstalled(project: Project, decisions: SystemDecisions): void {
  for (const { manager, name, location } of project.facts['system-package']) {
    const role = project.files.get(location.file);
    if (manager !== 'apt' || role === 'vendored' || role === 'test') continue;
    decisions.addInstalled(name, { text: `installed with apt: ${name}`, location });
  }
}

/** What the code loads with ctypes and the like. */
function addLoaded(project: Project, decisions: SystemDecisions): void {
  for (const { library, via, guarded, location } of project.facts.library) {
    if (guarded || project.files.get(location.file) !== 'code' || /[\\/]/.test(library)) continue;
    if (!/\.so(\.|$)/.test(library) && via !== 'ctypes.util.find_library') continue;
    if (!sharedLibrary(decisions.knowledge, library)) continue;
    decisions.addLibrary(library, { text: `${via}('${library}')`, location });
  }
}

/** What the code and its scripts start. */
function addStarted(project: Project, decisions: SystemDecisions): void {
  for (const { program, via, guarded, location } of project.facts.program) {
    const role = project.files.get(location.file);
    if (guarded || role === 'vendored' || role === 'test') continue;
    decisions.addProgram(program, { text: `${via} starts ${program}`, location });
  }
}

/** Whether a need is there for a package as it would be installed. */
function applies(need: Need, fromSource: boolean): boolean {
  if (need.kind === 'gpu-library') return false; // see cuda.ts
  if (need.when === 'always') return true;
  return fromSource && (need.when === 'build' || need.when === 'built-from-source');
}

/** Names of system packages that the repository's own instructions install. */
function installedBySystem(project: Project, knowledge: Knowledge): Set<string> {
  const names = new Set<string>();
  for (const fact of project.facts['system-package']) {
    names.add(fact.name);
    for (const name of aptPackage(knowledge, fact.name)?.renamedTo ?? []) names.add(name);
  }
  for (const fact of project.facts.requirement) if (fact.conda) names.add(fact.rawName.toLowerCase());
  return names;
}

/** Packages that conda installs: it brings their libraries along. */
function condaPackages(project: Project, knowledge: Knowledge): Set<string> {
  const facts = [...project.facts.requirement, ...project.facts.locked].filter((fact) => fact.conda);
  return new Set(facts.flatMap((fact) => distributionName(fact, knowledge) ?? []));
}
