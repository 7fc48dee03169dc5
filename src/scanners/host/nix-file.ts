import type { Evidence } from '../../model/evidence.js';
import { baseName } from '../repository-path.js';
import type { Scanner, SourceFile } from '../scanner.js';

const SYSTEMS: ReadonlyMap<string, 'nix' | 'guix'> = new Map([
  ['flake.nix', 'nix'],
  ['shell.nix', 'nix'],
  ['default.nix', 'nix'],
  ['devenv.nix', 'nix'],
  ['guix.scm', 'guix'],
  ['manifest.scm', 'guix'],
  ['channels.scm', 'guix'],
]);

/** The first words of every file that this program writes. */
const OWN_HEADER = /^\uFEFF?# Written by nix-py-audit/;

/** Files with which the repository already speaks Nix or Guix. */
export const nixFile: Scanner = {
  format: 'nix',
  matches: (path) => SYSTEMS.has(baseName(path)),
  scan(file: SourceFile): Evidence[] {
    const system = SYSTEMS.get(baseName(file.path))!;
    return [
      { kind: 'nix-file', system, ours: OWN_HEADER.test(file.text), location: { file: file.path, line: 1 } },
    ];
  },
};
