import { ChainReader } from './chains.js';
import { BindingKind, ScopeKind } from './facts.js';
import type { Facts } from './facts.js';
import { Level, Nesting } from './nesting.js';
import { StringReader } from './strings.js';
import type { SourceText } from './source-text.js';
import { equalsText, Kind, LAST_NAME, NumberFlag } from './tokens.js';
import type { TokenBuffer } from './tokens.js';

/** Where `ExpressionReader.read` stops outside of brackets; it always stops at a colon, a semicolon and an arrow. */
export const Stop = { nowhere: 0, comma: 1, assign: 2 } as const;

const BUILTIN_GENERICS = ['list', 'dict', 'set', 'tuple', 'frozenset', 'type'];

/**
 * Reads expressions token by token. Nesting is kept on a stack of its own, so depth costs no recursion. It follows
 * whether the token before ended an operand: that tells a call from a group, a product from an unpacking, and finds
 * two operands in a row, which is no Python.
 */
export class ExpressionReader {
  /** A star in front of an operand, outside of calls: a target or an unpacking, as what follows will tell; or -1. */
  pendingStar = -1;
  /** That star stands outside of all brackets. */
  pendingStarIsBare = false;
  /** The `if` of a conditional expression that asks for version, platform or the like, or -1. */
  choice = -1;
  /** What is read is the pattern of a `case`: stars in it capture. */
  inPattern = false;
  /** What is read follows `raise`. */
  inRaise = false;
  /** What is read is an annotation that is evaluated when the program runs. */
  inAnnotation = false;

  private readonly chains: ChainReader;
  private readonly nesting: Nesting;
  private readonly strings: StringReader;
  private readonly tokens: TokenBuffer;
  private inBackticks = false;
  private end = 0;

  constructor(
    private readonly facts: Facts,
    private readonly text: SourceText,
  ) {
    this.tokens = facts.tokens;
    this.chains = new ChainReader(facts);
    this.nesting = new Nesting(facts);
    this.strings = new StringReader(facts, text);
  }

