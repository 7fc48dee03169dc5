import { describe, expect, test } from '@jest/globals';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { hasWheelFor, isBuiltFromSource, newestFor, wheelPythons } from '../../src/knowledge/wheels.js';
import { parseSpecifier } from '../../src/python/specifier.js';
import { compareVersionTexts } from '../../src/python/version.js';

const knowledge = loadKnowledge();

const rows = Object.entries(knowledge.wheels.releases);

describe('the rows about releases', () => {
  test('list versions and spans in order, each span beginning at a version', () => {
    expect(rows.length).toBeGreaterThan(170);
    for (const [name, { versions, spans }] of rows) {
      const starts = spans.map((span) => span.from);
      expect([name, versions.toSorted(compareVersionTexts)]).toEqual([name, versions]);
      expect([name, starts.toSorted(compareVersionTexts)]).toEqual([name, starts]);
      expect([name, starts.filter((start) => !versions.includes(start))]).toEqual([name, []]);
      expect([name, starts[0]]).toEqual([name, versions[0]]);
    }
  });

  test('tell neighbouring spans apart', () => {
    const same = rows.flatMap(([name, { spans }]) =>
      spans
        .filter((span, index) => {
          const before = spans[index - 1];
          return before && JSON.stringify({ ...before, from: '' }) === JSON.stringify({ ...span, from: '' });
        })
        .map((span) => `${name} ${span.from}`),
    );
    expect(same).toEqual([]);
  });

  test('date only versions that they list', () => {
    const strange = rows.flatMap(([name, { versions, dates }]) =>
      Object.keys(dates ?? {})
        .filter((version) => !versions.includes(version))
        .map((version) => `${name} ${version}`),
    );
    expect(strange).toEqual([]);
  });
});

describe('the Pythons that a release has wheels for', () => {
  test.each([
    ['numpy', '1.18.0', '3.5 3.6 3.7 3.8'],
    ['numpy', '1.16.6', '2.7 3.5 3.6 3.7'], // came out after 1.17 and 1.18
    ['numpy', '1.19.2', '3.6 3.7 3.8'],
    ['numpy', '1.19.3', '3.6 3.7 3.8 3.9'],
    ['numpy', '1.26.4', '3.9 3.10 3.11 3.12'],
    ['scipy', '1.2.3', '2.7 3.4 3.5 3.6 3.7'],
    ['scipy', '1.4.1', '3.5 3.6 3.7 3.8'],
    ['pandas', '0.25.3', '3.5 3.6 3.7 3.8'],
    ['pandas', '0.24.2', '2.7 3.5 3.6 3.7'],
    ['tensorflow', '1.15.0', '2.7 3.5 3.6 3.7'],
    ['tensorflow', '1.12.0', '2.7 3.3 3.4 3.5 3.6'],
    ['tensorflow', '2.4.1', '3.6 3.7 3.8'],
    ['torch', '1.4.0', '2.7 3.5 3.6 3.7 3.8'],
    ['torch', '1.7.1', '3.6 3.7 3.8 3.9'],
    ['opencv-contrib-python', '3.4.2.17', '2.7 3.4 3.5 3.6 3.7'],
    ['psycopg2-binary', '2.8.4', '2.7 3.4 3.5 3.6 3.7 3.8'],
    ['pillow', '8.1.1', '3.6 3.7 3.8 3.9'],
    ['pillow', '6.2.2', '2.7 3.5 3.6 3.7 3.8'],
    ['scikit-learn', '0.20.4', '2.7 3.4 3.5 3.6 3.7'],
    ['matplotlib', '3.1.3', '3.6 3.7 3.8'],
  ])('%s %s: %s', (distribution, version, pythons) => {
    expect(wheelPythons(knowledge, distribution, version)?.pythons.join(' ')).toBe(pythons);
  });

  test('reach to the newest Python where the stable ABI does', () => {
    const { pythons } = wheelPythons(knowledge, 'opencv-contrib-python', '4.8.0.74') ?? {};
    expect([pythons?.[0], pythons?.at(-1)]).toEqual(['3.7', '3.14']);
  });

  test('come with Requires-Python, the date and whether pip can compile', () => {
    expect(wheelPythons(knowledge, 'numpy', '1.17.0')).toEqual({
      pythons: ['3.5', '3.6', '3.7'],
      requires: '>=3.5',
      date: '2019-07-26',
      sdist: true,
    });
    expect(wheelPythons(knowledge, 'torch', '1.4.0')?.sdist).toBe(false);
  });

  test('are not guessed: of strangers, of older and newer releases than were seen, between unlike ones', () => {
    expect(wheelPythons(knowledge, 'constructor', '1.0')).toBeUndefined();
    expect(wheelPythons(knowledge, 'numpy', '0.9')).toBeUndefined();
    expect(wheelPythons(knowledge, 'numpy', '99.0')).toBeUndefined();
    expect(wheelPythons(knowledge, 'numpy', '1.17.0rc1')).toBeUndefined();
    expect(hasWheelFor(knowledge, 'constructor', '1.0', '3.7')).toBeUndefined();
  });

  test('are asked by minor version', () => {
    expect(hasWheelFor(knowledge, 'numpy', '1.18.5', '3.8.10')).toBe(true);
    expect(hasWheelFor(knowledge, 'numpy', '1.18.5', '3.9')).toBe(false);
  });
});

