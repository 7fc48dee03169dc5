const VALID_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/;

/**
 * Gives the one spelling under which an index knows a distribution (PEP 503): lower case, and each run of `-`, `_`
 * and `.` as one `-`. Takes any text; throws nothing.
 */
export function normalizeName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** Says whether `name` may name a distribution: ASCII letters and digits, with `-`, `_` and `.` only inside. */
export function isValidName(name: string): boolean {
  return VALID_NAME.test(name);
}
