import { fileNameOf } from './lock-values.js';

/** What the URL of a conda package says. */
export interface CondaFile {
  name: string;
  version: string;
  build: string;
  channel: string;
  subdir: string;
  file: string;
}

/**
 * Reads the URL of a conda package: `https://host/conda-forge/linux-64/numpy-1.19.5-py36h2aa4a07_1.tar.bz2`.
 * Gives undefined where the file is not named as conda packages are.
 */
export function condaFile(url: string): CondaFile | undefined {
  const file = fileNameOf(url);
  const match = /^(.+)-([^-]+)-([^-]+?)(?:\.tar\.bz2|\.conda)?$/.exec(file);
  if (match === null) return undefined;
  const folders = (url.split(/[?#]/, 1)[0] ?? '').split('/').slice(0, -1);
  return {
    name: match[1]!.toLowerCase(),
    version: match[2]!,
    build: match[3]!,
    channel: folders.at(-2) ?? '',
    subdir: folders.at(-1) ?? '',
    file,
  };
}
