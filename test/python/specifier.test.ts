import { describe, expect, test } from '@jest/globals';
import {
  allowsAnyAtLeast,
  allowsAnyBelow,
  contains,
  enclosingSpecifier,
  filter,
  formatSpecifier,
  intersects,
  lowerBound,
  parseSpecifier,
  pinnedVersion,
  upperBound,
  type Bound,
} from '../../src/python/specifier.js';
import { formatVersion, parseVersion } from '../../src/python/version.js';
import { readTable } from './tables.js';

const membership = readTable<{ versions: string[]; rows: [string, number[], number[], number[]][] }>(
  'specifier-membership',
);
const validity = readTable<{ rows: [string, boolean][] }>('specifier-validity');
const intersection = readTable<{ rows: [string, string, boolean][] }>('specifier-intersection');

const version = (text: string) => parseVersion(text)!;
const written = (bound: Bound | null) =>
  bound && `${bound.inclusive ? '[' : '('}${formatVersion(bound.version)}`;

describe.each(membership.rows)('%j', (text, contained, final, kept) => {
  const { versions } = membership;
  const set = parseSpecifier(text);
  const at = (indices: number[]) => indices.map((index) => versions[index]);

  test('contains', () => {
    expect(versions.filter((version) => contains(set, version))).toEqual(at(contained));
  });
  test('contains, without pre-releases', () => {
    expect(versions.filter((version) => contains(set, version, { prereleases: false }))).toEqual(at(final));
  });
  test('filter', () => {
    expect(filter(set, versions)).toEqual(at(kept));
  });
});

describe('parseSpecifier', () => {
  test.each(validity.rows)('%j: valid is %s', (text, valid) => {
    expect(parseSpecifier(text).invalid.length === 0).toBe(valid);
  });

  test('an invalid clause is named, with its place and reason', () => {
    expect(parseSpecifier('>=1.0,  =2.0 , <3').invalid).toEqual([
      { text: '=2.0', message: '`=` is no operator; `==` asks for one version', start: 8, end: 12 },
    ]);
  });

  test.each([
    ['>=1.0.*', '>=1.0'],
    ['<2.*', '<2'],
    ['==2004d', '==2004d'],
    ['>=1.0+cu92', '>=1.0'],
    ['~=1.0.*', ''],
    ['!=2004d', ''],
    ['>=', ''],
    ['latest', ''],
  ])('what old installers understood by %s is kept as %j', (text, kept) => {
    const set = parseSpecifier(text);
    expect(set.invalid.map((clause) => clause.text)).toEqual([text]);
    expect(formatSpecifier(set)).toBe(kept);
  });

  test('thousands of clauses cost no more than their number', () => {
    const text = Array.from({ length: 20_000 }, (_, index) => `!=1.${index}`).join(',');
    const before = performance.now();
    const set = parseSpecifier(text);
    expect(contains(set, '1.19999')).toBe(false);
    expect(contains(set, '1.20000')).toBe(true);
    expect(performance.now() - before).toBeLessThan(30_000);
  });
});

test('formatSpecifier normalises versions and blanks and keeps the order', () => {
  expect(formatSpecifier(parseSpecifier('>= v1.0-alpha1 , <2.0, !=1.5.*, === 1.0-1 '))).toBe(
    '>=1.0a1,<2.0,!=1.5.*,===1.0-1',
  );
});

describe('contains', () => {
  test('a legacy version satisfies only what compares text', () => {
    expect(contains(parseSpecifier('==2004d'), '2004D')).toBe(true);
    expect(contains(parseSpecifier('===2004d'), '2004d')).toBe(true);
    expect(contains(parseSpecifier(''), '2004d')).toBe(true);
    expect(contains(parseSpecifier('>=0'), '2004d')).toBe(false);
    expect(contains(parseSpecifier('==2004d'), '2004.4')).toBe(false);
  });

  test('takes parsed versions as well', () => {
    expect(contains(parseSpecifier('===1.0.0'), version('1.0.0'))).toBe(true);
    expect(contains(parseSpecifier('~=1.4'), version('1.5.2'))).toBe(true);
  });
});

