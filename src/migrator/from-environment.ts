import { nixCuda } from '../knowledge/nix-cuda.js';
import { isUnfree, nixpkgsRelease } from '../knowledge/nixpkgs.js';
import { rowOf } from '../knowledge/rows.js';
import type { Knowledge, NixpkgsReleaseRow } from '../knowledge/types.js';
import type { Inference } from '../model/inference.js';
import type { Reason } from '../model/report.js';
import type { ExtraRequirement, FlakePlan, InstallPlan, NixPackage } from './plan.js';

/** There is no plan to be made: the message says why. */
export class NoPlanError extends Error {}

/**
 * Turns what was found out about a project into the plan of its flake.
 *
 * @param bounds version bounds that keep what later releases removed
 * @param name what the project is called: the folder or the distribution
 * @throws NoPlanError where no nixpkgs release has the Python
 */
export function planFor(
  inference: Inference,
  bounds: readonly ExtraRequirement[],
  name: string,
  knowledge: Knowledge,
): FlakePlan {
  const { environment } = inference;
  const { python, nixpkgs } = environment;
  const pin = nixpkgsRelease(knowledge, nixpkgs.release);
  const attribute = `python${python.version.replace('.', '')}`;
  if (!pin || rowOf(pin.pythons, attribute) === undefined) {
    throw new NoPlanError(`no known nixpkgs release has Python ${python.version}`);
  }
  const cuda = cudaFor(inference, nixpkgs.release, knowledge);
  const compiles = environment.system.some((entry) => entry.for === 'build') || inference.compilesExtensions;
  const libraries = librariesOf(inference);
  const executables = environment.executables.flatMap((entry) =>
    entry.nix ? [{ attribute: entry.nix, program: entry.name, because: sentence(entry.because) }] : [],
  );
  const buildTools = buildToolsOf(inference, compiles);
  return {
    name,
    description: `${name}, with Python ${python.version}`,
    systems: systemsFor(inference),
    python: { version: python.version, attribute, because: sentence(python.because) },
    nixpkgs: {
      release: nixpkgs.release,
      owner: 'NixOS',
      repo: 'nixpkgs',
      rev: pin.rev,
      narHash: pin.nar_hash,
      lastModified: pin.last_modified,
    },
    libraries,
    executables,
    buildTools,
    ...(environment.cuda ? { driverLibraries: true } : {}),
    ...(cuda ? { cuda } : {}),
    install: {
      ...installOf(inference),
      tools: toolsFor(python.version, knowledge),
      constraints: [...bounds],
    },
    environmentVariables: [],
    warnings: warningsFor(inference, cuda !== undefined),
    allowUnfree:
      cuda !== undefined ||
      [...libraries, ...executables, ...buildTools].some((one) => isUnfree(knowledge, one.attribute)),
    permittedInsecure: permitted(pin, attribute),
  };
}

/** Wheels for 64-bit ARM became usual with Python 3.8; CUDA wheels never did. */
function systemsFor({ environment }: Inference): string[] {
  const [major = 0, minor = 0] = environment.python.version.split('.').map(Number);
  const hasArmWheels = major === 3 && minor >= 8 && environment.cuda === null;
  return hasArmWheels ? ['x86_64-linux', 'aarch64-linux'] : ['x86_64-linux'];
}

/** The compiler's run time and zlib, which nearly every compiled wheel loads, and what was found besides. */
function librariesOf({ environment }: Inference): NixPackage[] {
  const libraries = new Map<string, NixPackage>([
    ['stdenv.cc.cc.lib', { attribute: 'stdenv.cc.cc.lib', because: 'libstdc++: compiled wheels load it' }],
    ['zlib', { attribute: 'zlib', because: 'libz: compiled wheels load it' }],
  ]);
  for (const entry of environment.system) {
    if (entry.for !== 'run' || !entry.nix || libraries.has(entry.nix)) continue;
    libraries.set(entry.nix, { attribute: entry.nix, because: sentence(entry.because) });
  }
  return [...libraries.values()];
}

function buildToolsOf({ environment }: Inference, compiles: boolean): FlakePlan['buildTools'] {
  if (!compiles) return [];
  const tools = new Map<string, FlakePlan['buildTools'][number]>([
    ['stdenv.cc', { attribute: 'stdenv.cc', because: 'the compiler, for packages without a wheel' }],
    [
      'pkg-config',
      {
        attribute: olderThan(environment.nixpkgs.release, '20.09') ? 'pkgconfig' : 'pkg-config',
        because: 'finds headers',
      },
    ],
  ]);
  for (const entry of environment.system) {
    if (entry.for !== 'build' || !entry.nix || tools.has(entry.nix)) continue;
    tools.set(entry.nix, {
      attribute: entry.nix,
      because: sentence(entry.because),
      headers: /-dev$/.test(entry.library),
    });
  }
  return [...tools.values()];
}

function olderThan(release: string, other: string): boolean {
  return release < other;
}

/** CUDA from Nix, where the packages do not carry it or an extension is compiled. */
function cudaFor(inference: Inference, release: string, knowledge: Knowledge): FlakePlan['cuda'] {
  const { cuda } = inference.environment;
  if (!cuda || !inference.cudaFromSystem) return undefined;
  const found = nixCuda(knowledge, release, cuda.version);
  return found && { version: cuda.version, attributes: found.attributes, because: sentence(cuda.because) };
}

/** An old Python brings a pip that knows few kinds of wheels: the last one that runs on it knows more. */
function toolsFor(python: string, knowledge: Knowledge): ExtraRequirement[] {
  const last = rowOf(knowledge.pythonReleases.last_tools, python);
  if (!last) return [];
  const because = `the last one for Python ${python}`;
  return [
    { requirement: `pip==${last.pip}`, because },
    { requirement: `setuptools==${last.setuptools}`, because },
  ];
}

