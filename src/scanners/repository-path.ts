import { posix } from 'node:path';

/**
 * Where a path written in a file of the repository leads.
 * Takes the folder that relative paths start from (relative to the repository root, '' for the root) and the path as
 * written, with `/` or `\`. Gives the path relative to the repository root ('.' for the root itself); a path that is
 * absolute, leads out of the repository or contains variables comes back as written.
 */
export function repositoryPath(folder: string, written: string): string {
  const path = written.replaceAll('\\', '/');
  if (path.startsWith('/') || path.startsWith('~') || /^[A-Za-z]:/.test(path) || path.includes('$'))
    return written;
  const joined = posix.normalize(posix.join(folder, path)).replace(/(?<=.)\/$/, '');
  return joined === '..' || joined.startsWith('../') ? written : joined;
}

/** The folder of a repository-relative path: '' for a file in the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
