import type { Evidence } from '../model/evidence.js';

/** A file of the audited repository, as scanners see it. */
export interface SourceFile {
  /** Relative to the repository root, with `/`. */
  readonly path: string;
  /** The bytes as stored; UTF-16 files are already converted to UTF-8. */
  readonly bytes: Uint8Array;
  /** Decoded text with its own line ends, decoded when first asked for. */
  readonly text: string;
}

/** Reads one format. A new input format is one such file and one line in `index.ts`. */
export interface Scanner {
  /** The format's short name, as it appears in evidence: `requirements.txt`, `Dockerfile`. */
  readonly format: string;
  /** Whether this scanner reads the file at that path. Several scanners may read one file. */
  matches(path: string): boolean;
  /** States what the file says. Never throws on bad input: what cannot be read becomes an `unreadable` fact. */
  scan(file: SourceFile): Evidence[];
}
