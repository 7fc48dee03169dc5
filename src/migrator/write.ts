import { randomBytes } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import { hasHeader, type GeneratedFile } from './generated-file.js';

/** What writing would do to one file. */
export interface PlannedWrite {
  file: GeneratedFile;
  action: 'create' | 'replace' | 'unchanged' | 'refuse';
  /** The content that is there now, where it is a file that could be read. */
  before?: string;
  /** Why it is refused. */
  reason?: string;
}

export interface WriteResult {
  written: string[];
  unchanged: string[];
  /** When there is any, nothing was written. */
  refused: { path: string; reason: string }[];
}

export interface WriteOptions {
  /** Also replace files that `--fix` did not write. Links and what lies outside of the root stay refused. */
  force?: boolean;
}

/** More than any file that we write; a larger one in its place is not ours. */
const MAX_SIZE = 64 * 1024 * 1024;

/**
 * Compares what shall be written with what is there, and writes nothing.
 *
 * @param root the folder that all paths are relative to
 */
export function planWrites(
  root: string,
  files: readonly GeneratedFile[],
  { force = false }: WriteOptions = {},
): PlannedWrite[] {
  return files.map((file) => {
    const refuse = (reason: string, before?: string): PlannedWrite => ({
      file,
      action: 'refuse',
      reason,
      ...(before !== undefined && { before }),
    });
    if (!isInside(file.path)) return refuse('it is not a path inside the repository');
    const obstacle = obstacleOnTheWay(root, file.path);
    if (obstacle !== undefined) return refuse(obstacle);
    const target = join(root, file.path);
    const stats = statsOf(target);
    if (!stats) return { file, action: 'create' };
    if (!stats.isFile()) return refuse(stats.isSymbolicLink() ? 'it is a link' : 'it is no regular file');
    if (stats.size > MAX_SIZE) return refuse('it was not written by nix-py-audit');
    const before = readFileSync(target, 'utf8');
    if (before === file.content && isExecutable(stats) === (file.executable === true)) {
      return { file, action: 'unchanged', before };
    }
    if (!force && !isOurs(root, file, before)) {
      return refuse('it was not written by nix-py-audit; --force replaces it', before);
    }
    return { file, action: 'replace', before };
  });
}

/**
 * Writes the files, each in one step (a reader sees the old or the new content, never a half). All or nothing as far
 * as refusals go: if one file is refused, none is written, because they only make sense together.
 *
 * @throws {Error} of the file system
 */
export function writeFiles(
  root: string,
  files: readonly GeneratedFile[],
  options: WriteOptions = {},
): WriteResult {
  const planned = planWrites(root, files, options);
  const refused = planned.flatMap(({ file, reason }) =>
    reason === undefined ? [] : [{ path: file.path, reason }],
  );
  const pathsOf = (...actions: PlannedWrite['action'][]) =>
    planned.filter(({ action }) => actions.includes(action)).map(({ file }) => file.path);
  if (refused.length > 0) return { written: [], unchanged: pathsOf('unchanged'), refused };
  for (const { file, action } of planned) {
    if (action !== 'unchanged') replaceFile(join(root, file.path), file);
  }
  return { written: pathsOf('create', 'replace'), unchanged: pathsOf('unchanged'), refused };
}

function isInside(path: string): boolean {
  const parts = path.split('/');
  return parts.every((part) => part !== '' && part !== '.' && part !== '..') && !/[\0\\]/.test(path);
}

/** What makes one of the folders above the file unfit to write in. */
function obstacleOnTheWay(root: string, path: string): string | undefined {
  const folders = path.split('/').slice(0, -1);
  for (let depth = 1; depth <= folders.length; depth += 1) {
    const folder = folders.slice(0, depth).join('/');
    const stats = statsOf(join(root, folder));
    if (!stats) return undefined;
    if (stats.isSymbolicLink()) return `${folder} is a link`;
    if (!stats.isDirectory()) return `${folder} is no folder`;
  }
  return undefined;
}

/** A file with our header, or one that belongs to such a file, or to none at all. */
function isOurs(root: string, file: GeneratedFile, before: string): boolean {
  if (file.belongsTo === undefined) return hasHeader(before);
  const owner = join(root, file.belongsTo);
  const stats = statsOf(owner);
  return !stats || (stats.isFile() && stats.size <= MAX_SIZE && hasHeader(readFileSync(owner, 'utf8')));
}

function replaceFile(target: string, { content, executable }: GeneratedFile): void {
  mkdirSync(dirname(target), { recursive: true });
  const temporary = join(dirname(target), `.nix-py-audit-${randomBytes(8).toString('hex')}`);
  try {
    // `wx` never follows a link, and renaming replaces the name, not what it may point to.
    writeFileSync(temporary, content, { flag: 'wx', mode: executable ? 0o755 : 0o644 });
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function statsOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

function isExecutable(stats: Stats): boolean {
  return (stats.mode & 0o100) !== 0;
}
