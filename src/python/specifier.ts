import { trimmedSpan, type Problem } from './span.js';
import { compareVersions, formatVersion, isPrerelease, parseVersion, type Version } from './version.js';
import {
  EVERY_VERSION,
  FIRST_VERSION,
  intersect,
  intersectAll,
  isWithin,
  prefixRanges,
  rangesOf,
  startOfNext,
  type RangeOperator,
  type VersionRanges,
} from './version-range.js';

export type Operator = RangeOperator | '===';

/** One comparison of a specifier: `>=1.0`. */
export interface Clause {
  readonly operator: Operator;
  /** The version as written, without the `.*` of a prefix. */
  readonly text: string;
  /** Null where the clause compares text: `===` with anything, and the legacy `==2004d`. */
  readonly version: Version | null;
  /** `==1.2.*` and `!=1.2.*` */
  readonly prefix: boolean;
}

/**
 * Clauses that all hold at once; none admits every version.
 *
 * Old files hold clauses that PEP 440 refuses. Each is listed in `invalid`; where what it asks for is beyond doubt
 * (`>=1.0.*`, `==2004d`), `clauses` has it as well, so that reasoning about an old environment still works.
 */
export interface SpecifierSet {
  readonly clauses: readonly Clause[];
  readonly invalid: readonly InvalidClause[];
  /** What the clauses with a version admit together. */
  readonly ranges: VersionRanges;
}

/** A clause that PEP 440 refuses; the offsets are those of `text` in the text that was parsed. */
export interface InvalidClause extends Problem {
  readonly text: string;
}

/** The end of what a set admits. */
export interface Bound {
  readonly version: Version;
  readonly inclusive: boolean;
}

/** Longest first: `===` begins with `==`. */
const OPERATORS: readonly Operator[] = ['===', '==', '!=', '~=', '<=', '>=', '<', '>'];

/** Admits every version. */
export const ANY_VERSION: SpecifierSet = { clauses: [], invalid: [], ranges: EVERY_VERSION };

/** Reads a comma-separated specifier (`>=1.0, <2`). Empty text and empty clauses ask for nothing. Throws nothing. */
export function parseSpecifier(text: string): SpecifierSet {
  const clauses: Clause[] = [];
  const invalid: InvalidClause[] = [];
  let start = 0;
  for (const part of text.split(',')) {
    const span = trimmedSpan(text, start, start + part.length);
    start += part.length + 1;
    if (span.start === span.end) continue;
    const clauseText = text.slice(span.start, span.end);
    const { clause, message } = parseClause(clauseText);
    if (clause) clauses.push(clause);
    if (message) invalid.push({ text: clauseText, message, ...span });
  }
  return { clauses, invalid, ranges: intersectAll(clauses.map(clauseRanges)) };
}

/**
 * Writes a set in its normal form: normalised versions, no blanks, clauses in the order in which they were written.
 * Invalid clauses are written only where `clauses` has what they mean.
 */
export function formatSpecifier(set: SpecifierSet): string {
  return set.clauses
    .map(({ operator, text, version, prefix }) => {
      const written = version && operator !== '===' ? formatVersion(version) : text;
      return `${operator}${written}${prefix ? '.*' : ''}`;
    })
    .join(',');
}

/**
 * Says whether the set admits `version`. A pre-release counts like any other version unless `prereleases` is false:
 * whether a final version would be preferred can only be said of a list, see `filter`. A text that is no PEP 440
 * version is admitted by clauses that compare text, and by an empty set.
 */
export function contains(
  set: SpecifierSet,
  version: Version | string,
  options: { prereleases?: boolean } = {},
): boolean {
  const parsed = typeof version === 'string' ? parseVersion(version) : version;
  if (parsed && options.prereleases === false && isPrerelease(parsed)) return false;
  if (!set.clauses.every((clause) => !comparesText(clause) || isSameText(clause.text, version))) return false;
  return parsed ? isWithin(set.ranges, parsed) : set.clauses.every(comparesText);
}

