/** Where one value of a TOML text stands: offsets, ends exclusive. */
export interface TomlPosition {
  /** The key that names it; undefined for an element of an array. */
  key?: { start: number; end: number };
  /** The value; a string's without its quotation marks; of a table with a header, the header. */
  start: number;
  end: number;
  children?: Map<string | number, TomlPosition>;
}

const TAB = 9;
const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const QUOTE = 34;
const HASH = 35;
const APOSTROPHE = 39;
const COMMA = 44;
const DOT = 46;
const EQUALS = 61;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

/**
 * Finds where the values of a TOML text stand. The parser says what they are but not where; this scan says where and
 * trusts the parser for the rest, so it accepts much that is no TOML, skips what it does not understand and never
 * throws. It is linear in the length of the text, and looks into arrays and inline tables only when asked for their
 * parts: the hashes in a lock are many, and nobody asks where they stand.
 */
export class TomlPositions {
  #at = 0;
  readonly #root: TomlPosition = { start: 0, end: 0, children: new Map() };

  constructor(readonly text: string) {
    let table = this.#root;
    while (this.#at < text.length) {
      this.#skipBlank();
      if (this.#code() === OPEN_BRACKET) table = this.#header();
      else this.#assignment(table);
      // Whatever the line still holds (a comment, or what is no TOML) is no concern of ours.
      this.#at = this.#endOfLine(this.#at) + 1;
    }
  }

  /** The position of the value at the end of a way of keys and indexes; undefined where there is none. */
  find(path: readonly (string | number)[]): TomlPosition | undefined {
    let place: TomlPosition | undefined = this.#root;
    for (const step of path) {
      if (place?.children === undefined && place !== undefined) this.#lookInto(place);
      place = place?.children?.get(step);
    }
    return place;
  }

  #header(): TomlPosition {
    const start = this.#at;
    const isArray = this.text.charCodeAt(start + 1) === OPEN_BRACKET;
    this.#at += isArray ? 2 : 1;
    const keys = this.#dottedKey();
    let table = this.#root;
    for (const [index, key] of keys.entries()) {
      table = child(table, key.name, key);
      // A header below `[[name]]` belongs to the newest element of that array.
      const newest = table.children?.get((table.children.size || 1) - 1);
      if (index < keys.length - 1 && newest !== undefined) table = newest;
    }
    if (isArray) table = child(table, table.children?.size ?? 0, { start, end: this.#at });
    table.children ??= new Map();
    table.start = keys[0]?.start ?? start;
    table.end = keys.at(-1)?.end ?? this.#at;
    return table;
  }

  #assignment(table: TomlPosition): void {
    const keys = this.#dottedKey();
    if (keys.length === 0 || this.#code() !== EQUALS) return;
    this.#at++;
    this.#skipSpaces();
    let place = table;
    for (const key of keys) place = child(place, key.name, key);
    place.key = { start: keys[0]!.start, end: keys.at(-1)!.end };
    this.#value(place);
  }

  /** Notes where a value stands, and passes it. */
  #value(place: TomlPosition): void {
    const code = this.#code();
    place.start = this.#at;
    if (code === QUOTE || code === APOSTROPHE) {
      const { start, end } = this.#string();
      place.start = start;
      place.end = end;
    } else if (code === OPEN_BRACKET || code === OPEN_BRACE) {
      this.#skipBrackets();
      place.end = this.#at;
    } else {
      this.#skipBare();
      place.end = this.#at;
      while (place.end > place.start && isBlank(this.text.charCodeAt(place.end - 1))) place.end--;
    }
  }

  /** Notes the parts of an array or inline table. */
  #lookInto(place: TomlPosition): void {
    const open = this.text.charCodeAt(place.start);
    const isString =
      this.text.charCodeAt(place.start - 1) === QUOTE || this.text.charCodeAt(place.start - 1) === APOSTROPHE;
    if ((open !== OPEN_BRACKET && open !== OPEN_BRACE) || isString) return;
    place.children = new Map();
    this.#at = place.start + 1;
    for (let index = 0; this.#at < place.end - 1; index++) {
      this.#skipBlank();
      const before = this.#at;
      if (before >= place.end - 1) return;
      if (open === OPEN_BRACKET) this.#value(child(place, index, { start: before, end: before }));
      else this.#assignment(place);
      this.#skipBlank();
      if (this.#code() === COMMA || this.#at === before) this.#at++;
    }
  }

  /** Passes an array or inline table with all that is in it. */
  #skipBrackets(): void {
    let depth = 0;
    while (this.#at < this.text.length) {
      const code = this.#code();
      if (code === QUOTE || code === APOSTROPHE) {
        this.#string();
        continue;
      }
      if (code === HASH) this.#at = this.#endOfLine(this.#at);
      else this.#at++;
      if (code === OPEN_BRACKET || code === OPEN_BRACE) depth++;
      else if ((code === CLOSE_BRACKET || code === CLOSE_BRACE) && --depth === 0) return;
    }
  }