describe('the newest release for a Python', () => {
  test.each([
    ['numpy', '2.7', '', '1.16.6'],
    ['numpy', '3.5', '', '1.18.5'],
    ['numpy', '3.6', '', '1.19.5'],
    ['numpy', '3.7', '<1.20', '1.19.5'],
    ['scipy', '3.6', '', '1.5.4'],
    ['pandas', '3.6', '', '1.1.5'],
    ['tensorflow', '3.6', '<2', '1.15.5'],
    ['torch', '2.7', '', '1.4.0'],
    ['tensorflow', '3.8', '<2', undefined],
    ['constructor', '3.8', '', undefined],
  ])('%s on %s%s: %s', (distribution, python, specifier, version) => {
    expect(newestFor(knowledge, distribution, python, parseSpecifier(specifier))).toBe(version);
  });
});

describe('building from source', () => {
  test('is needed where no wheel fits the Python and Requires-Python allows it', () => {
    expect(isBuiltFromSource(knowledge, 'numpy', '1.18.0', '3.8')).toBe(false);
    expect(isBuiltFromSource(knowledge, 'numpy', '1.18.0', '3.9')).toBe(true);
    expect(isBuiltFromSource(knowledge, 'numpy', '1.18.0', '2.7')).toBe(false); // pip refuses it
    expect(isBuiltFromSource(knowledge, 'pandas', '1.1.4', '3.6')).toBe(false);
  });

  test('is impossible where there is nothing but wheels', () => {
    expect(isBuiltFromSource(knowledge, 'tensorflow', '1.15.0', '3.8')).toBe(false);
  });

  test('is said of releases without any wheel when no Python is given', () => {
    expect(isBuiltFromSource(knowledge, 'numpy', '1.18.0')).toBe(false);
    expect(isBuiltFromSource(knowledge, 'psycopg2', '2.9.1')).toBe(true);
    expect(isBuiltFromSource(knowledge, 'pycairo', '1.20.1')).toBe(true);
  });

  test('falls back to what is known of the distribution', () => {
    expect(isBuiltFromSource(knowledge, 'psycopg2', '2.7.7')).toBe(false);
    expect(isBuiltFromSource(knowledge, 'psycopg2', undefined)).toBe(true);
    expect(isBuiltFromSource(knowledge, 'mpi4py', '3.0.3')).toBe(true);
    expect(isBuiltFromSource(knowledge, 'mpi4py', '4.1.0')).toBe(false);
    expect(isBuiltFromSource(knowledge, 'constructor', '1.0')).toBe(false);
  });
});
