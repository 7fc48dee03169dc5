import { isAscii, isUtf8 } from 'node:buffer';
import { CR, LF } from './characters.js';
import type { Span } from '../../model/python-source.js';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of a file as bytes, and the way from offsets to lines and columns. */
export class SourceText {
  readonly ascii: boolean;
  readonly utf8: boolean;
  /** Where the last column was counted to: facts come in order, and a line may be very long. */
  private countedLine = -1;
  private countedOffset = 0;
  private countedColumn = 0;

  /** `lineStarts` are the offsets at which lines begin, of which `lineCount` are used. */
  constructor(
    readonly bytes: Uint8Array,
    readonly lineStarts: Int32Array,
    readonly lineCount: number,
    ascii?: boolean,
  ) {
    this.ascii = ascii ?? isAscii(bytes);
    this.utf8 = this.ascii || isUtf8(bytes);
  }

  /** Gives the text of `bytes[start, end)`: UTF-8, or Latin-1 where it is not. */
  slice(start: number, end: number): string {
    const { bytes } = this;
    if (end - start < 32) {
      let text = '';
      for (let i = start; i < end; i++) {
        const byte = bytes[i]!;
        if (byte >= 128) return this.decode(start, end);
        text += String.fromCharCode(byte);
      }
      return text;
    }
    return this.decode(start, end);
  }

  private decode(start: number, end: number): string {
    const part = Buffer.from(this.bytes.buffer, this.bytes.byteOffset + start, end - start);
    if (this.ascii || !isUtf8(part)) return part.toString('latin1');
    return utf8.decode(part);
  }

  /** Gives the line of an offset, from 1. */
  line(offset: number): number {
    const { lineStarts } = this;
    let low = 0;
    let high = this.lineCount - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (lineStarts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** Gives the place of `bytes[start, end)`; if that goes over several lines, of the part on the first. */
  span(start: number, end: number): Span {
    const line = this.line(start);
    let lineEnd = line < this.lineCount ? this.lineStarts[line]! : this.bytes.length;
    while (lineEnd > start && (this.bytes[lineEnd - 1] === LF || this.bytes[lineEnd - 1] === CR)) lineEnd--;
    const column = this.column(line, start);
    return { line, column, endColumn: this.column(line, Math.min(end, lineEnd)) };
  }

  private column(line: number, offset: number): number {
    const lineStart = this.lineStarts[line - 1]!;
    if (this.ascii) return offset - lineStart + 1;
    if (this.countedLine !== line || this.countedOffset > offset) {
      this.countedLine = line;
      this.countedOffset = lineStart;
      this.countedColumn = 1;
    }
    let column = this.countedColumn;
    for (let i = this.countedOffset; i < offset; i++) {
      const byte = this.bytes[i]!;
      // A character counts at its first byte; one of four bytes takes two units of UTF-16
      if (!this.utf8 || byte < 0x80 || (byte >= 0xc0 && byte < 0xf0)) column++;
      else if (byte >= 0xf0) column += 2;
    }
    this.countedOffset = offset;
    this.countedColumn = column;
    return column;
  }
}
