import { BACKSLASH, CR, LF, SPACE } from './characters.js';
import type { LexerInput } from './lexer-input.js';
import { Kind, PREFIX_SHIFT, StringFlag } from './tokens.js';

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
  /** The quotes of all f-strings around, as bits. */
  quotesAround: number;
}

const quoteBit = (quote: number, triple: boolean): number => (quote === 34 ? 1 : 2) << (triple ? 2 : 0);

/**
 * Reads strings. Of an f-string it reads the text; the lexer reads the fields and comes back for what follows each,
 * so that f-strings nest without recursion.
 */
export class StringLexer {
  private fields: Field[] = [];
  /** The string that was read last has a backslash. */
  private escaped = false;

  constructor(private readonly input: LexerInput) {}

  /** Forgets the fields that are open. */
  clear(): void {
    this.fields.length = 0;
  }

  /** What is read stands in a field of an f-string. */
  get inField(): boolean {
    return this.fields.length > 0;
  }

  /** What is read stands in a field, outside of brackets: here `}`, `:` and `!` belong to the f-string. */
  get atFieldLevel(): boolean {
    return this.fields.length > 0 && this.fields.at(-1)!.depth === this.input.open.length;
  }

  /** At the colon in front of a format specification: gives the offset after it, or of its first field. */
  specification(i: number): number {
    const { quote, triple, string } = this.fields.at(-1)!;
    this.input.tokens.push(Kind.FieldSpec, i, i + 1, 0);
    return this.formatText(i + 1, quote, triple, true, string);
  }

  private openField(quote: number, triple: boolean, inSpec: boolean, string: number): void {
    const quotesAround = (this.fields.at(-1)?.quotesAround ?? 0) | quoteBit(quote, triple);
    this.fields.push({ quote, triple, depth: this.input.open.length, inSpec, string, quotesAround });
  }

  /** Notes `f"{x=}"`: an equals sign in front of what ends the expression. */
  checkDebug(i: number): void {
    if (!this.atFieldLevel) return;
    const { bytes } = this.input;
    let next = i + 1;
    while (bytes[next] === SPACE) next++;
    const c = bytes[next];
    if (c === 125 || c === 58 || c === 33) this.input.feature('f-string-debug', i);
  }

  /** At the brace that ends a field: gives the offset after what follows of the string, up to its next field. */
  closeField(i: number): number {
    const field = this.popField(i);
    return this.formatText(i + 1, field.quote, field.triple, field.inSpec, field.string);
  }

  private popField(i: number): Field {
    const { tokens } = this.input;
    tokens.partner[this.input.open.pop()!] = tokens.count;
    tokens.push(Kind.FieldClose, i, i + 1, 0);
    return this.fields.pop()!;
  }

  /**
   * Reads a string whose first quote stands at `quoteAt`, `prefix` being the flags of the letters before it, and gives
   * the offset after it; after the opening brace of its first field if it is an f-string with one.
   */
  string(start: number, quoteAt: number, prefix: number): number {
    const { bytes, tokens } = this.input;
    const quote = bytes[quoteAt]!;
    const triple = bytes[quoteAt + 1] === quote && bytes[quoteAt + 2] === quote;
    const body = quoteAt + (triple ? 3 : 1);
    let flags = prefix | (triple ? StringFlag.triple : 0) | ((body - start) << PREFIX_SHIFT);
    if (this.fields.length > 0) this.checkNestedQuote(start, quote, triple);
    if ((prefix & StringFlag.format) !== 0) {
      const template = (prefix & StringFlag.template) !== 0;
      this.input.feature(template ? 't-string' : 'f-string', start);
      const token = tokens.count;
      this.input.open.push(token);
      tokens.push(Kind.FormatStart, start, body, flags);
      return this.formatText(body, quote, triple, false, token);
    }
    this.escaped = false;
    const end = triple ? this.skipTriple(body, quote) : this.skipSingle(body, quote);
    const closed = bytes[end - 1] === quote && end - body >= (triple ? 3 : 1) && end <= this.input.length;
    if (!closed) {
      flags |= StringFlag.unterminated;
      this.input.fail(start, triple ? 'unterminated triple-quoted string' : 'unterminated string');
    }
    if (this.escaped) {
      flags |= StringFlag.escaped;
      // Nor could a field hold a backslash
      if (this.inField) this.input.feature('f-string-nesting', start);
    }
    tokens.push(Kind.String, start, end, flags);
    return end;
  }

