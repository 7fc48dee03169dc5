import type { Facts } from './facts.js';
import type { SourceText } from './source-text.js';
import { PREFIX_SHIFT, StringFlag } from './tokens.js';
import type { TokenBuffer } from './tokens.js';

const BACKSLASH = 92;

/** Looks at string literals: their prefixes, their escapes, and whether they name a place. */
export class StringReader {
  private readonly tokens: TokenBuffer;

  constructor(
    private readonly facts: Facts,
    private readonly text: SourceText,
  ) {
    this.tokens = facts.tokens;
  }

  /** Reads a String token that is part of an expression. */
  literal(token: number): void {
    this.checkSyntax(token);
    const { start, end, data } = this.tokens;
    const body = start[token]! + (data[token]! >> PREFIX_SHIFT);
    if (mayBePlace(this.text.bytes, body, end[token]!)) this.facts.strings.push(token);
  }

  /** Reads a FormatStart token: what stands in front of its first field may name a place. */
  format(token: number): void {
    const { start, end } = this.tokens;
    if (mayBePlace(this.text.bytes, end[token]!, start[token + 1]!)) this.facts.strings.push(token);
  }

  /** Notes what only some Pythons allow in a String token; this holds for docstrings too. */
  checkSyntax(token: number): void {
    const flags = this.tokens.data[token]!;
    const { facts, text } = this;
    const { raw, bytes, unicode, escaped } = StringFlag;
    if ((flags & raw) !== 0) {
      if ((flags & unicode) !== 0) facts.feature('ur-string', token);
      const first = text.bytes[this.tokens.start[token]!]! | 32;
      if ((flags & bytes) !== 0 && first === 114) facts.feature('raw-bytes-prefix', token);
    }
    if ((flags & bytes) !== 0) {
      if (!text.ascii && this.hasNonAscii(token)) facts.feature('non-ascii-bytes', token);
    } else if ((flags & escaped) !== 0 && (flags & (raw | unicode)) === 0) this.checkEscapes(token);
  }

  private hasNonAscii(token: number): boolean {
    const { start, end } = this.tokens;
    for (let i = start[token]!; i < end[token]!; i++) if (this.text.bytes[i]! >= 128) return true;
    return false;
  }

  /** `'C:\Users'`: text to Python 2, a broken escape to Python 3. */
  private checkEscapes(token: number): void {
    const { bytes } = this.text;
    const end = this.tokens.end[token]!;
    for (let i = this.tokens.start[token]!; i < end; i++) {
      if (bytes[i] !== BACKSLASH) continue;
      const letter = bytes[++i];
      const digits = letter === 85 ? 8 : letter === 117 ? 4 : 0;
      const valid = letter === 78 ? bytes[i + 1] === 123 : hasHexDigits(bytes, i + 1, digits);
      if (!valid) {
        if (this.facts.futureImports.has('unicode_literals')) this.facts.fail(token, 'invalid \\u escape');
        else this.facts.feature('invalid-unicode-escape', token);
        return;
      }
    }
  }
}

function hasHexDigits(bytes: Uint8Array, start: number, count: number): boolean {
  for (let i = start; i < start + count; i++) {
    const c = bytes[i]!;
    if (!((c >= 48 && c <= 57) || ((c | 32) >= 97 && (c | 32) <= 102))) return false;
  }
  return true;
}

const isLetter = (c: number): boolean => (c | 32) >= 97 && (c | 32) <= 122;

/** Tells cheaply whether text may be a URL or an absolute path; `placeKind` decides it. */
function mayBePlace(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < 5) return false;
  const c = bytes[start]!;
  if (c === 47) return isLetter(bytes[start + 1]!);
  if (c === BACKSLASH) return bytes[start + 1] === BACKSLASH;
  if (!isLetter(c)) return false;
  for (let i = start + 1; i < start + 10 && i < end; i++) {
    if (bytes[i] === 58) return i === start + 1 || bytes[i + 1] === 47;
  }
  return false;
}

/** The top-level directories in which people keep projects, data and tools; not those of URL routes. */
const HOST_DIRECTORIES = new Set(
  `home Users root data data1 data2 data3 mnt media scratch nfs storage workspace gpfs lustre projects opt usr etc var
  srv export content kaggle raid ssd hdd datasets Volumes afs cluster vol tmp work lib lib64 Library Applications
  System private dbfs`.split(/\s+/),
);

/** Tells whether the value of a literal is an absolute path of a host, a URL, or neither. */
export function placeKind(value: string): 'path' | 'url' | undefined {
  if (/^(?:https?|ftp|git|s3|gs|git\+[a-z]{3,5}|ssh):\/\/[^\s/]/i.test(value)) return 'url';
  if (/^[a-z]:[\\/][^\\/\n]/i.test(value) || /^\\\\[\w.$-]+\\\w/.test(value)) return 'path';
  const slash = value.indexOf('/', 1);
  if (!value.startsWith('/') || slash < 0 || value.length > 1000 || value.includes('\n')) return undefined;
  return HOST_DIRECTORIES.has(value.slice(1, slash)) ? 'path' : undefined;
}
