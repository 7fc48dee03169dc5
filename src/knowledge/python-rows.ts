import type { Cause, Confidence, Severity } from '../model/report.js';
import type { Sourced, Table } from './table.js';

// Rows about Python, its packages and their names, and the rules of the report.

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

/** Who supplies a module that no index can supply on Linux. */
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

/** A minor version of Python, and its dates. */
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

/** A kind of wheel: the C library that it needs, and the first pip that installs it. */
export interface ManylinuxRow extends Sourced {
  tag: string;
  glibc: string;
  needs_pip: string;
}
