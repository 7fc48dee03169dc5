import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { formatMarker } from '../../../src/python/marker.js';
import { readRequirementsText, type RequirementsLine } from '../../../src/python/requirements-line.js';
import { formatSpecifier } from '../../../src/python/specifier.js';

const CASES = join(process.cwd(), 'test/python/requirements/cases');

/** Each folder holds a requirements file, `input.txt`, and what is read from it, `expected.json`. */
describe('readRequirementsText', () => {
  test.each(readdirSync(CASES))('%s', (name) => {
    const text = readFileSync(join(CASES, name, 'input.txt'), 'utf8');
    const expected: unknown = JSON.parse(readFileSync(join(CASES, name, 'expected.json'), 'utf8'));
    expect(readRequirementsText(text).map(brief)).toEqual(expected);
  });
});

/** Leaves out what is empty, and writes places and parsed parts as people would. */
function brief(line: RequirementsLine): Record<string, unknown> {
  const { line: number, column, endColumn, problems, ...rest } = line;
  const shown: Record<string, unknown> = {
    at: `${number}:${column}-${endColumn}`,
    ...rest,
    problems: problems.map(
      ({ message, ...place }) => `${place.line}:${place.column}-${place.endColumn} ${message}`,
    ),
  };
  if (line.kind === 'requirement') {
    const { name, extras, specifier, marker } = line.requirement;
    shown.requirement = {
      name,
      extras,
      specifier: formatSpecifier(specifier),
      marker: marker && formatMarker(marker),
    };
    shown.places = Object.entries(line.places).map(
      ([part, place]) => `${part} ${place.line}:${place.column}-${place.endColumn}`,
    );
  }
  if ('marker' in line && line.marker) shown.marker = formatMarker(line.marker);
  const isShown = ([, value]: [string, unknown]) =>
    value !== false && !(Array.isArray(value) && value.length === 0);
  return JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(shown).filter(isShown)))) as Record<
    string,
    unknown
  >;
}

test('a byte order mark is no part of the first name', () => {
  expect(readRequirementsText('\uFEFFnumpy')).toMatchObject([
    { kind: 'requirement', requirement: { rawName: 'numpy' } },
  ]);
});

test.each([
  ['continuation lines with an option each', 'a \\\n' + '--hash=sha256:a \\\n'.repeat(50_000)],
  ['blanks', 'a' + ' '.repeat(100_000) + '@!'],
  ['quotes', '-r ' + `'"`.repeat(50_000)],
  ['number signs', 'a#'.repeat(50_000)],
  ['semicolons', 'https://files.example/' + ';'.repeat(100_000)],
  ['equals signs', 'a' + '='.repeat(100_000)],
  ['brackets', 'git+https://code.example/#egg=a' + '['.repeat(100_000)],
  ['at signs', 'git+https://code.example/' + '@'.repeat(100_000)],
  ['digits and blanks', 'a ' + '1 '.repeat(50_000) + '='],
  ['lines', 'numpy==1.0\n'.repeat(20_000)],
])('hostile %s cost no more than their length', (_, text) => {
  const before = performance.now();
  readRequirementsText(text);
  expect(performance.now() - before).toBeLessThan(30_000);
});
