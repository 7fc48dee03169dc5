import { hasHeader } from '../migrator/generated-file.js';
import type { Evidence } from '../model/evidence.js';
import type { Repository, RepositoryFile } from '../project/repository.js';
import { isScanned, scanFile, scanIncluded } from '../scanners/index.js';

/** Far more than any repository that people made states. */
const MAX_FACTS = 300_000;

/** What was read of a repository. */
export interface Collected {
  evidence: Evidence[];
  /** Files that some scanner read. */
  scanned: number;
}

/**
 * Reads every file that a scanner knows, then those that only another file names (`-r deps.txt`).
 *
 * @param progress called with the number of files read so far and in all
 */
export function collect(repository: Repository, progress: (done: number, total: number) => void): Collected {
  const paths = repository.paths.filter((path) => isScanned(path));
  const evidence: Evidence[] = [];
  let scanned = 0;
  for (const path of paths) {
    if (evidence.length > MAX_FACTS) {
      repository.skipped.push({ file: path, reason: 'the files before it state more than can be judged' });
      break;
    }
    const file = repository.read(path);
    // What --fix wrote says nothing about the repository; its flake only says that it is ours.
    if (file && (path.endsWith('.nix') || !isGenerated(file))) {
      for (const fact of scanFile(file)) evidence.push(fact);
      scanned++;
    }
    progress(scanned, paths.length);
  }
  const known = new Set(repository.paths);
  const read = new Set(paths);
  for (let i = 0; i < evidence.length; i++) {
    const fact = evidence[i];
    if (fact?.kind !== 'include' || !known.has(fact.target) || read.has(fact.target)) continue;
    read.add(fact.target);
    const file = repository.read(fact.target);
    if (!file) continue;
    for (const more of scanIncluded(file, fact)) evidence.push(more);
    scanned++;
  }
  return { evidence, scanned };
}

function isGenerated(file: RepositoryFile): boolean {
  return hasHeader(Buffer.from(file.bytes.subarray(0, 100)).toString('latin1'));
}