  #skipBare(): void {
    for (; this.#at < this.text.length; this.#at++) {
      const code = this.#code();
      if (
        code === COMMA ||
        code === CLOSE_BRACKET ||
        code === CLOSE_BRACE ||
        code === HASH ||
        code === NEWLINE
      )
        return;
    }
  }

  #dottedKey(): Key[] {
    const keys: Key[] = [];
    for (;;) {
      this.#skipSpaces();
      const start = this.#at;
      const code = this.#code();
      if (code === QUOTE || code === APOSTROPHE) {
        const string = this.#string();
        const raw = this.text.slice(string.start, string.end);
        keys.push({ name: code === QUOTE ? unescapeBasic(raw) : raw, start, end: this.#at });
      } else {
        while (isBareKey(this.#code())) this.#at++;
        if (this.#at === start) return keys;
        keys.push({ name: this.text.slice(start, this.#at), start, end: this.#at });
      }
      this.#skipSpaces();
      if (this.#code() !== DOT) return keys;
      this.#at++;
    }
  }

  /** The range of a string's content; stands behind its closing marks afterwards. */
  #string(): { start: number; end: number } {
    const mark = this.#code();
    const isLong = this.text.charCodeAt(this.#at + 1) === mark && this.text.charCodeAt(this.#at + 2) === mark;
    return isLong ? this.#longString(mark) : this.#shortString(mark);
  }

  #shortString(mark: number): { start: number; end: number } {
    const start = this.#at + 1;
    let end = start;
    for (; end < this.text.length; end++) {
      const code = this.text.charCodeAt(end);
      if (code === mark || code === NEWLINE) break;
      if (code === BACKSLASH && mark === QUOTE) end++;
    }
    end = Math.min(end, this.text.length);
    this.#at = this.text.charCodeAt(end) === mark ? end + 1 : end;
    return { start, end };
  }

  #longString(mark: number): { start: number; end: number } {
    const start = this.#at + 3;
    const marks = String.fromCharCode(mark).repeat(3);
    let end = start;
    while (
      end < this.text.length &&
      !(this.text.charCodeAt(end) === mark && this.text.startsWith(marks, end))
    ) {
      end += this.text.charCodeAt(end) === BACKSLASH && mark === QUOTE ? 2 : 1;
    }
    // Up to two marks may belong to the content: `"""a""""` is `a"`.
    for (let extra = 0; extra < 2 && this.text.charCodeAt(end + 3) === mark; extra++) end++;
    end = Math.min(end, this.text.length);
    this.#at = Math.min(end + 3, this.text.length);
    return { start, end };
  }

  /** The character at which the scan stands; NaN at the end. */
  #code(): number {
    return this.text.charCodeAt(this.#at);
  }

  #skipSpaces(): void {
    while (this.#code() === SPACE || this.#code() === TAB) this.#at++;
  }

  /** Skips spaces, line ends and comments. */
  #skipBlank(): void {
    for (; this.#at < this.text.length; this.#at++) {
      const code = this.#code();
      if (code === HASH) this.#at = this.#endOfLine(this.#at);
      else if (!isBlank(code)) return;
    }
  }

  #endOfLine(from: number): number {
    const end = this.text.indexOf('\n', from);
    return end < 0 ? this.text.length : end;
  }
}

interface Key {
  name: string;
  start: number;
  end: number;
}

/** The position of `name` within `parent`, made where it is not there yet. */
function child(
  parent: TomlPosition,
  name: string | number,
  { start, end }: { start: number; end: number },
): TomlPosition {
  parent.children ??= new Map();
  let found = parent.children.get(name);
  if (found === undefined) {
    found = { start, end };
    if (typeof name === 'string') found.key = { start, end };
    parent.children.set(name, found);
  }
  return found;
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB || code === NEWLINE || code === RETURN;
}

function isBareKey(code: number): boolean {
  const isLetter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
  return isLetter || (code >= 48 && code <= 57) || code === 45 || code === 95;
}

function unescapeBasic(raw: string): string {
  if (!raw.includes('\\')) return raw;
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
}
