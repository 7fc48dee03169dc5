import type { Evidence } from '../../model/evidence.js';
import { readPythonSource } from '../../python/source/index.js';
import { Positions } from '../positions.js';
import type { Scanner, SourceFile } from '../scanner.js';
import { pythonFacts } from './python-facts.js';

/** Python files, and scripts under `bin` and `scripts` that a Python shebang starts. */
export const pythonFile: Scanner = {
  format: 'Python',
  matches: (path) => /\.pyw?$/.test(path) || /(?:^|\/)(?:bin|scripts|tools)\/[\w-]+$/.test(path),
  scan,
};

/** Bigger files are data that somebody wrote down as Python. */
const MAX_BYTES = 4 * 1024 * 1024;

const MAIN = Buffer.from('__main__');

function scan(file: SourceFile): Evidence[] {
  const { path, bytes } = file;
  if (
    !/\.pyw?$/.test(path) &&
    !/^#![^\n]*\bpython/.test(Buffer.from(bytes.subarray(0, 100)).toString('latin1'))
  )
    return [];
  if (bytes.length > MAX_BYTES) {
    const location = { file: path, line: 1 };
    return [{ kind: 'unreadable', format: 'Python', message: 'bigger than 4 MB', location }];
  }
  const source = readPythonSource(bytes);
  // Most files need no line of their text: decoding them all would cost more than reading them.
  let positions: Positions | undefined;
  let last = { line: 0, text: '' };
  const lines = (): Positions => (positions ??= new Positions(path, file.text));
  const place = {
    location: (span: { line: number; column: number; endColumn: number }) => ({ file: path, ...span }),
    line: (line: number) => {
      if (line !== last.line) last = { line, text: lines().line(line) };
      return last.text;
    },
  };
  const facts: Evidence[] = [
    { kind: 'python-source', source, location: { file: path, line: 1 } },
    ...pythonFacts(source, place),
  ];
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(MAIN);
  if (start >= 0) {
    const main = /^if[ \t]{0,20}\(?[ \t]{0,20}__name__[ \t]{0,20}==[ \t]{0,20}['"]__main__['"]/m.exec(
      file.text,
    );
    if (main) {
      const location = lines().at(main.index, main.index + main[0].length);
      facts.push({
        kind: 'entry-point',
        source: '__main__',
        command: `python ${path}`,
        location,
        text: main[0],
      });
    }
  }
  return facts;
}
