import { normalizeName } from './names.js';
import { parseVersion } from './version.js';

/** What the file name of a wheel says (PEP 427). */
export interface WheelName {
  /** Normalised (PEP 503). */
  readonly name: string;
  readonly version: string;
  readonly build?: string;
  readonly pythonTags: readonly string[];
  readonly abiTags: readonly string[];
  readonly platformTags: readonly string[];
}

/** What the file name of a source distribution says. */
export interface SdistName {
  /** Normalised (PEP 503). */
  readonly name: string;
  readonly version: string;
}

/** Minor versions of one major version of CPython; `lastMinor` is infinite where later ones fit too. */
export interface CPythonRange {
  readonly major: number;
  readonly firstMinor: number;
  readonly lastMinor: number;
}

/** No file system has longer names; the bound keeps the guesses below cheap on hostile text. */
const MAX_FILE_NAME = 300;

const SDIST_SUFFIX = /\.(?:tar\.gz|tgz|zip|tar\.bz2|tbz|tar\.xz|txz|tar\.Z|tar)$/i;

/** Splits the name of a wheel file (no folder). Gives null for anything that is no wheel's name. Throws nothing. */
export function parseWheelName(file: string): WheelName | null {
  if (file.length > MAX_FILE_NAME || !file.endsWith('.whl')) return null;
  const parts = file.slice(0, -'.whl'.length).split('-');
  if (parts.length < 5 || parts.length > 6 || parts.some((part) => part === '' || /\s/.test(part)))
    return null;
  const [rawName, version] = parts as [string, string];
  const build = parts.length === 6 ? parts[2]! : undefined;
  if (build !== undefined && !/^\d/.test(build)) return null;
  const [pythonTags, abiTags, platformTags] = parts.slice(-3).map((tags) => tags.split('.')) as [
    string[],
    string[],
    string[],
  ];
  return {
    name: normalizeName(rawName),
    version,
    ...(build && { build }),
    pythonTags,
    abiTags,
    platformTags,
  };
}

/**
 * Splits the name of a source distribution (no folder). Old names are ambiguous (`python-3-foo-1.0-1.tar.gz`):
 * `project`, if known, decides; else the version begins at the first `-` after which all is a version. Gives null
 * where no version can be seen. Throws nothing.
 */
export function parseSdistName(file: string, project?: string): SdistName | null {
  if (file.length > MAX_FILE_NAME || !SDIST_SUFFIX.test(file)) return null;
  const stem = file.replace(SDIST_SUFFIX, '');
  const splits = [...stem.matchAll(/-(?=.)/g)].map(({ index }) => ({
    name: normalizeName(stem.slice(0, index)),
    version: stem.slice(index + 1),
  }));
  if (project !== undefined) return splits.find(({ name }) => name === normalizeName(project)) ?? null;
  return (
    splits.find(({ version }) => parseVersion(version) !== null) ??
    splits.findLast(({ version }) => /^\d/.test(version)) ??
    null
  );
}

/**
 * Gives the CPythons that install a wheel with this pair of tags, each of which may be compressed (`py2.py3`).
 * Debug and free-threaded builds count as other Pythons, as do PyPy and Jython: such a pair gives nothing.
 */
export function pythonVersionsOfTag(pythonTag: string, abiTag: string): CPythonRange[] {
  const abis = abiTag.split('.');
  return pythonTag.split('.').flatMap((tag) => abis.flatMap((abi) => rangeOfPair(tag, abi) ?? []));
}

/** Says whether a wheel's Python and ABI tags fit a CPython (`3.7` or `3.7.4`); its platform is not looked at. */
export function wheelFitsPython(wheel: WheelName, python: string): boolean {
  const [major, minor = 0] = python.split('.').map(Number);
  const ranges = pythonVersionsOfTag(wheel.pythonTags.join('.'), wheel.abiTags.join('.'));
  return ranges.some(
    (range) => range.major === major && range.firstMinor <= minor && minor <= range.lastMinor,
  );
}

function rangeOfPair(pythonTag: string, abi: string): CPythonRange | null {
  const match = /^(py|cp)(\d)(\d*)$/.exec(pythonTag);
  if (match === null) return null;
  const major = Number(match[2]);
  const minor = match[3] === '' ? null : Number(match[3]);
  if (match[1] === 'py') {
    // Plain Python of a minor version runs on all later ones of the same major version.
    return abi === 'none' ? { major, firstMinor: minor ?? 0, lastMinor: Infinity } : null;
  }
  if (minor === null) return null;
  if (abi === 'abi3') return major === 3 ? { major, firstMinor: minor, lastMinor: Infinity } : null;
  // `m` (pymalloc) was in every usual build up to 3.7, `u` (wide Unicode) in those of Linux up to 3.2.
  const isOwnAbi = abi === 'none' || [pythonTag, `${pythonTag}m`, `${pythonTag}mu`].includes(abi);
  return isOwnAbi ? { major, firstMinor: minor, lastMinor: minor } : null;
}
