import type { Excerpt } from '../excerpt.js';

/** A word of a command. */
export interface ShellWord {
  /** Without quotes, with known variables put in. */
  value: string;
  /** The range in the excerpt that it was read from. */
  start: number;
  end: number;
  quoted: boolean;
  /** Depends on something unknown: a variable without a known value, a command's output, a brace expansion. */
  dynamic: boolean;
}

/** A redirection as far as it matters: `<` and `>` written directly after a word are mostly unquoted version bounds. */
export interface ShellRedirect {
  operator: string;
  target: string;
  start: number;
  end: number;
}

/** A simple command: what would be started. */
export interface ShellCommand {
  /** The program and its arguments, wrappers such as `sudo` and `env` taken off; `:` for a bare assignment; never empty. */
  argv: ShellWord[];
  /** `A=b` before the command, or the arguments of `export`. */
  assignments: ShellAssignment[];
  redirects: ShellRedirect[];
  /** Bodies of here-documents and here-strings fed to it. */
  input: string[];
  /** The folder it runs in: relative to where the text starts, absolute, or undefined where unknown. */
  directory: string | undefined;
  /** The same object for commands that are joined by pipes. */
  pipeline: object;
  /** Runs only under a condition: in an `if`, after `||`, in a function. */
  conditional: boolean;
  /** Where its words' ranges point into. */
  excerpt: Excerpt;
}

/** `name=value`; the value is undefined where it is not known. */
export interface ShellAssignment {
  name: string;
  value: string | undefined;
  start: number;
  end: number;
}
