import type { UnreadableFact } from '../../model/evidence.js';
import { placeOf } from '../../python/source/place.js';
import type { Check, CheckContext } from '../check.js';

/** Files that are not what their name says, and lines for which pip refuses a whole file. */
export const unreadableInput: Check = function* (context) {
  const seen = new Set<string>();
  for (const fact of context.project.facts.unreadable) {
    // Several scanners may read one file, and fail at the same line.
    const key = `${fact.location.file}:${fact.location.line}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (isRefusedRequirement(fact, context)) {
      const text = fact.text ?? '';
      yield {
        rule: 'NPA111',
        subject: { file: fact.location.file },
        message: `${text}: ${fact.message}`,
        symptom: `ERROR: Invalid requirement: '${text}'`,
        remedy: 'correct the line, or make it a comment',
        locations: [fact.location],
        confidence: 'medium',
        cured: false,
      };
      continue;
    }
    yield {
      rule: 'NPA109',
      subject: { file: fact.location.file },
      message: `${fact.location.file} could not be read as ${fact.format}: ${fact.message}`,
      locations: [fact.location],
      cured: false,
    };
  }
};

/** Whether pip stops at a line. A file without any requirement was hardly written for pip. */
function isRefusedRequirement(fact: UnreadableFact, context: CheckContext): boolean {
  const { file } = fact.location;
  return (
    fact.format === 'requirements.txt' &&
    fact.text !== undefined &&
    context.project.facts.requirement.some(
      (other) => other.location.file === file && other.origin === 'manifest',
    )
  );
}

/** Python files that neither Python 2 nor Python 3 accepts. */
export const unreadablePython: Check = function* (context) {
  for (const fact of context.project.facts['python-source']) {
    const { unreadable } = fact.source;
    const role = context.project.files.get(fact.location.file);
    if (!unreadable || role === 'vendored' || role === 'test') continue;
    yield {
      rule: 'NPA206',
      subject: { file: fact.location.file },
      message: `no Python reads ${fact.location.file}: ${unreadable.message}`,
      symptom: 'SyntaxError',
      locations: [placeOf(fact, unreadable)],
      confidence: 'medium',
      cured: false,
    };
  }
};
