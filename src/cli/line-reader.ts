import type { Repository } from '../project/repository.js';

/** More files than a report shows frames of. */
const MAX_FILES = 400;

/** Gives single lines of the repository's files, for code frames. */
export class LineReader {
  readonly #files = new Map<string, string[]>();

  constructor(readonly repository: Repository) {}

  /** The line (from 1) without its line end; for a notebook the source line that the JSON string on it holds. */
  read(file: string, line: number): string | undefined {
    let lines = this.#files.get(file);
    if (!lines) {
      if (this.#files.size >= MAX_FILES) return undefined;
      lines = this.repository.read(file)?.text.split(/\r\n|\r|\n/) ?? [];
      this.#files.set(file, lines);
    }
    return lines[line - 1];
  }
}
