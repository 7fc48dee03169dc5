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
