/** A version as PEP 440 defines it, normalised. Versions that PEP 440 refuses (`2004d`) are kept as text by callers. */
export interface Version {
  readonly epoch: number;
  readonly release: readonly number[];
  readonly pre: { readonly phase: Phase; readonly number: number } | null;
  readonly post: number | null;
  readonly dev: number | null;
  /** Lower-case segments after `+`; empty where there is no local label. Text, because hashes outgrow numbers. */
  readonly local: readonly string[];
}

export type Phase = 'a' | 'b' | 'rc';

// Each part begins with a character that the part before it cannot end in, or is tried once: linear on any text.
const VERSION = new RegExp(
  [
    String.raw`^v?(?:(?<epoch>\d+)!)?(?<release>\d+(?:\.\d+)*)`,
    String.raw`(?:[-_.]?(?<phase>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<pre>\d+)?)?`,
    String.raw`(?:-(?<implicitPost>\d+)|[-_.]?(?<postWord>post|rev|r)[-_.]?(?<post>\d+)?)?`,
    String.raw`(?:[-_.]?(?<devWord>dev)[-_.]?(?<dev>\d+)?)?`,
    String.raw`(?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?$`,
  ].join(''),
  'i',
);

const PHASES = new Map<string, Phase>([
  ['alpha', 'a'],
  ['a', 'a'],
  ['beta', 'b'],
  ['b', 'b'],
  ['c', 'rc'],
  ['rc', 'rc'],
  ['pre', 'rc'],
  ['preview', 'rc'],
]);

/**
 * Reads a version in any of the spellings that PEP 440 normalises (`v1.0`, `1.0-1`, `1.0-Alpha.2`, `1!2.0+ubuntu-1`).
 * Gives null for anything else, also for a number that JavaScript cannot hold exactly. Throws nothing.
 */
export function parseVersion(text: string): Version | null {
  const groups = VERSION.exec(text.trim())?.groups;
  if (groups === undefined) return null;
  const { epoch, release, phase, pre, implicitPost, postWord, post, devWord, dev, local } = groups;
  const version: Version = {
    epoch: Number(epoch ?? 0),
    release: release!.split('.').map(Number),
    pre: phase ? { phase: PHASES.get(phase.toLowerCase())!, number: Number(pre ?? 0) } : null,
    post: implicitPost || postWord ? Number(implicitPost ?? post ?? 0) : null,
    dev: devWord ? Number(dev ?? 0) : null,
    local: local ? local.toLowerCase().split(/[-_.]/).map(withoutLeadingZeros) : [],
  };
  return numbersOf(version).every(Number.isSafeInteger) ? version : null;
}

/** Writes a version in its normal form. `release` keeps its zeros: `1.0` stays `1.0`. */
export function formatVersion(version: Version): string {
  const { epoch, release, pre, post, dev, local } = version;
  return [
    epoch ? `${epoch}!` : '',
    release.join('.'),
    pre ? `${pre.phase}${pre.number}` : '',
    post === null ? '' : `.post${post}`,
    dev === null ? '' : `.dev${dev}`,
    local.length > 0 ? `+${local.join('.')}` : '',
  ].join('');
}

/** Orders two versions as PEP 440 does: negative where `a` comes first, 0 where they are equal (`1` and `1.0`). */
export function compareVersions(a: Version, b: Version): number {
  return (
    a.epoch - b.epoch ||
    compareReleases(a.release, b.release) ||
    phaseRank(a) - phaseRank(b) ||
    (a.pre?.number ?? 0) - (b.pre?.number ?? 0) ||
    compareNumbers(a.post ?? -1, b.post ?? -1) ||
    compareNumbers(a.dev ?? Infinity, b.dev ?? Infinity) ||
    compareLocals(a.local, b.local)
  );
}

const byNumberWithin = new Intl.Collator('en', { numeric: true });

/**
 * Orders two version texts. A text that PEP 440 refuses comes before every proper version, as installers had it
 * while they still took such texts; among themselves they are ordered as a reader would.
 */
export function compareVersionTexts(a: string, b: string): number {
  const left = parseVersion(a);
  const right = parseVersion(b);
  if (left && right) return compareVersions(left, right);
  if (left || right) return left ? 1 : -1;
  return byNumberWithin.compare(a, b);
}

/** Says whether installers pass this version over unless asked: alpha, beta, candidate or development release. */
export function isPrerelease(version: Version): boolean {
  return version.pre !== null || version.dev !== null;
}

function numbersOf({ epoch, release, pre, post, dev }: Version): number[] {
  return [epoch, ...release, pre?.number ?? 0, post ?? 0, dev ?? 0];
}

function withoutLeadingZeros(segment: string): string {
  return isNumeric(segment) ? segment.replace(/^0+(?=\d)/, '') : segment;
}

function isNumeric(segment: string): boolean {
  return /^\d+$/.test(segment);
}

function compareNumbers(a: number, b: number): number {
  // Subtraction would give NaN for two infinities.
  return a === b ? 0 : a < b ? -1 : 1;
}

function compareReleases(a: readonly number[], b: readonly number[]): number {
  const length = Math.max(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A development release of a final version comes even before its alphas. */
function phaseRank({ pre, post, dev }: Version): number {
  if (pre !== null) return { a: 1, b: 2, rc: 3 }[pre.phase];
  return post === null && dev !== null ? 0 : 4;
}

/** No label first, then segment by segment: words before numbers, and a label before its own extensions. */
function compareLocals(a: readonly string[], b: readonly string[]): number {
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index++) {
    const difference = compareLocalSegments(a[index]!, b[index]!);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function compareLocalSegments(a: string, b: string): number {
  if (a === b) return 0;
  const aIsNumeric = isNumeric(a);
  if (aIsNumeric !== isNumeric(b)) return aIsNumeric ? 1 : -1;
  // Without leading zeros, the longer of two numerals is the greater number.
  if (aIsNumeric && a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : 1;
}
