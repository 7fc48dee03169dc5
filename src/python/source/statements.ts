import { Blocks } from './blocks.js';
import { ExpressionReader, Stop } from './expressions.js';
import { BindingKind, ScopeKind } from './facts.js';
import type { Facts } from './facts.js';
import { ImportReader } from './imports.js';
import { ParameterReader } from './parameters.js';
import type { SourceText } from './source-text.js';
import { StringReader } from './strings.js';
import { bindingHere, bindTargets } from './targets.js';
import { Kind, LAST_NAME } from './tokens.js';
import type { TokenBuffer } from './tokens.js';

/** An `except A, B` whose second word looks like this leaves out brackets; any other names the exception (Python 2). */
const EXCEPTION_NAME = /^[A-Z][a-z]+\w{2,}$|(?:Error|Exception|Warning)$/;

const EXITS = new Set(['sys.exit', 'exit', 'quit', 'os._exit']);

/** Reads a file statement by statement. */
export class StatementReader {
  private readonly tokens: TokenBuffer;
  private readonly blocks: Blocks;
  private readonly expressions: ExpressionReader;
  private readonly imports: ImportReader;
  private readonly parameters: ParameterReader;
  private readonly strings: StringReader;
  /** The column of the present line. */
  private column = 0;
  /** The present statement stands behind the colon of a header on its line. */
  private inlineBody = false;

  constructor(
    private readonly facts: Facts,
    private readonly text: SourceText,
  ) {
    this.tokens = facts.tokens;
    this.blocks = new Blocks(facts, text);
    this.expressions = new ExpressionReader(facts, text);
    this.imports = new ImportReader(facts, text);
    this.parameters = new ParameterReader(facts, this.expressions, () => this.annotationsAreEvaluated());
    this.strings = new StringReader(facts, text);
  }

