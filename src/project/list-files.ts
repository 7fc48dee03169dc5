import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { git } from './git.js';

/** More files than any source repository has: a data set, or a trap. */
const MAX_FILES = 200_000;
const MAX_DEPTH = 64;

/** Longer paths no file system has, but an index of git can name them. */
const MAX_PATH = 4096;

const MAX_GITIGNORE = 64 * 1024;
/** A pattern with more stars may take exponential time; git bounds them likewise. */
const MAX_STARS = 8;

/** Folders that hold installed packages or caches, never the project's own files. */
const NEVER_SOURCE = new Set([
  '.git',
  '.hg',
  '.svn',
  '.tox',
  '.nox',
  '.venv',
  '.eggs',
  '.mypy_cache',
  '.pytest_cache',
  '.ipynb_checkpoints',
  '.direnv',
  '__pycache__',
  'node_modules',
  'site-packages',
  'bower_components',
]);

/** The files of a repository. */
export interface FileList {
  /** Paths relative to the root with `/`, sorted bytewise. May name files that are gone from the work tree. */
  paths: string[];
  /** In a git work tree: listed by git. */
  git: boolean;
  /** There were more than the bound; the rest was left out. */
  truncated: boolean;
}

/**
 * Lists the files of a repository: in a git work tree those that git tracks and those it would track, anywhere else
 * every file that no .gitignore leaves out. Symbolic links to folders are not followed.
 */
export async function listFiles(root: string): Promise<FileList> {
  const listed =
    (await isInWorkTree(root)) &&
    (await git(root, ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate']));
  // A folder that git ignores as a whole lists as empty: then it is read like any other folder.
  const fromGit = listed
    ? listed.split('\0').filter((path) => isPlainPath(path) && !inNeverSource(path))
    : [];
  const paths = fromGit.length > 0 ? fromGit : walk(root);
  paths.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return { paths: paths.slice(0, MAX_FILES), git: fromGit.length > 0, truncated: paths.length > MAX_FILES };
}

/** Whether the folder lies in the work tree that git speaks of: `core.worktree` can point it anywhere. */
async function isInWorkTree(root: string): Promise<boolean> {
  const top = (await git(root, ['rev-parse', '--show-toplevel']))?.replace(/\n$/, '');
  return top !== undefined && top !== '' && (root === top || root.startsWith(join(top, sep)));
}

/** Whether a path leads to a place below the root: what a hostile index of git lists need not. */
function isPlainPath(path: string): boolean {
  if (path === '' || path.length > MAX_PATH) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

/** Whether a path lies in a folder of installed packages, a cache, or a virtual environment. */
function inNeverSource(path: string): boolean {
  return path.split('/').some((part) => NEVER_SOURCE.has(part));
}

interface Pending {
  folder: string;
  depth: number;
  /** The .gitignore files that apply, outermost first, each with the folder it lies in. */
  ignores: { base: string; rules: Ignore }[];
}

function walk(root: string): string[] {
  const files: string[] = [];
  const stack: Pending[] = [{ folder: '', depth: 0, ignores: [] }];
  for (let current = stack.pop(); current && files.length <= MAX_FILES; current = stack.pop()) {
    const { folder, depth } = current;
    let entries;
    try {
      entries = readdirSync(join(root, folder), { withFileTypes: true });
    } catch {
      continue;
    }
    const names = new Set(entries.map((entry) => entry.name));
    // A virtual environment keeps somebody else's packages.
    if (folder !== '' && (names.has('pyvenv.cfg') || names.has('conda-meta'))) continue;
    const ignores = names.has('.gitignore') ? [...current.ignores, gitignore(root, folder)] : current.ignores;
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (NEVER_SOURCE.has(entry.name) || depth >= MAX_DEPTH || isIgnored(`${path}/`, ignores)) continue;
        stack.push({ folder: path, depth: depth + 1, ignores });
      } else if ((entry.isFile() || entry.isSymbolicLink()) && !isIgnored(path, ignores)) {
        files.push(path);
      }
    }
  }
  return files;
}

function gitignore(root: string, folder: string): { base: string; rules: Ignore } {
  const rules = ignore();
  try {
    rules.add(readPatterns(join(root, folder, '.gitignore')));
  } catch {
    // Unreadable: then it hides nothing.
  }
  return { base: folder === '' ? '' : `${folder}/`, rules };
}

/** The patterns of a .gitignore that is a regular file; a link, a pipe or a heap of megabytes hides nothing. */
function readPatterns(path: string): string[] {
  const handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  try {
    const status = fstatSync(handle);
    if (!status.isFile() || status.size > MAX_GITIGNORE) return [];
    const lines = readFileSync(handle, 'utf8').split(/\r?\n/);
    return lines.filter((line) => line.split('*').length - 1 <= MAX_STARS);
  } finally {
    closeSync(handle);
  }
}

/** The innermost .gitignore that says anything about a path decides. */
function isIgnored(path: string, ignores: Pending['ignores']): boolean {
  for (let i = ignores.length - 1; i >= 0; i--) {
    const layer = ignores[i];
    if (!layer) continue;
    const verdict = layer.rules.test(path.slice(layer.base.length));
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}
