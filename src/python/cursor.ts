/** A position in a text, moved on by patterns. The patterns are sticky (`/…/y`), so that none searches ahead. */
export class Cursor {
  constructor(
    readonly text: string,
    public position = 0,
  ) {}

  /** Whether the whole text is read. */
  get atEnd(): boolean {
    return this.position >= this.text.length;
  }

  /** Reads what `pattern` matches here and gives it, or gives null and stays. */
  read(pattern: RegExp): string | null {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0] ?? null;
    if (found !== null) this.position += found.length;
    return found;
  }

  /** Reads `literal` if it stands here, and says whether it did. */
  readLiteral(literal: string): boolean {
    if (!this.text.startsWith(literal, this.position)) return false;
    this.position += literal.length;
    return true;
  }

  /** Passes blanks. */
  skipBlanks(): void {
    this.read(/[ \t\r\n\f\v]*/y);
  }

  /** Gives the next word without reading it, shortened for a message. */
  peekWord(): string {
    const rest = this.text.slice(this.position, this.position + 200).trimStart();
    const word = /^\S{0,40}/.exec(rest)?.[0] ?? '';
    return word === '' ? 'the end of the line' : `\`${word}\``;
  }
}
