import type { PythonStatementFact } from '../model/evidence.js';
import type { Location } from '../model/location.js';

/**
 * States what a trove classifier says about Python (`Programming Language :: Python :: 3.6`).
 * Gives undefined for every other classifier, and for those that name an implementation or no version.
 */
export function classifierFact(classifier: string, location: Location): PythonStatementFact | undefined {
  const version = /^Programming Language :: Python :: (\d+(?:\.\d+)?)(?: :: Only)?$/.exec(
    classifier.trim(),
  )?.[1];
  if (version === undefined) return undefined;
  return {
    kind: 'python',
    specifier: `==${version}.*`,
    strength: 'tests',
    source: 'classifier',
    location,
    text: classifier.trim(),
  };
}
