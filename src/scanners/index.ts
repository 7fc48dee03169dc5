import type { Evidence, IncludeFact, UnreadableFact } from '../model/evidence.js';
import { ci } from './ci/index.js';
import { containers } from './containers/index.js';
import { documents } from './documents/index.js';
import { host } from './host/index.js';
import { locks } from './locks/index.js';
import { manifests } from './manifests/index.js';
import { native } from './native/index.js';
import { scanRequirementsText } from './manifests/requirements-txt.js';
import type { Scanner, SourceFile } from './scanner.js';

/** Every format that is read. */
export const scanners: readonly Scanner[] = [
  ...manifests,
  ...locks,
  ...containers,
  ...ci,
  ...native,
  ...documents,
  ...host,
];

/** No file that anybody made states more; one that does is data, or a trap for what reads the facts. */
const MAX_FACTS = 20_000;

/** Whether any scanner reads the file at that path: what no scanner reads need not be opened. */
export function isScanned(path: string): boolean {
  return scanners.some((scanner) => scanner.matches(path));
}

/**
 * States what one file says. A scanner that fails costs its own facts only: the failure becomes an `unreadable` fact.
 */
export function scanFile(file: SourceFile): Evidence[] {
  const evidence: Evidence[] = [];
  for (const scanner of scanners) {
    if (!scanner.matches(file.path)) continue;
    try {
      const facts = scanner.scan(file);
      for (const fact of facts.length > MAX_FACTS ? facts.slice(0, MAX_FACTS) : facts) evidence.push(fact);
      if (facts.length > MAX_FACTS)
        evidence.push(
          unreadable(file, scanner, `more than ${MAX_FACTS} statements: the others are left out`),
        );
    } catch (error) {
      evidence.push(unreadable(file, scanner, error instanceof Error ? error.message : String(error)));
    }
  }
  return evidence;
}

function unreadable(file: SourceFile, { format }: Scanner, message: string): UnreadableFact {
  return { kind: 'unreadable', format, message, location: { file: file.path, line: 1 } };
}

/**
 * States what a file says that only another file names: `-r deps.txt` makes requirements of a file called so.
 */
export function scanIncluded(file: SourceFile, include: IncludeFact): Evidence[] {
  return include.as === 'requirements' || include.as === 'constraints'
    ? scanRequirementsText(file, include.role)
    : [];
}
