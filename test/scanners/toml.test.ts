import { describe, expect, test } from '@jest/globals';
import type { Location } from '../../src/model/location.js';
import { readToml } from '../../src/scanners/toml.js';
import { sourceFile } from './source-file.js';

function read(text: string) {
  return readToml(sourceFile('x.toml', text), 'x.toml');
}

/** The text of the file that a location points at. */
function pointedAt(text: string, { line, column, endColumn }: Location): string | undefined {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  return lines[line - 1]?.slice((column ?? 1) - 1, (endColumn ?? Infinity) - 1);
}

const TEXT = `# heading = "no"
top = "level" # not this
"quo.ted" = 'literal'

[a.b]
list = [ "one", 'two', # "three"
  """four""",
  { five = [5, 6] } ]
c.d = { e = "[no table]", f = 1.5 }

[[many]]
name = "first"
[[many]]
name = "second"
[many.below]
x = true
[[many.inner]]
y = 1
[[many.inner]]
y = 2
`;

describe('TOML positions', () => {
  const toml = read(TEXT);

  test.each<[(string | number)[], string]>([
    [['top'], 'level'],
    [['quo.ted'], 'literal'],
    [['a', 'b', 'list', 0], 'one'],
    [['a', 'b', 'list', 1], 'two'],
    [['a', 'b', 'list', 2], 'four'],
    [['a', 'b', 'list', 3, 'five', 1], '6'],
    [['a', 'b', 'c', 'd', 'e'], '[no table]'],
    [['a', 'b', 'c', 'd', 'f'], '1.5'],
    [['many', 0, 'name'], 'first'],
    [['many', 1, 'name'], 'second'],
    [['many', 1, 'below', 'x'], 'true'],
    [['many', 1, 'inner', 1, 'y'], '2'],
  ])('%j is where its value stands', (path, expected) => {
    expect(pointedAt(TEXT, toml.at(path))).toBe(expected);
  });

  test('an entry reaches from its key to the end of its value', () => {
    expect(pointedAt(TEXT, toml.entryAt(['top']))).toBe('top = "level"');
    expect(pointedAt(TEXT, toml.entryAt(['quo.ted']))).toBe(`"quo.ted" = 'literal'`);
    expect(pointedAt(TEXT, toml.entryAt(['a', 'b', 'c', 'd']))).toBe('c.d = { e = "[no table]", f = 1.5 }');
  });

  test('a value over several lines is pointed at by its key, a table by its header', () => {
    expect(pointedAt(TEXT, toml.entryAt(['a', 'b', 'list']))).toBe('list');
    expect(pointedAt(TEXT, toml.entryAt(['a', 'b']))).toBe('b');
  });

  test('what does not exist is pointed at by what is around it', () => {
    expect(toml.at(['top', 'missing'])).toEqual(toml.entryAt(['top']));
    expect(toml.at(['missing'])).toEqual({ file: 'x.toml', line: 1 });
  });

  test('a string that looks like an array has no elements', () => {
    expect(read('a = "[1, 2]"').at(['a', 0])).toEqual(read('a = "[1, 2]"').entryAt(['a']));
  });
});

describe('reading TOML', () => {
  test('a byte order mark and CRLF behind a comment are no obstacle', () => {
    const text = '\uFEFF[t] # comment\r\na = "x" # y\r\nb = """p\r\nq"""\r\n';
    const toml = read(text);
    expect(toml.problems).toEqual([]);
    expect(toml.get('t')).toEqual({ a: 'x', b: 'p\nq' });
    expect(pointedAt(text, toml.at(['t', 'a']))).toBe('x');
  });

  test('a broken line costs itself, and says where it is', () => {
    const toml = read('[a]\nx = 1\ny = ^2\nz = 3\n');
    expect(toml.get('a')).toEqual({ x: 1, z: 3 });
    expect(toml.problems).toMatchObject([{ location: { line: 3, column: 1 }, text: 'y = ^2' }]);
  });

  test('a table that stays broken costs itself', () => {
    const toml = read('[a]\nx = 1\n[b]\n' + '!\n'.repeat(5) + '[c]\ny = 2\n');
    expect(toml.get('a')).toEqual({ x: 1 });
    expect(toml.get('b')).toBeUndefined();
    expect(toml.get('c')).toEqual({ y: 2 });
  });

  test('a file that is no TOML is given up', () => {
    const toml = read(Array.from({ length: 40 }, (_, n) => `[t${n}]\n!\n`).join(''));
    expect(toml.keys()).toEqual([]);
    expect(toml.problems.length).toBeLessThan(12);
  });

  test('keys of Object.prototype are keys like any other', () => {
    const toml = read('[__proto__]\na = "polluted"\n[constructor.prototype]\nb = 1\n');
    expect(toml.string('__proto__', 'a')).toBe('polluted');
    expect(toml.get('toString')).toBeUndefined();
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
    expect(({} as Record<string, unknown>)['b']).toBeUndefined();
  });

  test.each([
    '['.repeat(100_000),
    'a = ' + '['.repeat(100_000),
    'a = ' + '{a='.repeat(50_000),
    'a.'.repeat(50_000),
  ])('a hostile text ends soon (%#)', (text) => {
    const start = performance.now();
    const toml = read(text);
    toml.at(['a', 0, 0]);
    expect(toml.problems.length).toBeGreaterThan(0);
    expect(performance.now() - start).toBeLessThan(30_000);
  });
});
