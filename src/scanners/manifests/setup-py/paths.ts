import { posix } from 'node:path';

/** Joins paths of a setup.py; its own folder is ''. */
export function joinPaths(parts: readonly string[]): string {
  return posix.join(...parts.map((part) => part.replaceAll('\\', '/'))).replace(/^\.$|^\.\//, '');
}

/** The folder of a path; '' for a file of the setup.py's own folder. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}
