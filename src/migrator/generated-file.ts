/** A file that `--fix` wants in the repository. */
export interface GeneratedFile {
  /** Relative to the root of the repository, with `/`. */
  path: string;
  content: string;
  executable?: boolean;
  /**
   * For a format without comments: the file whose header tells whether this one is ours, too. `flake.lock` belongs
   * to `flake.nix`.
   */
  belongsTo?: string;
}

const MARK = '# Written by nix-py-audit';

/** The first line of every file that `--fix` writes and may write again. */
export const HEADER = `${MARK}: \`nix-py-audit . --fix\` writes it anew.`;

/** Whether a file with this content was written by `--fix`. */
export function hasHeader(content: string): boolean {
  return content.startsWith(MARK);
}
