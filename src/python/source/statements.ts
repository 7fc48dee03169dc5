import { Blocks } from './blocks.js';
import { chainEnd, chainText } from './chain-text.js';
import { CompoundStatementReader } from './compound-statements.js';
import { ExpressionReader, Stop } from './expressions.js';
import { BindingKind, ScopeKind } from './facts.js';
import type { Facts } from './facts.js';
import { ImportReader } from './imports.js';
import { annotationsAreEvaluated } from './parameters.js';
import type { SourceText } from './source-text.js';
import { StringReader } from './strings.js';
import { bindingHere, bindTargets } from './targets.js';
import { Kind, LAST_NAME } from './tokens.js';
import type { TokenBuffer } from './tokens.js';

/** Calls that end the program. */
const EXITS = new Set(['sys.exit', 'exit', 'quit', 'os._exit']);

/** Reads a file statement by statement. */
export class StatementReader {
  private readonly tokens: TokenBuffer;
  private readonly blocks: Blocks;
  private readonly expressions: ExpressionReader;
  private readonly imports: ImportReader;
  private readonly compound: CompoundStatementReader;
  private readonly strings: StringReader;

  constructor(
    private readonly facts: Facts,
    private readonly text: SourceText,
  ) {
    this.tokens = facts.tokens;
    this.blocks = new Blocks(facts, text);
    this.expressions = new ExpressionReader(facts, text);
    this.imports = new ImportReader(facts, text);
    this.compound = new CompoundStatementReader(facts, text, this.blocks, this.expressions);
    this.strings = new StringReader(facts, text);
  }

  /** Reads all tokens. */
  readFile(): void {
    const { kind, partner } = this.tokens;
    let line = 0;
    while (kind[line] === Kind.Line) {
      const end = partner[line]!;
      this.blocks.startLine(line);
      this.compound.startLine(line);
      this.line(line + 1, end);
      line = end;
    }
    this.blocks.finish(line);
  }

  private line(from: number, end: number): void {
    const { kind } = this.tokens;
    let i = from;
    while (i < end) {
      const header = kind[i - 1];
      const next = this.statement(i, end);
      if (this.expressions.pendingStar >= 0) {
        this.facts.feature('unpacking-generalisation', this.expressions.pendingStar);
      }
      i = Math.max(next, i + 1);
      if (i >= end) return;
      if (kind[i] === Kind.Semicolon) {
        if (i === from && header === Kind.Line) this.facts.fail(i, 'invalid syntax');
        i++;
      } else if (!(this.compound.inlineBody && kind[i - 1] === Kind.Colon))
        this.facts.fail(i, 'invalid syntax');
    }
  }

  /** Reads one statement, or the header of a compound one, and gives the token after it. */
  private statement(i: number, end: number): number {
    const { kind } = this.tokens;
    const { expressions } = this;
    this.facts.statementStart = i;
    expressions.pendingStar = -1;
    expressions.choice = -1;
    const k: Kind = kind[i]!;
    switch (k) {
      case Kind.Import:
        return this.imports.readImport(i + 1, end);
      case Kind.From:
        return this.imports.readFrom(i + 1, end);
      case Kind.Def:
        return this.compound.def(i, end, ScopeKind.Function);
      case Kind.Class:
        return this.compound.class(i, end);
      case Kind.If:
      case Kind.Elif:
        return this.compound.ifOrElif(i, end, k);
      case Kind.While:
        return this.compound.while(i, end);
      case Kind.For:
        return this.compound.for(i, end);
      case Kind.With:
        return this.compound.with(i, end);
      case Kind.Try:
        return this.compound.try(i, end);
      case Kind.Else:
        return this.compound.else(i, end);
      case Kind.Finally:
        return this.compound.finally(i, end);
      case Kind.Except:
        return this.compound.except(i, end);
      case Kind.Async:
        return this.asyncStatement(i, end);
      case Kind.At:
        return this.decorator(i, end);
      case Kind.Return:
        return this.returnStatement(i, end);
      case Kind.Raise:
        return this.raiseStatement(i, end);
      case Kind.Global:
        return this.names(i + 1, end, BindingKind.Global);
      case Kind.Nonlocal:
        if (kind[i + 1]! > LAST_NAME) return this.expressionStatement(i, end);
        this.facts.feature('nonlocal', i);
        return this.names(i + 1, end, undefined);
      case Kind.Pass:
      case Kind.Break:
      case Kind.Continue:
        return i + 1;
      case Kind.Del:
      case Kind.Assert:
        return expressions.read(i + 1, end, Stop.nowhere);
      case Kind.Print:
        return this.printStatement(i, end);
      case Kind.Exec:
        if (!isOperandStart(kind[i + 1]!) || i + 1 >= end) return this.expressionStatement(i, end);
        this.facts.feature('exec-statement', i);
        return expressions.read(i + 1, end, Stop.nowhere);
      case Kind.Match:
        return this.compound.isMatch(i, end) ? this.compound.match(i, end) : this.expressionStatement(i, end);
      case Kind.Case:
        return this.blocks.inMatch ? this.compound.case(i, end) : this.expressionStatement(i, end);
      case Kind.Type:
        return this.typeStatement(i, end);
      case Kind.String:
        return this.docstring(i, end);
      default:
        return this.expressionStatement(i, end);
    }
  }

