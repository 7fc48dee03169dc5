import type { TokenBuffer } from './tokens.js';
import type { Guard, SyntaxFeatureName } from '../../model/python-source.js';

/** A list of whole numbers in rows of a fixed width, without an object for each. */
export class Rows {
  data: Int32Array<ArrayBuffer>;
  length = 0;

  constructor(size: number) {
    this.data = new Int32Array(size);
  }

  /** Makes room for `count` more numbers. */
  reserve(count: number): void {
    if (this.length + count <= this.data.length) return;
    const larger = new Int32Array(this.data.length * 2);
    larger.set(this.data);
    this.data = larger;
  }

  push(a: number): void {
    this.reserve(1);
    this.data[this.length++] = a;
  }

  push3(a: number, b: number, c: number): void {
    this.reserve(3);
    this.data[this.length++] = a;
    this.data[this.length++] = b;
    this.data[this.length++] = c;
  }

  copy(): Int32Array {
    return this.data.slice(0, this.length);
  }
}

/** A chain of names (`a.b.c`), or a single name that is called or was a built-in. */
export const CHAIN = {
  width: 5,
  /** The first token: the root name, or the dot in front if the chain hangs on something else than a name. */
  first: 0,
  last: 1,
  scope: 2,
  guards: 3,
  flags: 4,
} as const;

export const ChainFlag = { call: 1, subscript: 2, assigned: 4, anonymous: 8, keywords: 16 } as const;

export enum BindingKind {
  /** Anything that gives the name a new value: assignment, `for`, `with`, parameter, `def`, `class` */
  Value,
  /** `name = None`, or a value that stands in for an import that failed */
  Fallback,
  /** `global name` */
  Global,
  /** From here on: an import, by its number */
  FirstImport,
}

export enum ScopeKind {
  Module,
  Function,
  AsyncFunction,
  Class,
}

/** What an import statement brought in, before it is made an object. */
export interface ImportRecord {
  module: string;
  level: number;
  name?: string;
  alias?: string;
  /** The token that stands for it in messages. */
  token: number;
  lastToken: number;
  /** Where the module stands: for `from a import b` not where the name does. */
  moduleToken: number;
  lastModuleToken: number;
  scope: number;
  guards: number;
}

/** Used again for every file: nothing may keep them. */
const ROWS = [
  new Rows(1 << 14),
  new Rows(1 << 12),
  new Rows(1 << 12),
  new Rows(1 << 12),
  new Rows(1 << 12),
] as const;

/** Collects what the readers of statements and expressions find in one file, by token and not yet as text. */
export class Facts {
  readonly chains: Rows;
  /** The call (as a row of `chains`) and the name token of a keyword argument. */
  readonly keywords: Rows;
  /** The token of the bound name, scope, kind. */
  readonly bindings: Rows;
  /** The token of a name that a comprehension or lambda binds, and the first and last token that sees it. */
  readonly shadows: Rows;
  /** Tokens of string literals that may name a place. */
  readonly strings: Rows;
  readonly imports: ImportRecord[] = [];
  readonly futureImports = new Set<string>();
  readonly features = new Map<SyntaxFeatureName, { offset: number; count: number }>();
  error: { offset: number; message: string } | undefined;

  readonly guardSets: Guard[][] = [[]];
  readonly scopeParent: number[] = [-1];
  readonly scopeKind: ScopeKind[] = [ScopeKind.Module];
  readonly scopeInFunction: boolean[] = [false];
  /** The first token of a `yield` and of a `return` with a value, by scope. */
  readonly yields = new Map<number, number>();
  readonly valueReturns = new Map<number, number>();

  /** Where the reader stands. */
  scope = 0;
  guards = 0;
  /** The first token of the statement: the one place where Python 2 can have `print` and `exec`. */
  statementStart = -1;

  constructor(
    readonly tokens: TokenBuffer,
    /** The text that the tokens are of. */
    readonly bytes: Uint8Array,
  ) {
    const [chains, keywords, bindings, shadows, strings] = ROWS;
    for (const rows of ROWS) rows.length = 0;
    this.chains = chains;
    this.keywords = keywords;
    this.bindings = bindings;
    this.shadows = shadows;
    this.strings = strings;
  }

  /** Notes a syntax feature at a token. */
  feature(feature: SyntaxFeatureName, token: number): void {
    this.featureAt(feature, this.tokens.start[token]!);
  }

  /** Notes a syntax feature at an offset. */
  featureAt(feature: SyntaxFeatureName, offset: number): void {
    const known = this.features.get(feature);
    if (known === undefined) this.features.set(feature, { offset, count: 1 });
    else {
      known.count++;
      if (offset < known.offset) known.offset = offset;
    }
  }

  /** Notes a keyword argument of a call. */
  addKeyword(call: number, token: number): void {
    this.keywords.push(call);
    this.keywords.push(token);
    this.chains.data[call + CHAIN.flags]! |= ChainFlag.keywords;
  }

  /** Notes why no Python can read the file; the first reason is kept. */
  fail(token: number, message: string): void {
    this.error ??= { offset: this.tokens.start[token]!, message };
  }

  /** Opens a scope within the present one and gives its number. */
  addScope(kind: ScopeKind): number {
    const inFunction = kind !== ScopeKind.Class || this.scopeInFunction[this.scope]!;
    this.scopeParent.push(this.scope);
    this.scopeKind.push(kind);
    this.scopeInFunction.push(inFunction);
    return this.scopeParent.length - 1;
  }

  /** Gives the number of the guards of a set and one more. */
  addGuard(set: number, guard: Guard): number {
    this.guardSets.push([...this.guardSets[set]!, guard]);
    return this.guardSets.length - 1;
  }

  bind(token: number, kind: number): void {
    this.bindings.push3(token, this.scope, kind);
  }

  /** Adds a chain and gives its row. */
  addChain(first: number, last: number, flags: number): number {
    const { chains } = this;
    chains.reserve(CHAIN.width);
    const { data } = chains;
    const at = chains.length;
    data[at] = first;
    data[at + 1] = last;
    data[at + 2] = this.scope;
    data[at + 3] = this.guards;
    data[at + 4] = flags;
    chains.length += CHAIN.width;
    return at;
  }
}
