import { join } from 'node:path/posix';
import type { Report } from '../../model/report.js';
import { printable } from '../printable.js';
import type { ReportContext } from '../reporter.js';
import { labelled, paragraph, truncate, widthOf, wrap } from './layout.js';
import { styleFor } from './style.js';
import type { Paint, Style } from './style.js';

const NARROWEST = 60;
const WIDEST = 120;

/** What every part of the text report needs to know to draw itself. */
export interface Page {
  width: number;
  style: Style;
  verbose: boolean;
  fixing: boolean;
  readLine: ReportContext['readLine'];
  /** Path of the repository as the user named it: put before a file, it leads there from where the user is. */
  root: string;
}

/** Takes the report and what the caller asks for; gives the page with a width that is fit to read. */
export function pageFor(report: Report, context: ReportContext): Page {
  return {
    width: Math.min(WIDEST, Math.max(NARROWEST, context.width)),
    style: styleFor(context.color),
    verbose: context.verbose,
    fixing: context.fixing ?? false,
    readLine: (file, line) => context.readLine(file, line),
    root: report.project.path,
  };
}

/** Gives the path of an audited file as seen from where the user is: what a click on it opens. */
export function fromHere(page: Pick<Page, 'root'>, file: string): string {
  return join(page.root, file);
}

/** A section's first line: `── title ── what it means ────────`. */
export function rule(page: Page, title: string, paint: Paint, meaning = ''): string[] {
  const { faint } = page.style;
  const shown = truncate(title, page.width - 6);
  const rest = page.width - widthOf(shown) - 4;
  const beside = meaning && widthOf(meaning) + 5 <= rest ? ` ${meaning} ` : '';
  const line = `${faint('──')} ${paint(shown)} ${faint('─'.repeat(beside ? 2 : 0))}${beside}`;
  const fill = rest - (beside ? 2 : 0) - widthOf(beside);
  const below = meaning && !beside ? wrap(meaning, page.width - 3).map((text) => `   ${text}`) : [];
  return [line + faint('─'.repeat(Math.max(0, fill))), ...below];
}

/** Rows of two columns, the second wrapped: `  label   text`. A label that is too wide gets a line of its own. */
export function table(
  rows: readonly { label: string; text: string }[],
  page: Page,
  paintLabel: Paint,
  options: { indent?: number; labelWidth?: number } = {},
): string[] {
  const { width } = page;
  const labels = rows.map(({ label }) => printable(label));
  const widest = Math.min(Math.max(...labels.map(widthOf)), Math.floor(width / 2));
  const { indent = 2, labelWidth = widest + 2 } = options;
  return rows.flatMap(({ text }, i) => {
    const label = labels[i]!;
    if (text !== '' && widthOf(label) + 2 <= labelWidth) {
      return labelled(label, text, { width, indent, labelWidth, paintLabel });
    }
    return [
      ...paragraph(label, width, indent, paintLabel),
      ...(text === '' ? [] : paragraph(text, width, indent + labelWidth)),
    ];
  });
}
