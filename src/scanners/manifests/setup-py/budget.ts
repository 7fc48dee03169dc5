/** Bounds for hostile files; a real setup.py stays far below. */
const MAX_STEPS = 200_000;
const MAX_DEPTH = 80;

/** What following one file may cost: steps in all, and how deep they may lie within each other. */
export class Budget {
  #steps = 0;
  #depth = 0;

  /** Takes steps that are not nodes of the tree, such as copies. */
  spend(steps: number): void {
    this.#steps += steps;
  }

  /** Follows one node; gives `otherwise` where the budget is used up. */
  within<T>(otherwise: T, inside: () => T): T {
    if (++this.#steps > MAX_STEPS || this.#depth > MAX_DEPTH) return otherwise;
    this.#depth++;
    const result = inside();
    this.#depth--;
    return result;
  }
}
