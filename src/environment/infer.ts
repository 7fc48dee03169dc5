import { frameworkBuild, pythonListAdmits } from '../knowledge/gpu.js';
import { describeImage } from '../knowledge/images.js';
import { releaseWithCuda } from '../knowledge/nix-cuda.js';
import { nixpkgsReleases, releaseForPython } from '../knowledge/nixpkgs.js';
import { newestPythonAt, pythonVersions } from '../knowledge/python-releases.js';
import type { Knowledge } from '../knowledge/types.js';
import { wheelPythons } from '../knowledge/wheels.js';
import { compareMinor } from '../python/minor-version.js';
import type { Declaration, Inference } from '../model/inference.js';
import type { Location } from '../model/location.js';
import type { Project } from '../model/project.js';
import type { NixpkgsDecision, PackageDecision, Reason } from '../model/report.js';
import { topLevel } from '../python/module-name.js';
import { parseSpecifier, pinnedVersion } from '../python/specifier.js';
import { decideCuda } from './cuda.js';
import { declaredBy } from './declared.js';
import { FirstParty } from './first-party.js';
import { importsOf } from './imports.js';
import { bringersOf, decidePackages } from './packages.js';
import { decidePython } from './python.js';
import { apiConstraints } from './python-apis.js';
import { type PythonConstraint, statedConstraints } from './python-constraints.js';
import { Repositories } from './repositories.js';
import { sourceBounds } from './stdlib-bounds.js';
import { systemNeeds } from './system.js';

/** What is known about the repository as a whole. */
export interface RepositoryFacts {
  /** Every path, of all projects: a module of one may be imported by another. */
  paths: readonly string[];
  epoch: { date: string; certain: boolean };
  /** ISO date. */
  today: string;
}

/** Finds out what a project ran on, from evidence and knowledge alone. */
export function infer(project: Project, repository: RepositoryFacts, knowledge: Knowledge): Inference {
  const { epoch, today } = repository;
  const firstParty = new FirstParty(repository.paths, builtModules(project));
  const asked = declaredBy(project, knowledge);
  const { declared, instructed } = asked;
  const sources = project.facts['python-source'].map((fact) =>
    sourceBounds(
      fact,
      project.files.get(fact.location.file) ?? 'code',
      knowledge,
      (module) => firstParty.find(module, fact.location.file) === 'near',
      (name) => declared.has(name),
    ),
  );
  const stated = statedConstraints(
    project.facts.python.filter((fact) => project.files.get(fact.location.file) !== 'vendored'),
    (file) => project.files.get(file) ?? 'code',
  );
  const constraints = [
    ...stated,
    ...imageConstraints(project, epoch.date, knowledge),
    ...compiledConstraints(project),
    ...pinConstraints([...declared.values(), ...instructed.values()], knowledge),
    ...apiConstraints(project, [declared, instructed], knowledge),
  ];
  const python = decidePython({ constraints, sources, epoch }, knowledge);
  const major = python.version.startsWith('2') ? 2 : 3;
  const { uses, hostModules } = importsOf(
    project,
    firstParty,
    new Repositories(project),
    knowledge,
    (name) => declared.has(name) || instructed.has(name),
    major,
  );
  const packages = decidePackages(asked, uses, python.version);
  const meets = pythonToday(project, stated, today, knowledge);
  const cuda = decideCuda(project, packages, knowledge);
  const compilesCuda = project.facts.native.some(
    (fact) => fact.language === 'cuda' && isOfUse(project, fact.location),
  );
  const cudaFromSystem =
    cuda !== null && (compilesCuda || packages.some((entry) => loadsSystemCuda(entry, knowledge)));
  const nixpkgs = nixpkgsFor(python.version, cudaFromSystem ? cuda.version : undefined, knowledge);
  const system = systemNeeds(project, packages, nixpkgs.release, knowledge);
  return {
    project,
    environment: {
      python,
      packages,
      system: system.libraries,
      executables: system.executables,
      cuda,
      hostModules,
      nixpkgs,
    },
    declared,
    instructed,
    imports: uses,
    pythonToday: meets,
    pythonMet: newestAdmitted(meets.version, constraints, knowledge),
    outside: new Set(uses.map((use) => topLevel(use.module))),
    sources,
    contradictions: contradictionsAmong(stated, knowledge),
    bringers: bringersOf(asked, knowledge),
    cudaFromSystem,
    compilesExtensions: compilesCuda || project.facts.native.some((fact) => isOfUse(project, fact.location)),
    hasForeignNix: project.facts['nix-file'].some((fact) => !fact.ours),
    epoch,
    today,
  };
}

