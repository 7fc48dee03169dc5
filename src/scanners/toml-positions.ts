/** Where one value of a TOML text stands: offsets, ends exclusive. */
export interface TomlPosition {
  /** The key that names it; undefined for an element of an array. */
  key?: { start: number; end: number };
  /** The value; a string's without its quotation marks. */
  start: number;
  end: number;
  children?: Map<string | number, TomlPosition>;
}

/** Deeper values get no positions of their own: nobody writes them, and recursion stays bounded. */
const MAX_DEPTH = 50;

const QUOTE = 34;
const APOSTROPHE = 39;
const BACKSLASH = 92;

/**
 * Finds where the values of a TOML text stand. The parser says what they are but not where; this scan says where and
 * trusts the parser for the rest, so it accepts much that is no TOML, skips what it does not understand and never
 * throws. Linear in the length of the text.
 */
export function locateToml(text: string): TomlPosition {
  return new Locator(text).document();
}

class Locator {
  #at = 0;

  constructor(readonly text: string) {}

  document(): TomlPosition {
    const root = container(0);
    let table = root;
    while (this.#at < this.text.length) {
      this.#skipBlank();
      const start = this.#at;
      if (this.text[start] === '[') table = this.#header(root);
      else this.#assignment(table, 0);
      // Whatever the line still holds (a comment, or what is no TOML) is no concern of ours.
      this.#skipLine();
    }
    return root;
  }

  #header(root: TomlPosition): TomlPosition {
    const start = this.#at;
    const isArray = this.text[start + 1] === '[';
    this.#at += isArray ? 2 : 1;
    const keys = this.#dottedKey();
    let table = root;
    for (const [index, key] of keys.entries()) {
      table = child(table, key.name, start, key);
      // A header below `[[name]]` belongs to the newest element of that array.
      const newest = (table.children?.size ?? 0) - 1;
      if (index < keys.length - 1 && table.children?.has(newest)) table = child(table, newest, start);
    }
    if (isArray) table = child(table, table.children?.size ?? 0, start);
    table.end = this.#at;
    return table;
  }

  #assignment(table: TomlPosition, depth: number): void {
    const keys = this.#dottedKey();
    if (keys.length === 0 || this.text[this.#at] !== '=') return;
    this.#at++;
    this.#skipSpaces();
    let place = table;
    for (const key of keys) place = child(place, key.name, this.#at, key);
    this.#value(place, depth);
  }

  #value(place: TomlPosition, depth: number): void {
    const c = this.text[this.#at];
    place.start = this.#at;
    if (c === '"' || c === "'") {
      const { start, end } = this.#string();
      place.start = start;
      place.end = end;
    } else if (c === '[' && depth < MAX_DEPTH) {
      this.#at++;
      this.#array(place, depth);
      place.end = this.#at;
    } else if (c === '{' && depth < MAX_DEPTH) {
      this.#at++;
      this.#inlineTable(place, depth);
      place.end = this.#at;
    } else {
      while (this.#at < this.text.length && !',]}#\r\n'.includes(this.text[this.#at]!)) this.#at++;
      place.end = place.start + this.text.slice(place.start, this.#at).trimEnd().length;
    }
  }

  #array(place: TomlPosition, depth: number): void {
    for (let index = 0; this.#at < this.text.length; index++) {
      this.#skipBlank();
      if (this.#closes(']')) return;
      const before = this.#at;
      this.#value(child(place, index, before), depth + 1);
      this.#skipBlank();
      if (this.text[this.#at] === ',') this.#at++;
      else if (this.#at === before) this.#at++;
    }
  }

  #inlineTable(place: TomlPosition, depth: number): void {
    while (this.#at < this.text.length) {
      this.#skipBlank();
      if (this.#closes('}')) return;
      const before = this.#at;
      this.#assignment(place, depth + 1);
      this.#skipBlank();
      if (this.text[this.#at] === ',') this.#at++;
      else if (this.#at === before) this.#at++;
    }
  }

  #closes(bracket: string): boolean {
    if (this.text[this.#at] !== bracket) return false;
    this.#at++;
    return true;
  }

  #dottedKey(): Key[] {
    const keys: Key[] = [];
    for (;;) {
      this.#skipSpaces();
      const start = this.#at;
      const c = this.text[start];
      if (c === '"' || c === "'") {
        const string = this.#string();
        const raw = this.text.slice(string.start, string.end);
        keys.push({ name: c === '"' ? unescapeBasic(raw) : raw, start, end: this.#at });
      } else {
        while (isBareKey(this.text.charCodeAt(this.#at))) this.#at++;
        if (this.#at === start) return keys;
        keys.push({ name: this.text.slice(start, this.#at), start, end: this.#at });
      }
      this.#skipSpaces();
      if (this.text[this.#at] !== '.') return keys;
      this.#at++;
    }
  }

  /** The range of a string's content; stands behind its closing marks afterwards. */
  #string(): { start: number; end: number } {
    const mark = this.text[this.#at]!;
    const escapes = mark === '"';
    if (this.text.startsWith(mark.repeat(3), this.#at)) {
      const start = this.#at + 3;
      let end = start;
      while (end < this.text.length && !this.text.startsWith(mark.repeat(3), end)) {
        end += escapes && this.text.charCodeAt(end) === BACKSLASH ? 2 : 1;
      }
      // Up to two marks may belong to the content: `"""a""""` is `a"`.
      for (let extra = 0; extra < 2 && this.text[end + 3] === mark; extra++) end++;
      this.#at = Math.min(end + 3, this.text.length);
      return { start, end: Math.min(end, this.text.length) };
    }
    const start = this.#at + 1;
    let end = start;
    for (; end < this.text.length; end++) {
      const c = this.text.charCodeAt(end);
      if (c === (escapes ? QUOTE : APOSTROPHE) || c === 10) break;
      if (escapes && c === BACKSLASH) end++;
    }
    end = Math.min(end, this.text.length);
    this.#at = this.text.charCodeAt(end) === 10 ? end : Math.min(end + 1, this.text.length);
    return { start, end };
  }

  #skipSpaces(): void {
    while (this.text[this.#at] === ' ' || this.text[this.#at] === '\t') this.#at++;
  }

  /** Skips spaces, line ends and comments. */
  #skipBlank(): void {
    for (; this.#at < this.text.length; this.#at++) {
      const c = this.text[this.#at]!;
      if (c === '#') this.#at = endOfLine(this.text, this.#at) - 1;
      else if (!' \t\r\n'.includes(c)) return;
    }
  }

  #skipLine(): void {
    this.#at = endOfLine(this.text, this.#at) + 1;
  }
}

interface Key {
  name: string;
  start: number;
  end: number;
}

function container(at: number): TomlPosition {
  return { start: at, end: at, children: new Map() };
}

/** The position of `name` within `parent`, made where it is not there yet. */
function child(parent: TomlPosition, name: string | number, at: number, key?: Key): TomlPosition {
  parent.children ??= new Map();
  let found = parent.children.get(name);
  if (found === undefined) {
    found = { start: at, end: at };
    if (key !== undefined) found.key = { start: key.start, end: key.end };
    parent.children.set(name, found);
  }
  return found;
}

function isBareKey(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 45 ||
    code === 95
  );
}

function unescapeBasic(raw: string): string {
  if (!raw.includes('\\')) return raw;
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
