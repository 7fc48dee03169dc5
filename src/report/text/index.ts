import type { Finding, Report, Severity } from '../../model/report.js';
import type { Reporter } from '../reporter.js';
import { SEVERITY_MEANINGS, findingsByProject, groupBy, groupBySeverity, sortFindings } from '../summary.js';
import { environmentSection, hostSection } from './environment.js';
import { compactFindings, fullFinding, grepLine } from './finding.js';
import { labelled, paragraph } from './layout.js';
import { nextSteps } from './next-steps.js';
import { pageFor, rule } from './page.js';
import type { Page } from './page.js';
import { projectTable, summarySection, verdictSection } from './verdict.js';

/** Findings of one rule that are shown in full; what follows says nothing new and gets a line each. */
const IN_FULL = 3;
/** Fewer than this are not worth leaving out. */
const WORTH_FOLDING = 3;
/** Such lines for one rule, before the rest is only counted. */
const IN_LINES = 8;

/** The report for people. */
export const textReporter: Reporter = {
  format: 'text',
  render(report, context) {
    const page = pageFor(report, context);
    const lines = context.quiet
      ? sortFindings(report.findings).map((finding) => grepLine(finding, page))
      : wholeReport(report, page);
    return lines.map((line) => line + '\n').join('');
  },
};

function wholeReport(report: Report, page: Page): string[] {
  const { projects, shared } = findingsByProject(report);
  const several = projects.length > 1;
  const sections = [head(report, page)];
  for (const { project, findings } of projects) {
    if (several) sections.push(projectHead(project.path, project.manifests, page));
    sections.push(
      ...findingSections(findings, page),
      ...(findings.length > 0 || several || page.verbose
        ? [environmentSection(project.environment, report.project.epoch, page)]
        : []),
      hostSection(project.environment.hostModules, page),
      verdictSection(project.verdict, page),
    );
  }
  if (shared.length > 0) {
    sections.push(projectHead('shared by all projects', [], page), ...findingSections(shared, page));
  }
  if (several)
    sections.push([
      ...rule(page, 'all projects', page.style.strong),
      '',
      ...projectTable(report.projects, page),
    ]);
  sections.push(summarySection(report, page), nextSteps(report, page));
  return sections
    .filter((section) => section.length > 0)
    .flatMap((section, i) => (i === 0 ? section : ['', ...section]));
}

function head({ project, findings }: Report, page: Page): string[] {
  const { scanned, skipped } = project.files;
  const passedOver = skipped > 0 ? `, ${skipped} passed over` : '';
  const subject = project.path === '.' ? 'this folder' : project.path;
  const line = `${subject} · as of ${project.epoch} (${project.epochSource}) · ${files(scanned)} read${passedOver}`;
  return [
    ...paragraph(line, page.width, 0, page.style.strong),
    ...(page.verbose
      ? project.skipped.flatMap(({ file, reason }) =>
          paragraph(`passed over ${file}: ${reason}`, page.width, 2, page.style.faint),
        )
      : []),
    ...(findings.length === 0
      ? [
          '',
          ...paragraph(
            'Found nothing that fails, that only this machine provides, or that drifts.',
            page.width,
            2,
          ),
        ]
      : []),
  ];
}

function files(count: number): string {
  return count === 1 ? '1 file' : `${count} files`;
}

function projectHead(title: string, manifests: readonly string[], page: Page): string[] {
  const { strong, faint } = page.style;
  return [
    strong('━'.repeat(page.width)),
    ...paragraph(title === '.' ? 'the root of the repository' : title, page.width, 0, strong),
    ...(manifests.length > 0
      ? labelled('from', manifests.join(', '), {
          width: page.width,
          indent: 0,
          labelWidth: 5,
          paintText: faint,
          paintLabel: faint,
        })
      : []),
  ];
}

function findingSections(findings: readonly Finding[], page: Page): string[][] {
  return Array.from(groupBySeverity(findings), ([severity, group]) => severitySection(severity, group, page));
}

function severitySection(severity: Severity, findings: readonly Finding[], page: Page): string[] {
  const { style, verbose } = page;
  const title = rule(
    page,
    `${severity} (${findings.length})`,
    style.severity[severity],
    SEVERITY_MEANINGS[severity],
  );
  if (verbose) return [...title, ...findings.flatMap((finding) => ['', ...fullFinding(finding, page)])];
  if (severity === 'note') return [...title, '', ...repeated(findings, page)];

  const byRule = groupBy(findings, (finding) => finding.rule);
  const folded = new Set(
    [...byRule.values()].flatMap((group) =>
      group.length < IN_FULL + WORTH_FOLDING ? [] : group.slice(IN_FULL),
    ),
  );
  const byRuleFolded = groupBy(folded, (finding) => finding.rule);
  return [
    ...title,
    ...findings
      .filter((finding) => !folded.has(finding))
      .flatMap((finding) => ['', ...fullFinding(finding, page)]),
    ...[...byRuleFolded.values()].flatMap((group) => ['', ...repeated(group, page)]),
  ];
}

/** A line for each finding, and the number of those that were left out of each rule. */
function repeated(findings: readonly Finding[], page: Page): string[] {
  const lines: string[] = [];
  for (const [ruleId, group] of groupBy(findings, (finding) => finding.rule)) {
    lines.push(...compactFindings(group.slice(0, IN_LINES), page));
    const more = group.length - IN_LINES;
    if (more > 0)
      lines.push(
        ...paragraph(`and ${more} more of ${ruleId}: --verbose shows them`, page.width, 2, page.style.faint),
      );
  }
  return lines;
}
