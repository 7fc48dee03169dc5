/**
 * What a token is. Names come first so that `kind <= LAST_NAME` tells a name; operators of one character have that
 * character's code. (An enum and not a const object: the bundler writes its members as plain numbers.)
 */
export enum Kind {
  Name = 1,
  // Names that mean something special in some Python or somewhere
  Print,
  Exec,
  Async,
  Await,
  Match,
  Case,
  Type,
  Nonlocal,
  /** True, False */
  Boolean,
  None,
  /** A built-in name that only Python 2 has */
  OldBuiltin,
  /** A name that conditions about version, platform and the like are made of */
  GuardName,

  Number,
  String,
  /** Prefix, opening quote of an f-string or t-string; closed by FormatEnd */
  FormatStart,
  FormatEnd,
  /** The braces of a replacement field */
  FieldOpen,
  FieldClose,
  /** The colon in front of a format specification */
  FieldSpec,
  /** The start of a logical line: its indentation */
  Line,
  End,

  Percent = 37,
  Ampersand = 38,
  OpenParen = 40,
  CloseParen = 41,
  Star = 42,
  Plus = 43,
  Comma = 44,
  Minus = 45,
  Dot = 46,
  Slash = 47,
  Colon = 58,
  Semicolon = 59,
  Less = 60,
  Assign = 61,
  Greater = 62,
  At = 64,
  OpenBracket = 91,
  CloseBracket = 93,
  Caret = 94,
  Backtick = 96,
  OpenBrace = 123,
  Bar = 124,
  CloseBrace = 125,
  Tilde = 126,

  Power = 128,
  Arrow,
  Walrus,
  Comparison,
  ShiftRight,
  Diamond,
  Ellipsis,
  Augmented,
  Operator,
  /** A character that no Python knows */
  Unknown,

  // Keywords that can only begin a statement: a line within brackets that starts with one ends a broken statement
  Import = 160,
  From,
  Def,
  Class,
  Return,
  While,
  Try,
  Except,
  Raise,
  Pass,
  Break,
  Continue,
  Finally,
  Global,
  Elif,
  Del,
  With,
  Assert,
  // Other keywords
  If = 190,
  Else,
  For,
  In,
  Is,
  And,
  Or,
  Not,
  Lambda,
  Yield,
  As,
}

export const LAST_NAME = Kind.GuardName;
export const FIRST_STATEMENT_KEYWORD = Kind.Import;
export const LAST_STATEMENT_KEYWORD = Kind.Assert;

/** Flags of a String or FormatStart token; the length of prefix and quotes stands in the bits from PREFIX_SHIFT. */
export const StringFlag = {
  raw: 1,
  format: 2,
  bytes: 4,
  unicode: 8,
  triple: 16,
  unterminated: 32,
  template: 64,
  escaped: 128,
};
export const PREFIX_SHIFT = 8;

/** Flags of a Number token. */
export const NumberFlag = { oldOctal: 1, long: 2, underscore: 4 };

const WORDS: Readonly<Record<string, Kind>> = {
  print: Kind.Print,
  exec: Kind.Exec,
  async: Kind.Async,
  await: Kind.Await,
  match: Kind.Match,
  case: Kind.Case,
  type: Kind.Type,
  nonlocal: Kind.Nonlocal,
  True: Kind.Boolean,
  False: Kind.Boolean,
  None: Kind.None,
  import: Kind.Import,
  from: Kind.From,
  def: Kind.Def,
  class: Kind.Class,
  return: Kind.Return,
  while: Kind.While,
  try: Kind.Try,
  except: Kind.Except,
  raise: Kind.Raise,
  pass: Kind.Pass,
  break: Kind.Break,
  continue: Kind.Continue,
  finally: Kind.Finally,
  global: Kind.Global,
  elif: Kind.Elif,
  del: Kind.Del,
  with: Kind.With,
  assert: Kind.Assert,
  if: Kind.If,
  else: Kind.Else,
  for: Kind.For,
  in: Kind.In,
  is: Kind.Is,
  and: Kind.And,
  or: Kind.Or,
  not: Kind.Not,
  lambda: Kind.Lambda,
  yield: Kind.Yield,
  as: Kind.As,
};

