import type { Evidence, IncludeFact } from '../model/evidence.js';
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
      for (const fact of scanner.scan(file)) evidence.push(fact);
    } catch (error) {
      evidence.push({
        kind: 'unreadable',
        format: scanner.format,
        message: error instanceof Error ? error.message : String(error),
        location: { file: file.path, line: 1 },
      });
    }
  }
  return evidence;
}

/**
 * States what a file says that only another file names: `-r deps.txt` makes requirements of a file called so.
 */
export function scanIncluded(file: SourceFile, include: IncludeFact): Evidence[] {
  return include.as === 'requirements' || include.as === 'constraints'
    ? scanRequirementsText(file, include.role)
    : [];
}
