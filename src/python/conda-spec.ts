import { parseSpecifier, type SpecifierSet } from './specifier.js';
import { parseVersion } from './version.js';

/** A match specification of conda, as in environment.yml and on its command line. */
export interface CondaSpec {
  readonly channel?: string;
  readonly subdir?: string;
  /** Lower case, as conda compares it. */
  readonly name: string;
  /** As written, with its operator: `=1.16`, `>=1,<2`. */
  readonly version?: string;
  readonly build?: string;
  /** PEP 440 sets that together admit what `version` admits: any one of them suffices. */
  readonly alternatives: readonly SpecifierSet[];
}

/** No specification that people write is longer; the bound keeps all that follows cheap. */
const MAX_LENGTH = 1_000;

const PACKAGE_FILE = /(?:\.tar\.bz2|\.conda)$/;

/**
 * Reads a match specification in any of conda's forms: `numpy`, `numpy=1.16`, `numpy 1.16.* py36*`, `numpy=1.16.4=py36h_0`,
 * `conda-forge/linux-64::numpy>=1.16,<2`, `numpy[version='1.2|1.3',build=py36*]`, and the URL of a package.
 * Gives null where no package is named. Throws nothing.
 */
export function parseCondaSpec(text: string): CondaSpec | null {
  const spec = text.trim();
  if (spec.length > MAX_LENGTH) return null;
  if (PACKAGE_FILE.test(withoutHash(spec))) return parsePackageFile(withoutHash(spec));

  const { positional, keys } = splitKeys(spec);
  const separator = positional.lastIndexOf('::');
  const place = separator === -1 ? '' : positional.slice(0, separator);
  const match = /^(?<name>[\w*][\w.*-]*)\s*(?<rest>.*)$/s.exec(
    positional.slice(separator === -1 ? 0 : separator + 2).trim(),
  );
  if (match === null) return null;
  const { version, build } = splitVersionAndBuild(match.groups!.rest!);
  const wanted = { version: keys.get('version') ?? version, build: keys.get('build') ?? build };
  return {
    ...splitPlace(place),
    ...ifSet('channel', keys.get('channel')),
    ...ifSet('subdir', keys.get('subdir')),
    name: match.groups!.name!.toLowerCase(),
    ...ifSet('version', wanted.version),
    ...ifSet('build', wanted.build),
    alternatives: parseCondaVersion(wanted.version, wanted.build !== '' && !keys.has('version')),
  };
}

/**
 * Reads the version part of a match specification. `|` separates alternatives and binds less than `,`. `exact` says that
 * a single `=` means equality, as it does where a build is named, and not "begins with".
 */
export function parseCondaVersion(version: string, exact = false): SpecifierSet[] {
  return version.split('|').map((alternative) => {
    const clauses = alternative.split(',').map((clause) => toPep440(clause.trim(), exact));
    return parseSpecifier(clauses.join(','));
  });
}

function toPep440(clause: string, exact: boolean): string {
  const match = /^(?<operator>==|=|!=|<=|>=|~=|<|>)?\s*(?<written>.*)$/s.exec(clause)!;
  const { operator = '', written = '' } = match.groups!;
  if (written === '' || written === '*') return written === '' ? operator : '';
  const stem = written.replace(/\.?\*$/, '');
  const hasStar = stem !== written;
  if (operator === '!=') return `!=${stem}${hasStar ? '.*' : ''}`;
  // Conda lets a star stand behind an ordering operator and passes over it.
  if (!['', '=', '=='].includes(operator)) return `${operator}${stem}`;
  const begins = hasStar || (operator === '=' && !exact);
  return begins && isPlainRelease(stem) ? `==${stem}.*` : `==${stem}`;
}

/** Only a plain release can be the prefix of other versions for PEP 440. */
function isPlainRelease(text: string): boolean {
  return /^\d+(?:\.\d+)*$/.test(text) && parseVersion(text) !== null;
}

/** The build follows a second `=` or a blank. */
function splitVersionAndBuild(rest: string): { version: string; build: string } {
  const text = rest.trim();
  const byEquals = /^(?<version>={1,2}[^=\s<>!~|,]+)=(?<build>[^=\s]+)$/.exec(text);
  if (byEquals) return { version: byEquals.groups!.version!, build: byEquals.groups!.build! };
  // Blanks around operators and separators separate nothing: `>= 1.2 , <2`.
  const joined = text.replace(/\s*([,|])\s*/g, '$1').replace(/([<>=!~])\s+/g, '$1');
  const blank = joined.search(/\s/);
  if (blank === -1) return { version: joined, build: '' };
  return { version: joined.slice(0, blank), build: joined.slice(blank).trim() };
}

function splitKeys(spec: string): { positional: string; keys: Map<string, string> } {
  const open = spec.indexOf('[');
  if (open === -1 || !spec.endsWith(']')) return { positional: spec, keys: new Map() };
  const pairs = spec
    .slice(open + 1, -1)
    .matchAll(/(?<key>\w+)\s*=\s*(?:'(?<single>[^']*)'|"(?<double>[^"]*)"|(?<bare>[^,'"]*))/g);
  const keys = new Map<string, string>();
  for (const { groups } of pairs)
    keys.set(groups!.key!, (groups!.single ?? groups!.double ?? groups!.bare ?? '').trim());
  return { positional: spec.slice(0, open), keys };
}

/** `conda-forge/linux-64`; a channel that is a URL keeps its slashes. */
function splitPlace(place: string): { channel?: string; subdir?: string } {
  const match = /^(?<channel>.+)\/(?<subdir>noarch|(?:linux|osx|win|zos|freebsd|emscripten|wasi)-\w+)$/.exec(
    place,
  );
  if (match) return { channel: match.groups!.channel!, subdir: match.groups!.subdir! };
  return ifSet('channel', place);
}

/** `https://…/linux-64/numpy-1.16.4-py36h_0.tar.bz2` */
function parsePackageFile(url: string): CondaSpec | null {
  const slash = url.lastIndexOf('/');
  const match = /^(?<name>.+)-(?<version>[^-]+)-(?<build>[^-]+)$/.exec(
    url.slice(slash + 1).replace(PACKAGE_FILE, ''),
  );
  if (match === null) return null;
  const { name, version, build } = match.groups!;
  return {
    ...splitPlace(slash === -1 ? '' : url.slice(0, slash)),
    name: name!.toLowerCase(),
    version: `==${version!}`,
    build: build!,
    alternatives: parseCondaVersion(`==${version!}`),
  };
}

/** In explicit environment files, a hash follows the URL. */
function withoutHash(spec: string): string {
  return spec.split('#', 1)[0]!;
}

function ifSet<Key extends string>(key: Key, value: string | undefined): { [K in Key]?: string } {
  return (value ? { [key]: value } : {}) as { [K in Key]?: string };
}