test('filter prefers final versions unless told otherwise', () => {
  expect(filter(parseSpecifier('>=1'), ['1.0', '2.0rc1'])).toEqual(['1.0']);
  expect(filter(parseSpecifier('>=1'), ['1.0', '2.0rc1'], { prereleases: true })).toEqual(['1.0', '2.0rc1']);
  expect(filter(parseSpecifier('>=2.dev0'), ['1.0', '2.0rc1'])).toEqual(['2.0rc1']);
  expect(filter(parseSpecifier('>1'), ['1.0', '2.0rc1'])).toEqual(['2.0rc1']);
  expect(filter(parseSpecifier('>1'), ['1.0', '2.0rc1'], { prereleases: false })).toEqual([]);
});

test.each([
  ['==1.16.4', '1.16.4'],
  ['== 1.0.0', '1.0.0'],
  ['===1.0-x', '1.0-x'],
  ['==2004d', '2004d'],
  ['>=1,==1.2', '1.2'],
  ['==1.16.*', null],
  ['>=1', null],
  ['', null],
])('pinnedVersion of %j is %j', (text, expected) => {
  expect(pinnedVersion(parseSpecifier(text))).toBe(expected);
});

test.each([
  ['>=1.0,<2', '[1.0', '(2'],
  ['>1.0,>=1.0,<=2,<2', '(1.0', '(2'],
  ['==1.4', '[1.4', '[1.4'],
  ['==1.4.*', '[1.4', '(1.5'],
  ['~=1.4.2', '[1.4.2', '(1.5'],
  ['!=1.0', null, null],
  ['', null, null],
])('the bounds of %j are %s and %s', (text, lower, upper) => {
  const set = parseSpecifier(text);
  expect([written(lowerBound(set)), written(upperBound(set))]).toEqual([lower, upper]);
});

describe('intersects', () => {
  test.each(intersection.rows)('%j and %j: %s', (a, b, expected) => {
    expect(intersects(parseSpecifier(a), parseSpecifier(b))).toBe(expected);
    expect(intersects(parseSpecifier(b), parseSpecifier(a))).toBe(expected);
  });

  test.each([
    ['==2004d', '', true],
    ['==2004d', '==2004d', true],
    ['==2004d', '>=1', false],
    ['===1.0', '>=0.9', true],
    ['===1.0', '>1.0', false],
  ])('%j and %j: %s', (a, b, expected) => {
    expect(intersects(parseSpecifier(a), parseSpecifier(b))).toBe(expected);
    expect(intersects(parseSpecifier(b), parseSpecifier(a))).toBe(expected);
  });
});

// NumPy 1.24 removed numpy.int: who may meet it, and who may meet an older one?
test.each([
  ['', true, true],
  ['<1.24', true, false],
  ['<=1.24', true, true],
  ['>=1.24', false, true],
  ['>1.23', true, true],
  ['==1.23.5', true, false],
  ['==1.24', false, true],
  ['==1.*', true, true],
  ['~=1.23.0', true, false],
  ['!=1.24', true, true],
  ['>=2,<1', false, false],
])('%j admits some version below 1.24: %s, at or above it: %s', (text, below, atLeast) => {
  const set = parseSpecifier(text);
  expect([allowsAnyBelow(set, version('1.24')), allowsAnyAtLeast(set, version('1.24'))]).toEqual([
    below,
    atLeast,
  ]);
});

test.each([
  [['>=1,<2', '>=3,<4'], '>=1,<4'],
  [['==1.2', '==1.3'], '>=1.2,<=1.3'],
  [['>=1,<2', '>=3'], '>=1'],
  [['<2', '>=3'], ''],
  [['!=1.0'], '!=1.0'],
])('enclosingSpecifier of %j is %j', (alternatives, expected) => {
  expect(formatSpecifier(enclosingSpecifier(alternatives.map(parseSpecifier)))).toBe(expected);
});
