import { parser } from '@lezer/python';
import { Positions } from '../../positions.js';
import { baseName } from '../../repository-path.js';
import type { Scanner } from '../../scanner.js';
import { FORMAT, setupFacts } from './facts.js';
import { Interpreter } from './interpreter.js';

/** Bigger files are generated, and hold what nobody wrote. */
const MAX_LENGTH = 500_000;

/** setup.py, read as syntax and never run. */
export const setupPy: Scanner = {
  format: FORMAT,
  matches: (path) => baseName(path) === FORMAT,
  scan(file) {
    const positions = new Positions(file.path, file.text.replace(/^\uFEFF/, ''));
    if (positions.text.length > MAX_LENGTH) {
      return [
        { kind: 'unreadable', format: FORMAT, message: 'too big to be read', location: positions.atLine(1) },
      ];
    }
    const interpreter = new Interpreter(positions.text);
    interpreter.readModule(parser.parse(positions.text).topNode);
    const [call] = interpreter.setupCalls;
    return call === undefined ? [] : setupFacts(call, positions);
  },
};