  private asyncStatement(i: number, end: number): number {
    const next: Kind = this.tokens.kind[i + 1]!;
    if (next !== Kind.Def && next !== Kind.For && next !== Kind.With) return this.expressionStatement(i, end);
    this.facts.feature('async-await', i);
    if (next === Kind.Def) return this.compound.def(i + 1, end, ScopeKind.AsyncFunction);
    return next === Kind.For ? this.compound.for(i + 1, end) : this.compound.with(i + 1, end);
  }

  private decorator(i: number, end: number): number {
    const { kind, partner } = this.tokens;
    const next = this.expressions.read(i + 1, end, Stop.nowhere);
    let after = chainEnd(this.tokens, i + 1) + 1;
    if (kind[after] === Kind.OpenParen) after = partner[after]! + 1;
    if (kind[i + 1]! > LAST_NAME || after !== end) this.facts.feature('decorator-expression', i);
    return next;
  }

  private returnStatement(i: number, end: number): number {
    const { facts } = this;
    const firstChain = facts.chains.length;
    const next = this.expressions.read(i + 1, end, Stop.nowhere);
    if (this.expressions.choice >= 0) this.blocks.guardChoice(firstChain, this.expressions.choice);
    if (next > i + 1 && !facts.valueReturns.has(facts.scope)) facts.valueReturns.set(facts.scope, i);
    // `return *a, b`; within brackets a star is older
    if (this.expressions.pendingStar >= 0 && this.expressions.pendingStarIsBare) {
      facts.feature('return-unpacking', this.expressions.pendingStar);
      this.expressions.pendingStar = -1;
    }
    return next;
  }

  private raiseStatement(i: number, end: number): number {
    const { expressions, tokens } = this;
    this.blocks.markFatal();
    expressions.inRaise = true;
    let next = expressions.read(i + 1, end, Stop.comma);
    expressions.inRaise = false;
    if (next < end && tokens.kind[next] === Kind.Comma) {
      this.facts.feature('raise-comma', i);
      next = expressions.read(next + 1, end, Stop.nowhere);
    }
    return next;
  }

  /** The names of `global` and `nonlocal`. */
  private names(from: number, end: number, binding: BindingKind | undefined): number {
    const { kind } = this.tokens;
    let i = from;
    while (i < end && kind[i]! <= LAST_NAME) {
      if (binding !== undefined) this.facts.bind(i, binding);
      if (kind[i + 1] !== Kind.Comma) return i + 1;
      i += 2;
    }
    return i;
  }

  private printStatement(i: number, end: number): number {
    const { facts, expressions } = this;
    const { kind } = this.tokens;
    const next: Kind = i + 1 < end ? kind[i + 1]! : Kind.End;
    if (facts.futureImports.has('print_function')) return this.expressionStatement(i, end);
    if (next === Kind.ShiftRight) {
      facts.feature('print-chevron', i);
      return expressions.read(i + 2, end, Stop.nowhere);
    }
    if (!this.isPrinted(i + 1, next)) return this.expressionStatement(i, end);
    facts.feature('print-statement', i);
    return expressions.read(i + 1, end, Stop.nowhere);
  }

