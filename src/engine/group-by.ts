/**
 * Gives the items of each key; keys and items in the order in which they were met. (`Map.groupBy` needs Node 21; the
 * report, which imports the model alone, has one of its own.)
 */
export function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
