import { describe, expect, test } from '@jest/globals';
import {
  compareVersions,
  compareVersionTexts,
  formatVersion,
  isPrerelease,
  parseVersion,
} from '../../src/python/version.js';
import { readTable } from './tables.js';

const normalisation = readTable<{ rows: [string, string | null][] }>('version-normalisation');
const order = readTable<{ rows: string[][] }>('version-order');

describe('parseVersion and formatVersion', () => {
  test.each(normalisation.rows)('%j is %j', (text, normalised) => {
    const version = parseVersion(text);
    expect(version && formatVersion(version)).toBe(normalised);
  });

  test('a number beyond exact integers is no version', () => {
    expect(parseVersion('1.99999999999999999999')).toBeNull();
    expect(parseVersion('1.0.dev20190314123456')).not.toBeNull();
  });

  test('a local hash of digits alone keeps every digit', () => {
    const hash = '1234567890123456789012345678901234567890';
    expect(formatVersion(parseVersion(`1.0+${hash}`)!)).toBe(`1.0+${hash}`);
  });

  test.each([
    ['digits', '1'.repeat(100_000) + 'x'],
    ['dotted digits', '1.'.repeat(50_000) + 'x'],
    ['blanks', '1' + ' '.repeat(100_000) + 'x'],
    ['local segments', '1+' + 'a.'.repeat(50_000) + '!'],
  ])('hostile %s are refused at once', (_, text) => {
    const before = performance.now();
    expect(parseVersion(text)).toBeNull();
    expect(performance.now() - before).toBeLessThan(30_000);
  });
});

test('compareVersions orders every pair of the table as packaging does', () => {
  const versions = order.rows.flatMap((equals, rank) =>
    equals.map((text) => ({ text, rank, version: parseVersion(text)! })),
  );
  const wrong = versions.flatMap((a) =>
    versions
      .filter((b) => Math.sign(compareVersions(a.version, b.version)) !== Math.sign(a.rank - b.rank))
      .map((b) => `${a.text} against ${b.text}`),
  );
  expect(versions.length).toBeGreaterThan(150);
  expect(wrong).toEqual([]);
});

test('compareVersionTexts puts legacy versions before proper ones, in the order of their numbers', () => {
  const sorted = ['1.0', 'dev-r123', '2013b', '2004d', 'dev-r99', '0.1.dev1'].sort(compareVersionTexts);
  expect(sorted).toEqual(['2004d', 'dev-r99', 'dev-r123', '0.1.dev1', '1.0', '2013b']);
});

test.each([
  ['1.0', false],
  ['1.0.post1', false],
  ['1.0+local', false],
  ['1.0rc1', true],
  ['1.0.dev1', true],
  ['1.0.post1.dev1', true],
])('isPrerelease of %s is %s', (text, expected) => {
  expect(isPrerelease(parseVersion(text)!)).toBe(expected);
});
