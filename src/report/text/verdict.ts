import type { ProjectReport, Report, Verdict, VerdictStatus } from '../../model/report.js';
import { SEVERITIES } from '../../model/report.js';
import { counted, sortFindings } from '../summary.js';
import { paragraph } from './layout.js';
import { rule, table } from './page.js';
import type { Page } from './page.js';
import { placeList } from './places.js';

const VERDICT_WORDS: Readonly<Record<VerdictStatus, string>> = {
  'runs-as-is': 'runs as is',
  'runs-in-environment': 'runs in this environment',
  'needs-code-change': 'needs a code change',
  'cannot-run': 'cannot run on Linux',
};

/** Places left to the reader that are named before the rest is only counted. */
const LISTED = 10;

/** The verdict on a project, as the most prominent thing of the report. */
export function verdictSection({ status, summary }: Verdict, page: Page): string[] {
  const paint = page.style.verdict[status];
  return [
    ...rule(page, `verdict: ${VERDICT_WORDS[status]}`, paint),
    '',
    ...paragraph(summary, page.width, 2, page.style.strong),
  ];
}

/** `3 breaks · 2 hidden`, and what of it --fix leaves to the reader. */
export function summarySection(report: Report, page: Page): string[] {
  const { style, width } = page;
  const counts = SEVERITIES.filter((severity) => report.summary[severity] > 0).map((severity) =>
    style.severity[severity](counted(severity, report.summary[severity])),
  );
  if (counts.length === 0) return [];
  return ['  ' + counts.join(style.faint(' · ')), ...paragraph(whoCures(report), width, 2)];
}

/** `--fix cures 4 of them; left to you: train.py:11`; notes are nothing to cure. */
function whoCures({ findings, summary }: Report): string {
  const serious = sortFindings(findings).filter(({ severity }) => severity !== 'note');
  if (serious.length === 0) return 'nothing to cure';
  const left = serious.filter(({ cured }) => !cured);
  if (left.length === 0) {
    const them = findings.length === 1 ? 'it' : summary.note > 0 ? 'all but the notes' : 'all of them';
    return `--fix cures ${them}`;
  }
  const cured = serious.length - left.length;
  const places = placeList(
    left.map(({ locations: [first] }) => first).filter((at) => at !== undefined),
    LISTED,
  );
  const yours = `left to you: ${places || `${left.length} of them`}`;
  return cured > 0 ? `--fix cures ${cured} of them; ${yours}` : yours;
}

/** One line for each project of a repository that holds several. */
export function projectTable(projects: readonly ProjectReport[], page: Page): string[] {
  const rows = projects.map(({ path, verdict }) => ({ label: path, text: VERDICT_WORDS[verdict.status] }));
  return table(rows, page, page.style.strong);
}
