import { createHash } from 'node:crypto';
import type { Finding, Severity } from '../model/report.js';
import { SEVERITIES } from '../model/report.js';
import type { CheckContext, Problem } from './check.js';
import { checks } from './checks/index.js';

/**
 * Runs every check on one project.
 *
 * @returns findings in the order of a report: by severity, then by place
 */
export function findProblems(context: CheckContext): Finding[] {
  const findings: Finding[] = [];
  const seen = new Map<string, number>();
  for (const check of checks) {
    for (const problem of check(context)) findings.push(complete(problem, context, seen));
  }
  return findings.sort(inReportOrder);
}

/** Counts findings by severity. */
export function summarize(findings: readonly Finding[]): Record<Severity, number> {
  const summary: Record<Severity, number> = { breaks: 0, hidden: 0, drifts: 0, note: 0 };
  for (const finding of findings) summary[finding.severity]++;
  return summary;
}

function complete(problem: Problem, context: CheckContext, seen: Map<string, number>): Finding {
  const rule = context.knowledge.checks[problem.rule];
  if (!rule) throw new Error(`rules/checks.toml has no rule ${problem.rule}`);
  const finding: Finding = {
    rule: problem.rule,
    cause: rule.cause,
    severity: problem.severity ?? rule.severity,
    confidence: problem.confidence ?? 'high',
    subject: problem.subject,
    message: problem.message,
    locations: problem.locations,
    references: problem.references ?? [],
    fingerprint: fingerprint(problem, seen),
    cured: problem.cured,
  };
  if (problem.symptom) finding.symptom = problem.symptom;
  if (problem.remedy) finding.remedy = problem.remedy;
  if (problem.bound) finding.bound = problem.bound;
  if (context.project.path !== '.') finding.project = context.project.path;
  return finding;
}

/** What a finding is, whatever line it stands on: rule, subject, file, and the how-manieth of its kind there. */
function fingerprint(problem: Problem, seen: Map<string, number>): string {
  const identity = JSON.stringify([
    problem.rule,
    Object.entries(problem.subject).sort(([a], [b]) => (a < b ? -1 : 1)),
    problem.locations[0]?.file ?? '',
  ]);
  const count = seen.get(identity) ?? 0;
  seen.set(identity, count + 1);
  return createHash('sha256').update(`${identity}#${count}`).digest('hex').slice(0, 16);
}

function inReportOrder(a: Finding, b: Finding): number {
  const [first, second] = [a.locations[0], b.locations[0]];
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    compare(first?.file ?? '', second?.file ?? '') ||
    (first?.line ?? 0) - (second?.line ?? 0) ||
    compare(a.rule, b.rule)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
