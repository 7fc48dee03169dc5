import { describe, expect, test } from '@jest/globals';
import {
  parseSdistName,
  parseWheelName,
  pythonVersionsOfTag,
  wheelFitsPython,
} from '../../src/python/tags.js';
import { formatVersion, parseVersion } from '../../src/python/version.js';
import { readTable } from './tables.js';

const wheels = readTable<{ rows: [string, string | null, string, string | null, string[]][] }>('wheel-names');

describe('parseWheelName', () => {
  test.each(wheels.rows)('%s', (file, name, version, build, tags) => {
    const wheel = parseWheelName(file);
    if (name === null) {
      expect(wheel).toBeNull();
      return;
    }
    expect(wheel).not.toBeNull();
    const combined = wheel!.pythonTags.flatMap((python) =>
      wheel!.abiTags.flatMap((abi) => wheel!.platformTags.map((platform) => `${python}-${abi}-${platform}`)),
    );
    expect([
      wheel!.name,
      formatVersion(parseVersion(wheel!.version)!),
      wheel!.build ?? null,
      combined.sort(),
    ]).toEqual([name, version, build, tags]);
  });

  test('keeps a version that PEP 440 refuses: old wheels have them', () => {
    expect(parseWheelName('pytz-2004d-py2-none-any.whl')).toMatchObject({ name: 'pytz', version: '2004d' });
  });
});

test.each([
  ['numpy-1.16.4.zip', undefined, 'numpy', '1.16.4'],
  ['foo-bar-1.0.tar.gz', undefined, 'foo-bar', '1.0'],
  ['Foo_Bar-1.0.tar.gz', 'foo.bar', 'foo-bar', '1.0'],
  ['python-3-foo-1.0-1.tar.bz2', undefined, 'python-3-foo', '1.0-1'],
  ['pytz-2004d.tar.gz', undefined, 'pytz', '2004d'],
  ['foo-bar-dev-r123.tgz', 'foo-bar', 'foo-bar', 'dev-r123'],
  ['foo-2-1.0.tar.gz', 'foo-2', 'foo-2', '1.0'],
])('parseSdistName of %s (of project %s)', (file, project, name, version) => {
  expect(parseSdistName(file, project)).toEqual({ name, version });
});

test.each(['master.zip', 'foo-1.0.whl', 'foo-1.0.exe', 'foo-bar.tar.gz', '-'.repeat(400) + '.zip'])(
  '%s is no source distribution with a version',
  (file) => {
    expect(parseSdistName(file)).toBeNull();
  },
);

describe('pythonVersionsOfTag', () => {
  test.each([
    ['py3', 'none', ['3.0-']],
    ['py2.py3', 'none', ['2.0-', '3.0-']],
    ['py36', 'none', ['3.6-']],
    ['py27', 'none', ['2.7-']],
    ['cp36', 'cp36m', ['3.6']],
    ['cp27', 'cp27mu', ['2.7']],
    ['cp310', 'cp310', ['3.10']],
    ['cp34', 'abi3', ['3.4-']],
    ['cp37', 'none', ['3.7']],
    ['cp36.cp37', 'cp36m.cp37m', ['3.6', '3.7']],
    ['cp313', 'cp313t', []],
    ['pp37', 'pypy37_pp73', []],
    ['cp3', 'none', []],
    ['py3', 'cp36m', []],
    ['source', 'none', []],
  ])('%s-%s', (python, abi, expected) => {
    const ranges = pythonVersionsOfTag(python, abi).map(({ major, firstMinor, lastMinor }) =>
      lastMinor === firstMinor ? `${major}.${firstMinor}` : `${major}.${firstMinor}-`,
    );
    expect(ranges).toEqual(expected);
  });
});

test.each([
  ['tensorflow-1.12.0-cp36-cp36m-manylinux1_x86_64.whl', '3.6', true],
  ['tensorflow-1.12.0-cp36-cp36m-manylinux1_x86_64.whl', '3.7.4', false],
  ['six-1.12.0-py2.py3-none-any.whl', '2.7', true],
  ['cryptography-2.6.1-cp34-abi3-manylinux1_x86_64.whl', '3.12', true],
  ['cryptography-2.6.1-cp34-abi3-manylinux1_x86_64.whl', '3.3', false],
])('%s fits Python %s: %s', (file, python, expected) => {
  expect(wheelFitsPython(parseWheelName(file)!, python)).toBe(expected);
});
