import { join } from 'node:path/posix';
import type { Finding, ProjectReport, Report } from '../../model/report.js';
import { sortFindings } from '../summary.js';
import { paragraph } from './layout.js';
import { fromHere, rule, table } from './page.js';
import type { Page } from './page.js';
import { placeList } from './places.js';

/** Places, and projects, that are named before the rest is only counted. */
const LISTED = 10;

/** What the reader should do now: places to change by hand, then commands that can be copied. */
export function nextSteps(report: Report, page: Page): string[] {
  const fixable = report.projects.filter(({ verdict }) => verdict.status !== 'cannot-run');
  const blocks = [byHand(report, page), elsewhere(report, page), page.fixing ? [] : commands(fixable, page)];
  if (blocks.every((block) => block.length === 0)) return [];
  return [
    ...rule(page, 'what to do next', page.style.strong),
    ...blocks.filter((block) => block.length > 0).flatMap((block) => ['', ...block]),
  ];
}

/** What has to be changed in the code, where a verdict says that something has to. */
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
  ];
}

function toChange({ locations, remedy, message }: Finding): { label: string; text: string } {
  return { label: placeList(locations.slice(0, 1), 1), text: remedy ?? message };
}

/** What else it would take, where Linux is not enough. */
function elsewhere(report: Report, page: Page): string[] {
  const lost = report.projects.filter(({ verdict }) => verdict.status === 'cannot-run');
  if (lost.length === 0) return [];
  const needs = new Set(
    lost
      .flatMap(({ environment }) => environment.hostModules)
      .map(({ providedBy, worksOnly }) => `${providedBy} (${worksOnly})`),
  );
  if (needs.size === 0) return paragraph('Run it where it belongs: see the verdict.', page.width, 2);
  return [
    ...paragraph('No environment that this program could write makes it run. It needs:', page.width, 2),
    ...[...needs].flatMap((need) => paragraph(need, page.width, 4)),
  ];
}

/** What to type so that the projects run. */
function commands(projects: readonly ProjectReport[], page: Page): string[] {
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
    { label: 'nix develop', text: 'enter it; then run the code as ever' },
  ];
  return table(rows, page, page.style.remedy);
}

/** A word for a POSIX shell. */
function quoted(path: string): string {
  const safe = path.startsWith('-') ? `./${path}` : path;
  return /^[\w@%+=:,./-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", "'\\''")}'`;
}
