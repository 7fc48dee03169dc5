import { expect, test } from '@jest/globals';
import { parsePoetryConstraint } from '../../src/python/poetry-constraint.js';
import { contains, formatSpecifier } from '../../src/python/specifier.js';

test.each([
  ['^1.2.3', ['>=1.2.3,<2']],
  ['^1.2', ['>=1.2,<2']],
  ['^1', ['>=1,<2']],
  ['^0.2.3', ['>=0.2.3,<0.3']],
  ['^0.0.3', ['>=0.0.3,<0.0.4']],
  ['^0.0', ['>=0.0,<0.1']],
  ['^0', ['>=0,<1']],
  ['^0.0.0.3', ['>=0.0.0.3,<0.0.1']],
  ['^0.10.11.post1', ['>=0.10.11.post1,<0.11']],
  ['^1.0a1', ['>=1.0a1,<2']],
  ['~1.2.3', ['>=1.2.3,<1.3']],
  ['~1.2', ['>=1.2,<1.3']],
  ['~1', ['>=1,<2']],
  ['~1.2.3.4', ['>=1.2.3.4,<1.3']],
  ['~=1.2.3', ['~=1.2.3']],
  ['*', ['']],
  ['', ['']],
  ['1.*', ['==1.*']],
  ['1.2.*', ['==1.2.*']],
  ['1.*.*', ['==1.*']],
  ['1.2.x', ['==1.2.*']],
  ['==1.2.*', ['==1.2.*']],
  ['!=1.2.*', ['!=1.2.*']],
  ['1.2', ['==1.2']],
  ['=1.2', ['==1.2']],
  ['==1.2.3', ['==1.2.3']],
  ['<>1.2', ['!=1.2']],
  ['>=1.2,<2.0', ['>=1.2,<2.0']],
  ['>= 1.2 < 2.0', ['>=1.2,<2.0']],
  ['^3.6.1, !=3.7.0', ['>=3.6.1,<4,!=3.7.0']],
  ['~2.7 || ^3.5', ['>=2.7,<2.8', '>=3.5,<4']],
  ['>=1,<2|>=3', ['>=1,<2', '>=3']],
])('%s is %j', (constraint, expected) => {
  const alternatives = parsePoetryConstraint(constraint);
  expect(alternatives.map(formatSpecifier)).toEqual(expected);
  expect(alternatives.flatMap((set) => set.invalid)).toEqual([]);
});

test('a caret excludes the pre-releases of the next major version', () => {
  expect(contains(parsePoetryConstraint('^1.2')[0]!, '2.0rc1')).toBe(false);
});

test.each(['^foo', '>=', 'latest', '~', '^'])('%s is reported as invalid', (constraint) => {
  expect(parsePoetryConstraint(constraint).flatMap((set) => set.invalid)).toHaveLength(1);
});

test('hostile stars cost no more than their number', () => {
  const before = performance.now();
  parsePoetryConstraint('1' + '.x'.repeat(100_000) + 'y');
  expect(performance.now() - before).toBeLessThan(30_000);
});
