import type { Cause, Confidence, Severity } from '../model/report.js';

/**
 * The rows of `rules/*.toml`, spelled as there. `rules/schema` says the same for machines, and each file's head for
 * people.
 */
export interface Knowledge {
  about: { /** The day the knowledge was brought up to, `2026-11-22`. */ collected: string };
  checks: Table<CheckRow>;
  /** Distributions that old manifests name and that can no longer be had so. */
  packages: {
    packages: Table<PackageRow>;
    /** Arguments of setup() that setuptools no longer takes. */
    setup_arguments: Table<{ removed_in: string; symptom: string; successor: string } & Sourced>;
  };
  /** What code needs without importing it, by the symbol that needs it. */
  implied: { symbols: Table<ImpliedRow> };
  /** By distribution: names that its later releases no longer have. */
  apis: Table<{ names: ApiRow[] }>;
  conda: {
    /** Conda's name → the distribution's. */
    distributions: Table<string>;
    other: { not_python: string[]; prefixes: string[]; exceptions: string[] };
  };
  /** Distributions that are declared and yet hardly ever imported. */
  rarelyImported: { names: string[]; prefixes: string[]; suffixes: string[]; installers: string[] };
  /** What pip finds for a release on Linux. */
  wheels: { releases: Table<WheelReleasesRow>; sdist_only: Table<SdistOnlyRow> };
  /** Distribution → what comes with it. */
  dependencies: { needs: Table<string[]> };
  imports: { imports: Table<ImportRow>; identity: { names: string[] } };
  hostModules: { modules: Table<HostModuleRow> };
  stdlib: { always: { modules: string[] }; modules: Table<StdlibRow> };
  pythonNames: { names: PythonNameRow[] };
  systemLibraries: Table<SystemNeedsRow>;
  sonames: { libraries: Table<SonameRow>; symbols: Table<SymbolRow> };
  apt: { packages: Table<AptRow> };
  executables: { classes: { housekeeping: string[] }; programs: Table<ProgramRow> };
  gpu: Table<GpuRow[]>;
  images: ImagesSection;
  nixpkgs: {
    releases: Table<NixpkgsReleaseRow>;
    inputs: Table<FlakeInputRow>;
    unstable: NixpkgsPin[];
  };
  pythonReleases: {
    python: Table<PythonReleaseRow>;
    /** By minor version: the last pip and setuptools that run on it. */
    last_tools: Table<{ pip: string; setuptools: string } & Sourced>;
    pip: ToolChangeRow[];
    setuptools: ToolChangeRow[];
    manylinux: ManylinuxRow[];
    conda: { topic: string; fact: string; source: string }[];
  };
}

/** A keyed TOML table. Names come from untrusted text: read it through `rowOf`, never by plain indexing. */
export type Table<Row> = Readonly<Record<string, Row>>;

/** What every row carries: where it comes from. */
export interface Sourced {
  source: string;
}

/** A name that a distribution has lost, or that no longer does what it did. */
export interface ApiRow extends Sourced {
  /** The dotted path by which code reaches it, `sklearn.externals.joblib`. Either this or `member`. */
  symbol?: string;
  /** An attribute of objects of the type `of`: `ix` of DataFrame. */
  member?: string;
  of?: string;
  /** A keyword argument of the symbol or member that is gone. */
  parameter?: string;
  kind: 'module' | 'function' | 'class' | 'attribute' | 'constant' | 'member' | 'parameter' | 'behaviour';
  /** The first release without it. */
  removed_in: string;
  added_in?: string;
  /** The first release that has it again. */
  restored_in?: string;
  /** How it has to be used to count: `df.ix[…]` is a subscript. */
  use?: 'call' | 'subscript' | 'any';
  successor?: string;
  /** The last line of the traceback. */
  symptom: string;
  /** `note`: it still works in some way, or warns. */
  severity?: 'breaks' | 'note';
  note?: string;
  /** How it was looked up in the wheels; absent where it was not. */
  verified?: string;
}

/** What was seen of a distribution's releases. */
export interface WheelReleasesRow extends Sourced {
  /** There are no other final releases up to the last of `versions`. */
  complete?: true;
  /** The final releases that were looked at, oldest first. */
  versions: string[];
  /** Oldest first; each reaches to the last of `versions` before the next one. */
  spans: WheelSpanRow[];
  /** Release -> the day it came out; of some. */
  dates?: Table<string>;
}

/** Successive releases that have wheels for the same Pythons. */
export interface WheelSpanRow {
  from: string;
  /** CPythons with a Linux wheel: `2.7,3.4-3.6`, `3.7-` with those yet to come; empty: none. */
  python: string;
  /** Requires-Python, where it says more than the wheels do. */
  requires?: string;
  /** False: no source distribution either. */
  sdist?: false;
}

