import type { Value } from './values.js';

/** The names that a module or a function body has bound so far. */
export class Frame {
  names = new Map<string, Value>();
  /** What `return` and `yield` have given. */
  readonly results: Value[] = [];

  constructor(readonly parent?: Frame) {}

  /** What a name is bound to, here or in the module around; undefined where nothing says. */
  get(name: string): Value | undefined {
    return this.names.get(name) ?? this.parent?.get(name);
  }

  /**
   * Puts together what the branches of an `if` have bound. Lists hold what any branch put in, since each item carries
   * the marker of its branch; of other values the one of `otherwise` counts: what holds where no condition does.
   */
  join(
    before: ReadonlyMap<string, Value>,
    branches: readonly Map<string, Value>[],
    otherwise: Map<string, Value>,
  ): void {
    const joined = new Map(before);
    for (const name of new Set([otherwise, ...branches].flatMap((names) => [...names.keys()]))) {
      const values = [...branches, otherwise].flatMap((names) => names.get(name) ?? []);
      const lists = values.filter((value) => value.kind === 'list');
      const usual = [otherwise.get(name), ...values].find(
        (value) => value !== undefined && value.kind !== 'unknown',
      );
      const value = lists.length > 1 ? joinLists(lists) : (usual ?? values[0]);
      if (value !== undefined) joined.set(name, value);
    }
    this.names = joined;
  }
}

function joinLists(lists: readonly (Value & { kind: 'list' })[]): Value {
  const [first] = lists;
  if (first !== undefined && lists.every((list) => list === first)) return first;
  return { kind: 'list', items: [...new Set(lists.flatMap((list) => list.items))] };
}
