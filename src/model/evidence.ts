import type { Location } from './location.js';
import type { PythonSource } from './python-source.js';

/**
 * Evidence: what scanners state. Each fact is read from one place and judges nothing. What it means for the
 * repository is decided later, by `environment` and `engine`.
 */
export type Evidence =
  | RequirementFact
  | LockedPackageFact
  | ProjectFact
  | IncludeFact
  | IndexFact
  | PythonStatementFact
  | SystemPackageFact
  | ImageFact
  | InstallCommandFact
  | ProgramFact
  | LibraryFact
  | DownloadFact
  | HostPathFact
  | NativeSourceFact
  | CompiledModuleFact
  | CudaFact
  | NotebookFact
  | OutputFact
  | EntryPointFact
  | NixFileFact
  | UnreadableFact
  | PythonSourceFact;

export type EvidenceKind = Evidence['kind'];

/** What every fact carries. */
export interface Fact {
  location: Location;
  /** The text it was read from, as written (one line, trimmed), for code frames and messages. */
  text?: string;
}

/** Why something is required: only `runtime` is needed to run the code. */
export type Role = 'runtime' | 'dev' | 'test' | 'docs' | 'build' | 'optional';

/** Whether a fact comes from a declaration, a lock, or an instruction to a person or a machine. */
export type Origin =
  /** A manifest: requirements.txt, pyproject.toml, setup.py, environment.yml … */
  | 'manifest'
  /** A `pip install …` or `conda install …` line in a Dockerfile, CI file, script, notebook or README. */
  | 'command'
  /** Prose or a badge. */
  | 'prose';

/** `name`, with a condition on its version, is required. */
export interface RequirementFact extends Fact {
  kind: 'requirement';
  /** Normalised (PEP 503) where the requirement names a distribution; empty where it only gives a URL or a path. */
  name: string;
  /** As written. */
  rawName: string;
  extras: string[];
  /** PEP 440 specifier set as written or translated (poetry's caret, conda's match spec); '' allows any version. */
  specifier: string;
  marker?: string;
  /** `https://…` of a wheel, sdist or archive. */
  url?: string;
  vcs?: VcsReference;
  /** A local file or folder, relative to the repository root where it lies inside it. */
  path?: string;
  editable?: boolean;
  /** `sha256:…` as written. */
  hashes: string[];
  /** A constraint (`-c`): bounds the version but asks for nothing. */
  constraint?: boolean;
  role: Role;
  /** The extra, dependency group or tox environment it belongs to. */
  group?: string;
  origin: Origin;
  /** The format it was read from: `requirements.txt`, `setup.py`, `environment.yml`, `Dockerfile` … */
  format: string;
  /** For conda packages: channel and build string. */
  conda?: { channel?: string; build?: string };
  /** What the requirement's author wrote that its grammar refuses (`foo>=`, `foo>=1.*`). */
  problems?: string[];
}

/** A reference into a version control system. */
export interface VcsReference {
  system: 'git' | 'hg' | 'svn' | 'bzr';
  url: string;
  /** Branch, tag or commit as written. */
  revision?: string;
  subdirectory?: string;
}

/** A lock file fixes one package at one version. */
export interface LockedPackageFact extends Fact {
  kind: 'locked';
  name: string;
  version: string;
  hashes: string[];
  /** Files with their own hash where the lock names them. */
  files?: { file: string; url?: string; hash?: string }[];
  marker?: string;
  source?: { kind: 'index' | 'url' | 'vcs' | 'path' | 'conda'; url?: string; vcs?: VcsReference };
  role: Role;
  format: string;
  conda?: { channel?: string; build?: string; subdir?: string };
}

/** The file describes an installable project. */
export interface ProjectFact extends Fact {
  kind: 'project';
  name?: string;
  version?: string;
  format: string;
  /** Import packages and modules it installs, as far as stated. */
  packages?: string[];
  /** `setuptools.build_meta`, `poetry.core.masonry.api` …; undefined where nothing is stated. */
  buildBackend?: string;
  /** What stays unknown without running code. */
  dynamic?: string[];
  /** The arguments that a setup.py gives to `setup()`, and where: `use_2to3`, `cmdclass` … */
  setupArguments?: { name: string; location: Location }[];
  /** Lock consistency: the hash of the manifest that the lock was made from. */
  contentHash?: string;
}

/** One file refers to another: `-r base.txt`, `COPY requirements.txt`, `file: requirements.txt` in setuptools' dynamic. */
export interface IncludeFact extends Fact {
  kind: 'include';
  /** Repository-relative where it could be resolved, else as written. */
  target: string;
  as: 'requirements' | 'constraints' | 'conda-environment' | 'other';
  role: Role;
  /** Set where the reference names a file that must exist for the instruction to work. */
  required: boolean;
}

/** Where packages come from. */
export interface IndexFact extends Fact {
  kind: 'index';
  option:
    | 'index-url'
    | 'extra-index-url'
    | 'find-links'
    | 'no-index'
    | 'trusted-host'
    | 'conda-channel'
    | 'pre'
    | 'no-binary'
    | 'only-binary';
  value: string;
}

/** Something says which Python. */
export interface PythonStatementFact extends Fact {
  kind: 'python';
  /** PEP 440 set: `==3.6.*`, `>=3.6,<3.8`. */
  specifier: string;
  strength:
    /** `requires-python`, `python_requires`, conda's `python=`: an installer refuses anything else. */
    | 'requires'
    /** `.python-version`, `runtime.txt`, `FROM python:3.6`: the code was run on this. */
    | 'runs'
    /** CI matrices, tox, classifiers: it was meant to work there. */
    | 'tests'
    /** Prose. */
    | 'mentions';
  /** What states it, for people: `Dockerfile`, `.python-version`, `classifier`, `notebook kernel`, `README` … */
  source: string;
}

