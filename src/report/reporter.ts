import type { Report } from '../model/report.js';

/** 0 is no colour at all, 1 the sixteen of old terminals, 2 the 256, 3 all: as chalk counts them. */
export type ColorLevel = 0 | 1 | 2 | 3;

/** All that a reporter may know besides the report itself. */
export interface ReportContext {
  /** Columns of the terminal. */
  width: number;
  /** The caller has weighed NO_COLOR, FORCE_COLOR and whether anybody looks. */
  color: ColorLevel;
  /** Everything: notes in full, the reasons of each decision, references. */
  verbose: boolean;
  /** One line per finding and nothing else. */
  quiet: boolean;
  /** The flake is about to be written: no need to say how. */
  fixing?: boolean;
  /**
   * A line of an audited file for code frames, without its line end; undefined where it cannot be read. Called with
   * `Location.file` and `Location.line`; for a notebook it gives the source line of the cell, not the JSON around it.
   */
  readLine(file: string, line: number): string | undefined;
}

/** One output format. */
export interface Reporter {
  /** The name that `--format` takes. */
  format: string;
  /** Gives the whole document with its final newline. */
  render(report: Report, context: ReportContext): string;
}
