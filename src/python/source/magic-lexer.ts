import type { Magic } from '../../model/python-source.js';
import { BACKSLASH, skipToLineEnd } from './characters.js';
import type { LexerInput } from './lexer-input.js';
import { Kind } from './tokens.js';

/** Reads what only IPython understands: `%magic`, `%%magic` and `!command`. */
export class MagicLexer {
  /** What was read since the last `clear`. */
  found: Magic[] = [];

  constructor(private readonly input: LexerInput) {}

  /** Begins another file; what was handed out stays as it is. */
  clear(): void {
    this.found = [];
  }

  /** Reads from the mark to the end of its line, or of the line that a backslash leads to; gives that end. */
  line(i: number): number {
    const { bytes, length } = this.input;
    const line = this.input.lineCount;
    const kind = bytes[i] === 33 ? '!' : bytes[i + 1] === 37 ? '%%' : '%';
    let start = i + kind.length;
    let text = '';
    for (;;) {
      const end = skipToLineEnd(bytes, start);
      const goesOn = bytes[end - 1] === BACKSLASH && end < length && kind !== '%%';
      const part = new TextDecoder().decode(bytes.subarray(start, goesOn ? end - 1 : end)).trim();
      text += text === '' ? part : ` ${part}`;
      if (!goesOn) {
        this.found.push({ kind, text, line });
        return end;
      }
      start = this.input.countNewline(end);
    }
  }

  /** Reads the magic of `x = %magic` and `x = !command` and gives its end; -1 where the mark is an operator. */
  assigned(i: number): number {
    const { open, tokens } = this.input;
    if (open.length > 0 || tokens.kind[tokens.count - 1] !== Kind.Assign) return -1;
    const end = this.line(i);
    tokens.push(Kind.None, i, i, 0);
    return end;
  }
}
