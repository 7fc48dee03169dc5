/** Exit codes, as DESIGN and README state them. */
export const EXIT = {
  /** Nothing at or above `--fail-on`. */
  clean: 0,
  /** Findings at or above `--fail-on`. */
  findings: 1,
  /** The program could not do its work: bad arguments, no such folder, invalid configuration. */
  failure: 2,
} as const;

/** Something that the user has to put right; the message says what and how. Ends the program with exit code 2. */
export class UserError extends Error {}
