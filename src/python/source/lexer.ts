import { CR, FORM_FEED, LF, skipToLineEnd, SPACE, START, Start, TAB, WORD } from './characters.js';
import { LexerInput } from './lexer-input.js';
import { MagicLexer } from './magic-lexer.js';
import { readNumber } from './number-lexer.js';
import { StringLexer, stringPrefix } from './string-lexer.js';
import { equalsText, FIRST_STATEMENT_KEYWORD, Kind, LAST_STATEMENT_KEYWORD, wordKind } from './tokens.js';
import type { TokenBuffer } from './tokens.js';

/**
 * Cuts Python source, of any version and broken or not, into tokens. One pass over the bytes, but that a line
 * within brackets is first asked whether it begins a statement. The object serves one file after the other.
 */
export class Lexer {
  readonly input = new LexerInput();
  readonly magics = new MagicLexer(this.input);

  private readonly strings = new StringLexer(this.input);
  private line = -1;

  /** Reads a file; afterwards `input` and `magics` hold what was found, until the next call. */
  run(source: Uint8Array): void {
    const { input, strings } = this;
    input.load(source);
    strings.clear();
    this.magics.clear();
    this.line = -1;
    const { tokens, bytes, length } = input;
    let i = this.beginLine(bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0);
    while (i < length) {
      const c = bytes[i]!;
      switch (START[c]) {
        case Start.Word: {
          const start = i++;
          let hash = c;
          let next: number;
          while (WORD[(next = bytes[i]!)] === 1) {
            hash = (Math.imul(hash, 16777619) + next) | 0;
            i++;
          }
          if ((next === 39 || next === 34) && i - start <= 3) {
            const prefix = stringPrefix(bytes, start, i);
            if (prefix >= 0) {
              i = strings.string(start, i, prefix);
              break;
            }
          }
          tokens.push(wordKind(bytes, start, i, hash), start, i, hash);
          break;
        }
        case Start.Blank:
          i++;
          break;
        case Start.Newline:
          i = this.newline(i);
          break;
        case Start.Digit:
          i = readNumber(input, i);
          break;
        case Start.Quote:
          i = strings.string(i, i, 0);
          break;
        case Start.Comment:
          i = skipToLineEnd(bytes, i);
          if (strings.inField) input.feature('f-string-nesting', i);
          break;
        case Start.Open:
          input.open.push(tokens.count);
          tokens.push(c, i, i + 1, 0);
          i++;
          break;
        case Start.Close:
          i = this.close(i, c);
          break;
        case Start.Simple:
          tokens.push(c, i, i + 1, 0);
          i++;
          break;
        case Start.Dot:
          if (START[bytes[i + 1]!] === Start.Digit) {
            i = readNumber(input, i);
          } else if (bytes[i + 1] === 46 && bytes[i + 2] === 46) {
            tokens.push(Kind.Ellipsis, i, i + 3, 0);
            i += 3;
          } else {
            tokens.push(Kind.Dot, i, i + 1, 0);
            i++;
          }
          break;
        case Start.Colon:
          i = this.colon(i);
          break;
        case Start.Backslash:
          i = this.backslash(i);
          break;
        case Start.Percent:
          i = this.percent(i);
          break;
        case Start.Exclamation:
          i = this.exclamation(i);
          break;
        default:
          i = this.operator(i, c);
      }
    }
    this.finish();
  }

  /** At a line end: gives the offset of the next token, past blank lines and comments. */
  private newline(at: number): number {
    return this.beginLine(this.input.countNewline(at));
  }