/** Built-in names that only Python 2 has. */
export const OLD_BUILTINS: readonly string[] =
  `unicode xrange raw_input long basestring unichr reduce file cmp execfile reload apply buffer
  intern coerce StandardError`.split(/\s+/);

/** What the patterns of conditions.ts look for, so that only conditions with one of them are looked at. */
const GUARD_NAMES = `version_info hexversion version python_version python_version_tuple PY2 PY3 PY_2 PY_3 IS_PY2
  IS_PY3 is_py2 is_py3 py3k PY3K is_py3k PYTHON2 PYTHON3 PYTHON_2 PYTHON_3 python2 python3 _PY2 _PY3 PY26 PY27 PY32
  PY33 PY34 PY35 PY36 PY37 PY38 PY39 PY310 PY311 PY312 TYPE_CHECKING MYPY __name__ platform name system hasattr`;

/** The next state of the hash of an identifier, whose first state is its first byte. */
export function hashText(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 16777619) + text.charCodeAt(i)) | 0;
  return hash;
}

const SLOTS = 2048;
const slotHash = new Int32Array(SLOTS);
const slotKind = new Uint8Array(SLOTS);
const slotText: string[] = new Array<string>(SLOTS).fill('');
const slotOf = (hash: number): number => (hash ^ (hash >>> 15)) & (SLOTS - 1);

function addWord(text: string, kind: Kind): void {
  const hash = hashText(text);
  let slot = slotOf(hash);
  while (slotKind[slot] !== 0) slot = (slot + 1) & (SLOTS - 1);
  slotHash[slot] = hash;
  slotKind[slot] = kind;
  slotText[slot] = text;
}
for (const [text, kind] of Object.entries(WORDS)) addWord(text, kind);
for (const text of OLD_BUILTINS) addWord(text, Kind.OldBuiltin);
for (const text of GUARD_NAMES.split(/\s+/)) addWord(text, Kind.GuardName);

/** Tells the kind of the identifier in `bytes[start, end)` that has this hash: a keyword, a special name or a name. */
export function wordKind(bytes: Uint8Array, start: number, end: number, hash: number): Kind {
  for (let slot = slotOf(hash); ; slot = (slot + 1) & (SLOTS - 1)) {
    const kind = slotKind[slot]!;
    if (kind === 0) return Kind.Name;
    if (slotHash[slot] === hash && equalsText(bytes, start, end, slotText[slot]!)) return kind;
  }
}

/** Tells whether `bytes[start, end)` are this (ASCII) text. */
export function equalsText(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (end - start !== text.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[start + i] !== text.charCodeAt(i)) return false;
  return true;
}

/** The tokens of one file, in columns. It is used again for the next file: nothing may keep it. */
export class TokenBuffer {
  count = 0;
  kind = new Uint8Array(1 << 14);
  /** Offsets into the bytes of the file; `end` is exclusive. */
  start = new Int32Array(1 << 14);
  end = new Int32Array(1 << 14);
  /** The hash of a name, the flags of a string or number, the column that a line is indented to. */
  data = new Int32Array(1 << 14);
  /** Of what opens: the token that closes it (or ends the statement, if none does). Of a line: the next line. */
  partner = new Int32Array(1 << 14);

  push(kind: Kind, start: number, end: number, data: number): void {
    if (this.count === this.kind.length) this.grow();
    const index = this.count++;
    this.kind[index] = kind;
    this.start[index] = start;
    this.end[index] = end;
    this.data[index] = data;
  }

  private grow(): void {
    const size = this.kind.length * 2;
    const larger = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const column = new Int32Array(size);
      column.set(old);
      return column;
    };
    const kind = new Uint8Array(size);
    kind.set(this.kind);
    this.kind = kind;
    this.start = larger(this.start);
    this.end = larger(this.end);
    this.data = larger(this.data);
    this.partner = larger(this.partner);
  }
}