/** Statements in tests, vendored packages and examples speak of themselves. */
function isOfUse(project: Project, location: Location): boolean {
  const role = project.files.get(location.file) ?? 'code';
  return role !== 'vendored' && role !== 'test' && role !== 'example';
}

/** Names that the project's own build puts on the search path: its packages and extension modules. */
function builtModules(project: Project): Set<string> {
  const names = new Set<string>();
  for (const fact of project.facts.project) {
    for (const name of fact.packages ?? []) names.add(topLevel(name));
    if (fact.name) names.add(fact.name.replaceAll('-', '_'));
  }
  for (const fact of project.facts['python-source']) {
    if (!fact.location.file.endsWith('setup.py') && !fact.location.file.endsWith('build.py')) continue;
    for (const call of fact.source.calls) {
      if (/(^|\.)(\w*Extension|create_extension)$/.test(call.symbol)) {
        names.add(topLevel(call.argument));
        names.add(call.argument.split('.').at(-1) ?? call.argument);
      }
    }
  }
  return names;
}

/** How much an image says that holds a Python without naming it. */
const IMAGE_WEIGHT = 25;

/** Images that bring a Python which their tag does not name: `pytorch/pytorch:1.7.1-cuda11.0-cudnn8-devel`. */
function imageConstraints(project: Project, epoch: string, knowledge: Knowledge): PythonConstraint[] {
  return project.facts.image.flatMap((fact) => {
    if (fact.use !== 'base' || fact.name === 'python' || fact.unresolved || !isOfUse(project, fact.location))
      return [];
    const python = describeImage(knowledge, fact.reference, epoch)?.python;
    if (python === undefined) return [];
    return {
      admits: (version) => version === python,
      weigh: (version) => (version === python ? IMAGE_WEIGHT : -IMAGE_WEIGHT / 2),
      hard: false,
      strong: false,
      reason: { text: `${fact.reference} holds Python ${python}`, location: fact.location },
    };
  });
}

/** How much a compiled module says: it was built, and run, with this Python. */
const COMPILED_WEIGHT = 30;

/** Extension modules that lie compiled in the repository: `x.cpython-37m-x86_64-linux-gnu.so`. */
function compiledConstraints(project: Project): PythonConstraint[] {
  const facts = project.facts['compiled-module'].filter(
    (fact) => fact.python && isOfUse(project, fact.location),
  );
  return [...new Map(facts.map((fact) => [fact.python, fact])).values()].map((fact) => ({
    admits: (version) => version === fact.python,
    weigh: (version) => (version === fact.python ? COMPILED_WEIGHT : 0),
    hard: false,
    strong: true,
    reason: {
      text: `${fact.location.file.split('/').at(-1) ?? ''} is compiled for Python ${fact.python ?? ''}`,
      location: fact.location,
    },
  }));
}

/** What a version loses for a pinned release that pip would have to compile on it, and for one that pip refuses. */
const COMPILES_WEIGHT = 12;
const REFUSED_WEIGHT = 80;

/** What pinned releases admit: their wheels exist for some Pythons only. */
function pinConstraints(declarations: readonly Declaration[], knowledge: Knowledge): PythonConstraint[] {
  return declarations.flatMap((declaration) => {
    const fact =
      declaration.locked[0] ??
      declaration.requirements.find((one) => one.role === 'runtime' && one.marker === undefined);
    const version =
      fact?.kind === 'locked' ? fact.version : fact && pinnedVersion(parseSpecifier(fact.specifier));
    // Conda has builds of its own.
    if (!fact || !version || fact.conda) return [];
    const wheels = wheelPythons(knowledge, declaration.name, version);
    const build = frameworkBuild(knowledge, declaration.name, version);
    const admits = wheels
      ? (candidate: string) => wheels.pythons.includes(candidate)
      : build?.python !== undefined
        ? (candidate: string) => pythonListAdmits(build.python ?? '', candidate)
        : undefined;
    if (!admits || (wheels && wheels.pythons.length === 0)) return [];
    const refuses = !(wheels?.sdist ?? false);
    const list = wheels ? spanOf(wheels.pythons) : (build?.python ?? '');
    return {
      admits,
      weigh: (candidate) => (admits(candidate) ? 2 : -(refuses ? REFUSED_WEIGHT : COMPILES_WEIGHT)),
      hard: refuses,
      strong: false,
      reason: {
        text: `${declaration.name}==${version} has wheels for Python ${list}`,
        location: fact.location,
      },
    };
  });
}