/**
 * Gives those of `versions` that an installer would consider, in the order given: those that the set admits, without
 * pre-releases unless the set names one itself, `prereleases` says otherwise, or nothing else is admitted.
 */
export function filter<V extends Version | string>(
  set: SpecifierSet,
  versions: readonly V[],
  options: { prereleases?: boolean } = {},
): V[] {
  const admitted = versions.filter((version) => contains(set, version));
  if (options.prereleases ?? mentionsPrerelease(set)) return admitted;
  const final = admitted.filter((version) => !isPrereleaseText(version));
  const hasFinal = final.length > 0 || options.prereleases === false;
  return hasFinal ? final : admitted;
}

/** Gives the version that the set pins (`==1.0`, `===1.0`, `==2004d`) as written, or null where it leaves a choice. */
export function pinnedVersion(set: SpecifierSet): string | null {
  const pin = set.clauses.find(
    ({ operator, prefix }) => (operator === '==' || operator === '===') && !prefix,
  );
  return pin?.text ?? null;
}

/** Gives the highest of the set's lower bounds, or null where it has none. */
export function lowerBound(set: SpecifierSet): Bound | null {
  const bounds = set.clauses.flatMap((clause) => lowerBoundOf(clause) ?? []);
  return bounds.reduce<Bound | null>((best, bound) => {
    const order = best === null ? 1 : compareVersions(bound.version, best.version);
    return order > 0 || (order === 0 && !bound.inclusive) ? bound : best;
  }, null);
}

/** Gives the lowest of the set's upper bounds, or null where it has none. */
export function upperBound(set: SpecifierSet): Bound | null {
  const bounds = set.clauses.flatMap((clause) => upperBoundOf(clause) ?? []);
  return bounds.reduce<Bound | null>((best, bound) => {
    const order = best === null ? -1 : compareVersions(bound.version, best.version);
    return order < 0 || (order === 0 && !bound.inclusive) ? bound : best;
  }, null);
}

/** Says whether some version could satisfy both sets. Whether anybody released such a version is another question. */
export function intersects(a: SpecifierSet, b: SpecifierSet): boolean {
  const exact = a.clauses.find(comparesText) ?? b.clauses.find(comparesText);
  if (exact) return contains(a, exact.text) && contains(b, exact.text);
  return intersect(a.ranges, b.ranges).length > 0;
}

/** Says whether the set admits some version below `version`. */
export function allowsAnyBelow(set: SpecifierSet, version: Version): boolean {
  return intersect(set.ranges, [{ from: FIRST_VERSION, to: version }]).length > 0;
}

/** Says whether the set admits `version` or some version above it. */
export function allowsAnyAtLeast(set: SpecifierSet, version: Version): boolean {
  return intersect(set.ranges, [{ from: version, to: null }]).length > 0;
}

/**
 * Gives one set that admits all that any of `alternatives` admits, for formats that know no "or". It is exact where
 * there is one alternative; else it reaches from the lowest bound to the highest and admits the gaps between them.
 */
export function enclosingSpecifier(alternatives: readonly SpecifierSet[]): SpecifierSet {
  if (alternatives.length === 1) return alternatives[0]!;
  const lowest = outermost(alternatives.map(lowerBound), -1);
  const highest = outermost(alternatives.map(upperBound), 1);
  const clauses = [
    lowest && `${lowest.inclusive ? '>=' : '>'}${formatVersion(lowest.version)}`,
    highest && `${highest.inclusive ? '<=' : '<'}${formatVersion(highest.version)}`,
  ];
  return {
    ...parseSpecifier(clauses.filter(Boolean).join(',')),
    invalid: alternatives.flatMap((set) => set.invalid),
  };
}

/** Both are set for a clause that PEP 440 refuses and whose meaning is plain. */
interface ParsedClause {
  clause?: Clause;
  message?: string;
}

