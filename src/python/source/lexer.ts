import { BACKSLASH, CR, FORM_FEED, LF, SPACE, START, Start, TAB, WORD } from './characters.js';
import {
  equalsText,
  FIRST_STATEMENT_KEYWORD,
  Kind,
  LAST_STATEMENT_KEYWORD,
  NumberFlag,
  PREFIX_SHIFT,
  StringFlag,
  TokenBuffer,
  wordKind,
} from './tokens.js';
import type { SyntaxFeatureName } from './syntax-features.js';
import type { Magic } from './types.js';

/** One replacement field of an f-string that is being read. */
interface Field {
  quote: number;
  triple: boolean;
  /** How many brackets are open within the field when it may end. */
  depth: number;
  /** The field stands in the format specification of another one. */
  inSpec: boolean;
  /** The FormatStart token. */
  string: number;
}

/** Bytes that may be read past the end of the text. */
const PADDING = 16;

/**
 * Cuts Python source, of any version and broken or not, into tokens. One pass over bytes, without backtracking but
 * for two: a line within brackets is asked whether it starts a statement, a number whether it is followed by one.
 * The object serves one file after the other.
 */
export class Lexer {
  readonly tokens = new TokenBuffer();
  bytes = new Uint8Array(1 << 16);
  length = 0;
  lineStarts = new Int32Array(1 << 12);
  lineCount = 0;
  magics: Magic[] = [];
  /** Offsets of features that only the lexer can see. */
  features: { feature: SyntaxFeatureName; offset: number }[] = [];
  error: { offset: number; message: string } | undefined;

  /** Tokens that are open: brackets, f-strings, replacement fields. */
  private open: number[] = [];
  private fields: Field[] = [];
  private line = -1;
  /** The string that was read last has a backslash. */
  private escaped = false;