/** `2.7, 3.5-3.8` */
function spanOf(pythons: readonly string[]): string {
  const three = pythons.filter((version) => version.startsWith('3'));
  const first = three[0];
  const last = three.at(-1);
  const range = first === undefined ? [] : [first === last ? first : `${first}-${last ?? ''}`];
  return [...pythons.filter((version) => version.startsWith('2')), ...range].join(', ');
}

function loadsSystemCuda(entry: PackageDecision, knowledge: Knowledge): boolean {
  const build =
    entry.version === undefined ? undefined : frameworkBuild(knowledge, entry.name, entry.version);
  return build?.cuda !== undefined && !build.bundled;
}

/** @param cuda the version that Nix has to supply, where it has to */
function nixpkgsFor(python: string, cuda: string | undefined, knowledge: Knowledge): NixpkgsDecision {
  const both = cuda === undefined ? undefined : releaseWithCuda(knowledge, python, cuda);
  if (cuda !== undefined && both !== undefined) {
    return {
      release: both,
      rev: knowledge.nixpkgs.releases[both]?.rev ?? '',
      because: [{ text: `the newest release that still has Python ${python} and CUDA ${cuda}` }],
    };
  }
  const found = releaseForPython(knowledge, python);
  if (found) {
    return {
      release: found.release,
      rev: found.pin.rev,
      because: [{ text: `the newest release that still has Python ${python}` }],
    };
  }
  const newest = nixpkgsReleases(knowledge).at(-1) ?? '';
  return {
    release: newest,
    rev: knowledge.nixpkgs.releases[newest]?.rev ?? '',
    because: [{ text: `no release has Python ${python}; this is the newest` }],
  };
}

/** How long after its release a Python has become the `python3` of most machines. */
const MONTHS_UNTIL_USUAL = 15;

/**
 * Files that give a Python to whoever follows them: images, version managers, conda. A kernel, a script that calls
 * `python2.7` or a platform's runtime.txt tells what once ran and gives nothing.
 */
const ENFORCES =
  /(^|\/)((Docker|Container)file[^/]*|[^/]*\.dockerfile|cog\.ya?ml|devcontainer\.json|\.python-version|\.tool-versions|[^/]*env[^/]*\.ya?ml|pixi\.(toml|lock))$/i;

/** The Python that somebody meets who follows the instructions today: the one they name, else that of a new machine. */
function pythonToday(
  project: Project,
  stated: readonly PythonConstraint[],
  today: string,
  knowledge: Knowledge,
): Inference['pythonToday'] {
  const enforced = project.facts.python.find(
    (fact) =>
      fact.strength === 'runs' &&
      isOfUse(project, fact.location) &&
      /^==\s*\d+\.\d+/.test(fact.specifier) &&
      (ENFORCES.test(fact.location.file) || /^conda/.test(fact.source)),
  );
  const version = enforced && /^==\s*(\d+\.\d+)/.exec(enforced.specifier)?.[1];
  if (enforced && version)
    return { version, because: enforced.source, location: enforced.location, stated: true };
  const day = new Date(`${today}T00:00:00Z`);
  day.setUTCMonth(day.getUTCMonth() - MONTHS_UNTIL_USUAL);
  const newest =
    newestPythonAt(knowledge, day.toISOString().slice(0, 10)) ?? pythonVersions(knowledge).at(-1) ?? '3';
  // Who is told that the project requires Python <3.12 installs 3.11.
  const required = newestAdmitted(newest, stated, knowledge);
  if (required !== newest) return { version: required, because: 'what the project requires', stated: true };
  return { version: newest, because: 'a new machine', stated: false };
}

/** The newest Python up to a given one that no hard constraint excludes; that one itself where all are excluded. */
function newestAdmitted(
  upTo: string,
  constraints: readonly PythonConstraint[],
  knowledge: Knowledge,
): string {
  const hard = constraints.filter((constraint) => constraint.hard);
  return (
    pythonVersions(knowledge)
      .filter((version) => compareMinor(version, upTo) <= 0)
      .findLast((version) => hard.every((constraint) => constraint.admits(version))) ?? upTo
  );
}

/** Statements of what was run or is required that no single Python meets. */
function contradictionsAmong(stated: readonly PythonConstraint[], knowledge: Knowledge): Reason[] {
  const strong = stated.filter((constraint) => constraint.strong);
  const versions = pythonVersions(knowledge);
  const agree = versions.some((version) => strong.every((constraint) => constraint.admits(version)));
  return agree || strong.length < 2 ? [] : strong.map((constraint) => constraint.reason);
}
