import type { PythonStatementFact } from '../model/evidence.js';
import { parsePoetryConstraint } from '../python/poetry-constraint.js';
import { enclosingSpecifier, formatSpecifier } from '../python/specifier.js';
import type { TomlDocument, TomlPath } from './toml.js';

/**
 * Poetry's notation (`^1.2`, `~1.2 || 2.*`) as one PEP 440 set, with what is wrong with it. Where it names alternatives,
 * the set reaches from the lowest to the highest.
 */
export function poetrySpecifier(constraint: string): { specifier: string; problems: string[] } {
  const set = enclosingSpecifier(parsePoetryConstraint(constraint));
  return { specifier: formatSpecifier(set), problems: set.invalid.map(({ message }) => message) };
}

/** States what poetry's own notation says about Python. */
export function poetryPythonStatement(
  toml: TomlDocument,
  path: TomlPath,
  source: string,
): PythonStatementFact[] {
  const constraint = toml.string(...path);
  if (constraint === undefined) return [];
  const { specifier } = poetrySpecifier(constraint);
  return [{ kind: 'python', specifier, strength: 'requires', source, location: toml.entryAt(path) }];
}
