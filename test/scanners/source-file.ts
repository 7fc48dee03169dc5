import type { SourceFile } from '../../src/scanners/scanner.js';

/** A file of the audited repository with that text. */
export function sourceFile(path: string, text: string): SourceFile {
  return { path, text, bytes: Buffer.from(text) };
}
