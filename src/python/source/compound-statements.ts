import type { Blocks } from './blocks.js';
import { chainText } from './chain-text.js';
import { Stop } from './expressions.js';
import type { ExpressionReader } from './expressions.js';
import { BindingKind, ScopeKind } from './facts.js';
import type { Facts } from './facts.js';
import { ParameterReader } from './parameters.js';
import type { SourceText } from './source-text.js';
import { bindingHere, bindTargets } from './targets.js';
import { Kind, LAST_NAME } from './tokens.js';
import type { TokenBuffer } from './tokens.js';

/** An `except A, B` whose second word looks like this leaves out brackets; any other names the exception (Python 2). */
const EXCEPTION_NAME = /^[A-Z][a-z]+\w{2,}$|(?:Error|Exception|Warning)$/;

/** The most exception names that are kept of one `except`. */
const MAX_NAMES = 20;

/**
 * Reads the headers of compound statements and opens their blocks. Each method takes the token of the keyword and the
 * end of the line, and gives the token after the colon.
 */
export class CompoundStatementReader {
  private readonly tokens: TokenBuffer;
  private readonly parameters: ParameterReader;
  /** The column of the present line. */
  private column = 0;
  /** The present statement stands behind the colon of a header on its line. */
  inlineBody = false;

  constructor(
    private readonly facts: Facts,
    private readonly text: SourceText,
    private readonly blocks: Blocks,
    private readonly expressions: ExpressionReader,
  ) {
    this.tokens = facts.tokens;
    this.parameters = new ParameterReader(facts, expressions);
  }

  /** At a Line token. */
  startLine(line: number): void {
    this.column = this.tokens.data[line]!;
    this.inlineBody = false;
  }

  /** Tells whether a statement that begins with the name `match` is a match statement: `case` follows its line. */
  isMatch(i: number, end: number): boolean {
    const { kind } = this.tokens;
    const isHeader = kind[end - 1] === Kind.Colon && end - 1 > i + 1;
    return isHeader && kind[end] === Kind.Line && kind[end + 1] === Kind.Case;
  }

  /** Reads `try`. */
  try(i: number, end: number): number {
    return this.header(i, i + 1, end, (inline) => this.blocks.openTry(this.column, inline));
  }

  /** Reads `else`. */
  else(i: number, end: number): number {
    return this.header(i, i + 1, end, (inline) => this.blocks.openElse(this.column, inline));
  }

  /** Reads `finally`. */
  finally(i: number, end: number): number {
    return this.header(i, i + 1, end, (inline) => this.blocks.open(Kind.Finally, this.column, inline));
  }

  /** Reads `if` or `elif`. */
  ifOrElif(i: number, end: number, k: Kind.If | Kind.Elif): number {
    const colon = this.expressions.read(i + 1, end, Stop.nowhere);
    return this.header(i, colon, end, (inline) => this.blocks.openIf(k, this.column, inline, i + 1, colon));
  }

  /** Reads `while`. */
  while(i: number, end: number): number {
    const colon = this.expressions.read(i + 1, end, Stop.nowhere);
    return this.header(i, colon, end, (inline) => this.blocks.open(Kind.While, this.column, inline));
  }

  /** Reads `for`. */
  for(i: number, end: number): number {
    const { kind, partner } = this.tokens;
    const { facts } = this;
    let target = i + 1;
    while (target < end && kind[target] !== Kind.In) {
      if (kind[target] === Kind.Star) facts.feature('star-unpacking', target);
      const open = kind[target] === Kind.OpenParen || kind[target] === Kind.OpenBracket;
      target = open ? partner[target]! + 1 : target + 1;
    }
    if (target >= end) facts.fail(i, 'invalid syntax');
    bindTargets(facts, i + 1, Math.min(target, end), BindingKind.Value);
    const colon = this.expressions.read(Math.min(target + 1, end), end, Stop.nowhere);
    return this.header(i, colon, end, (inline) => this.blocks.open(Kind.For, this.column, inline));
  }

  /** Reads `with`. */
  with(i: number, end: number): number {
    const { kind, partner } = this.tokens;
    const { facts, expressions } = this;
    const colon = expressions.read(i + 1, end, Stop.nowhere);
    let names = 0;
    for (let as = i + 1; as < colon; as++) {
      if (kind[as] !== Kind.As) continue;
      if (expressions.pendingStar > as) {
        facts.feature('star-unpacking', expressions.pendingStar);
        expressions.pendingStar = -1;
      }
      names++;
      const first = as + 1;
      const inBrackets = kind[first] === Kind.OpenParen || kind[first] === Kind.OpenBracket;
      const after = inBrackets ? partner[first]! : first + 1;
      const isMember = kind[after] === Kind.Dot || kind[after] === Kind.OpenBracket;
      if (!isMember) bindTargets(facts, first, after, BindingKind.Value);
      as = after - 1;
    }
    const inBrackets = kind[i + 1] === Kind.OpenParen && partner[i + 1] === colon - 1;
    if (inBrackets && names > 0) facts.feature('parenthesised-context-managers', i);
    return this.header(i, colon, end, (inline) => this.blocks.open(Kind.With, this.column, inline));
  }

