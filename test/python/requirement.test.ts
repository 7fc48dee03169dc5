import { describe, expect, test } from '@jest/globals';
import { formatMarker, parseMarker } from '../../src/python/marker.js';
import { parseRequirement, type Requirement } from '../../src/python/requirement.js';
import { formatSpecifier } from '../../src/python/specifier.js';
import { readTable } from './tables.js';

interface Parts {
  name: string;
  extras: string[];
  specifier: string[];
  url: string | null;
  marker: string | null;
}

const requirements = readTable<{ rows: [string, Parts | null][] }>('requirements');

function parsed(text: string): Requirement {
  const requirement = parseRequirement(text);
  if (requirement.kind === 'error') throw new Error(`no requirement: ${text}`);
  return requirement;
}

describe('requirements as packaging reads them', () => {
  test.each(requirements.rows)('%j', (text, expected) => {
    const requirement = parseRequirement(text);
    if (expected === null) {
      expect(requirement.problems).not.toEqual([]);
      return;
    }
    expect(requirement.problems).toEqual([]);
    const { rawName, extras, specifier, url, marker } = requirement as Requirement;
    expect({
      name: rawName,
      extras: [...new Set(extras)].sort(),
      specifier: specifier.clauses
        .map(({ operator, text, prefix }) => `${operator}${text}${prefix ? '.*' : ''}`)
        .sort(),
      url: url ?? null,
      marker: marker ? formatMarker(marker) : null,
    }).toEqual({
      ...expected,
      marker: expected.marker && formatMarker(parseMarker(expected.marker).marker!),
    });
  });
});

test('every part has its place in the text', () => {
  const text = 'Foo.Bar [a, b] ( >=1.0,<2 ) ; python_version < "3" ';
  const { name, spans } = parsed(text);
  const at = (span?: { start: number; end: number }) => span && text.slice(span.start, span.end);
  expect(name).toBe('foo-bar');
  expect(at(spans.name)).toBe('Foo.Bar');
  expect(at(spans.extras)).toBe('a, b');
  expect(at(spans.specifier)).toBe('>=1.0,<2');
  expect(at(spans.marker)).toBe('python_version < "3"');
  const direct = 'foo @ https://index.example/foo.zip ; os_name == "nt"';
  const url = parsed(direct).spans.url!;
  expect(direct.slice(url.start, url.end)).toBe('https://index.example/foo.zip');
});

describe('what installers took and refuse today is read, with the problem and its place', () => {
  test.each([
    ['foo>=1.0.*', '>=1.0', '>=1.0.*'],
    ['foo >= 1.0.* , <2', '>=1.0,<2', '>= 1.0.*'],
    ['foo==2004d', '==2004d', '==2004d'],
    ['foo>=', '', '>='],
    ['foo=1.0', '', '=1.0'],
    ['foo (1.0)', '', '1.0'],
    ['foo>=1.0 <2.0', '', '>=1.0 <2.0'],
    ['foo>=1.0; python_version < 3', '>=1.0', '3'],
    ['foo[a', '', '[a'],
    ['foo (>=1.0', '>=1.0', '(>=1.0'],
  ])('%j', (text, specifier, underlined) => {
    const requirement = parsed(text);
    expect(requirement.name).toBe('foo');
    expect(formatSpecifier(requirement.specifier)).toBe(specifier);
    expect(requirement.problems.map(({ start, end }) => text.slice(start, end))).toEqual([underlined]);
  });
});

test.each(["'a' b", '', '>=1.0', '-r x', '<<<<<<< HEAD'])('%j names no package', (text) => {
  expect(parseRequirement(text)).toMatchObject({
    kind: 'error',
    problems: [{ message: expect.any(String) }],
  });
});

test.each([
  ['dots in the name', 'a' + '.'.repeat(100_000)],
  ['an open bracket', 'a[' + 'b,'.repeat(50_000)],
  ['blanks', 'a' + ' '.repeat(100_000) + '!'],
  ['commas', 'a' + '>=1,'.repeat(30_000)],
])('hostile %s cost no more than their length', (_, text) => {
  const before = performance.now();
  parseRequirement(text);
  expect(performance.now() - before).toBeLessThan(30_000);
});
