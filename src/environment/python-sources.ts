import type { PythonSourceFact } from '../model/evidence.js';
import type { SourceBounds } from '../model/inference.js';
import type { Location } from '../model/location.js';
import type { PathRole } from '../model/project.js';
import { placeOf } from '../python/source/place.js';
import type { SyntaxFeatureName } from '../model/python-source.js';
import { pythonBounds } from '../python/source/syntax-features.js';

/** `print-statement` as a person says it. */
export function featureName(feature: SyntaxFeatureName): string {
  return feature.replaceAll('-', ' ');
}

/** The Pythons that can read a file's syntax. */
export function syntaxBounds(fact: PythonSourceFact, role: PathRole): SourceBounds {
  const bounds = pythonBounds(fact.source.syntax);
  const result: SourceBounds = { file: fact.location.file, role, removals: [] };
  const place = (names: readonly SyntaxFeatureName[]): Location => {
    const feature = fact.source.syntax.find((entry) => entry.feature === names[0]);
    return placeOf(fact, feature?.span ?? { line: 1 });
  };
  if (bounds.min) {
    result.min = {
      version: bounds.min.join('.'),
      text: bounds.minBecause.map(featureName).join(', '),
      location: place(bounds.minBecause),
      isSyntax: true,
    };
  }
  if (bounds.max) {
    result.max = {
      version: bounds.max.join('.'),
      text: bounds.maxBecause.map(featureName).join(', '),
      location: place(bounds.maxBecause),
      isSyntax: true,
    };
  }
  return result;
}
