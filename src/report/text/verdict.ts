import { join } from 'node:path/posix';
import type { Finding, ProjectReport, Report, Verdict, VerdictStatus } from '../../model/report.js';
import { SEVERITIES } from '../../model/report.js';
import { counted, sortFindings } from '../summary.js';
import { paragraph } from './layout.js';
import { fromHere, rule, table } from './page.js';
import type { Page } from './page.js';
import { placeList } from './places.js';

const VERDICT_WORDS: Readonly<Record<VerdictStatus, string>> = {
  'runs-as-is': 'runs as is',
  'runs-in-environment': 'runs in this environment',
  'needs-code-change': 'needs a code change',
  'cannot-run': 'cannot run on Linux',
};

/** Places that have to be changed by hand, and projects, that are named before the rest is only counted. */
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
  if (left.length === 0) return `--fix cures all${summary.note > 0 ? ' but the notes' : ' of them'}`;
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

/** What the reader should do now: places to change by hand, then commands that can be copied. */
export function nextSteps(report: Report, page: Page): string[] {
  const title = rule(page, 'what to do next', page.style.strong);
  const fixable = report.projects.filter(({ verdict }) => verdict.status !== 'cannot-run');
  return [
    ...title,
    '',
    ...byHand(report, page),
    ...hostNeeds(report, page),
    ...(fixable.length === 0 ? [] : commands(report, fixable, page)),
  ];
}

function byHand(report: Report, page: Page): string[] {
  const needy = report.projects.filter(({ verdict }) => verdict.status === 'needs-code-change');
  if (needy.length === 0) return [];
  const lost = new Set(
    report.projects.filter(({ verdict }) => verdict.status === 'cannot-run').map(({ path }) => path),
  );
  const changes = sortFindings(report.findings).filter(
    ({ severity, cured, project }) =>
      (severity === 'breaks' || severity === 'hidden') && !cured && !lost.has(project ?? ''),
  );
  if (changes.length === 0) return [];
  const more = changes.length - LISTED;
  return [
    ...paragraph('Change by hand what no environment can cure:', page.width, 2),
    ...table(changes.slice(0, LISTED).map(toChange), page, page.style.strong, { indent: 4 }),
    ...(more > 0 ? [`    and ${more} more`] : []),
    '',
  ];
}

function toChange({ locations, remedy, message }: Finding): { label: string; text: string } {
  return { label: placeList(locations.slice(0, 1), 1), text: remedy ?? message };
}

function hostNeeds(report: Report, page: Page): string[] {
  const modules = report.projects
    .filter(({ verdict }) => verdict.status === 'cannot-run')
    .flatMap(({ environment }) => environment.hostModules);
  const needs = [
    ...new Set(modules.map(({ providedBy, worksOnly }) => `${providedBy}: it works only ${worksOnly}`)),
  ];
  if (needs.length === 0) return [];
  return [
    ...paragraph('No environment on Linux makes this run. It needs:', page.width, 2),
    ...needs.flatMap((need) => paragraph(need, page.width, 4)),
    '',
  ];
}

function commands(report: Report, projects: readonly ProjectReport[], page: Page): string[] {
  const [only, ...others] = projects;
  if (!only) return [];
  if (others.length > 0) {
    const paths = projects.slice(0, LISTED).map(({ path }) => quoted(fromHere(page, path)));
    const more = projects.length - LISTED;
    return [
      ...paragraph('Each project gets an environment of its own:', page.width, 2),
      ...paths.flatMap((path) => paragraph(`nix-py-audit ${path} --fix`, page.width, 4, page.style.remedy)),
      ...(more > 0 ? [`    and ${more} more`] : []),
    ];
  }
  const path = join(page.root, only.path);
  const asItIs = only.verdict.status === 'runs-as-is';
  const rows = [
    {
      label: `nix-py-audit ${quoted(path)} --fix`,
      text: asItIs ? 'keep it so: write it down as a flake' : 'write a flake with this environment',
    },
    ...(path === '.' ? [] : [{ label: `cd ${quoted(path)}`, text: '' }]),
    {
      label: 'git add -N flake.nix flake.lock nix',
      text: 'where git is used: lets Nix see them',
    },
    { label: 'nix develop', text: 'enter it; then run the code as ever' },
  ];
  return table(rows, page, page.style.remedy);
}

/** A word for a POSIX shell. */
function quoted(path: string): string {
  const safe = path.startsWith('-') ? `./${path}` : path;
  return /^[\w@%+=:,./-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", "'\\''")}'`;
}