  private beginLine(start: number): number {
    const { bytes, length } = this.input;
    for (let i = start; ; i = this.input.countNewline(i)) {
      let indentation = i;
      let column = 0;
      for (; ; i++) {
        const c = bytes[i];
        if (c === SPACE) column++;
        else if (c === TAB) column = (column | 7) + 1;
        else if (c === FORM_FEED) {
          column = 0;
          indentation = i + 1;
        } else break;
      }
      const c = bytes[i]!;
      if (c === 35) i = skipToLineEnd(bytes, i);
      if (i >= length) return length;
      if (bytes[i] === LF || bytes[i] === CR) continue;
      if (this.isForeignLine(i, c)) {
        i = skipToLineEnd(bytes, i);
        if (i >= length) return length;
        continue;
      }
      if (this.input.open.length > 0) {
        if (!this.startsStatement(i)) return i;
        this.abandonBrackets();
      } else if (c === 37 || c === 33) {
        // Python sees a statement here: the only one of its block, perhaps
        this.addLogicalLine(indentation, i, column);
        this.input.tokens.push(Kind.Pass, i, i, 0);
        i = this.magics.line(i);
        if (i >= length) return length;
        continue;
      }
      this.addLogicalLine(indentation, i, column);
      return i;
    }
  }

  private addLogicalLine(indentation: number, start: number, column: number): void {
    const line = this.input.tokens.count;
    this.input.tokens.push(Kind.Line, indentation, start, column);
    if (this.line >= 0) this.input.tokens.partner[this.line] = line;
    this.line = line;
  }

  /** Merge markers, which stand at the very start of a line, and the prompts of pasted interactive sessions. */
  private isForeignLine(i: number, c: number): boolean {
    const { bytes } = this.input;
    if (c < 60 || c > 62 || bytes[i + 1] !== c || bytes[i + 2] !== c) return false;
    let count = 3;
    while (bytes[i + count] === c) count++;
    const after = bytes[i + count]!;
    const ends = after === SPACE || after === LF || after === CR;
    if (count === 7 && ends && i === this.input.lineStarts[this.input.lineCount - 1]) {
      this.input.fail(i, 'unresolved merge conflict');
      return true;
    }
    if (count === 3 && c === 62 && ends && this.input.open.length === 0) {
      this.input.fail(i, 'text of an interactive session (">>>") instead of source');
      return true;
    }
    return false;
  }

  private startsStatement(i: number): boolean {
    const { bytes } = this.input;
    const start = i;
    if (START[bytes[i]!] !== Start.Word) return false;
    let hash = bytes[i++]!;
    while (WORD[bytes[i]!] === 1) hash = (Math.imul(hash, 16777619) + bytes[i++]!) | 0;
    if (i - start < 3 || i - start > 8) return false;
    const kind = wordKind(bytes, start, i, hash);
    if (kind < FIRST_STATEMENT_KEYWORD || kind > LAST_STATEMENT_KEYWORD) return false;
    if (kind !== Kind.From) return true;
    // `from` may go on with what `yield` or `raise` began on the line before
    while (WORD[bytes[i]!] === 1 || bytes[i] === 46 || bytes[i] === SPACE) {
      if (bytes[i] === SPACE && equalsText(bytes, i + 1, i + 8, 'import ')) return true;
      i++;
    }
    return false;
  }

  private abandonBrackets(): void {
    const { tokens } = this.input;
    this.input.fail(
      tokens.start[this.input.open[0]!]!,
      `${describeOpener(tokens, this.input.bytes, this.input.open[0]!)} was never closed`,
    );
    for (const token of this.input.open) tokens.partner[token] = tokens.count;
    this.input.open.length = 0;
    this.strings.clear();
  }

  private finish(): void {
    const { tokens, length } = this.input;
    if (this.input.open.length > 0) this.abandonBrackets();
    if (this.line >= 0) tokens.partner[this.line] = tokens.count;
    // Two, so that what looks one token ahead of the end finds an end again
    for (let n = 0; n < 2; n++) {
      tokens.partner[tokens.count] = tokens.count;
      tokens.push(Kind.End, length, length, 0);
      tokens.partner[tokens.count - 1] = tokens.count - 1;
    }
  }

  private backslash(i: number): number {
    const next = this.input.bytes[i + 1];
    if ((next === LF || next === CR) && i + 1 < this.input.length) return this.input.countNewline(i + 1);
    this.input.fail(i, 'no line after a line continuation');
    return i + 1;
  }

