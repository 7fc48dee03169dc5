import { git } from './git.js';
import type { Repository } from './repository.js';

/** When the repository last changed in a way that matters, and how that is known. */
export interface Epoch {
  /** ISO date. */
  date: string;
  /** In words, for the report. */
  source: string;
  /** False where it is only an estimate: no history, or one that says nothing. */
  certain: boolean;
}

/** Code and what it depends on; a licence or README edit does not move the epoch. */
const MEANINGFUL = [
  '*.py',
  '*.pyx',
  '*.ipynb',
  '*.c',
  '*.cc',
  '*.cpp',
  '*.cu',
  '*requirements*.txt',
  '*requirements*.in',
  '*constraints*.txt',
  '*setup.cfg',
  '*pyproject.toml',
  '*Pipfile',
  '*Pipfile.lock',
  '*.lock',
  '*environment*.yml',
  '*environment*.yaml',
  '*Dockerfile*',
  '*runtime.txt',
  '*.python-version',
  '*tox.ini',
];

/** Authors who bump versions without running the code. */
const BOT =
  /\b(dependabot|renovate|snyk|pyup|greenkeeper|pre-commit-ci|imgbot|allcontributors|github-actions)\b/i;

const RECENT_COMMITS = '200';

/**
 * Finds the epoch: the author date of the last commit by a person that touched code or a dependency file; without
 * history the newest date of such a file, where the dates are its own and not those of a fresh copy.
 *
 * @param today ISO date, the upper bound and the last resort
 */
export async function findEpoch(repository: Repository, today: string): Promise<Epoch> {
  const commit = await lastMeaningfulCommit(repository.root);
  if (commit) return commit;
  const dates = repository.paths
    .filter((path) => /\.(py|ipynb|txt|toml|cfg|ya?ml|lock)$/.test(path))
    .map((path) => repository.modified(path)?.toISOString().slice(0, 10))
    .filter((date) => date !== undefined)
    .sort();
  const newest = dates.at(-1);
  // Files that were all written within a day or two of now were copied, not edited.
  if (newest && daysBetween(newest, today) > 2) {
    return { date: newest, source: 'the newest date of a source file (no git history)', certain: false };
  }
  return { date: today, source: 'today: there is no git history to tell', certain: false };
}

async function lastMeaningfulCommit(root: string): Promise<Epoch | undefined> {
  const format = '--format=%aI%x09%an%x09%ae';
  const narrow = await git(root, [
    'log',
    `-${RECENT_COMMITS}`,
    '--no-show-signature',
    format,
    '--',
    ...MEANINGFUL,
  ]);
  const commits = (narrow ?? '').split('\n').filter((line) => line !== '');
  const byPerson = commits.find((line) => !BOT.test(line.slice(line.indexOf('\t'))));
  if (byPerson) {
    return {
      date: byPerson.slice(0, 10),
      source: 'git: the last commit by a person that touched code or a dependency file',
      certain: true,
    };
  }
  const any = commits[0] ?? (await git(root, ['log', '-1', '--no-show-signature', format]))?.trim();
  return any ? { date: any.slice(0, 10), source: 'git: the last commit', certain: true } : undefined;
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}
