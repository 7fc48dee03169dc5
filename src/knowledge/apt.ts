import { nixAttributes } from './nix-attributes.js';
import { rowOf } from './rows.js';
import type { Knowledge } from './types.js';

/** A Debian or Ubuntu package, and what stands for it with Nix. */
export interface AptPackage {
  name: string;
  /** Attributes in a nixpkgs release; empty where it has none. */
  nix: (release: string) => string[];
  /** Every Nix shell has it already, or needs it in no form. */
  needless: boolean;
  /** Debian releases (`13`) without a package of this name. */
  absentIn: string[];
  renamedTo: string[];
  note?: string;
}

/**
 * Finds a Debian package by name, with or without version and architecture (`libgl1:amd64`, `cmake=3.7*`).
 *
 * @returns undefined where it is not known
 */
export function aptPackage(knowledge: Knowledge, written: string): AptPackage | undefined {
  const name = written.split(/[:=/]/, 1)[0] ?? '';
  const row = rowOf(knowledge.apt.packages, name);
  if (!row) return undefined;
  return {
    name,
    nix: (release) => nixAttributes(row, release),
    needless: row.status !== undefined,
    absentIn: row.absent_in ?? [],
    renamedTo: row.renamed_to ?? [],
    ...(row.note ? { note: row.note } : {}),
  };
}