  private colon(i: number): number {
    const { tokens, bytes } = this.input;
    if (this.strings.atFieldLevel) return this.strings.specification(i);
    if (bytes[i + 1] === 61) {
      tokens.push(Kind.Walrus, i, i + 2, 0);
      return i + 2;
    }
    tokens.push(Kind.Colon, i, i + 1, 0);
    return i + 1;
  }

  private percent(i: number): number {
    const { tokens, bytes } = this.input;
    if (bytes[i + 1] === 61) {
      tokens.push(Kind.Augmented, i, i + 2, 0);
      return i + 2;
    }
    const opener = tokens.count - 1;
    if (tokens.kind[opener] === Kind.OpenBrace) this.input.fail(i, 'a template ("{%"), not Python source');
    const end = this.magics.assigned(i);
    if (end >= 0) return end;
    tokens.push(Kind.Percent, i, i + 1, 0);
    return i + 1;
  }

  private exclamation(i: number): number {
    const { bytes } = this.input;
    if (bytes[i + 1] === 61) {
      this.input.tokens.push(Kind.Comparison, i, i + 2, 0);
      return i + 2;
    }
    if (this.strings.atFieldLevel) {
      i++;
      while (WORD[bytes[i]!] === 1) i++;
      return i;
    }
    const end = this.magics.assigned(i);
    if (end >= 0) return end;
    this.input.tokens.push(Kind.Unknown, i, i + 1, 0);
    return i + 1;
  }

  private operator(i: number, c: number): number {
    const { tokens, bytes } = this.input;
    const next = bytes[i + 1]!;
    const third = bytes[i + 2]!;
    let kind: Kind = c;
    let size = 1;
    if (c === 61) {
      if (next === 61) [kind, size] = [Kind.Comparison, 2];
      else if (this.strings.inField) this.strings.checkDebug(i);
    } else if (c === 60 && next === 62) [kind, size] = [Kind.Diamond, 2];
    else if (c === 45 && next === 62) [kind, size] = [Kind.Arrow, 2];
    else if ((c === 42 || c === 47 || c === 60 || c === 62) && next === c) {
      if (third === 61) [kind, size] = [Kind.Augmented, 3];
      else [kind, size] = [c === 42 ? Kind.Power : c === 62 ? Kind.ShiftRight : Kind.Operator, 2];
    } else if (c === 60 || c === 62) {
      if (next === 61) [kind, size] = [Kind.Comparison, 2];
    } else if (c === 36 || c === 63 || c < SPACE || c === 127) kind = Kind.Unknown;
    else if (next === 61) [kind, size] = [Kind.Augmented, 2];
    tokens.push(kind, i, i + size, 0);
    return i + size;
  }

  private close(i: number, c: number): number {
    const { tokens, open } = this.input;
    if (this.strings.atFieldLevel) {
      if (c === 125) return this.strings.closeField(i);
      this.input.fail(i, `unmatched '${String.fromCharCode(c)}' in an f-string`);
      return i + 1;
    }
    const opener = open.pop();
    if (opener === undefined) {
      this.input.fail(i, `unmatched '${String.fromCharCode(c)}'`);
      return i + 1;
    }
    // ( and ) are neighbours, [ ] and { } two apart
    const difference = c - tokens.kind[opener]!;
    if (difference !== 1 && difference !== 2) {
      const text = String.fromCharCode(tokens.kind[opener]!);
      this.input.fail(i, `'${String.fromCharCode(c)}' does not match the opening '${text}'`);
    }
    tokens.partner[opener] = tokens.count;
    tokens.partner[tokens.count] = opener;
    tokens.push(c, i, i + 1, 0);
    tokens.partner[tokens.count - 1] = opener;
    return i + 1;
  }
}

function describeOpener(tokens: TokenBuffer, bytes: Uint8Array, token: number): string {
  if (tokens.kind[token] === Kind.FormatStart) return 'an f-string';
  return `'${String.fromCharCode(bytes[tokens.start[token]!]!)}'`;
}
