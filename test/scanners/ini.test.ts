import { describe, expect, test } from '@jest/globals';
import { readIni } from '../../src/scanners/ini.js';
import { sourceFile } from './source-file.js';

function read(text: string) {
  return readIni(sourceFile('setup.cfg', text));
}

describe('reading INI as configparser does', () => {
  const ini = read(`; comment
[options]
install_requires =
    numpy>=1.0

    # a comment line
    scipy ; python_version < "3"
zip_safe = true
name: colon
[options.extras_require]
dev = pytest; flake8
\ttox
`);

  test('a value goes on over indented lines, and keeps its operators', () => {
    expect(ini.entry('options', 'install_requires')?.value).toBe('numpy>=1.0\nscipy ; python_version < "3"');
  });

  test('each line of a value knows its place', () => {
    const places = ini.entry('options', 'install_requires')?.lines.map((line) => ini.at(line));
    expect(places).toEqual([
      { file: 'setup.cfg', line: 4, column: 5, endColumn: 15 },
      { file: 'setup.cfg', line: 7, column: 5, endColumn: 33 },
    ]);
  });

  test('a semicolon ends no value', () => {
    expect(ini.entry('options.extras_require', 'dev')?.value).toBe('pytest; flake8\ntox');
  });

  test('a section with a dot is a section of its own', () => {
    expect(ini.sections).toEqual(['options', 'options.extras_require']);
    expect(ini.entries('options').map(({ key }) => key)).toEqual(['install_requires', 'zip_safe', 'name']);
  });

  test('a colon separates as well, and a word stays a word', () => {
    expect(ini.entry('options', 'name')?.value).toBe('colon');
    expect(ini.entry('options', 'zip_safe')?.value).toBe('true');
  });

  test('a byte order mark and CRLF change nothing', () => {
    const crlf = read('\uFEFF[a]\r\nb =\r\n  c\r\n  d\r\n');
    expect(crlf.entry('a', 'b')?.value).toBe('c\nd');
    expect(crlf.at(crlf.entry('a', 'b')!.lines[1]!)).toEqual({
      file: 'setup.cfg',
      line: 4,
      column: 3,
      endColumn: 4,
    });
  });

  test('names of Object.prototype do no harm', () => {
    const hostile = read(
      '[__proto__]\npolluted = 1\n[constructor]\nprototype = 2\n[a]\n__proto__ = 3\ntoString = 4\n',
    );
    expect(hostile.entry('a', 'toString')?.value).toBe('4');
    expect(hostile.entry('a', 'valueOf')).toBeUndefined();
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('what is no INI gives nothing', () => {
    expect(read('{"json": [1]}').sections).toEqual(['']);
    expect(read('just words\n[unclosed\n= no key\n').sections).toEqual([]);
  });
});
