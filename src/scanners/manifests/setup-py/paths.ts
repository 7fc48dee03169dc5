import { posix } from 'node:path';

/** Joins paths of a setup.py; its own folder is ''. */
export function joinPaths(parts: readonly string[]): string {
  return posix.join(...parts.map((part) => part.replaceAll('\\', '/'))).replace(/^\.$|^\.\//, '');
}
