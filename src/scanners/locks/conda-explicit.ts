import type { LockedPackageFact } from '../../model/evidence.js';
import { Positions } from '../positions.js';
import { condaName } from '../conda-facts.js';
import { baseName } from '../repository-path.js';
import type { Scanner } from '../scanner.js';
import { condaFile } from './conda-file-name.js';
import { condaStatements } from './conda-statements.js';

const FORMAT = 'conda explicit';

/** Bigger files are no locks that anybody made. */
const MAX_LENGTH = 4_000_000;

/**
 * `conda list --explicit`, and the locks that conda-lock renders: a line `@EXPLICIT`, then the URL of each package
 * with its MD5 or SHA-256 sum behind `#`. The file may have any name, so its content decides.
 */
export const condaExplicit: Scanner = {
  format: FORMAT,
  matches: (path) =>
    /(spec|explicit|conda|env|require|package|lock|linux|win|osx).*\.(txt|lock)$/i.test(baseName(path)),
  scan(file) {
    const positions = new Positions(file.path, file.text.replace(/^\uFEFF/, '').slice(0, MAX_LENGTH));
    if (!isExplicit(positions.text)) return [];
    const lines = Array.from({ length: positions.lineCount }, (_, index) => index + 1);
    const packages = lines.flatMap((line) => lockedPackage(positions, line) ?? []);
    return [...packages, ...condaStatements(packages)];
  },
};

/** Whether a text is such a lock, and not a list of requirements. */
export function isExplicit(text: string): boolean {
  return /^@EXPLICIT[ \t]*\r?$/m.test(text);
}

function lockedPackage(positions: Positions, line: number): LockedPackageFact | undefined {
  const written = positions.line(line).trim();
  if (!/^[a-z+]+:\/\//.test(written)) return undefined;
  const [url = '', digest] = written.split('#', 2);
  const file = condaFile(url);
  if (file === undefined) return undefined;
  const hash = digest
    ? digest.includes(':')
      ? digest
      : `${digest.length === 64 ? 'sha256' : 'md5'}:${digest}`
    : undefined;
  return {
    kind: 'locked',
    name: condaName(file.name),
    version: file.version,
    hashes: hash === undefined ? [] : [hash],
    files: [{ file: file.file, url, hash }],
    source: { kind: 'conda', url },
    role: 'runtime',
    format: FORMAT,
    conda: { channel: file.channel, build: file.build, subdir: file.subdir },
    location: positions.atLine(line),
  };
}