  /** Tells whether what follows `print` makes it a statement that Python 3 cannot read. */
  private isPrinted(i: number, k: Kind): boolean {
    const { kind, partner } = this.tokens;
    if (k === Kind.Not) return kind[i + 1] !== Kind.In;
    if (k === Kind.Lambda || k === Kind.Tilde || k === Kind.Backtick) return true;
    if (k !== Kind.OpenBracket) return isOperandStart(k);
    if (partner[i] === i + 1) return true;
    // `print [x for x in y]`; other lists could be subscripts
    for (let j = i + 1; j < partner[i]!; j++) {
      if (kind[j] === Kind.For) return true;
      if (kind[j] === Kind.OpenParen || kind[j] === Kind.OpenBracket || kind[j] === Kind.OpenBrace)
        j = partner[j]!;
    }
    return false;
  }

  private typeStatement(i: number, end: number): number {
    const { kind, partner } = this.tokens;
    if (kind[i + 1]! > LAST_NAME || i + 1 >= end) return this.expressionStatement(i, end);
    this.facts.feature('type-statement', i);
    this.facts.bind(i + 1, BindingKind.Value);
    const value = kind[i + 2] === Kind.OpenBracket ? partner[i + 2]! + 1 : i + 2;
    return value < end ? this.expressions.read(value + 1, end, Stop.nowhere) : end;
  }

  /** A statement that is but a string is a docstring, or a comment by other means: nothing is taken from it. */
  private docstring(i: number, end: number): number {
    const { kind } = this.tokens;
    let next = i;
    while (kind[next] === Kind.String) next++;
    if (next < end && kind[next] !== Kind.Semicolon) return this.expressionStatement(i, end);
    for (let j = i; j < next; j++) this.strings.checkSyntax(j);
    return next;
  }

  private expressionStatement(i: number, end: number): number {
    const { kind } = this.tokens;
    const { facts, expressions } = this;
    if (kind[i]! <= LAST_NAME && kind[i + 1] === Kind.Augmented)
      bindTargets(facts, i, i + 1, BindingKind.Value);
    const firstChain = facts.chains.length;
    let target = i;
    let next = expressions.read(i, end, Stop.assign);
    let targetEnd = next;
    if (next < end && kind[next] === Kind.Colon && !this.isBrokenHeader(next, end)) {
      facts.feature('variable-annotation', next);
      expressions.inAnnotation = annotationsAreEvaluated(facts) && !facts.scopeInFunction[facts.scope];
      next = expressions.read(next + 1, end, Stop.assign);
      expressions.inAnnotation = false;
    }
    // Without a value an annotation binds nothing: `console: console.Console`
    while (next < end && kind[next] === Kind.Assign) {
      const isNone = kind[next + 1] === Kind.None && (next + 2 >= end || kind[next + 2] === Kind.Semicolon);
      bindTargets(facts, target, targetEnd, isNone ? BindingKind.Fallback : bindingHere(facts));
      if (expressions.pendingStar >= 0) facts.feature('star-unpacking', expressions.pendingStar);
      expressions.pendingStar = -1;
      target = next + 1;
      next = expressions.read(target, end, Stop.assign);
      targetEnd = next;
    }
    if (expressions.choice >= 0) this.blocks.guardChoice(firstChain, expressions.choice);
    const mayExit = this.blocks.inHandler && kind[i]! <= LAST_NAME;
    if (mayExit && EXITS.has(chainText(this.tokens, this.text, i))) this.blocks.markFatal();
    return next;
  }

  /** A colon at the end of a line: a header whose keyword is no Python, and not an annotation. */
  private isBrokenHeader(colon: number, end: number): boolean {
    return colon + 1 >= end || this.compound.inlineBody;
  }
}

const isOperandStart = (k: Kind): boolean => k <= Kind.FormatStart || k === Kind.OpenBrace;
