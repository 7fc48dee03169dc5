import type { SyntaxFeatureName } from '../../model/python-source.js';

/** A version of Python as `[major, minor]`. */
export type PythonVersion = readonly [number, number];

interface FeatureBounds {
  /** The first Python that has it. */
  min?: PythonVersion;
  /** The last Python that has it. */
  max?: PythonVersion;
}

/** Which versions of Python can read (for a few: run) a syntax. Within 3.x; what has no `min` is in 2.7 as well. */
export const SYNTAX_FEATURES = {
  'print-statement': { max: [2, 7] },
  'print-chevron': { max: [2, 7] },
  'exec-statement': { max: [2, 7] },
  'except-comma': { max: [2, 7] },
  'raise-comma': { max: [2, 7] },
  backticks: { max: [2, 7] },
  'diamond-operator': { max: [2, 7] },
  'octal-literal': { max: [2, 7] },
  'long-literal': { max: [2, 7] },
  'ur-string': { max: [2, 7] },
  'tuple-parameter': { max: [2, 7] },
  'inconsistent-tabs': { max: [2, 7] },
  'constant-assignment': { max: [2, 7] },
  'star-import-in-function': { max: [2, 7] },
  'list-comprehension-tuple': { max: [2, 7] },
  'invalid-unicode-escape': { max: [2, 7] },
  'non-ascii-bytes': { max: [2, 7] },
  'async-as-name': { max: [3, 6] },
  'await-as-name': { max: [3, 6] },
  'print-function': { min: [3, 0] },
  'exec-function': { min: [3, 0] },
  'keyword-only-parameter': { min: [3, 0] },
  annotation: { min: [3, 0] },
  nonlocal: { min: [3, 0] },
  'raise-from': { min: [3, 0] },
  'star-unpacking': { min: [3, 0] },
  'class-keyword': { min: [3, 0] },
  ellipsis: { min: [3, 0] },
  'unicode-identifier': { min: [3, 0] },
  'non-ascii-source': { min: [3, 0] },
  'yield-from': { min: [3, 3] },
  'generator-return': { min: [3, 3] },
  'raw-bytes-prefix': { min: [3, 3] },
  'matrix-multiplication': { min: [3, 5] },
  'async-await': { min: [3, 5] },
  'unpacking-generalisation': { min: [3, 5] },
  'future-generator-stop': { min: [3, 5] },
  'variable-annotation': { min: [3, 6] },
  'f-string': { min: [3, 6] },
  'numeric-underscore': { min: [3, 6] },
  'async-generator': { min: [3, 6] },
  'async-comprehension': { min: [3, 6] },
  'parameter-trailing-comma': { min: [3, 6] },
  'future-annotations': { min: [3, 7] },
  walrus: { min: [3, 8] },
  'positional-only-parameter': { min: [3, 8] },
  'f-string-debug': { min: [3, 8] },
  'return-unpacking': { min: [3, 8] },
  'decorator-expression': { min: [3, 9] },
  'builtin-generic': { min: [3, 9] },
  'parenthesised-context-managers': { min: [3, 10] },
  'match-statement': { min: [3, 10] },
  'union-annotation': { min: [3, 10] },
  'except-star': { min: [3, 11] },
  'star-subscript': { min: [3, 11] },
  'type-statement': { min: [3, 12] },
  'type-parameters': { min: [3, 12] },
  'f-string-nesting': { min: [3, 12] },
  'except-without-parentheses': { min: [3, 14] },
  't-string': { min: [3, 14] },
} as const satisfies Record<SyntaxFeatureName, FeatureBounds>;

/** The Pythons that a set of features leaves; both ends inclusive, absent where nothing bounds it. */
export interface PythonBounds {
  min?: PythonVersion;
  max?: PythonVersion;
  /** The features that set the two bounds. */
  minBecause: SyntaxFeatureName[];
  maxBecause: SyntaxFeatureName[];
}

const order = (a: PythonVersion, b: PythonVersion): number => a[0] - b[0] || a[1] - b[1];

/**
 * Gives the first and the last Python that can read all of the given features. Where `min` is above `max` no Python
 * can, as with a file that holds both a print statement and an f-string.
 */
export function pythonBounds(features: Iterable<{ feature: SyntaxFeatureName }>): PythonBounds {
  const bounds: PythonBounds = { minBecause: [], maxBecause: [] };
  for (const { feature } of features) {
    const { min, max }: FeatureBounds = SYNTAX_FEATURES[feature];
    if (min !== undefined) {
      const difference = bounds.min === undefined ? 1 : order(min, bounds.min);
      if (difference > 0) {
        bounds.min = min;
        bounds.minBecause = [];
      }
      if (difference >= 0) bounds.minBecause.push(feature);
    }
    if (max !== undefined) {
      const difference = bounds.max === undefined ? -1 : order(max, bounds.max);
      if (difference < 0) {
        bounds.max = max;
        bounds.maxBecause = [];
      }
      if (difference <= 0) bounds.maxBecause.push(feature);
    }
  }
  return bounds;
}