  /** Reads a file; afterwards the fields above hold what was found, until the next call. */
  run(source: Uint8Array): void {
    this.load(source);
    const { tokens, bytes, length } = this;
    let i = this.firstLine();
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
              i = this.string(start, i, prefix);
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
          i = this.number(i);
          break;
        case Start.Quote:
          i = this.string(i, i, 0);
          break;
        case Start.Comment:
          i = skipToLineEnd(bytes, i);
          if (this.fields.length > 0) this.features.push({ feature: 'f-string-nesting', offset: i });
          break;
        case Start.Open:
          this.open.push(tokens.count);
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
            i = this.number(i);
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

  private load(source: Uint8Array): void {
    if (source.length + PADDING > this.bytes.length) this.bytes = new Uint8Array(source.length * 2 + PADDING);
    this.length = source.length;
    this.bytes.set(source);
    // A line end as a sentinel: what looks for the end of a line needs no second test.
    this.bytes.fill(0, source.length, source.length + PADDING);
    this.bytes[source.length] = LF;
    this.tokens.count = 0;
    this.lineCount = 0;
    this.magics = [];
    this.features = [];
    this.error = undefined;
    this.open = [];
    this.fields = [];
    this.line = -1;
  }

  private fail(offset: number, message: string): void {
    this.error ??= { offset, message };
  }

  private addLine(start: number): void {
    if (this.lineCount === this.lineStarts.length) {
      const larger = new Int32Array(this.lineCount * 2);
      larger.set(this.lineStarts);
      this.lineStarts = larger;
    }
    this.lineStarts[this.lineCount++] = start;
  }

  private firstLine(): number {
    const { bytes } = this;
    this.addLine(0);
    const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    return this.beginLine(start);
  }

  /** At a line end: gives the offset of the next token, past blank lines and comments. */
  private newline(at: number): number {
    return this.beginLine(this.countNewline(at));
  }

  private countNewline(at: number): number {
    const next = this.bytes[at] === CR && this.bytes[at + 1] === LF ? at + 2 : at + 1;
    if (at < this.length) this.addLine(next);
    return next;
  }

  private beginLine(start: number): number {
    const { bytes, length } = this;
    for (let i = start; ; i = this.countNewline(i)) {
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
      if (this.open.length > 0) {
        if (!this.startsStatement(i)) return i;
        this.abandonBrackets();
      } else if (c === 37 || c === 33) {
        // Python sees a statement here: the only one of its block, perhaps
        this.addLogicalLine(indentation, i, column);
        this.tokens.push(Kind.Pass, i, i, 0);
        i = this.magic(i);
        if (i >= length) return length;
        continue;
      }
      this.addLogicalLine(indentation, i, column);
      return i;
    }
  }

  private addLogicalLine(indentation: number, start: number, column: number): void {
    const line = this.tokens.count;
    this.tokens.push(Kind.Line, indentation, start, column);
    if (this.line >= 0) this.tokens.partner[this.line] = line;
    this.line = line;
  }

  /** Merge markers, which stand at the very start of a line, and the prompts of pasted interactive sessions. */
  private isForeignLine(i: number, c: number): boolean {
    const { bytes } = this;
    if (c < 60 || c > 62 || bytes[i + 1] !== c || bytes[i + 2] !== c) return false;
    let count = 3;
    while (bytes[i + count] === c) count++;
    const after = bytes[i + count]!;
    const ends = after === SPACE || after === LF || after === CR;
    if (count === 7 && ends && i === this.lineStarts[this.lineCount - 1]) {
      this.fail(i, 'unresolved merge conflict');
      return true;
    }
    if (count === 3 && c === 62 && ends && this.open.length === 0) {
      this.fail(i, 'text of an interactive session (">>>") instead of source');
      return true;
    }
    return false;
  }

  private startsStatement(i: number): boolean {
    const { bytes } = this;
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
    const { tokens } = this;
    this.fail(
      tokens.start[this.open[0]!]!,
      `${describeOpener(tokens, this.bytes, this.open[0]!)} was never closed`,
    );
    for (const token of this.open) tokens.partner[token] = tokens.count;
    this.open.length = 0;
    this.fields.length = 0;
  }

  private finish(): void {
    const { tokens, length } = this;
    if (this.open.length > 0) this.abandonBrackets();
    if (this.line >= 0) tokens.partner[this.line] = tokens.count;
    // Two, so that what looks one token ahead of the end finds an end again
    for (let n = 0; n < 2; n++) {
      tokens.partner[tokens.count] = tokens.count;
      tokens.push(Kind.End, length, length, 0);
      tokens.partner[tokens.count - 1] = tokens.count - 1;
    }
  }

  private magic(i: number): number {
    const { bytes, length } = this;
    const line = this.lineCount;
    const kind = bytes[i] === 33 ? '!' : bytes[i + 1] === 37 ? '%%' : '%';
    let start = i + kind.length;
    let text = '';
    for (;;) {
      const end = skipToLineEnd(bytes, start);
      const goesOn = bytes[end - 1] === BACKSLASH && end < length && kind !== '%%';
      const part = new TextDecoder().decode(bytes.subarray(start, goesOn ? end - 1 : end)).trim();
      text += text === '' ? part : ` ${part}`;
      if (!goesOn) {
        this.magics.push({ kind, text, line });
        return end;
      }
      start = this.countNewline(end);
    }
  }

  /** `x = %magic` and `x = !command` */
  private assignedMagic(i: number): number {
    const last = this.tokens.count - 1;
    if (this.open.length > 0 || this.tokens.kind[last] !== Kind.Assign) return -1;
    const end = this.magic(i);
    this.tokens.push(Kind.None, i, i, 0);
    return end;
  }

  private backslash(i: number): number {
    const next = this.bytes[i + 1];
    if ((next === LF || next === CR) && i + 1 < this.length) return this.countNewline(i + 1);
    this.fail(i, 'no line after a line continuation');
    return i + 1;
  }

  private colon(i: number): number {
    const { tokens, bytes } = this;
    const field = this.fields.at(-1);
    if (field !== undefined && field.depth === this.open.length) {
      tokens.push(Kind.FieldSpec, i, i + 1, 0);
      return this.formatText(i + 1, field.quote, field.triple, true, field.string);
    }
    if (bytes[i + 1] === 61) {
      tokens.push(Kind.Walrus, i, i + 2, 0);
      return i + 2;
    }
    tokens.push(Kind.Colon, i, i + 1, 0);
    return i + 1;
  }

  private percent(i: number): number {
    const { tokens, bytes } = this;
    if (bytes[i + 1] === 61) {
      tokens.push(Kind.Augmented, i, i + 2, 0);
      return i + 2;
    }
    const opener = tokens.count - 1;
    if (tokens.kind[opener] === Kind.OpenBrace) this.fail(i, 'a template ("{%"), not Python source');
    const end = this.assignedMagic(i);
    if (end >= 0) return end;
    tokens.push(Kind.Percent, i, i + 1, 0);
    return i + 1;
  }

  private exclamation(i: number): number {
    const { bytes } = this;
    const field = this.fields.at(-1);
    if (bytes[i + 1] === 61) {
      this.tokens.push(Kind.Comparison, i, i + 2, 0);
      return i + 2;
    }
    if (field !== undefined && field.depth === this.open.length) {
      i++;
      while (WORD[bytes[i]!] === 1) i++;
      return i;
    }
    const end = this.assignedMagic(i);
    if (end >= 0) return end;
    this.tokens.push(Kind.Unknown, i, i + 1, 0);
    return i + 1;
  }

  private operator(i: number, c: number): number {
    const { tokens, bytes } = this;
    const next = bytes[i + 1]!;
    const third = bytes[i + 2]!;
    let kind: Kind = c;
    let size = 1;
    if (c === 61) {
      if (next === 61) [kind, size] = [Kind.Comparison, 2];
      else if (this.fields.length > 0) this.debugField(i);
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

  /** `f"{x=}"`: an equals sign in front of what ends the expression. */
  private debugField(i: number): void {
    const { bytes } = this;
    if (this.fields.at(-1)!.depth !== this.open.length) return;
    let next = i + 1;
    while (bytes[next] === SPACE) next++;
    const c = bytes[next];
    if (c === 125 || c === 58 || c === 33) this.features.push({ feature: 'f-string-debug', offset: i });
  }

  private close(i: number, c: number): number {
    const { tokens, open } = this;
    const field = this.fields.at(-1);
    if (field !== undefined && field.depth === open.length) {
      if (c === 125) return this.closeField(i);
      this.fail(i, `unmatched '${String.fromCharCode(c)}' in an f-string`);
      return i + 1;
    }
    const opener = open.pop();
    if (opener === undefined) {
      this.fail(i, `unmatched '${String.fromCharCode(c)}'`);
      return i + 1;
    }
    // ( and ) are neighbours, [ ] and { } two apart
    const difference = c - tokens.kind[opener]!;
    if (difference !== 1 && difference !== 2) {
      const text = String.fromCharCode(tokens.kind[opener]!);
      this.fail(i, `'${String.fromCharCode(c)}' does not match the opening '${text}'`);
    }
    tokens.partner[opener] = tokens.count;
    tokens.partner[tokens.count] = opener;
    tokens.push(c, i, i + 1, 0);
    tokens.partner[tokens.count - 1] = opener;
    return i + 1;
  }

  private closeField(i: number): number {
    const field = this.popField(i);
    return this.formatText(i + 1, field.quote, field.triple, field.inSpec, field.string);
  }

  private popField(i: number): Field {
    const { tokens } = this;
    tokens.partner[this.open.pop()!] = tokens.count;
    tokens.push(Kind.FieldClose, i, i + 1, 0);
    return this.fields.pop()!;
  }

  private string(start: number, quoteAt: number, prefix: number): number {
    const { bytes, tokens } = this;
    const quote = bytes[quoteAt]!;
    const triple = bytes[quoteAt + 1] === quote && bytes[quoteAt + 2] === quote;
    const body = quoteAt + (triple ? 3 : 1);
    let flags = prefix | (triple ? StringFlag.triple : 0) | ((body - start) << PREFIX_SHIFT);
    if (this.fields.length > 0) this.checkNestedQuote(start, quote);
    if ((prefix & StringFlag.format) !== 0) {
      const template = (prefix & StringFlag.template) !== 0;
      this.features.push({ feature: template ? 't-string' : 'f-string', offset: start });
      const token = tokens.count;
      this.open.push(token);
      tokens.push(Kind.FormatStart, start, body, flags);
      return this.formatText(body, quote, triple, false, token);
    }
    this.escaped = false;
    const end = triple ? this.skipTriple(body, quote) : this.skipSingle(body, quote);
    const closed = bytes[end - 1] === quote && end - body >= (triple ? 3 : 1) && end <= this.length;
    if (!closed) {
      flags |= StringFlag.unterminated;
      this.fail(start, triple ? 'unterminated triple-quoted string' : 'unterminated string');
    }
    if (this.escaped) flags |= StringFlag.escaped;
    tokens.push(Kind.String, start, end, flags);
    return end;
  }

  /** Up to Python 3.11 a string within a field could not use the quotes of the f-string around it. */
  private checkNestedQuote(offset: number, quote: number): void {
    for (const field of this.fields) {
      if (field.quote === quote && !field.triple) {
        this.features.push({ feature: 'f-string-nesting', offset });
        return;
      }
    }
  }

  private skipTriple(from: number, quote: number): number {
    const { bytes, length } = this;
    let i = from;
    while (i < length) {
      const c = bytes[i]!;
      if (c === quote && bytes[i + 1] === quote && bytes[i + 2] === quote) return i + 3;
      if (c === LF || c === CR) {
        i = this.countNewline(i);
      } else if (c === BACKSLASH) {
        this.escaped = true;
        i += bytes[i + 1] === LF || bytes[i + 1] === CR ? 1 : 2;
      } else i++;
    }
    return length;
  }

  private skipSingle(from: number, quote: number): number {
    const { bytes, length } = this;
    let i = from;
    while (i < length) {
      const c = bytes[i]!;
      if (c === quote) return i + 1;
      if (c === LF || c === CR) return i;
      if (c === BACKSLASH) {
        this.escaped = true;
        i++;
        if (bytes[i] === LF || bytes[i] === CR) i = this.countNewline(i);
        else i++;
      } else i++;
    }
    return length;
  }

  /**
   * Reads the text of an f-string up to its next field or its end; `inSpec` within the format specification of a
   * field, which the closing brace ends.
   */
  private formatText(from: number, quote: number, triple: boolean, inSpec: boolean, string: number): number {
    const { bytes, length, tokens } = this;
    const raw = (tokens.data[string]! & StringFlag.raw) !== 0;
    let spec = inSpec;
    let i = from;
    while (i < length) {
      const c = bytes[i]!;
      if (c === quote && (!triple || (bytes[i + 1] === quote && bytes[i + 2] === quote))) {
        return this.endFormat(i, i + (triple ? 3 : 1), string, spec);
      }
      if (c === LF || c === CR) {
        if (!triple) return this.endFormat(i, i, string, true);
        i = this.countNewline(i);
      } else if (c === BACKSLASH) {
        i = this.formatEscape(i, raw, triple);
      } else if (c === 123) {
        if (bytes[i + 1] === 123 && !spec) {
          i += 2;
          continue;
        }
        this.open.push(tokens.count);
        tokens.push(Kind.FieldOpen, i, i + 1, 0);
        this.fields.push({ quote, triple, depth: this.open.length, inSpec: spec, string });
        return i + 1;
      } else if (c === 125 && spec) {
        spec = this.popField(i).inSpec;
        i++;
      } else i++;
    }
    return this.endFormat(length, length, string, true);
  }

  private formatEscape(i: number, raw: boolean, triple: boolean): number {
    const { bytes, length } = this;
    const next = bytes[i + 1];
    if (next === LF || next === CR) return i + 1 < length ? this.countNewline(i + 1) : i + 1;
    if (next === 78 && bytes[i + 2] === 123 && !raw) {
      i += 3;
      while (i < length && bytes[i] !== 125 && bytes[i] !== LF && bytes[i] !== 34 && bytes[i] !== 39) i++;
      return i;
    }
    if (next === 123 || next === 125) return i + 1;
    return triple || i + 2 <= length ? i + 2 : i + 1;
  }

  private endFormat(start: number, end: number, string: number, broken: boolean): number {
    const { tokens, open, fields } = this;
    if (broken) this.fail(tokens.start[string]!, 'unterminated f-string');
    while (fields.length > 0 && fields.at(-1)!.string === string) fields.pop();
    while (open.length > 0) {
      const opener = open.pop()!;
      tokens.partner[opener] = tokens.count;
      if (opener === string) break;
    }
    tokens.push(Kind.FormatEnd, start, end, 0);
    tokens.partner[tokens.count - 1] = string;
    return Math.min(end, this.length);
  }

  private number(start: number): number {
    const { bytes, tokens } = this;
    const radix = bytes[start] === 48 ? bytes[start + 1]! | 32 : 0;
    let i = start;
    let flags = 0;
    const digits = (): void => {
      while (START[bytes[i]!] === Start.Digit || (bytes[i] === 95 && WORD[bytes[i + 1]!] === 1)) {
        if (bytes[i] === 95) flags |= NumberFlag.underscore;
        i++;
      }
    };
    if (radix === 120) {
      for (i += 2; isHexDigit(bytes[i]!) || bytes[i] === 95; i++)
        if (bytes[i] === 95) flags |= NumberFlag.underscore;
    } else if (radix === 98 || radix === 111) {
      i += 2;
      digits();
    } else {
      digits();
      let whole = true;
      if (bytes[i] === 46) {
        whole = false;
        i++;
        digits();
      }
      const sign = bytes[i + 1] === 43 || bytes[i + 1] === 45 ? 2 : 1;
      if ((bytes[i]! | 32) === 101 && START[bytes[i + sign]!] === Start.Digit) {
        whole = false;
        i += sign;
        digits();
      }
      if ((bytes[i]! | 32) === 106) {
        whole = false;
        i++;
      }
      if (whole && bytes[start] === 48 && !isZero(bytes, start, i)) flags |= NumberFlag.oldOctal;
    }
    if ((bytes[i]! | 32) === 108) {
      flags |= NumberFlag.long;
      i++;
    }
    tokens.push(Kind.Number, start, i, flags);
    return i;
  }
}

const isHexDigit = (c: number): boolean => (c >= 48 && c <= 57) || ((c | 32) >= 97 && (c | 32) <= 102);

function isZero(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] !== 48 && bytes[i] !== 95) return false;
  return true;
}

function skipToLineEnd(bytes: Uint8Array, from: number): number {
  let i = from;
  while (bytes[i] !== LF && bytes[i] !== CR) i++;
  return i;
}

/** Gives the flags of a string prefix, or -1 if these letters are none. */
function stringPrefix(bytes: Uint8Array, start: number, end: number): number {
  let flags = 0;
  for (let i = start; i < end; i++) {
    const c = bytes[i]! | 32;
    if (c === 114) flags |= StringFlag.raw;
    else if (c === 98) flags |= StringFlag.bytes;
    else if (c === 117) flags |= StringFlag.unicode;
    else if (c === 102) flags |= StringFlag.format;
    else if (c === 116) flags |= StringFlag.format | StringFlag.template;
    else return -1;
  }
  return flags;
}

function describeOpener(tokens: TokenBuffer, bytes: Uint8Array, token: number): string {
  if (tokens.kind[token] === Kind.FormatStart) return 'an f-string';
  return `'${String.fromCharCode(bytes[tokens.start[token]!]!)}'`;
}
