import { posix } from 'node:path';

/** No path of a file system is longer. */
const MAX_PATH = 4096;

/** The folder that `cd path` leads to; undefined where the way there is too long to be one. */
export function enterFolder(folder: string, path: string): string | undefined {
  return folder.length + path.length > MAX_PATH ? undefined : joinFolders(folder, path);
}

/** Joins a folder and a relative path; '' is the folder where everything starts. */
export function joinFolders(folder: string, path: string): string {
  const joined = posix.join(folder, path).replace(/(?<=.)\/$/, '');
  return joined === '.' ? '' : joined;
}
