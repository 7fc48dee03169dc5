/** A place within one line; lines and columns count from 1, columns in UTF-16 units, `endColumn` is exclusive. */
export interface Span {
  line: number;
  column: number;
  endColumn: number;
}

export type GuardKind =
  'try-import' | 'except-import' | 'type-checking' | 'version' | 'platform' | 'main' | 'other-try';

/** A block around a statement that makes its execution conditional. */
export interface Guard {
  /**
   * `try-import`: a `try` with a handler that an ImportError would reach, `except-import`: such a handler,
   * `other-try`: any other `try` or handler, and `if hasattr(...)`.
   */
  kind: GuardKind;
  /** The same number for the body, the handlers and the `else` of one `try`: what they import are alternatives. */
  group?: number;
  /** Which part of a `try` this is; for `if hasattr(x, 'y')` its two branches are `body` and `handler`. */
  branch?: 'body' | 'handler' | 'else';
  /** Exception names that the `try` (its body) or this handler catches; a bare `except:` is BaseException. */
  catches?: string[];
  /** A handler of this `try` that ImportError reaches ends the program or raises: what is missing is not optional. */
  fatal?: boolean;
  /** For `version`: the Python that runs this block, where the condition decides it. */
  python?: 2 | 3;
  /** For `version`: the condition as a version specifier, where it can be said as one. */
  specifier?: string;
  /** For `platform`: what the condition compares with, as written (`win32`, `nt`, `Darwin`). */
  platform?: string;
  /** For `platform` and `type-checking`: the block runs where the condition does not hold. */
  negated?: boolean;
}

/** What every fact of a file knows about the code around it. */
export interface Context {
  inFunction: boolean;
  /** From the outermost to the innermost. */
  guards: readonly Guard[];
}

/** One imported thing: `from a import b, c` gives two. */
export interface PythonImport extends Context {
  module: string;
  /** The number of leading dots of a relative import. */
  level: number;
  /** What is taken from the module; `*` for all. Absent for `import module`. */
  name?: string;
  alias?: string;
  /** Of the name that is imported. */
  span: Span;
  /** Of the module: the same for `import module`. */
  moduleSpan: Span;
  /** `importlib.import_module("x")` and `__import__("x")`. */
  dynamic: boolean;
}

/** A use of something that an import of this file brought in. */
export interface PythonReference extends Context {
  /** Resolved through the imports: `np.int` is `numpy.int`; leading dots for what a relative import brought in. */
  symbol: string;
  span: Span;
  call: boolean;
  /** Keyword arguments by name; how many others, where that was counted. */
  arguments?: { keywords: string[]; positional?: number };
  /** The reference is itself assigned to: `np.int = int`. */
  assigned?: boolean;
}

/** An attribute of something that is not known to be an import: `df.ix[...]`, `d.has_key(x)`. */
export interface PythonMember extends Context {
  name: string;
  span: Span;
  call: boolean;
  subscript: boolean;
  keywords?: string[];
  /** The text in front of the name, where that is a plain chain of names: `df`, `self._g`. */
  receiver?: string;
}

/** A built-in name that only Python 2 has, used and not bound in this file. */
export interface PythonName extends Context {
  name: string;
  span: Span;
  call: boolean;
}

/** A call of a resolved function whose first argument starts with a string literal. */
export interface PythonCall extends Context {
  symbol: string;
  /** The string, or the first string of the list. */
  argument: string;
  /** The leading strings of a list or tuple; empty if the argument is a plain string. */
  list: string[];
  /** More follows the literal (`"a" + x`, `"%s" % x`, `f"a{x}"`, `["a", x]`): `argument` is only how it begins. */
  partial: boolean;
  /** Of the argument. */
  span: Span;
}

/** A piece of syntax that not every Python reads: src/python/source/syntax-features.ts says which do. */
export type SyntaxFeatureName =
  | 'print-statement'
  | 'print-chevron'
  | 'exec-statement'
  | 'except-comma'
  | 'raise-comma'
  | 'backticks'
  | 'diamond-operator'
  | 'octal-literal'
  | 'long-literal'
  | 'ur-string'
  | 'tuple-parameter'
  | 'inconsistent-tabs'
  | 'constant-assignment'
  | 'star-import-in-function'
  | 'list-comprehension-tuple'
  | 'invalid-unicode-escape'
  | 'non-ascii-bytes'
  | 'async-as-name'
  | 'await-as-name'
  | 'print-function'
  | 'exec-function'
  | 'keyword-only-parameter'
  | 'annotation'
  | 'nonlocal'
  | 'raise-from'
  | 'star-unpacking'
  | 'class-keyword'
  | 'ellipsis'
  | 'unicode-identifier'
  | 'non-ascii-source'
  | 'yield-from'
  | 'generator-return'
  | 'raw-bytes-prefix'
  | 'matrix-multiplication'
  | 'async-await'
  | 'unpacking-generalisation'
  | 'future-generator-stop'
  | 'variable-annotation'
  | 'f-string'
  | 'numeric-underscore'
  | 'async-generator'
  | 'async-comprehension'
  | 'parameter-trailing-comma'
  | 'future-annotations'
  | 'walrus'
  | 'positional-only-parameter'
  | 'f-string-debug'
  | 'return-unpacking'
  | 'decorator-expression'
  | 'builtin-generic'
  | 'parenthesised-context-managers'
  | 'match-statement'
  | 'union-annotation'
  | 'except-star'
  | 'star-subscript'
  | 'type-statement'
  | 'type-parameters'
  | 'f-string-nesting'
  | 'except-without-parentheses'
  | 't-string';

export interface SyntaxFeature {
  feature: SyntaxFeatureName;
  /** The first place. */
  span: Span;
  count: number;
}

/** A string literal that names a place on the host or on the net. Docstrings are left out. */
export interface PythonString {
  kind: 'path' | 'url';
  value: string;
  span: Span;
}

/** A line of IPython that is not Python. */
export interface Magic {
  kind: '%' | '%%' | '!';
  text: string;
  line: number;
}

/** Why neither Python 2 nor Python 3 can read the file. */
export interface Unreadable {
  line: number;
  message: string;
}

/** Members in a compact form: most files have hundreds and nobody asks for most. Read with `findMembers`. */
export interface MemberTable {
  /** The text of the file: shared with the caller of `readPythonSource`, not copied. */
  bytes: Uint8Array;
  lineStarts: Int32Array;
  /** See member-table.ts for the columns. */
  rows: Int32Array;
  /** Triples: row, start and end of the name of a keyword argument. */
  keywords: Int32Array;
  guardSets: readonly (readonly Guard[])[];
}

/** Everything that is read from one Python file: plain data. */
export interface PythonSource {
  imports: PythonImport[];
  references: PythonReference[];
  members: MemberTable;
  names: PythonName[];
  calls: PythonCall[];
  syntax: SyntaxFeature[];
  strings: PythonString[];
  magics: Magic[];
  futureImports: string[];
  /** As the file declares it (PEP 263), in lower case. */
  encoding?: string;
  unreadable?: Unreadable;
}
