/** `a`, `a and b`, `a, b and c`, and beyond the limit `a, b and 7 more`. */
export function enumerate(items: readonly string[], limit = 4): string {
  const shown = items.length > limit + 1 ? items.slice(0, limit) : [...items];
  const rest = items.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  const last = shown.pop();
  if (last === undefined) return '';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}

/** `1 file`, `3 files`. */
export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${number} ${number === 1 ? singular : plural}`;
}
