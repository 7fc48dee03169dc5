import type { Confidence, Finding, ProjectReport, Report, Severity } from '../model/report.js';
import { SEVERITIES } from '../model/report.js';

/** What each severity says about the repository, in words. */
export const SEVERITY_MEANINGS: Readonly<Record<Severity, string>> = {
  breaks: 'fails on a fresh machine today',
  hidden: 'works only where the host happens to provide it',
  drifts: 'depends on the day it is installed',
  note: 'worth knowing',
};

const NOUNS: Readonly<Record<Severity, readonly [one: string, many: string]>> = {
  breaks: ['break', 'breaks'],
  hidden: ['hidden', 'hidden'],
  drifts: ['drift', 'drifts'],
  note: ['note', 'notes'],
};

const CONFIDENCES: readonly Confidence[] = ['high', 'medium', 'low'];

/** Gives a new list, what matters most first: by severity, then confidence, then place, then rule. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return findings.toSorted(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      CONFIDENCES.indexOf(a.confidence) - CONFIDENCES.indexOf(b.confidence) ||
      comparePlaces(a, b) ||
      compareText(a.rule, b.rule),
  );
}

/** Gives the severities that occur, each with its findings, in the order of sortFindings. */
export function groupBySeverity(findings: readonly Finding[]): Map<Severity, Finding[]> {
  return groupBy(sortFindings(findings), (finding) => finding.severity);
}

/** Gives `3 breaks`, `1 drift`, `2 hidden`. */
export function counted(severity: Severity, count: number): string {
  const [one, many] = NOUNS[severity];
  return `${count} ${count === 1 ? one : many}`;
}

/**
 * Gives each project with its own findings, and those that belong to none (or to one that the report does not know).
 * Where there is one project, all findings are its own.
 */
export function findingsByProject(report: Report): {
  projects: { project: ProjectReport; findings: Finding[] }[];
  shared: Finding[];
} {
  const [only, ...others] = report.projects;
  if (only && others.length === 0) {
    return { projects: [{ project: only, findings: report.findings }], shared: [] };
  }
  const byPath = groupBy(report.findings, (finding) => finding.project);
  const projects = report.projects.map((project) => ({ project, findings: byPath.get(project.path) ?? [] }));
  const known = new Set(report.projects.map((project) => project.path));
  return {
    projects,
    shared: report.findings.filter(({ project }) => project === undefined || !known.has(project)),
  };
}

/** Gives the items of each key; keys and items in the order in which they were met. */
export function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

function comparePlaces(a: Finding, b: Finding): number {
  const [x, y] = [a.locations[0], b.locations[0]];
  return (
    compareText(x?.file ?? '', y?.file ?? '') ||
    (x?.line ?? 0) - (y?.line ?? 0) ||
    (x?.column ?? 0) - (y?.column ?? 0)
  );
}

/** By code units: the order must not depend on the locale of the machine. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