  /**
   * Reads from a token up to `end`, or to what `stop` names, and gives the token where it stopped. `bases` if the
   * first token is the bracket of the bases of a class.
   */
  read(from: number, end: number, stop: number, bases = false): number {
    const { kind } = this.tokens;
    const { facts, nesting } = this;
    nesting.clear();
    this.inBackticks = false;
    this.chains.called = -1;
    this.end = end;
    let operand = bases;
    let i = from;
    while (i < end) {
      const k: Kind = kind[i]!;
      if (k <= LAST_NAME) {
        const special = k === Kind.Async || k === Kind.Await ? this.awaitOrAsync(i, k) : 0;
        if (special > 0) {
          operand = k === Kind.Async;
          i = special;
          continue;
        }
        if (operand) facts.fail(i, 'invalid syntax');
        if (k === Kind.Print || k === Kind.Exec) this.chains.oldKeyword(i, k);
        if (kind[i + 1] === Kind.Assign && nesting.isCall && this.isArgumentStart(i)) {
          this.keywordArgument(i);
          operand = false;
          i += 2;
        } else {
          if (nesting.inLambdaParameters) this.lambdaParameter(i);
          i = this.chains.named(i, k);
          operand = true;
        }
        continue;
      }
      switch (k) {
        case Kind.Comma:
          if (nesting.depth === 0 && (stop & Stop.comma) !== 0 && nesting.lambdas[0] === 0) return i;
          nesting.comma(i);
          operand = false;
          break;
        case Kind.Dot:
          if (operand && kind[i + 1]! <= LAST_NAME) {
            i = this.chains.anonymous(i);
            continue;
          }
          facts.fail(i, 'invalid syntax');
          break;
        case Kind.OpenParen:
          if (bases && i === from) nesting.open(Level.ClassBases, i, -1);
          else if (operand) nesting.open(this.callLevel(i), i, this.chains.called);
          else this.group(i);
          operand = false;
          break;
        case Kind.OpenBracket:
          if (operand && this.inAnnotation) this.checkGeneric(i);
          nesting.open(operand ? Level.Subscript : Level.List, i, -1);
          operand = false;
          break;
        case Kind.OpenBrace:
          if (operand) facts.fail(i, 'invalid syntax');
          nesting.open(Level.Brace, i, -1);
          operand = false;
          break;
        case Kind.CloseParen:
        case Kind.CloseBracket:
        case Kind.CloseBrace:
          nesting.close();
          this.chains.called = -1;
          operand = true;
          break;
        case Kind.String:
          if (operand && kind[i - 1] !== Kind.String && kind[i - 1] !== Kind.FormatEnd) {
            facts.fail(i, 'invalid syntax');
          }
          this.strings.literal(i);
          operand = true;
          break;
        case Kind.Assign:
          if (nesting.depth === 0 && (stop & Stop.assign) !== 0 && nesting.lambdas[0] === 0) return i;
          operand = false;
          break;
        case Kind.Colon:
          if (nesting.lambdas[nesting.depth]! > 0) nesting.lambdas[nesting.depth]!--;
          else if (nesting.depth === 0) return i;
          operand = false;
          break;
        case Kind.Number:
          if (operand) facts.fail(i, 'invalid syntax');
          this.number(i);
          operand = true;
          break;
        case Kind.Semicolon:
        case Kind.Arrow:
          if (nesting.depth === 0) return i;
          facts.fail(i, 'invalid syntax');
          break;
        case Kind.Star:
        case Kind.Power:
          if (!operand && !this.inPattern && nesting.star(i, k) && this.pendingStar < 0) {
            this.pendingStar = i;
            this.pendingStarIsBare = nesting.depth === 0;
          }
          operand = false;
          break;
        case Kind.For:
          if (nesting.depth === 0) facts.fail(i, 'invalid syntax');
          else i = this.comprehensionTargets(i);
          operand = false;
          break;
        case Kind.FormatStart:
          if (operand && kind[i - 1] !== Kind.String && kind[i - 1] !== Kind.FormatEnd) {
            facts.fail(i, 'invalid syntax');
          }
          this.strings.format(i);
          nesting.open(Level.Format, i, -1);
          operand = false;
          break;
        case Kind.FieldOpen:
          nesting.open(Level.Field, i, -1);
          operand = false;
          break;
        case Kind.FieldClose:
        case Kind.FormatEnd:
          nesting.close();
          operand = k === Kind.FormatEnd;
          break;
        case Kind.If:
          if (this.asksForHost(i)) this.choice = i;
          operand = false;
          break;
        case Kind.Lambda:
          nesting.startLambda();
          operand = false;
          break;
        case Kind.Yield:
          i = this.yielded(i);
          operand = false;
          break;
        case Kind.Ellipsis:
          if (nesting.level[nesting.depth] !== Level.Subscript) facts.feature('ellipsis', i);
          operand = true;
          break;
        case Kind.Walrus:
          facts.feature('walrus', i);
          if (kind[i - 1]! <= LAST_NAME) facts.bind(i - 1, BindingKind.Value);
          operand = false;
          break;
        case Kind.Backtick:
          if (!this.inBackticks) facts.feature('backticks', i);
          operand = this.inBackticks;
          this.inBackticks = !this.inBackticks;
          break;
        case Kind.Diamond:
          facts.feature('diamond-operator', i);
          operand = false;
          break;
        case Kind.At:
          facts.feature('matrix-multiplication', i);
          operand = false;
          break;
        case Kind.Bar:
          if (this.inAnnotation) facts.feature('union-annotation', i);
          operand = false;
          break;
        case Kind.From:
          if (this.inRaise) facts.feature('raise-from', i);
          else facts.fail(i, 'invalid syntax');
          operand = false;
          break;
        case Kind.Unknown:
          facts.fail(i, 'a character that Python does not know');
          break;
        default:
          if (k >= Kind.Import && k <= Kind.Assert) facts.fail(i, 'invalid syntax');
          operand = false;
      }
      i++;
    }
    return end;
  }

  private callLevel(bracket: number): Level {
    const { facts } = this;
    const isPrint = bracket - 1 === facts.statementStart && this.tokens.kind[bracket - 1] === Kind.Print;
    return isPrint && !facts.futureImports.has('print_function') ? Level.PrintCall : Level.Call;
  }

  /** Gives the token to go on with if `async` or `await` is a keyword here, else 0. */
  private awaitOrAsync(token: number, k: Kind.Async | Kind.Await): number {
    const { facts } = this;
    const next: Kind = this.tokens.kind[token + 1]!;
    if (k === Kind.Async) {
      if (next === Kind.For && this.nesting.depth > 0) {
        facts.feature('async-comprehension', token);
        return token + 1;
      }
      facts.feature('async-as-name', token);
      return 0;
    }
    const inAsync = facts.scopeKind[facts.scope] === ScopeKind.AsyncFunction;
    const opens = next === Kind.OpenParen || next === Kind.OpenBracket || next === Kind.OpenBrace;
    if (next <= Kind.FormatStart || (inAsync && opens)) {
      facts.feature('async-await', token);
      return token + 1;
    }
    facts.feature('await-as-name', token);
    return 0;
  }

