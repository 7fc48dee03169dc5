import type { PythonSourceFact } from '../../model/evidence.js';
import type { Location } from '../../model/location.js';

/** Where a line of a source lies in the repository: notebooks map theirs. */
export function placeOf(
  fact: PythonSourceFact,
  span: { line: number; column?: number; endColumn?: number },
): Location {
  if (fact.place) return fact.place(span.line);
  const location: Location = { file: fact.location.file, line: span.line };
  if (span.column !== undefined) location.column = span.column;
  if (span.endColumn !== undefined) location.endColumn = span.endColumn;
  return location;
}
