/**
 * One argument of a POSIX shell command, quoted where it needs to be.
 *
 * @throws {RangeError} for a NUL, which no argument can hold
 */
export function shellQuote(argument: string): string {
  if (argument.includes('\0')) throw new RangeError('a NUL cannot be part of a shell argument');
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(argument)) return argument;
  return `'${argument.replaceAll("'", String.raw`'\''`)}'`;
}

/** A command from its arguments, each quoted for a POSIX shell. */
export function shellCommand(argv: readonly string[]): string {
  return argv.map(shellQuote).join(' ');
}