/** Releases without a Linux wheel. */
export interface SdistOnlyRow extends Sourced {
  /** The first release without. */
  from?: string;
  /** The first release that has one again. */
  until?: string;
}

/** A distribution that a part of another one needs. */
export interface ImpliedRow extends Sourced {
  distribution: string;
  alternatives?: string[];
  /** The module in the error. */
  module: string;
}

/** What became of a distribution. */
export interface PackageRow extends Sourced {
  fate: 'renamed' | 'gone' | 'build' | 'metadata' | 'dead';
  /** PEP 440 set of the releases that are meant; all where it is absent. */
  versions?: string;
  /** The first Python on which it fails; each where it is absent. */
  python?: string;
  symptom: string;
  successor: string;
}

/** A rule of the report. */
export interface CheckRow {
  slug: string;
  title: string;
  cause: Cause;
  severity: Severity;
}

/** What installs an import: exactly one of `distribution`, `namespace` and `generic` is there. */
export interface ImportRow extends Sourced {
  /** Shared by many distributions: the bare name says nothing. */
  namespace?: true;
  /** In a namespace: members are distributions of their dotted name (`zope.interface` is zope-interface). */
  joined?: true;
  /** Nearly always a file of the repository itself. */
  generic?: true;
  distribution?: string;
  /** The distribution for Python 2. */
  python2?: string;
  confidence?: Confidence;
  alternatives?: string[];
  /** A distribution of the import's own name exists and is something else. */
  stranger?: true;
  note?: string;
}

export type HostKind =
  | 'application'
  | 'windows'
  | 'macos'
  | 'ios'
  | 'android'
  | 'jvm'
  | 'dotnet'
  | 'board'
  | 'ros'
  | 'system-package'
  | 'retired';

/** A module that no Python index can supply on Linux. */
export interface HostModuleRow extends Sourced {
  kind: HostKind;
  provided_by: string;
  works_only: string;
  /** What an index has for it, useless elsewhere. */
  distribution?: string;
  nix?: string[];
  /** What to import instead. */
  successor?: string;
  /** May as well be a file of the repository. */
  generic?: true;
}

/** A standard-library module that not every Python has. */
export interface StdlibRow extends Sourced {
  /** First Python with it. */
  since?: string;
  /** Last Python with it. */
  until?: string;
  /** What took its place: a module, or a distribution. */
  successor?: string;
  platform?: 'windows' | 'macos' | 'unix';
  note?: string;
}

/** A name of the standard library or the language that was removed. */
export interface PythonNameRow extends Sourced {
  /** Dotted, `collections.Mapping`; a builtin stands alone, `unicode`. */
  symbol?: string;
  /** An attribute of instances whose type is rarely known: `has_key`. Weak evidence alone. */
  member?: string;
  /** An argument, or a way of calling, that `of` no longer takes. */
  parameter?: string;
  /** The type that had the member (`dict`), or the function that took the parameter. */
  of?: string;
  kind: 'function' | 'class' | 'attribute' | 'constant' | 'builtin' | 'member' | 'parameter';
  /** The first Python without it. */
  removed_in: string;
  successor?: string;
  /** The last line of the traceback. */
  symptom: string;
  /** How it was checked against interpreters; absent where it was not. */
  verified?: string;
  note?: string;
}

/** Names of nixpkgs attributes over the releases. */
export interface NixNames {
  /** As in 20.09 and the releases next to it. */
  nix: string[];
  /** Missing in earlier releases. */
  nix_since?: string;
  /** From that release on; an empty list: gone. */
  nix_by_release?: Table<string[]>;
}

export interface SonameRow extends NixNames, Sourced {
  class: string;
  apt: string[];
  status?: 'host-driver';
  /** The library's own version in each Debian release. */
  debian_version?: Table<string>;
  note?: string;
}

/** A symbol version (`GLIBCXX_3.4.29`) that an older library lacks. */
export interface SymbolRow extends Sourced {
  library: string;
  needs_gcc?: string;
  symptom?: string;
  note?: string;
}

export interface AptRow extends NixNames, Sourced {
  status?: 'already-in-stdenv' | 'no-counterpart';
  /** Debian releases without a package of this name. */
  absent_in?: string[];
  renamed_to?: string[];
  note?: string;
}

export interface ProgramRow extends NixNames, Sourced {
  class: string;
  apt: string[];
  status?: 'host-driver';
  note?: string;
}

export interface Need {
  kind: 'runtime-library' | 'gpu-library' | 'build-packages' | 'executable' | 'download';
  when: 'always' | 'optional' | 'build' | 'built-from-source' | 'old-wheels' | 'gpu';
  sonames?: string[];
  apt?: string[];
  executables?: string[];
  /** What is downloaded. */
  what?: string;
  /** nixpkgs attributes without a Debian counterpart. */
  nix?: string[];
}