  /** Reads `except`, of Python 2 or 3. */
  except(i: number, end: number): number {
    const { kind } = this.tokens;
    const { facts, expressions } = this;
    let from = i + 1;
    if (kind[from] === Kind.Star) facts.feature('except-star', from++);
    let colon = expressions.read(from, end, Stop.comma);
    let last = colon;
    if (kind[colon] === Kind.Comma && colon < end) {
      const second = colon + 1;
      last = colon;
      colon = expressions.read(second, end, Stop.comma);
      if (kind[colon] === Kind.Comma || EXCEPTION_NAME.test(chainText(this.tokens, this.text, second))) {
        facts.feature('except-without-parentheses', i);
        if (kind[colon] === Kind.Comma) colon = expressions.read(colon + 1, end, Stop.nowhere);
        last = colon;
      } else {
        facts.feature('except-comma', i);
        bindTargets(facts, second, colon, BindingKind.Value);
      }
    }
    const names: string[] = [];
    for (let j = from; j < last; j++) {
      if (kind[j] === Kind.As) {
        bindTargets(facts, j + 1, last, BindingKind.Value);
        break;
      }
      const isName = kind[j]! <= LAST_NAME && kind[j - 1] !== Kind.Dot;
      if (isName && names.length < MAX_NAMES) names.push(chainText(this.tokens, this.text, j));
    }
    return this.header(i, colon, end, (inline) => this.blocks.openExcept(this.column, inline, names));
  }

  /** Reads `def`. */
  def(i: number, end: number, scopeKind: ScopeKind): number {
    const { facts } = this;
    const { kind } = this.tokens;
    const open = this.definedName(i);
    const scope = facts.addScope(scopeKind);
    let colon = open;
    if (kind[open] === Kind.OpenParen && open < end) {
      const close = Math.min(this.tokens.partner[open]!, end);
      this.parameters.read(open, close, scope);
      colon = close + 1;
      if (kind[colon] === Kind.Arrow && colon < end) colon = this.parameters.annotation(colon, end);
    } else facts.fail(Math.min(open, end), "expected '('");
    return this.header(i, colon, end, (inline) => this.blocks.open(Kind.Def, this.column, inline, scope));
  }

  /** Reads `class`. */
  class(i: number, end: number): number {
    const { facts } = this;
    const open = this.definedName(i);
    const hasBases = this.tokens.kind[open] === Kind.OpenParen && open < end;
    const colon = hasBases ? this.expressions.read(open, end, Stop.nowhere, true) : open;
    const scope = facts.addScope(ScopeKind.Class);
    return this.header(i, colon, end, (inline) => this.blocks.open(Kind.Class, this.column, inline, scope));
  }

  /** Binds the name behind `def` or `class`; gives the token after it and its type parameters. */
  private definedName(keyword: number): number {
    const { kind, partner } = this.tokens;
    const { facts } = this;
    const name = keyword + 1;
    const k: Kind = kind[name]!;
    if (k > LAST_NAME) {
      facts.fail(name, 'invalid syntax');
      return name;
    }
    if (k === Kind.Async) facts.feature('async-as-name', name);
    if (k === Kind.Await) facts.feature('await-as-name', name);
    if (k === Kind.Print && !facts.futureImports.has('print_function')) facts.feature('print-function', name);
    if (k === Kind.Exec) facts.feature('exec-function', name);
    facts.bind(name, bindingHere(facts));
    if (kind[name + 1] !== Kind.OpenBracket) return name + 1;
    facts.feature('type-parameters', name + 1);
    return partner[name + 1]! + 1;
  }

  /** Reads the `match` of a statement that `isMatch`. */
  match(i: number, end: number): number {
    this.facts.feature('match-statement', i);
    const colon = this.expressions.read(i + 1, end, Stop.nowhere);
    return this.header(i, colon, end, (inline) => this.blocks.open(Kind.Match, this.column, inline));
  }

  /** Reads `case`. */
  case(i: number, end: number): number {
    const { kind } = this.tokens;
    this.expressions.inPattern = true;
    const colon = this.expressions.read(i + 1, end, Stop.nowhere);
    this.expressions.inPattern = false;
    for (let j = i + 1; j < colon && kind[j] !== Kind.If; j++) {
      const next = kind[j + 1];
      const isName = kind[j] === Kind.Name || kind[j] === Kind.OldBuiltin;
      const captures = next !== Kind.Dot && next !== Kind.OpenParen && next !== Kind.Assign;
      if (isName && captures && kind[j - 1] !== Kind.Dot) this.facts.bind(j, BindingKind.Value);
    }
    return this.header(i, colon, end, (inline) => this.blocks.open(Kind.Case, this.column, inline));
  }

  /** Ends a header at its colon and opens its block with `open`. */
  private header(keyword: number, colon: number, end: number, open: (inline: boolean) => void): number {
    if (this.inlineBody) {
      this.facts.fail(keyword, 'invalid syntax');
      return colon + 1;
    }
    if (colon >= end || this.tokens.kind[colon] !== Kind.Colon) {
      this.facts.fail(Math.min(colon, end), "expected ':'");
      open(false);
      return end;
    }
    this.inlineBody = colon + 1 < end;
    open(this.inlineBody);
    return colon + 1;
  }
}
