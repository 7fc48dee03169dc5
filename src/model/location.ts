/**
 * A place in the audited repository. Lines and columns count from 1; columns are UTF-16 code units of the decoded
 * line (as in SARIF and the language server protocol); `endColumn` is exclusive.
 */
export interface Location {
  /** Path relative to the repository root, always with `/`. */
  file: string;
  /** 0 where the whole file is meant (a binary, an empty file). */
  line: number;
  column?: number;
  endColumn?: number;
  /** For a notebook: the index of the cell, from 1. `line` is then the line within the notebook's JSON text. */
  cell?: number;
  /** For a notebook: the line within the cell's source, from 1. */
  cellLine?: number;
}