/** What a distribution needs from outside the index. */
export interface SystemNeedsRow extends Sourced {
  /** Empty: looked at, needs nothing. */
  needs: Need[];
  /** C header -> Debian package. */
  headers?: Table<string>;
  errors?: string[];
  wheels?: string;
  note?: string;
}

/** Any row of gpu.toml; which fields are there depends on its table. */
export interface GpuRow extends Sourced {
  distribution?: string;
  version?: string;
  range?: string;
  date?: string;
  python?: string;
  cuda?: string;
  cudnn?: string;
  cuda_libraries?: string;
  /** CUDA version -> suffix of the wheel's local version, or the distribution built for it. */
  cuda_builds?: Table<string>;
  default_pip_cuda?: string;
  compiler?: string;
  torchvision?: string;
  torchaudio?: string;
  requires?: string;
  topic?: string;
  fact?: string;
  error?: string;
  note?: string;
  variants?: string[];
  first_version?: string;
  last_version?: string;
  first_date?: string;
  last_date?: string;
  architecture?: string;
  capability?: string;
  cuda_min?: string;
  cuda_max?: string;
  max_gcc?: string;
  min_gcc?: string;
  min_linux_driver?: string;
  attr?: string;
  sonames?: string[];
}

/** A release of a Linux distribution. */
export interface DistributionRow extends Sourced {
  codename?: string;
  released?: string;
  eol: string;
  extended_support_end?: string;
  /** `alive`: the main mirror serves it. `archived`: only the archive does, so installing packages in an old image fails. */
  mirror: 'alive' | 'archived';
  /** First and last day on which the official image had the tag. */
  listed?: [string, string];
  still_listed?: true;
}

/** An official `python:<tag>` image. */
export interface PythonImageRow extends Sourced {
  /** Base, first and last day listed; the last base is what an unchanged tag holds. */
  bases: [string, string, string][];
  still_listed?: true;
}

/** Images of one maker. */
export interface ImageFamilyRow extends Sourced {
  /** Ascending; each from this version on. */
  versions?: {
    from: string;
    base?: string;
    python?: string;
    /** In tags with `-py3`. */ python_py3?: string;
  }[];
  /** Tags of older versions were deleted. */
  existing_from?: string;
  /** Of the minor versions that occur here, only these point releases are left. */
  existing?: string[];
  /** Tags without a point release were withdrawn. */
  point_release?: boolean;
  /** False: there is no `latest`. */
  latest?: boolean;
  /** No longer updated here. */
  moved_to?: string;
  /** True where the versions were not checked against the images. */
  unchecked?: true;
  note?: string;
}

export interface ImagesSection {
  families: Table<ImageFamilyRow>;
  releases: Table<Table<DistributionRow>>;
  python: Table<PythonImageRow>;
  mirrors: ({ distribution: string; releases: string[]; state: string; effect?: string } & Sourced)[];
  contents: ({ image: string; base: string; contains_apt?: string[]; note?: string } & Sourced)[];
  deprecated: ({ image: string; state?: string; fact?: string } & Sourced)[];
  cuda: ({ topic: string; fact?: string; error?: string; tags?: string[] } & Sourced)[];
}

/** A revision whose hash is known. */
export interface NixpkgsPin extends Sourced {
  rev: string;
  nar_hash: string;
  last_modified: number;
  date: string;
  /** False: lock it with `flake = false`. */
  has_flake: boolean;
}

export interface NixpkgsReleaseRow extends NixpkgsPin {
  released: string;
  eol?: string;
  ref: string;
  min_nix?: string;
  python3_default?: string;
  gcc?: string;
  glibc?: string;
  /** Attribute -> version; `3.11.x` where the patch release is not known. */
  pythons: Table<string>;
  /** Attributes that nixpkgs refuses unless they are permitted as insecure. */
  insecure?: string[];
  cuda?: Table<string>;
  cudnn?: Table<string>;
  nccl?: Table<string>;
  note?: string;
}

export interface FlakeInputRow extends NixpkgsPin {
  owner: string;
  repo: string;
  ref?: string;
  /** The inputs in its own flake.nix. */
  inputs?: Table<unknown>;
  note?: string;
}

export interface PythonReleaseRow extends Sourced {
  released: string;
  eol: string;
  latest: string;
  latest_released?: string;
}

/** A change in pip or setuptools. */
export interface ToolChangeRow extends Sourced {
  version: string;
  date: string;
  fact: string;
}

export interface ManylinuxRow extends Sourced {
  tag: string;
  glibc: string;
  needs_pip: string;
}
