import { Chalk } from 'chalk';
import type { ChalkInstance } from 'chalk';
import type { Severity, VerdictStatus } from '../../model/report.js';
import type { ColorLevel } from '../reporter.js';

/** Paints one line of text. */
export type Paint = (text: string) => string;

/** What is painted, by what it is. With level 0 every paint gives its text as it is. */
export interface Style {
  strong: Paint;
  faint: Paint;
  place: Paint;
  remedy: Paint;
  warning: Paint;
  severity: Record<Severity, Paint>;
  verdict: Record<VerdictStatus, Paint>;
}

/** Takes the level of colour that the caller found fit for the output; gives the paints. */
export function styleFor(level: ColorLevel): Style {
  const chalk = new Chalk({ level });
  // A chalk joins all its arguments: passed to map() it would print the index.
  const one =
    (paint: ChalkInstance): Paint =>
    (text) =>
      paint(text);
  return {
    strong: one(chalk.bold),
    faint: one(chalk.dim),
    place: one(chalk.underline),
    warning: one(chalk.yellow),
    remedy: one(chalk.green),
    severity: {
      breaks: one(chalk.red.bold),
      hidden: one(chalk.magenta.bold),
      drifts: one(chalk.yellow.bold),
      note: one(chalk.cyan.bold),
    },
    verdict: {
      'runs-as-is': one(chalk.green.bold.inverse),
      'runs-in-environment': one(chalk.green.bold.inverse),
      'needs-code-change': one(chalk.yellow.bold.inverse),
      'cannot-run': one(chalk.red.bold.inverse),
    },
  };
}
