import type { Knowledge } from './types.js';

/**
 * Makes an index over the knowledge that is built when it is first asked for, once for each knowledge: the built-in
 * one, and one that a user's own rules are laid over.
 */
export function oncePerKnowledge<T extends object>(
  build: (knowledge: Knowledge) => T,
): (knowledge: Knowledge) => T {
  const built = new WeakMap<Knowledge, T>();
  return (knowledge) => {
    let index = built.get(knowledge);
    if (index === undefined) {
      index = build(knowledge);
      built.set(knowledge, index);
    }
    return index;
  };
}
