import type {
  ApiRow,
  CheckRow,
  HostModuleRow,
  ImpliedRow,
  ImportRow,
  ManylinuxRow,
  PackageRow,
  PythonNameRow,
  PythonReleaseRow,
  SdistOnlyRow,
  StdlibRow,
  ToolChangeRow,
  WheelReleasesRow,
} from './python-rows.js';
import type {
  AptRow,
  FlakeInputRow,
  GpuRow,
  ImagesSection,
  NixpkgsPin,
  NixpkgsReleaseRow,
  ProgramRow,
  SonameRow,
  SymbolRow,
  SystemNeedsRow,
} from './system-rows.js';
import type { Sourced, Table } from './table.js';

export type * from './python-rows.js';
export type * from './system-rows.js';
export type * from './table.js';

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
    /** Attributes, with all below them, without a free licence. */
    unfree: string[];
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