  private asksForHost(token: number): boolean {
    const { kind } = this.tokens;
    for (let i = token + 1; i < Math.min(token + 12, this.end) && kind[i] !== Kind.Else; i++) {
      if (kind[i] === Kind.GuardName) return true;
    }
    return false;
  }

  private isArgumentStart(token: number): boolean {
    const before: Kind = this.tokens.kind[token - 1]!;
    return (
      (before === Kind.Comma || token - 1 === this.nesting.opener[this.nesting.depth]) &&
      !this.nesting.inLambdaParameters
    );
  }

  private keywordArgument(token: number): void {
    const { facts, nesting } = this;
    const level = nesting.level[nesting.depth]!;
    if (level === Level.PrintCall) facts.feature('print-function', token);
    else if (level === Level.ClassBases) facts.feature('class-keyword', token);
    const call = nesting.call[nesting.depth]!;
    if (call >= 0) facts.addKeyword(call, token);
  }

  private lambdaParameter(token: number): void {
    const before: Kind = this.tokens.kind[token - 1]!;
    if (before === Kind.Assign) return;
    const opener = this.nesting.opener[this.nesting.depth]!;
    this.facts.shadows.push3(token, token, opener < 0 ? this.end : this.tokens.partner[opener]!);
  }

  private group(bracket: number): void {
    const before: Kind = this.tokens.kind[bracket - 1]!;
    const isParameter = before === Kind.Lambda || before === Kind.Comma;
    if (this.nesting.inLambdaParameters && isParameter) this.facts.feature('tuple-parameter', bracket);
    this.nesting.open(Level.Group, bracket, -1);
  }

  /** `list[int]` and the like: Python 3.9 and later. */
  private checkGeneric(bracket: number): void {
    const { start, end, kind } = this.tokens;
    const name = bracket - 1;
    if (kind[name]! > LAST_NAME || kind[name - 1] === Kind.Dot) return;
    const { bytes } = this.text;
    if (BUILTIN_GENERICS.some((generic) => equalsText(bytes, start[name]!, end[name]!, generic))) {
      this.facts.feature('builtin-generic', name);
    }
  }

  private number(token: number): void {
    const flags = this.tokens.data[token]!;
    if (flags === 0) return;
    if ((flags & NumberFlag.oldOctal) !== 0) this.facts.feature('octal-literal', token);
    if ((flags & NumberFlag.long) !== 0) this.facts.feature('long-literal', token);
    if ((flags & NumberFlag.underscore) !== 0) this.facts.feature('numeric-underscore', token);
  }

  /** From `for` on: binds the targets within the brackets and gives the token `in`. */
  private comprehensionTargets(token: number): number {
    const { facts, nesting } = this;
    const { kind, partner } = this.tokens;
    nesting.startComprehension();
    const opener = nesting.opener[nesting.depth]!;
    let i = token + 1;
    for (; i < this.end; i++) {
      const k: Kind = kind[i]!;
      if (k <= LAST_NAME) {
        if (kind[i + 1] !== Kind.Dot) facts.shadows.push3(i, opener, partner[opener]!);
      } else if (k === Kind.Star) facts.feature('star-unpacking', i);
      else if (k === Kind.In) return i;
      else if (k !== Kind.Comma && k !== Kind.Dot && !isRoundOrSquare(k)) break;
    }
    // No plain target (`for x[f()] in`): what there is will be read as an expression
    return token;
  }

  private yielded(token: number): number {
    const { facts } = this;
    if (!facts.yields.has(facts.scope)) facts.yields.set(facts.scope, token);
    if (facts.scopeKind[facts.scope] === ScopeKind.AsyncFunction) facts.feature('async-generator', token);
    if (this.tokens.kind[token + 1] !== Kind.From) return token;
    facts.feature('yield-from', token);
    return token + 1;
  }
}

const isRoundOrSquare = (k: Kind): boolean =>
  k === Kind.OpenParen || k === Kind.CloseParen || k === Kind.OpenBracket || k === Kind.CloseBracket;
