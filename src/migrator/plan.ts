import type { GitHubPin } from './flake-lock.js';

/**
 * What a flake shall provide, as plain data: everything that a strategy needs to write one, and nothing that it would
 * have to look up. Every entry says why it is there; the reason ends as a comment beside it.
 *
 * All text may come from the audited repository: strategies escape it for the place where they put it.
 */
export interface FlakePlan {
  /** What the project is called, for people to read. */
  name: string;
  /** One sentence: the `description` of the flake. */
  description: string;
  /** The systems for which the flake has a shell: `x86_64-linux`, `aarch64-linux`. */
  systems: string[];
  python: {
    /** Two numbers: `3.7`. */
    version: string;
    /** In nixpkgs: `python37`. */
    attribute: string;
    because: string;
  };
  /** Where Python and everything else comes from. */
  nixpkgs: NixpkgsPin;
  /** A second, older release, for packages that the first one no longer has (`from: 'era'`). */
  eraNixpkgs?: NixpkgsPin;
  /**
   * Libraries that Python packages load while they run, and whose headers compiling finds. Only Python sees them, no
   * other program. `stdenv.cc.cc.lib` (libstdc++) and `zlib` are not added by themselves: nearly every compiled wheel
   * loads them, so list them unless all packages are pure Python.
   */
  libraries: NixPackage[];
  /** Programs that the project starts. */
  executables: (NixPackage & { program: string })[];
  /** Only for packages that must be compiled: compilers, pkg-config, and libraries of which only headers are used. */
  buildTools: (NixPackage & { headers?: boolean })[];
  /** Whether the driver of the machine's NVIDIA GPU is wanted. It is found when the shell opens, never taken from Nix. */
  driverLibraries?: boolean;
  cuda?: CudaPlan;
  install: InstallPlan;
  environmentVariables: { name: string; value: string; because: string }[];
  /** Commands that start the project, for people to try: `['python', 'train.py', '--help']`. */
  entryPoints?: string[][];
  /** What this flake cannot give, for the top of flake.nix. */
  warnings: string[];
  /** CUDA and other packages without a free licence. */
  allowUnfree: boolean;
  /** Names with versions, as nixpkgs asks for them: `python-2.7.18.8` (from 23.05 on). */
  permittedInsecure: string[];
}

export interface NixpkgsPin extends GitHubPin {
  /** `21.05`, or a date for a revision of the unstable branch. */
  release: string;
}

export interface NixPackage {
  /** The way to it in nixpkgs, dots between names: `libGL`, `xorg.libX11`, `stdenv.cc.cc.lib`. */
  attribute: string;
  because: string;
  /** `era`: from `eraNixpkgs`. */
  from?: 'era';
}

/** CUDA for packages that do not bring their own, and for compiling. */
export interface CudaPlan {
  version: string;
  /**
   * Packages that make up one CUDA folder (CUDA_HOME): the toolkit with each of its outputs (up to 21.11 `.out` has
   * cuBLAS and cuFFT, `.lib` has the CUDA runtime), cuDNN, NCCL.
   */
  attributes: string[];
  because: string;
}

export type InstallKind =
  'requirements' | 'poetry' | 'pipenv' | 'pdm' | 'uv' | 'conda-pip' | 'project' | 'none';

/** How the Python packages get installed. */
export interface InstallPlan {
  kind: InstallKind;
  /**
   * The files that say what to install, relative to the root, with every file that they include. A change in one of
   * them leads to a new installation. The kind `requirements` installs each with `pip install -r`, except those in
   * `included`; `project` installs the folder of each; the others only look whether their lock is among them.
   */
  files: string[];
  /** Of `files`, those that another of them includes: looked at for changes, not installed by themselves. */
  included?: string[];
  /** In place of the commands that follow from the kind: one list of arguments each. */
  commands?: string[][];
  /** Versions of pip, setuptools and wheel that this Python and these packages can use. Installed first. */
  tools?: ExtraRequirement[];
  /** What the code needs and no file of the repository declares. */
  extraPackages: ExtraRequirement[];
  /** Bounds for versions, also while packages are compiled (`setuptools<58`). */
  constraints?: ExtraRequirement[];
}

/** A requirement in the form of PEP 508. */
export interface ExtraRequirement {
  requirement: string;
  because: string;
}

/** A plan that no flake can be written for. */
export class PlanError extends Error {
  override name = 'PlanError';
}

/**
 * Refuses a plan with values that have a grammar and do not follow it. Free text needs no check: it is escaped.
 *
 * @throws {PlanError} saying which value, and what was expected
 */
export function checkPlan(plan: FlakePlan): void {
  const check = (holds: boolean, message: string) => {
    if (!holds) throw new PlanError(message);
  };
  check(/^(2\.7|3\.\d{1,2})$/.test(plan.python.version), `no Python version: ${plan.python.version}`);
  check(plan.systems.length > 0, 'a flake needs a system');
  for (const system of plan.systems) check(/^[a-z0-9_]+-linux$/.test(system), `no Linux system: ${system}`);
  for (const { name } of plan.environmentVariables) {
    check(/^[A-Za-z_][A-Za-z0-9_]*$/.test(name), `no name of an environment variable: ${name}`);
  }
  const packages = [...plan.libraries, ...plan.executables, ...plan.buildTools];
  const attributes = [
    plan.python.attribute,
    ...packages.map((one) => one.attribute),
    ...(plan.cuda?.attributes ?? []),
  ];
  for (const attribute of attributes) {
    check(
      attribute.split('.').every((part) => part !== ''),
      `no attribute of nixpkgs: ${attribute}`,
    );
  }
  check(
    plan.eraNixpkgs !== undefined || packages.every(({ from }) => !from),
    'a package from an era without a pin',
  );
  const { tools = [], extraPackages, constraints = [] } = plan.install;
  for (const { requirement } of [...tools, ...extraPackages, ...constraints]) {
    check(isRequirementLine(requirement), `cannot be a line of a requirements file: ${requirement}`);
  }
}

/**
 * Whether pip reads the text as one requirement and nothing else: no option, no second line, no comment, no variable.
 * The versions in it are left for pip to judge.
 */
function isRequirementLine(text: string): boolean {
  return /^[A-Za-z0-9][\x20-\x7e]{0,500}$/.test(text) && !/\s-|\s#|[$\\]/.test(text);
}
