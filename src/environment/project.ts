import type { Evidence, EvidenceKind, PythonSourceFact } from '../model/evidence.js';

/** A project: a folder of the repository with what belongs to it. Most repositories are one project. */
export interface Project {
  /** `.` for the repository's root. */
  path: string;
  /** Files that state what the project needs, the most telling first. */
  manifests: string[];
  /** Every path of the project, relative to the repository's root. */
  paths: string[];
  evidence: Evidence[];
}

/** The facts of one kind. */
export function factsOf<K extends EvidenceKind>(project: Project, kind: K): Extract<Evidence, { kind: K }>[] {
  return project.evidence.filter((fact): fact is Extract<Evidence, { kind: K }> => fact.kind === kind);
}

/** The project's Python files and notebooks. */
export function sourcesOf(project: Project): PythonSourceFact[] {
  return factsOf(project, 'python-source');
}

/** A path as seen from the project's folder. */
export function withinProject(project: Project, path: string): string {
  return project.path === '.' ? path : path.slice(project.path.length + 1);
}