/** A system package is installed by a package manager. */
export interface SystemPackageFact extends Fact {
  kind: 'system-package';
  manager: 'apt' | 'yum' | 'apk' | 'brew' | 'pacman' | 'zypper' | 'conda' | 'choco' | 'nix';
  name: string;
  version?: string;
  origin: Origin;
}

/** A container image that something is built from or run in. */
export interface ImageFact extends Fact {
  kind: 'image';
  /** As it would be pulled, build arguments expanded where known. */
  reference: string;
  name: string;
  tag?: string;
  digest?: string;
  /** The stage's name (`FROM x AS name`). */
  stage?: string;
  /** The last stage of a Dockerfile: the one that runs. */
  final?: boolean;
  use: 'base' | 'service' | 'ci' | 'devcontainer' | 'cog';
  platform?: string;
  /** Build arguments without a known value that occur in the reference. */
  unresolved?: string[];
}

/** A command that installs or builds: the instructions a person or a machine follows. */
export interface InstallCommandFact extends Fact {
  kind: 'install-command';
  tool:
    | 'pip'
    | 'conda'
    | 'setup.py'
    | 'poetry'
    | 'pipenv'
    | 'pdm'
    | 'uv'
    | 'make'
    | 'cmake'
    | 'easy_install'
    | 'nvcc'
    | 'git-clone';
  /** Program and arguments, quotes removed. */
  argv: string[];
  /** The interpreter where the command names one: `python3.6 -m pip` gives `3.6`, `pip3` gives `3`. */
  python?: string;
  origin: Origin;
  /** The folder in which it runs, relative to the repository, where known. */
  directory?: string;
}

/** A program is started by name. */
export interface ProgramFact extends Fact {
  kind: 'program';
  /** First word, without folder. */
  program: string;
  /** How: `subprocess.run`, `os.system`, `shutil.which`, `Makefile`, `shell`. */
  via: string;
  inFunction?: boolean;
  guarded?: boolean;
}

/** A shared library is loaded by name. */
export interface LibraryFact extends Fact {
  kind: 'library';
  /** As written: `libfoo.so.1`, `foo` (for find_library), `./libs/x.so`. */
  library: string;
  via: string;
  guarded?: boolean;
}

/** Something is fetched from the network. */
export interface DownloadFact extends Fact {
  kind: 'download';
  url: string;
  /** `wget`, `curl`, `git clone`, `urllib.request.urlretrieve`, `requests.get` … */
  via: string;
  /** Branch, tag or commit for a clone. */
  revision?: string;
  /** A checksum is verified nearby. */
  verified?: boolean;
}

/** An absolute path of somebody's machine. */
export interface HostPathFact extends Fact {
  kind: 'host-path';
  path: string;
  /** Only the default of an option, which a user can override. */
  overridable?: boolean;
}

/** C, C++, CUDA, Cython or CMake needs something at build time. */
export interface NativeSourceFact extends Fact {
  kind: 'native';
  language: 'c' | 'c++' | 'cuda' | 'cython' | 'cmake' | 'fortran' | 'rust';
  /** A header (`libavutil/motion_vector.h`), a CMake package, a library to link, or an API name (`AT_CHECK`). */
  needs: { kind: 'header' | 'cmake-package' | 'library' | 'api' | 'pkg-config'; name: string };
}

/** A compiled extension module lies in the repository: its file name tells the Python it was built for. */
export interface CompiledModuleFact extends Fact {
  kind: 'compiled-module';
  module: string;
  /** `3.7` from `cpython-37m`; undefined for a bare `.so`. */
  python?: string;
  platform?: string;
}

/** CUDA, cuDNN, a driver or a GPU architecture is named. */
export interface CudaFact extends Fact {
  kind: 'cuda';
  what: 'cuda' | 'cudnn' | 'driver' | 'architecture';
  /** `10.1`, `7`, `418.39`, `sm_61`. */
  version: string;
  source: string;
}

/** A notebook's own statements about itself. */
export interface NotebookFact extends Fact {
  kind: 'notebook';
  kernel?: string;
  language?: string;
  nbformat: number;
  cells: number;
}

/** A traceback or warning kept in a notebook's output or a committed log. */
export interface OutputFact extends Fact {
  kind: 'output';
  type: 'error' | 'warning';
  /** `ModuleNotFoundError`, `FutureWarning` … */
  name: string;
  message: string;
}

/** What a person starts. */
export interface EntryPointFact extends Fact {
  kind: 'entry-point';
  /** `console_scripts`, `Procfile`, `CMD`, `README`, `__main__`. */
  source: string;
  /** `package.module:function`, or a command line. */
  command: string;
  name?: string;
}

/** The repository already speaks Nix or Guix. */
export interface NixFileFact extends Fact {
  kind: 'nix-file';
  system: 'nix' | 'guix';
  /** Written by this program: its header says so. */
  ours: boolean;
}

/** What could not be read; the audit goes on with the rest. */
export interface UnreadableFact extends Fact {
  kind: 'unreadable';
  message: string;
  /** Which reader gave up. */
  format: string;
}

/** Everything that one Python file or notebook says; kept whole, since there is much of it. */
export interface PythonSourceFact extends Fact {
  kind: 'python-source';
  source: PythonSource;
  /** Maps a line of the source that was read to its place: notebooks join their cells before they are read. */
  place?: (line: number) => Location;
}
