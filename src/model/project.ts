import type { Evidence, EvidenceKind } from './evidence.js';

/** What a file is there for, as far as its path tells. */
export type PathRole = 'code' | 'test' | 'docs' | 'example' | 'vendored' | 'tooling';

/** Evidence by kind. */
export type Facts = { [K in EvidenceKind]: Extract<Evidence, { kind: K }>[] };

/** A project: a folder of the repository with what belongs to it. Most repositories are one project. */
export interface Project {
  /** `.` for the repository's root. */
  path: string;
  /** Files that state what the project needs, the most telling first. */
  manifests: string[];
  /** Every path of the project, relative to the repository's root, with what the file is there for. */
  files: Map<string, PathRole>;
  facts: Facts;
}