/** The repository's own way to install itself, in the order of how exactly it says what. */
function installOf(inference: Inference): InstallPlan {
  const { project } = inference;
  const prefix = project.path === '.' ? '' : `${project.path}/`;
  const manifests = project.manifests
    .filter((path) => path.startsWith(prefix))
    .map((path) => path.slice(prefix.length));
  const extraPackages = extrasOf(inference);
  const has = (name: string): boolean => manifests.includes(name);
  const builds = project.facts.project.some(
    (fact) => /poetry/.test(fact.buildBackend ?? '') || fact.format === 'poetry',
  );
  if (has('uv.lock')) return { kind: 'uv', files: ['pyproject.toml', 'uv.lock'], extraPackages };
  if (has('poetry.lock')) return { kind: 'poetry', files: ['pyproject.toml', 'poetry.lock'], extraPackages };
  if (has('pdm.lock')) return { kind: 'pdm', files: ['pyproject.toml', 'pdm.lock'], extraPackages };
  if (has('Pipfile')) {
    return {
      kind: 'pipenv',
      files: has('Pipfile.lock') ? ['Pipfile', 'Pipfile.lock'] : ['Pipfile'],
      extraPackages,
    };
  }
  const requirements = manifests.filter((path) => isRuntimeRequirements(path, inference, prefix));
  if (requirements.length > 0) {
    const included = new Set(
      project.facts.include
        // A Dockerfile or README that installs a file does not make it part of another.
        .filter(
          (fact) =>
            fact.as === 'requirements' && requirements.includes(fact.location.file.slice(prefix.length)),
        )
        .map((fact) => fact.target.slice(prefix.length)),
    );
    const roots = requirements.filter((path) => !included.has(path));
    return {
      kind: 'requirements',
      files: requirements,
      ...(roots.length > 0 && roots.length < requirements.length
        ? { included: requirements.filter((path) => included.has(path)) }
        : {}),
      extraPackages,
    };
  }
  const conda = condaRequirements(inference);
  if (conda.length > 0) return { kind: 'conda-pip', files: [], extraPackages: [...conda, ...extraPackages] };
  const own = ['pyproject.toml', 'setup.py'].find((name) => has(name));
  if (own) return { kind: builds ? 'poetry' : 'project', files: [own], extraPackages };
  return { kind: 'none', files: [], extraPackages };
}

/** Requirements files for running the project, not for its tests or documentation. */
function isRuntimeRequirements(path: string, { project }: Inference, prefix: string): boolean {
  if (!/\.(txt|in|pip|lock)$/.test(path) || path.endsWith('poetry.lock')) return false;
  return project.facts.requirement.some(
    (fact) =>
      fact.location.file === prefix + path &&
      fact.role === 'runtime' &&
      fact.origin === 'manifest' &&
      !fact.constraint &&
      !fact.conda,
  );
}

/**
 * What the code cannot do without and no manifest declares. One name that no index has would keep pip from installing
 * all the others: so nothing that is a guess, and nothing that only a function, a test or an example imports.
 */
function extrasOf({ environment, imports, instructed }: Inference): ExtraRequirement[] {
  const needed = new Set(
    imports
      .filter((use) =>
        use.places.some((place) => place.role === 'code' && !place.optional && !place.inFunction),
      )
      .map((use) => use.distribution),
  );
  const byPip = (name: string): boolean =>
    instructed.get(name)?.requirements.some((fact) => fact.conda === undefined) ?? false;
  return environment.packages
    .filter(
      (entry) =>
        !entry.declared && entry.confidence !== 'low' && (needed.has(entry.name) || byPip(entry.name)),
    )
    .map((entry) => ({ requirement: `${entry.name}${entry.specifier}`, because: sentence(entry.because) }));
}

/** Conda's Python packages as pip takes them; builds and channels mean nothing to it. */
function condaRequirements({ environment, project }: Inference): ExtraRequirement[] {
  if (!project.facts.requirement.some((fact) => fact.conda)) return [];
  return environment.packages
    .filter((entry) => entry.declared)
    .map((entry) => ({
      requirement: `${entry.name}${entry.extras ? `[${entry.extras.join(',')}]` : ''}${entry.specifier}`,
      because: sentence(entry.because),
    }));
}

function warningsFor({ environment, hasForeignNix }: Inference, cudaFromNix: boolean): string[] {
  const warnings: string[] = [];
  const { cuda } = environment;
  if (cuda?.minimumDriver) {
    warnings.push(
      `a GPU needs the NVIDIA driver ${cuda.minimumDriver} or newer on this machine: it cannot come from Nix.`,
    );
  }
  if (cuda && cudaFromNix) warnings.push('CUDA is built on first use and downloads gigabytes.');
  for (const entry of environment.hostModules) {
    warnings.push(`${entry.module} comes from ${entry.providedBy} (${entry.worksOnly}), not from here.`);
  }
  if (hasForeignNix) warnings.push('this repository has Nix files of its own.');
  return warnings;
}

/** nixpkgs asks for the very version: `python-2.7.18.8`. */
function permitted(pin: NixpkgsReleaseRow, attribute: string): string[] {
  return pin.insecure?.includes(attribute) ? [`python-${rowOf(pin.pythons, attribute) ?? ''}`] : [];
}

/** The first reason, with its place. */
function sentence(reasons: readonly Reason[]): string {
  const [first, ...others] = reasons;
  if (!first) return '';
  const place = first.location ? ` (${first.location.file}:${first.location.line})` : '';
  return `${first.text}${place}${others.length > 0 ? ` and ${others.length} more` : ''}`;
}
