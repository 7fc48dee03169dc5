import { jsonReporter } from './json.js';
import type { Reporter } from './reporter.js';
import { textReporter } from './text/index.js';

export type { ColorLevel, ReportContext, Reporter } from './reporter.js';

/** Every output format, the default one first. A new one is a file beside this and a line here. */
export const reporters: readonly Reporter[] = [textReporter, jsonReporter];

/** Takes the argument of `--format`; gives the reporter, or undefined where there is none of that name. */
export function findReporter(format: string): Reporter | undefined {
  return reporters.find((reporter) => reporter.format === format);
}