function parseClause(text: string): ParsedClause {
  const operator = OPERATORS.find((candidate) => text.startsWith(candidate));
  if (operator === undefined) return { message: withoutOperator(text) };
  const written = text.slice(operator.length).trim();
  if (written === '') return { message: `\`${operator}\` is followed by no version` };
  if (/\s/.test(written)) return { message: 'clauses are separated by commas' };
  if (operator === '===')
    return { clause: { operator, text: written, version: parseVersion(written), prefix: false } };

  const hasStar = written.endsWith('.*');
  const versionText = hasStar ? written.slice(0, -2) : written;
  const version = parseVersion(versionText);
  const clause = { operator, text: versionText, version, prefix: false };
  if (version === null) {
    const message = `\`${written}\` is no version that PEP 440 knows`;
    return operator === '==' ? { clause: { ...clause, text: written }, message } : { message };
  }
  if (hasStar) return parsePrefix({ ...clause, version });
  if (operator === '~=' && version.release.length < 2)
    return { message: '`~=` needs a version of two parts or more' };
  if (version.local.length > 0 && operator !== '==' && operator !== '!=') {
    const message = `\`${operator}\` does not take a local version (\`+${version.local.join('.')}\`)`;
    return { clause: { ...clause, version: { ...version, local: [] } }, message };
  }
  return { clause };
}

function parsePrefix(clause: Clause & { version: Version }): ParsedClause {
  const { operator, version } = clause;
  if (operator === '==' || operator === '!=') {
    const isPlain = !isPrerelease(version) && version.post === null && version.local.length === 0;
    if (isPlain) return { clause: { ...clause, prefix: true } };
    return { message: '`.*` may follow a plain release only' };
  }
  // Installers took these until 2022 and compared as if the star were not there.
  const message = `\`.*\` is meaningful after \`==\` and \`!=\` only, not after \`${operator}\``;
  return operator === '~=' ? { message } : { clause, message };
}

function withoutOperator(text: string): string {
  if (/^=[^=<>]/.test(text)) return '`=` is no operator; `==` asks for one version';
  if (/^[=~][<>]/.test(text)) return `\`${text.slice(0, 2)}\` is no operator`;
  return `\`${text}\` begins with no comparison operator`;
}

function clauseRanges({ operator, version, prefix }: Clause): VersionRanges {
  if (version === null) return EVERY_VERSION;
  if (operator === '===') return rangesOf('==', version);
  if (prefix && (operator === '==' || operator === '!=')) return prefixRanges(operator, version);
  return rangesOf(operator, version);
}

function comparesText({ operator, version }: Clause): boolean {
  return operator === '===' || version === null;
}

function isSameText(text: string, version: Version | string): boolean {
  const other = typeof version === 'string' ? version : formatVersion(version);
  return text.toLowerCase() === other.toLowerCase();
}

function mentionsPrerelease(set: SpecifierSet): boolean {
  return set.clauses.some(
    ({ operator, version, prefix }) =>
      operator !== '!=' && !prefix && version !== null && isPrerelease(version),
  );
}

function isPrereleaseText(version: Version | string): boolean {
  const parsed = typeof version === 'string' ? parseVersion(version) : version;
  return parsed !== null && isPrerelease(parsed);
}

function lowerBoundOf({ operator, version }: Clause): Bound | null {
  if (version === null || operator === '!=' || operator === '<' || operator === '<=') return null;
  return { version, inclusive: operator !== '>' };
}

function upperBoundOf({ operator, version, prefix }: Clause): Bound | null {
  if (version === null || operator === '!=' || operator === '>' || operator === '>=') return null;
  if (prefix) return { version: finalOf(startOfNext(version, version.release)), inclusive: false };
  if (operator === '~=')
    return { version: finalOf(startOfNext(version, version.release.slice(0, -1))), inclusive: false };
  return { version, inclusive: operator !== '<' };
}

function finalOf(version: Version): Version {
  return { ...version, dev: null };
}

/** Gives the outermost bound in a direction; null, without a bound, is outside of all. */
function outermost(bounds: readonly (Bound | null)[], direction: 1 | -1): Bound | null {
  return bounds.reduce((best, bound) => {
    if (best === null || bound === null) return null;
    const order = direction * compareVersions(bound.version, best.version);
    return order > 0 || (order === 0 && bound.inclusive) ? bound : best;
  }, bounds[0] ?? null);
}
