import type { Evidence } from '../../model/evidence.js';
import { Positions } from '../positions.js';
import type { Scanner, SourceFile } from '../scanner.js';

/** Procfile: what Heroku starts. */
export const procfile: Scanner = {
  format: 'Procfile',
  matches: (path) => /(?:^|\/)Procfile(?:\.[\w-]+)?$/.test(path),
  scan,
};

function scan(file: SourceFile): Evidence[] {
  const positions = new Positions(file.path, file.text);
  const facts: Evidence[] = [];
  for (let line = 1; line <= Math.min(positions.lineCount, 200); line++) {
    const match = /^([\w-]+)\s*:\s*(\S.*)$/.exec(positions.line(line).trimEnd());
    if (!match) continue;
    const [whole, name, command] = match;
    const location = positions.atLine(line);
    facts.push({
      kind: 'entry-point',
      source: 'Procfile',
      command: command!,
      name: name!,
      location,
      text: whole,
    });
  }
  return facts;
}
