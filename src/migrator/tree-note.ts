import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { shellCommand } from './shell-quote.js';

/** What one has to know before Nix finds a new flake. */
export interface TreeNote {
  message: string;
  /** To be typed in the root of the repository, word for word. */
  command: string;
}

/**
 * In a git work tree Nix sees only what git knows, so that a new flake.nix "does not exist". Outside of one it copies
 * the whole folder, with data and environments, each time.
 *
 * @param root the folder with flake.nix
 * @param paths the files that were written, relative to it
 */
export function treeNote(root: string, paths: readonly string[]): TreeNote {
  const add = shellCommand(['git', 'add', '-N', '--', ...paths]);
  if (isInWorkTree(root)) {
    return { message: 'Nix sees only files that git knows. Tell git about the new ones:', command: add };
  }
  return {
    message:
      'This is no git repository: Nix would copy the whole folder each time. To let it see only the flake:',
    command: `git init && ${add}`,
  };
}

/** Whether the folder or one above it is the top of a git work tree (`.git` is a file in worktrees and submodules). */
function isInWorkTree(root: string): boolean {
  let folder = resolve(root);
  while (!existsSync(join(folder, '.git'))) {
    const parent = dirname(folder);
    if (parent === folder) return false;
    folder = parent;
  }
  return true;
}
