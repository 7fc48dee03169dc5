import { describe, expect, test } from '@jest/globals';
import { formatMarker, parseMarker } from '../../src/python/marker.js';
import {
  environmentFor,
  evaluateMarker,
  possibleWith,
  type MarkerEnvironment,
  type PartialMarkerEnvironment,
} from '../../src/python/marker-evaluation.js';
import { readTable } from './tables.js';

const evaluation = readTable<{
  environments: MarkerEnvironment[];
  rows: [string, string | null, boolean[] | null][];
}>('marker-evaluation');

function parsed(text: string) {
  const { marker } = parseMarker(text);
  if (!marker) throw new Error(`no marker: ${text}`);
  return marker;
}

describe('markers as packaging reads them', () => {
  test.each(evaluation.rows)('%j', (text, formatted, results) => {
    const { marker, problem } = parseMarker(text);
    if (formatted === null) {
      expect(problem).toBeDefined();
      return;
    }
    expect(problem).toBeUndefined();
    expect(evaluation.environments.map((environment) => evaluateMarker(marker!, environment))).toEqual(
      results,
    );
    expect(formatMarker(marker!)).toBe(formatted);
  });
});

test('a problem says what was expected, what was found and where', () => {
  expect(parseMarker('python_version < 3').problem).toEqual({
    message: 'expected a marker variable or a quoted text, found `3`',
    start: 17,
    end: 18,
  });
});

test('parentheses that change nothing are dropped, those that do are kept', () => {
  const text = '((os_name == "a" or (os_name == "b"))) and ((os_name == "c") and os_name == "d")';
  expect(formatMarker(parsed(text))).toBe(
    '(os_name == "a" or os_name == "b") and os_name == "c" and os_name == "d"',
  );
});

test('hostile nesting ends in a problem, not in an exhausted stack', () => {
  expect(parseMarker('('.repeat(100_000)).problem?.message).toContain('nested');
});

test('a chain of a hundred thousand comparisons is read', () => {
  const text = Array(100_000).fill('os_name=="a"').join(' or ');
  expect(parseMarker(text).marker?.kind).toBe('or');
});

describe('possibleWith', () => {
  const cases: [string, PartialMarkerEnvironment, boolean | 'unknown'][] = [
    ['sys_platform == "win32"', {}, 'unknown'],
    ['sys_platform == "win32"', { sys_platform: 'linux' }, false],
    ['sys_platform == "win32" and extra == "x"', { sys_platform: 'linux' }, false],
    ['sys_platform == "linux" and extra == "x"', { sys_platform: 'linux' }, 'unknown'],
    ['sys_platform == "linux" or extra == "x"', { sys_platform: 'linux' }, true],
    ['sys_platform == "win32" or extra == "x"', { sys_platform: 'linux' }, 'unknown'],
    ['extra == "x_y"', { extra: 'X.Y' }, true],
  ];
  test.each(cases)('%s with %j is %s', (text, environment, expected) => {
    expect(possibleWith(parsed(text), environment)).toBe(expected);
  });
});

describe('environmentFor', () => {
  test('gives Python 2 its own sys.platform on Linux', () => {
    const environment = environmentFor({ python: '2.7.18', platform: 'linux', machine: 'x86_64' });
    expect(environment).toMatchObject({
      python_version: '2.7',
      python_full_version: '2.7.18',
      sys_platform: 'linux2',
      platform_system: 'Linux',
      os_name: 'posix',
    });
  });

  test('takes a version without a patch level as its first release', () => {
    const environment = environmentFor({ python: '3.10', platform: 'win32', machine: 'AMD64' });
    expect(environment).toMatchObject({
      python_version: '3.10',
      python_full_version: '3.10.0',
      os_name: 'nt',
    });
  });
});
