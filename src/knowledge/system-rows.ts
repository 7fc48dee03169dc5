import type { Sourced, Table } from './table.js';

// Rows about what is not Python: libraries, programs, GPUs, images, Nix.

/** Names of nixpkgs attributes over the releases. */
export interface NixNames {
  /** As in 20.09 and the releases next to it. */
  nix: string[];
  /** Missing in earlier releases. */
  nix_since?: string;
  /** From that release on; an empty list: gone. */
  nix_by_release?: Table<string[]>;
}

/** A shared library, and who carries it. */
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

/** A Debian or Ubuntu package. */
export interface AptRow extends NixNames, Sourced {
  status?: 'already-in-stdenv' | 'no-counterpart';
  /** Debian releases without a package of this name. */
  absent_in?: string[];
  renamed_to?: string[];
  note?: string;
}

/** A program that code starts, and who carries it. */
export interface ProgramRow extends NixNames, Sourced {
  class: string;
  apt: string[];
  status?: 'host-driver';
  note?: string;
}

/** One thing that a distribution needs from outside the index, and when it does. */
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

/** What is known about container images; the last four tables are for people. */
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

/** A nixpkgs release: its pin, and what it has. */
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

/** The pin of a helper flake. */
export interface FlakeInputRow extends NixpkgsPin {
  owner: string;
  repo: string;
  ref?: string;
  /** The inputs in its own flake.nix. */
  inputs?: Table<unknown>;
  note?: string;
}
