import { describe, expect, test } from '@jest/globals';
import stringWidth from 'string-width';
import type { Finding, Severity } from '../../src/model/report.js';
import { findReporter, reporters } from '../../src/report/index.js';
import { printable } from '../../src/report/printable.js';
import { counted, sortFindings } from '../../src/report/summary.js';
import { codeLine } from '../../src/report/text/frame.js';
import { cellsOf, truncate, wrap } from '../../src/report/text/layout.js';
import { placeList } from '../../src/report/text/places.js';
import { maximal } from './maximal.js';

describe('printable', () => {
  test.each([
    ['plain text, é, 字, 👩‍👧', 'plain text, é, 字, 👩‍👧'],
    ['\u001b[31mred\u001b[0m', '␛[31mred␛[0m'],
    ['a\nb\r\tc\0', 'a␊b␍␉c␀'],
    ['\u007f\u0080\u009b31m', '␡��31m'],
    ['user\u202egpj.exe', 'user�gpj.exe'],
    ['\u2066\u2069\u200e\u061c', '����'],
    ['a\u200bb\ufeffc\u00add', 'a�b�c�d'],
    ['a\u2028b\u2029', 'a�b�'],
    ['\u{e0041}\u{e007f}', '��'],
    ['\ud83d', '�'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
  ])('%j', (text, expected) => {
    expect(printable(text)).toBe(expected);
  });
});

describe('wrap', () => {
  test('breaks between words', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
    expect(wrap('', 8)).toEqual(['']);
  });

  test('cuts a word that is too long, where a letter ends', () => {
    expect(wrap('ab cdefghij', 4)).toEqual(['ab', 'cdef', 'ghij']);
    expect(wrap('字字字', 5)).toEqual(['字字', '字']);
    expect(wrap('e\u0301e\u0301e\u0301', 2)).toEqual(['e\u0301e\u0301', 'e\u0301']);
  });

  test.each(['字', 'e\u0301', 'a ', '👩‍👧'])('takes linear time for %s', (unit) => {
    const started = performance.now();
    wrap(unit.repeat(50_000), 70);
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});

describe('truncate', () => {
  test.each([
    ['fits here', 9, 'fits here'],
    ['does not fit', 8, 'does no…'],
    ['字字字字', 8, '字字字字'],
    ['字字字字', 7, '字字字…'],
    ['a b c', 3, 'a…'],
    ['\u0301'.repeat(5000), 4, expect.stringMatching(/…$/)],
  ])('%s in %d columns', (text, width, expected) => {
    expect(truncate(text, width)).toEqual(expected);
  });
});

describe('code line', () => {
  /** The part of the shown line that the carets stand below. */
  function marked({ code, carets }: { code: string; carets: string }): string {
    const from = carets.length - carets.trimStart().length;
    let column = 0;
    let text = '';
    for (const cell of cellsOf(code)) {
      if (column >= from && column < carets.length) text += cell.text;
      column += cell.width;
    }
    return text;
  }

  const lines = [
    'x = np.int(1)',
    '\tx =\tnp.int(1)',
    '标签 = "字" + np.int(1)',
    'e\u0301 = "👩‍👧🇫🇷" + np.int(1)',
    'y'.repeat(300) + ' np.int(1)',
    'np.int(1)' + ' y'.repeat(300),
    '字'.repeat(30_000) + 'np.int' + '字'.repeat(30_000),
    '\u001b[31m\u202e np.int(1) \u009b',
  ];

  test.each(lines)('the carets are below the token', (line) => {
    const column = line.indexOf('np.int') + 1;
    for (const width of [40, 57, 80]) {
      const shown = codeLine(line, width, column, column + 6);
      expect(marked(shown)).toBe('np.int');
      expect(stringWidth(shown.code)).toBeLessThanOrEqual(width);
    }
  });

  test('a cut is shown at the end where it is', () => {
    const line = `${'a'.repeat(100)}TOKEN${'b'.repeat(100)}`;
    expect(codeLine(line, 40, 101, 106).code).toMatch(/^…a+TOKENb+…$/);
    expect(codeLine(line, 40, 1, 2).code).toMatch(/^a+…$/);
    expect(codeLine(line, 40, 205, 206).code).toMatch(/^…b+$/);
  });

  test('a column that is not in the line does no harm', () => {
    expect(codeLine('ab', 40, 70, 90)).toEqual({ code: 'ab', carets: '  ^' });
    expect(codeLine('', 40, 1, 5)).toEqual({ code: '', carets: '^' });
    expect(codeLine('ab', 40)).toEqual({ code: 'ab', carets: '' });
  });
});

describe('places', () => {
  const at = (file: string, line: number): { file: string; line: number } => ({ file, line });

  test('name each file once, and count what is left out', () => {
    const places = [at('a.py', 9), at('b.py', 1), at('a.py', 5), at('a.py', 9), at('bin', 0)];
    expect(placeList(places, 9)).toBe('a.py:5, 9, b.py:1, bin');
    expect(placeList(places, 2)).toBe('a.py:9, b.py:1 (and 2 more)');
    expect(placeList([], 2)).toBe('');
  });
});

describe('summary', () => {
  test('what matters most comes first', () => {
    const finding = (
      severity: Severity,
      confidence: Finding['confidence'],
      file: string,
      line: number,
    ): Finding => ({ ...maximal.findings[0]!, severity, confidence, locations: [{ file, line }] });
    const expected = [
      finding('breaks', 'high', 'a.py', 9),
      finding('breaks', 'high', 'a.py', 10),
      finding('breaks', 'high', 'b.py', 1),
      finding('breaks', 'low', 'a.py', 1),
      finding('hidden', 'high', 'a.py', 1),
      finding('note', 'medium', 'a.py', 1),
    ];
    expect(sortFindings(expected.toReversed())).toEqual(expected);
  });

  test('counts are words', () => {
    expect([counted('breaks', 1), counted('drifts', 2), counted('hidden', 1), counted('note', 0)]).toEqual([
      '1 break',
      '2 drifts',
      '1 hidden',
      '0 notes',
    ]);
  });
});

test('each format is found by its name, and is one', () => {
  for (const reporter of reporters) expect(findReporter(reporter.format)).toBe(reporter);
  expect(reporters.map(({ format }) => format)).toEqual(['text', 'json']);
  expect(findReporter('xml')).toBeUndefined();
});
