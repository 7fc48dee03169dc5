import { compareVersions, isPrerelease, type Version } from './version.js';

/**
 * The versions from `from` (included) up to `to` (excluded); null is open.
 *
 * Every PEP 440 clause is a list of such ranges, because for each version there is a value just above it and its
 * local builds. Such a value need not be a version that anybody can release: `post` may be infinite, and a segment of
 * `local` may be the empty text, which sorts before all others. Membership, intersection and bounds then need
 * no case for each operator.
 */
export interface VersionRange {
  readonly from: Version;
  readonly to: Version | null;
}

/** Ranges in ascending order that do not overlap: a set of versions. */
export type VersionRanges = readonly VersionRange[];

/** No version is lower. */
export const FIRST_VERSION: Version = { epoch: 0, release: [0], pre: null, post: null, dev: 0, local: [] };

export const EVERY_VERSION: VersionRanges = [{ from: FIRST_VERSION, to: null }];

/** The operators that order versions or compare them for equality; `===` compares text and has no range. */
export type RangeOperator = '==' | '!=' | '~=' | '<=' | '>=' | '<' | '>';

/** Gives the ranges of `operator version`. For `~=`, the release must have two parts or more. */
export function rangesOf(operator: RangeOperator, version: Version): VersionRanges {
  switch (operator) {
    case '==':
      return [{ from: version, to: justAbove(version) }];
    case '!=':
      return complement({ from: version, to: justAbove(version) });
    case '>=':
      return [{ from: version, to: null }];
    case '<=':
      return [{ from: FIRST_VERSION, to: justAbove(version) }];
    case '<':
      return [
        { from: FIRST_VERSION, to: isPrerelease(version) ? version : { ...version, dev: 0, local: [] } },
      ];
    case '>':
      return [{ from: justAbovePosts(version), to: null }];
    case '~=':
      return [{ from: version, to: startOfNext(version, version.release.slice(0, -1)) }];
  }
}

/** Gives the ranges of `==prefix.*` or `!=prefix.*`. */
export function prefixRanges(operator: '==' | '!=', prefix: Version): VersionRanges {
  const range = { from: { ...prefix, dev: 0 }, to: startOfNext(prefix, prefix.release) };
  return operator === '==' ? [range] : complement(range);
}

/** Gives the first version after all those that begin with `release`: 1.3.dev0 for 1.2. */
export function startOfNext(version: Version, release: readonly number[]): Version {
  const next = [...release.slice(0, -1), (release.at(-1) ?? 0) + 1];
  return { epoch: version.epoch, release: next, pre: null, post: null, dev: 0, local: [] };
}

/** Says whether `version` lies in one of the ranges. */
export function isWithin(ranges: VersionRanges, version: Version): boolean {
  return ranges.some(
    ({ from, to }) =>
      compareVersions(from, version) <= 0 && (to === null || compareVersions(version, to) < 0),
  );
}

/** Gives the versions that all of the lists have in common. */
export function intersectAll(lists: readonly VersionRanges[]): VersionRanges {
  // Halving keeps a specifier of thousands of clauses at n log n.
  if (lists.length === 0) return EVERY_VERSION;
  if (lists.length === 1) return lists[0]!;
  const middle = lists.length >> 1;
  return intersect(intersectAll(lists.slice(0, middle)), intersectAll(lists.slice(middle)));
}

/** Gives the versions that both lists have in common. */
export function intersect(a: VersionRanges, b: VersionRanges): VersionRanges {
  const common: VersionRange[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const left = a[i]!;
    const right = b[j]!;
    const from = compareVersions(left.from, right.from) >= 0 ? left.from : right.from;
    const leftEndsFirst = endsBefore(left.to, right.to);
    const to = leftEndsFirst ? left.to : right.to;
    if (to === null || compareVersions(from, to) < 0) common.push({ from, to });
    if (leftEndsFirst) i++;
    else j++;
  }
  return common;
}

function complement({ from, to }: { from: Version; to: Version }): VersionRanges {
  return [
    { from: FIRST_VERSION, to: from },
    { from: to, to: null },
  ];
}

/** Above `version` and, unless it has a local label itself, all its local builds. */
function justAbove(version: Version): Version {
  if (version.local.length > 0) return { ...version, local: [...version.local, ''] };
  if (version.dev !== null) return { ...version, dev: version.dev + 1 };
  return { ...version, post: (version.post ?? -1) + 1, dev: 0 };
}

/** `>1.0` excludes 1.0.post1, but `>1.0.post1` and `>1.0.dev1` include their successors. */
function justAbovePosts(version: Version): Version {
  if (version.dev !== null || version.post !== null) return justAbove({ ...version, local: [] });
  return { ...version, post: Infinity, local: [] };
}

function endsBefore(a: Version | null, b: Version | null): boolean {
  return a !== null && (b === null || compareVersions(a, b) < 0);
}