  /** Reads all tokens. */
  readFile(): void {
    const { kind, partner, data } = this.tokens;
    let line = 0;
    while (kind[line] === Kind.Line) {
      const end = partner[line]!;
      this.blocks.startLine(line);
      this.column = data[line]!;
      this.inlineBody = false;
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
      } else if (!(this.inlineBody && kind[i - 1] === Kind.Colon)) this.facts.fail(i, 'invalid syntax');
    }
  }

  /** Reads one statement, or the header of a compound one, and gives the token after it. */
  private statement(i: number, end: number): number {
    const { kind } = this.tokens;
    const { expressions } = this;
    expressions.statementStart = i;
    expressions.pendingStar = -1;
    expressions.choice = -1;
    const k: Kind = kind[i]!;
    switch (k) {
      case Kind.Import:
        return this.imports.readImport(i + 1, end);
      case Kind.From:
        return this.imports.readFrom(i + 1, end);
      case Kind.Def:
        return this.def(i, end, ScopeKind.Function);
      case Kind.Class:
        return this.classHeader(i, end);
      case Kind.If:
      case Kind.Elif:
        return this.ifHeader(i, end, k);
      case Kind.While:
        return this.whileHeader(i, end);
      case Kind.For:
        return this.forHeader(i, end);
      case Kind.With:
        return this.withHeader(i, end);
      case Kind.Try:
        return this.header(i, i + 1, end, (inline) => this.blocks.openTry(this.column, inline));
      case Kind.Else:
        return this.header(i, i + 1, end, (inline) => this.blocks.openElse(this.column, inline));
      case Kind.Finally:
        return this.header(i, i + 1, end, (inline) => this.blocks.openPlain(k, this.column, inline));
      case Kind.Except:
        return this.exceptHeader(i, end);
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
        return this.matchHeader(i, end);
      case Kind.Case:
        return this.blocks.inMatch ? this.caseHeader(i, end) : this.expressionStatement(i, end);
      case Kind.Type:
        return this.typeStatement(i, end);
      case Kind.String:
        return this.docstring(i, end);
      default:
        return this.expressionStatement(i, end);
    }
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

  private ifHeader(i: number, end: number, k: Kind.If | Kind.Elif): number {
    const colon = this.expressions.read(i + 1, end, Stop.nowhere);
    return this.header(i, colon, end, (inline) => this.blocks.openIf(k, this.column, inline, i + 1, colon));
  }

  private whileHeader(i: number, end: number): number {
    const colon = this.expressions.read(i + 1, end, Stop.nowhere);
    return this.header(i, colon, end, (inline) => this.blocks.openPlain(Kind.While, this.column, inline));
  }

  private forHeader(i: number, end: number): number {
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
    return this.header(i, colon, end, (inline) => this.blocks.openPlain(Kind.For, this.column, inline));
  }

  private withHeader(i: number, end: number): number {
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
      const end =
        kind[first] === Kind.OpenParen || kind[first] === Kind.OpenBracket ? partner[first]! : first + 1;
      if (kind[end] !== Kind.Dot && kind[end] !== Kind.OpenBracket)
        bindTargets(facts, first, end, BindingKind.Value);
    }
    const inBrackets = kind[i + 1] === Kind.OpenParen && partner[i + 1] === colon - 1;
    if (inBrackets && names > 0) facts.feature('parenthesised-context-managers', i);
    return this.header(i, colon, end, (inline) => this.blocks.openPlain(Kind.With, this.column, inline));
  }

  private exceptHeader(i: number, end: number): number {
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
      if (kind[colon] === Kind.Comma || EXCEPTION_NAME.test(this.chainText(second))) {
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
      if (kind[j]! <= LAST_NAME && kind[j - 1] !== Kind.Dot && names.length < 20)
        names.push(this.chainText(j));
    }
    return this.header(i, colon, end, (inline) => this.blocks.openExcept(this.column, inline, names));
  }

  private asyncStatement(i: number, end: number): number {
    const next: Kind = this.tokens.kind[i + 1]!;
    if (next !== Kind.Def && next !== Kind.For && next !== Kind.With) return this.expressionStatement(i, end);
    this.facts.feature('async-await', i);
    if (next === Kind.Def) return this.def(i + 1, end, ScopeKind.AsyncFunction);
    return next === Kind.For ? this.forHeader(i + 1, end) : this.withHeader(i + 1, end);
  }

  private def(i: number, end: number, scopeKind: ScopeKind): number {
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

  private classHeader(i: number, end: number): number {
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

  private decorator(i: number, end: number): number {
    const { kind, partner } = this.tokens;
    const next = this.expressions.read(i + 1, end, Stop.nowhere);
    let last = i + 1;
    while (kind[last + 1] === Kind.Dot && kind[last + 2]! <= LAST_NAME) last += 2;
    let after = last + 1;
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
    if (this.expressions.pendingStar >= 0) facts.feature('return-unpacking', this.expressions.pendingStar);
    this.expressions.pendingStar = -1;
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

  private matchHeader(i: number, end: number): number {
    const { kind } = this.tokens;
    const matches = kind[end - 1] === Kind.Colon && end - 1 > i + 1 && kind[end + 1] === Kind.Case;
    if (!matches || kind[end] !== Kind.Line) return this.expressionStatement(i, end);
    this.facts.feature('match-statement', i);
    const colon = this.expressions.read(i + 1, end, Stop.nowhere);
    return this.header(i, colon, end, (inline) => this.blocks.openPlain(Kind.Match, this.column, inline));
  }

  private caseHeader(i: number, end: number): number {
    const { kind } = this.tokens;
    this.expressions.inPattern = true;
    const colon = this.expressions.read(i + 1, end, Stop.nowhere);
    this.expressions.inPattern = false;
    for (let j = i + 1; j < colon && kind[j] !== Kind.If; j++) {
      const next = kind[j + 1];
      const captures =
        next !== Kind.Dot && next !== Kind.OpenParen && next !== Kind.Assign && kind[j - 1] !== Kind.Dot;
      if ((kind[j] === Kind.Name || kind[j] === Kind.OldBuiltin) && captures)
        this.facts.bind(j, BindingKind.Value);
    }
    return this.header(i, colon, end, (inline) => this.blocks.openPlain(Kind.Case, this.column, inline));
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
    let segment = i;
    let next = expressions.read(i, end, Stop.assign);
    if (next < end && kind[next] === Kind.Colon && !this.isBrokenHeader(next, end)) {
      facts.feature('variable-annotation', next);
      bindTargets(facts, i, next, BindingKind.Value);
      expressions.inAnnotation = this.annotationsAreEvaluated() && !facts.scopeInFunction[facts.scope];
      next = expressions.read(next + 1, end, Stop.assign);
      expressions.inAnnotation = false;
      segment = end;
    }
    while (next < end && kind[next] === Kind.Assign) {
      const isNone = kind[next + 1] === Kind.None && (next + 2 >= end || kind[next + 2] === Kind.Semicolon);
      bindTargets(facts, segment, next, isNone ? BindingKind.Fallback : bindingHere(facts));
      if (expressions.pendingStar >= 0) facts.feature('star-unpacking', expressions.pendingStar);
      expressions.pendingStar = -1;
      segment = next + 1;
      next = expressions.read(segment, end, Stop.assign);
    }
    if (expressions.choice >= 0) this.blocks.guardChoice(firstChain, expressions.choice);
    if (kind[i]! <= LAST_NAME && next > i && this.blocks.inHandler && EXITS.has(this.chainText(i))) {
      this.blocks.markFatal();
    }
    return next;
  }

  /** A colon at the end of a line: a header whose keyword is no Python, and not an annotation. */
  private isBrokenHeader(colon: number, end: number): boolean {
    return colon + 1 >= end || this.inlineBody;
  }

  private annotationsAreEvaluated(): boolean {
    const { facts } = this;
    if (facts.futureImports.has('annotations')) return false;
    return !facts.guardSets[facts.guards]!.some(
      (guard) => guard.kind === 'type-checking' && guard.negated !== true,
    );
  }

  private chainText(first: number): string {
    const { kind, start, end } = this.tokens;
    let text = this.text.slice(start[first]!, end[first]!);
    for (let i = first; kind[i + 1] === Kind.Dot && kind[i + 2]! <= LAST_NAME; i += 2) {
      text += `.${this.text.slice(start[i + 2]!, end[i + 2]!)}`;
    }
    return text;
  }
}

const isOperandStart = (k: Kind): boolean => k <= Kind.FormatStart || k === Kind.OpenBrace;
