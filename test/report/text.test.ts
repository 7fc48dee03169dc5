import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import stringWidth from 'string-width';
import type { Report } from '../../src/model/report.js';
import type { ReportContext } from '../../src/report/index.js';
import { findReporter } from '../../src/report/index.js';

// A case is a folder: `report.json`, in `files/` the sources that its code frames show (a notebook as readLine gives it:
// source lines at the numbers of the JSON's lines), and what the text reporter makes of it. A case may also have
// `expected-verbose.txt` and `expected-quiet.txt`. `UPDATE=1 npm test` rewrites those that are there: read the diff.
const CASES = join(process.cwd(), 'test/report/cases');

const FORMS: readonly { file: string; options: Partial<ReportContext> }[] = [
  { file: 'expected.txt', options: {} },
  { file: 'expected-verbose.txt', options: { verbose: true } },
  { file: 'expected-quiet.txt', options: { quiet: true } },
];

function render(name: string, options: Partial<ReportContext> = {}): string {
  const folder = join(CASES, name);
  const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Report;
  const readLine = (file: string, line: number): string | undefined => {
    const path = join(folder, 'files', file);
    return existsSync(path) ? readFileSync(path, 'utf8').split('\n')[line - 1] : undefined;
  };
  const context: ReportContext = { width: 80, color: 0, verbose: false, quiet: false, readLine, ...options };
  return findReporter('text')!.render(report, context);
}

function widest(text: string): number {
  return Math.max(...text.split('\n').map((line) => stringWidth(line)));
}

describe('text report', () => {
  for (const name of readdirSync(CASES).sort()) {
    for (const { file, options } of FORMS) {
      const expectation = join(CASES, name, file);
      if (!existsSync(expectation) && file !== 'expected.txt') continue;
      test(`${name}: ${file}`, () => {
        const text = render(name, options);
        if (process.env.UPDATE) writeFileSync(expectation, text);
        expect(text).toBe(readFileSync(expectation, 'utf8'));
      });
    }

    test(`${name}: fits the terminal, verbose or not`, () => {
      for (const width of [60, 80, 120]) {
        expect(widest(render(name, { width }))).toBeLessThanOrEqual(width);
        expect(widest(render(name, { width, verbose: true }))).toBeLessThanOrEqual(width);
      }
    });

    test(`${name}: colour changes nothing but the colour`, () => {
      const colored = render(name, { color: 3 });
      expect(colored).toContain('\u001b[');
      expect(stripVTControlCharacters(colored)).toBe(render(name));
    });

    test(`${name}: nothing of the repository reaches the terminal's controls`, () => {
      for (const options of [{}, { verbose: true }, { quiet: true }]) {
        expect(render(name, options)).not.toMatch(
          /[\0-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/,
        );
      }
    });

    test(`${name}: quiet has one line for each finding`, () => {
      const report = JSON.parse(readFileSync(join(CASES, name, 'report.json'), 'utf8')) as Report;
      const lines = render(name, { quiet: true }).split('\n').slice(0, -1);
      expect(lines).toHaveLength(report.findings.length);
      for (const line of lines) expect(line).toMatch(/: (breaks|hidden|drifts|note) NPA\d{3} /);
    });
  }

  test('a terminal of any width gets lines of 60 to 120 columns', () => {
    expect(render('tf1-gan', { width: 20 })).toBe(render('tf1-gan', { width: 60 }));
    expect(render('tf1-gan', { width: 500 })).toBe(render('tf1-gan', { width: 120 }));
  });
});
