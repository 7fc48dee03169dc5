import { expect, test } from '@jest/globals';
import { isValidName, normalizeName } from '../../src/python/names.js';

test.each([
  ['Foo', 'foo'],
  ['foo.bar', 'foo-bar'],
  ['foo_bar', 'foo-bar'],
  ['foo.-_bar', 'foo-bar'],
  ['backports.ssl_match_hostname', 'backports-ssl-match-hostname'],
])('normalizeName of %s is %s', (name, expected) => {
  expect(normalizeName(name)).toBe(expected);
});

test.each([
  ['a', true],
  ['1foo', true],
  ['foo.bar-baz_2', true],
  ['', false],
  ['foo-', false],
  ['_foo', false],
  ['foo bar', false],
  ['föö', false],
  ['foo\n', false],
  ['a' + '.'.repeat(100_000), false],
])('isValidName of %j is %s', (name, expected) => {
  expect(isValidName(name)).toBe(expected);
});
