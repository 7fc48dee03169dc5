import { nixAttributes } from './nix-attributes.js';
import { rowOf } from './rows.js';
import type { Knowledge } from './types.js';

/** A program that Python code starts, and who carries it. */
export interface KnownProgram {
  name: string;
  class: string;
  apt: string[];
  /** Attributes in a nixpkgs release; empty where it has none. */
  nix: (release: string) => string[];
  /** Comes with the machine's driver (nvidia-smi), never from a package set. */
  hostDriver: boolean;
  note?: string;
}

/**
 * Finds a program by its name or path.
 *
 * @returns undefined where it is not known
 */
export function knownProgram(knowledge: Knowledge, command: string): KnownProgram | undefined {
  const name = command.slice(command.lastIndexOf('/') + 1);
  const row = rowOf(knowledge.executables.programs, name);
  if (!row) return undefined;
  return {
    name,
    class: row.class,
    apt: row.apt,
    nix: (release) => nixAttributes(row, release),
    hostDriver: row.status === 'host-driver',
    ...(row.note ? { note: row.note } : {}),
  };
}

/**
 * The programs that a Debian package holds and that a project may start, the one of its own name first.
 *
 * @returns at most one, where the package is named after a program; none for tools of housekeeping
 */
export function programsIn(knowledge: Knowledge, apt: string): string[] {
  const { classes, programs } = knowledge.executables;
  const names = Object.keys(programs).filter((name) => {
    const row = programs[name];
    return row !== undefined && row.apt.includes(apt) && !classes.housekeeping.includes(row.class);
  });
  return names.includes(apt) ? [apt] : names.slice(0, 1);
}
