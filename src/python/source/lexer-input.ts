import { CR, LF } from './characters.js';
import type { SyntaxFeatureName } from '../../model/python-source.js';
import { TokenBuffer } from './tokens.js';

/** Bytes that may be read past the end of the text. */
const PADDING = 16;

/** The file that is being cut into tokens and what has come of it so far. One object serves all files, in turn. */
export class LexerInput {
  readonly tokens = new TokenBuffer();
  /** The text, with a line end as a sentinel behind it: what looks for the end of a line needs no second test. */
  bytes = new Uint8Array(1 << 16);
  length = 0;
  lineStarts = new Int32Array(1 << 12);
  lineCount = 0;
  /** Offsets of features that only the lexer can see. */
  features: { feature: SyntaxFeatureName; offset: number }[] = [];
  error: { offset: number; message: string } | undefined;
  /** Tokens that are open: brackets, f-strings, replacement fields. */
  open: number[] = [];

  /** Takes the next file. */
  load(source: Uint8Array): void {
    if (source.length + PADDING > this.bytes.length) this.bytes = new Uint8Array(source.length * 2 + PADDING);
    this.length = source.length;
    this.bytes.set(source);
    this.bytes.fill(0, source.length, source.length + PADDING);
    this.bytes[source.length] = LF;
    this.tokens.count = 0;
    this.lineCount = 0;
    this.features = [];
    this.error = undefined;
    this.open = [];
    this.addLine(0);
  }

  /** Notes why no Python can read the file; the first reason is kept. */
  fail(offset: number, message: string): void {
    this.error ??= { offset, message };
  }

  /** Notes a syntax feature. */
  feature(feature: SyntaxFeatureName, offset: number): void {
    this.features.push({ feature, offset });
  }

  /** At a line end: counts the line that follows and gives its offset. */
  countNewline(at: number): number {
    const next = this.bytes[at] === CR && this.bytes[at + 1] === LF ? at + 2 : at + 1;
    if (at < this.length) this.addLine(next);
    return next;
  }

  private addLine(start: number): void {
    if (this.lineCount === this.lineStarts.length) {
      const larger = new Int32Array(this.lineCount * 2);
      larger.set(this.lineStarts);
      this.lineStarts = larger;
    }
    this.lineStarts[this.lineCount++] = start;
  }
}
