import type { Evidence } from '../../model/evidence.js';
import { Positions } from '../positions.js';
import type { Scanner, SourceFile } from '../scanner.js';

const FORMAT = '.tool-versions';

/** `.tool-versions` of asdf and mise: of the tools listed there, Python. */
export const toolVersions: Scanner = {
  format: FORMAT,
  matches: (path) => /(?:^|\/)\.tool-versions$/.test(path),
  scan,
};

function scan(file: SourceFile): Evidence[] {
  const positions = new Positions(file.path, file.text);
  for (let line = 1; line <= Math.min(positions.lineCount, 200); line++) {
    const text = positions.line(line);
    // Of several versions the first is used.
    const version = /^\s*python\s+(\d+(?:\.\d+){1,2})(?:\s|$)/.exec(text)?.[1];
    if (version === undefined) continue;
    const specifier = version.split('.').length === 3 ? `==${version}` : `==${version}.*`;
    const location = positions.atLine(line);
    return [{ kind: 'python', specifier, strength: 'runs', source: FORMAT, location, text: text.trim() }];
  }
  return [];
}
