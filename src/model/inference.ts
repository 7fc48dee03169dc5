import type { RequirementFact, LockedPackageFact } from './evidence.js';
import type { Location } from './location.js';
import type { PathRole, Project } from './project.js';
import type { Confidence, Environment, Reason, Subject } from './report.js';

/** One place where something outside the repository is imported. */
export interface ImportPlace {
  location: Location;
  role: PathRole;
  /** Inside a function: only a call of it fails. */
  inFunction: boolean;
  /** Guarded so that the program goes on without it. */
  optional: boolean;
  /** Runs on Python 2 only (`if PY2`, an alternative to a Python 3 module). */
  python2Only: boolean;
}

/** Something imported that neither the repository nor the standard library provides. */
export interface ImportUse {
  /** The name that identifies the distribution: `cv2`, `google.protobuf`. */
  module: string;
  /** The distribution that provides it, normalised; undefined where none can be named with any confidence. */
  distribution?: string;
  confidence: Confidence;
  /** A repository that the instructions clone or install from, and that by its name provides the module. */
  repository?: string;
  /** Other distributions that provide the same module. */
  alternatives: string[];
  places: ImportPlace[];
}

/** Everything that a project says about one distribution. */
export interface Declaration {
  name: string;
  requirements: RequirementFact[];
  locked: LockedPackageFact[];
}

/** What was found out about one project: the environment for the report, and what the checks need besides. */
export interface Inference {
  project: Project;
  environment: Environment;
  /** What manifests and locks ask for, by normalised name; conda names are translated. */
  declared: Map<string, Declaration>;
  /** What only a command in a README, Dockerfile, script or notebook installs. */
  instructed: Map<string, Declaration>;
  imports: ImportUse[];
  /** The Python that the repository's own instructions meet today, and where they say so. */
  pythonToday: { version: string; because: string; location?: Location; stated: boolean };
  /**
   * The newest Python that the requirements can be installed on at all: pip refuses tensorflow==1.14 beyond 3.7, so
   * whoever gets any further uses that.
   */
  pythonMet: string;
  /** The top-level modules that come from outside the repository and the standard library. */
  outside: Set<string>;
  /** What each Python file asks of Python. */
  sources: SourceBounds[];
  /** Statements about Python that exclude each other; empty where all agree. */
  contradictions: Reason[];
  /** Distributions that arrive with a declared one, and with which: `numpy` → `pandas`. */
  bringers: Map<string, string>;
  /** Nothing carries CUDA: a framework loads it from the system, or an extension is compiled with it. */
  cudaFromSystem: boolean;
  /** The repository has extension modules of its own that have to be compiled. */
  compilesExtensions: boolean;
  /** The repository has Nix or Guix files that this program did not write. */
  hasForeignNix: boolean;
  epoch: { date: string; certain: boolean };
  /** ISO date: the day of the audit. */
  today: string;
}

/** What bounds the Python of one file, from either side. */
export interface SourceBounds {
  file: string;
  role: PathRole;
  /** The first Python that runs the file. */
  min?: SourceBound;
  /** The last. */
  max?: SourceBound;
  /** Every use of a module or name that some later Python no longer has, with the last Python that has it. */
  removals: SourceBound[];
}

/** A bound that a place in a file sets on Python. */
export interface SourceBound {
  /** A minor version: `2.7`, `3.6`. */
  version: string;
  /** What forces it, for people: `print statement`, `import urllib2`. */
  text: string;
  location: Location;
  /** A Python beyond the bound cannot even read the file. */
  isSyntax: boolean;
  /** The error beyond the bound. */
  symptom?: string;
  subject?: Subject;
}
