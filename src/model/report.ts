import type { Location } from './location.js';

/** Version of the JSON document; raised only when a reader of the old one would break. */
export const SCHEMA_VERSION = 1;

/** What matters most comes first: reports and `--fail-on` go by this order. */
export const SEVERITIES = ['breaks', 'hidden', 'drifts', 'note'] as const;
/** What happens to somebody who follows the repository's own instructions on a fresh machine. */
export type Severity = (typeof SEVERITIES)[number];

/** How sure a statement is: `low` is a guess that one should check. */
export type Confidence = 'high' | 'medium' | 'low';

/** Why something fails or drifts, for machines: rules may be added, these stay few. */
export const CAUSES = [
  'python2',
  'python-api-removed',
  'python-version-unstated',
  'library-api-removed',
  'unpinned-drift',
  'transitive-drift',
  'no-wheel-for-python',
  'package-gone-or-renamed',
  'version-conflict',
  'undeclared-import',
  'host-application',
  'system-library',
  'system-executable',
  'cuda',
  'cuda-extension',
  'build-backend',
  'vcs-unpinned',
  'dead-url',
  'unverified-download',
  'dead-base-image',
  'unpinned-image',
  'unpinned-system-package',
  'conda-unsolvable',
  'lock-stale',
  'lock-without-hashes',
  'host-path',
  'unreadable-input',
  'entry-point-missing',
] as const;
export type Cause = (typeof CAUSES)[number];

/** What a finding is about, for machines: at least one is given where the finding is about one thing. */
export interface Subject {
  distribution?: string;
  symbol?: string;
  module?: string;
  library?: string;
  executable?: string;
  image?: string;
  url?: string;
  file?: string;
}

/** Something that keeps the repository from running, or may one day. */
export interface Finding {
  /** `NPA301`: see rules/docs. */
  rule: string;
  cause: Cause;
  severity: Severity;
  confidence: Confidence;
  subject: Subject;
  /** One sentence: what is the matter. */
  message: string;
  /** The error that one will read, as literally as can be foretold. */
  symptom?: string;
  /** What to do by hand, and what --fix does. */
  remedy?: string;
  /** The first is the one to look at. */
  locations: Location[];
  references: string[];
  /** Hex digits that stay the same when lines move: for baselines and SARIF. */
  fingerprint: string;
  /** The written environment cures it: nothing in the repository has to be changed. */
  cured: boolean;
  /** The version bound that cures it, as a requirement (`scipy<1.3`): --fix writes it into the environment. */
  bound?: string;
  /** Folder of the project it belongs to, where the repository holds several. */
  project?: string;
}

/** Why something was decided. */
export interface Reason {
  text: string;
  location?: Location;
}

/** The Python that the repository ran on. */
export interface PythonDecision {
  /** `3.6` */
  version: string;
  /** PEP 440 set of the versions that would do. */
  window: string;
  confidence: Confidence;
  because: Reason[];
}

/** A distribution that the repository needs. */
export interface PackageDecision {
  /** Normalised distribution name. */
  name: string;
  /** The exact version, where one is fixed by a lock or pin. */
  version?: string;
  specifier: string;
  extras?: string[];
  /** Imports of the repository that this distribution serves. */
  imports: string[];
  /** Declared by the repository or imported by it (not: needed by another package). */
  direct: boolean;
  /** Declared in a manifest or lock; false where only an import or another need shows it. */
  declared: boolean;
  confidence: Confidence;
  alternatives?: string[];
  because: Reason[];
}

/** A shared library, or a package to compile with, that the repository needs from its system. */
export interface SystemDecision {
  library: string;
  /** nixpkgs attribute for the chosen release; absent for what only the host can give (the GPU driver). */
  nix?: string;
  apt?: string;
  /** Needed to run, or only to build something from source. */
  for: 'run' | 'build';
  /** The repository's own instructions install it (apt line, conda package). */
  declared: boolean;
  because: Reason[];
}

/** A program that the repository starts. */
export interface ExecutableDecision {
  name: string;
  nix?: string;
  apt?: string;
  declared: boolean;
  because: Reason[];
}

/** The CUDA that the repository ran on. */
export interface CudaDecision {
  version: string;
  cudnn?: string;
  minimumDriver?: string;
  because: Reason[];
}

/** The release of nixpkgs that the environment is made from. */
export interface NixpkgsDecision {
  release: string;
  rev: string;
  because: Reason[];
}

/** A module that only an application or another operating system supplies. */
export interface HostModule {
  module: string;
  providedBy: string;
  worksOnly: string;
  because: Reason[];
}

/** What the repository ran on. */
export interface Environment {
  python: PythonDecision;
  packages: PackageDecision[];
  system: SystemDecision[];
  executables: ExecutableDecision[];
  cuda: CudaDecision | null;
  hostModules: HostModule[];
  nixpkgs: NixpkgsDecision;
}

/** How a project ends, the best first. */
export const VERDICTS = ['runs-as-is', 'runs-in-environment', 'needs-code-change', 'cannot-run'] as const;
export type VerdictStatus = (typeof VERDICTS)[number];

/** The project in one sentence. */
export interface Verdict {
  status: VerdictStatus;
  /** One sentence that a person would say. */
  summary: string;
}

/** One project of the repository: a folder with its own manifest. */
export interface ProjectReport {
  /** Folder relative to the repository root, `.` for the root itself. */
  path: string;
  /** The files that state what it needs. */
  manifests: string[];
  verdict: Verdict;
  environment: Environment;
}

/** All that an audit tells: what report.schema.json describes. */
export interface Report {
  schemaVersion: typeof SCHEMA_VERSION;
  tool: { name: string; version: string };
  project: {
    /** As given on the command line. */
    path: string;
    /** ISO date: when the repository last changed in a way that matters. */
    epoch: string;
    /** How the epoch was found, in words. */
    epochSource: string;
    files: { scanned: number; skipped: number };
    /** Files that were passed over, with the reason. */
    skipped: { file: string; reason: string }[];
  };
  /** Of the main project. */
  verdict: Verdict;
  /** Of the main project. */
  environment: Environment;
  /** Every project, the main one first; one entry for most repositories. */
  projects: ProjectReport[];
  findings: Finding[];
  summary: Record<Severity, number>;
}
