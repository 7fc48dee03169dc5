import type { Evidence } from '../../model/evidence.js';
import { Positions } from '../positions.js';
import { baseName } from '../repository-path.js';
import type { Scanner, SourceFile } from '../scanner.js';

const FORMATS: ReadonlyMap<string, RegExp> = new Map([
  // pyenv: several versions, one per line or side by side; names of virtual environments say nothing.
  ['.python-version', /^(?:python-|cpython-?)?(\d+(?:\.\d+){0,2})(?:(?:a|b|rc)\d+|-dev)?$/],
  ['runtime.txt', /^python-(\d+(?:\.\d+){0,2})$/],
]);

/** `.python-version` of pyenv and `runtime.txt` of Heroku and Binder: the Python that the code was run on. */
export const pythonVersion: Scanner = {
  format: '.python-version',
  matches: (path) => FORMATS.has(baseName(path)),
  scan,
};

function scan(file: SourceFile): Evidence[] {
  const positions = new Positions(file.path, file.text.replace(/^\uFEFF/, ''));
  const source = baseName(file.path);
  const pattern = FORMATS.get(source)!;
  const facts: Evidence[] = [];
  for (let line = 1; line <= Math.min(positions.lineCount, 50); line++) {
    const text = positions.line(line).replace(/#.*/, '');
    for (const word of text.matchAll(/\S+/g)) {
      const version = pattern.exec(word[0])?.[1];
      if (version === undefined) continue;
      const offset = positions.offset(line) + word.index;
      facts.push({
        kind: 'python',
        specifier: version.split('.').length === 3 ? `==${version}` : `==${version}.*`,
        strength: 'runs',
        source,
        location: positions.at(offset, offset + word[0].length),
        text: text.trim(),
      });
    }
  }
  return facts;
}
