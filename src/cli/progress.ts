/** Longer than this and a person wonders. */
const PATIENCE_MS = 700;
const INTERVAL_MS = 100;

/**
 * Shows on standard error how far the reading is, once it takes long and only where somebody looks.
 */
export class Progress {
  readonly #started = performance.now();
  readonly #visible = process.stderr.isTTY;
  #last = 0;
  #shown = false;

  update(done: number, total: number): void {
    if (!this.#visible) return;
    const now = performance.now();
    if (now - this.#started < PATIENCE_MS || now - this.#last < INTERVAL_MS) return;
    this.#last = now;
    this.#shown = true;
    process.stderr.write(`\r\u001b[Kreading ${done}/${total} files`);
  }

  /** Takes the line away again. */
  done(): void {
    if (this.#shown) process.stderr.write('\r\u001b[K');
  }
}