  /** Up to Python 3.11 a string within a field could not use the quotes of the f-strings around it. */
  private checkNestedQuote(offset: number, quote: number, triple: boolean): void {
    if ((this.fields.at(-1)!.quotesAround & quoteBit(quote, triple)) !== 0) {
      this.input.feature('f-string-nesting', offset);
    }
  }

  private skipTriple(from: number, quote: number): number {
    const { bytes, length } = this.input;
    let i = from;
    while (i < length) {
      const c = bytes[i]!;
      if (c === quote && bytes[i + 1] === quote && bytes[i + 2] === quote) return i + 3;
      if (c === LF || c === CR) {
        i = this.input.countNewline(i);
      } else if (c === BACKSLASH) {
        this.escaped = true;
        i += bytes[i + 1] === LF || bytes[i + 1] === CR ? 1 : 2;
      } else i++;
    }
    return length;
  }

  private skipSingle(from: number, quote: number): number {
    const { bytes, length } = this.input;
    let i = from;
    while (i < length) {
      const c = bytes[i]!;
      if (c === quote) return i + 1;
      if (c === LF || c === CR) return i;
      if (c === BACKSLASH) {
        this.escaped = true;
        i++;
        if (bytes[i] === LF || bytes[i] === CR) i = this.input.countNewline(i);
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
    const { bytes, length, tokens } = this.input;
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
        i = this.input.countNewline(i);
      } else if (c === BACKSLASH) {
        i = this.formatEscape(i, raw);
      } else if (c === 123) {
        if (bytes[i + 1] === 123 && !spec) {
          i += 2;
          continue;
        }
        this.input.open.push(tokens.count);
        tokens.push(Kind.FieldOpen, i, i + 1, 0);
        this.openField(quote, triple, spec, string);
        return i + 1;
      } else if (c === 125 && spec) {
        spec = this.popField(i).inSpec;
        i++;
      } else i++;
    }
    return this.endFormat(length, length, string, true);
  }

  private formatEscape(i: number, raw: boolean): number {
    const { bytes, length } = this.input;
    const next = bytes[i + 1];
    if (next === LF || next === CR) return i + 1 < length ? this.input.countNewline(i + 1) : i + 1;
    if (next === 78 && bytes[i + 2] === 123 && !raw) {
      i += 3;
      while (i < length && bytes[i] !== 125 && bytes[i] !== LF && bytes[i] !== 34 && bytes[i] !== 39) i++;
      return i;
    }
    if (next === 123 || next === 125) return i + 1;
    return i + 2;
  }

  private endFormat(start: number, end: number, string: number, broken: boolean): number {
    const { fields } = this;
    const { tokens, open } = this.input;
    if (broken) this.input.fail(tokens.start[string]!, 'unterminated f-string');
    while (fields.length > 0 && fields.at(-1)!.string === string) fields.pop();
    while (open.length > 0) {
      const opener = open.pop()!;
      tokens.partner[opener] = tokens.count;
      if (opener === string) break;
    }
    tokens.push(Kind.FormatEnd, start, end, 0);
    tokens.partner[tokens.count - 1] = string;
    return Math.min(end, this.input.length);
  }
}

/** Gives the flags of a string prefix, or -1 if these letters are none. */
export function stringPrefix(bytes: Uint8Array, start: number, end: number): number {
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
