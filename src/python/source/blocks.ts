import { readCondition } from './conditions.js';
import type { Condition } from './conditions.js';
import { CHAIN } from './facts.js';
import type { Facts } from './facts.js';
import type { SourceText } from './source-text.js';
import { Kind } from './tokens.js';
import type { Guard } from '../../model/python-source.js';

/** What the clauses of one `try` share. */
interface Try {
  body: Guard;
  /** A handler has been seen: the `else` of this `try` knows what it waits for. */
  handlers: Guard[];
}

interface Block {
  keyword: Kind;
  /** The column of the line of its header. */
  column: number;
  /** Column and width of the indentation of its lines; -1 before the first. */
  bodyColumn: number;
  bodyWidth: number;
  /** Its only statements stand behind the colon. */
  inline: boolean;
  /** What was in force around it. */
  outerScope: number;
  outerGuards: number;
  try?: Try;
  condition?: Condition;
  handler?: Guard;
}

/** Exceptions whose handlers an ImportError reaches. */
const REACHED_BY_IMPORT_ERROR = new Set([
  'ImportError',
  'ModuleNotFoundError',
  'Exception',
  'StandardError',
  'BaseException',
]);

/** The blocks around a statement, by indentation, and the guards and scope that they set. */
export class Blocks {
  private stack: Block[] = [];
  /** The last block that ended where this line begins: what `else` and `except` continue. */
  private ended: Block | undefined;
  private groups = 0;

  constructor(
    private readonly facts: Facts,
    private readonly text: SourceText,
  ) {
    this.stack.push(this.block(Kind.Line, -1, false));
    this.top.bodyColumn = 0;
    this.top.bodyWidth = 0;
  }

  private get top(): Block {
    return this.stack.at(-1)!;
  }

  private block(keyword: Kind, column: number, inline: boolean): Block {
    const { scope, guards } = this.facts;
    return { keyword, column, bodyColumn: -1, bodyWidth: -1, inline, outerScope: scope, outerGuards: guards };
  }

  /** At a Line token: ends the blocks that this line is not part of. */
  startLine(line: number): void {
    const { facts } = this;
    const { start, end, data } = facts.tokens;
    const column = data[line]!;
    const width = end[line]! - start[line]!;
    this.ended = undefined;
    while (this.stack.length > 1 && (this.top.inline || column <= this.top.column))
      this.endBlock(line, column);
    const { top } = this;
    if (top.bodyColumn < 0) {
      const around = this.stack.at(-2)!;
      if (width <= around.bodyWidth) facts.feature('inconsistent-tabs', line);
      top.bodyColumn = column;
      top.bodyWidth = width;
    } else if (column !== top.bodyColumn) {
      facts.fail(line, column > top.bodyColumn ? 'unexpected indent' : 'unindent matches no outer level');
    } else if (width !== top.bodyWidth) facts.feature('inconsistent-tabs', line);
  }

  /** At the end of the file. */
  finish(end: number): void {
    while (this.stack.length > 1) this.endBlock(end, 0);
  }

  private endBlock(line: number, column: number): void {
    const block = this.stack.pop()!;
    if (!block.inline && block.bodyColumn < 0) this.facts.fail(line, 'expected an indented block');
    this.facts.scope = block.outerScope;
    this.facts.guards = block.outerGuards;
    this.ended = block.column === column ? block : undefined;
  }

  /** Opens the block of a header whose line is indented to `column`; the scope within is `scope`. */
  open(keyword: Kind, column: number, inline: boolean, scope = this.facts.scope): void {
    this.stack.push(this.block(keyword, column, inline));
    this.facts.scope = scope;
  }

  private guard(guard: Guard): void {
    this.facts.guards = this.facts.addGuard(this.facts.guards, guard);
  }

  /** Opens the body of a `try`. */
  openTry(column: number, inline: boolean): void {
    this.open(Kind.Try, column, inline);
    const body: Guard = { kind: 'other-try', group: ++this.groups, branch: 'body', catches: [] };
    this.top.try = { body, handlers: [] };
    this.guard(body);
  }

  /** Opens a handler that catches these exceptions (none named: a bare `except:`). */
  openExcept(column: number, inline: boolean, names: string[]): void {
    const { ended } = this;
    this.open(Kind.Except, column, inline);
    if (ended?.try === undefined) return;
    const catches = names.length > 0 ? names : ['BaseException'];
    const { body, handlers } = ended.try;
    const reached = catches.some((name) => REACHED_BY_IMPORT_ERROR.has(name));
    const handler: Guard = {
      kind: reached ? 'except-import' : 'other-try',
      group: body.group!,
      branch: 'handler',
      catches,
    };
    if (reached) body.kind = 'try-import';
    body.catches!.push(...catches);
    handlers.push(handler);
    this.top.try = ended.try;
    this.top.handler = handler;
    this.guard(handler);
  }

  /** Opens an `else`, of whatever it belongs to. */
  openElse(column: number, inline: boolean): void {
    const { ended } = this;
    this.open(Kind.Else, column, inline);
    if (ended?.try !== undefined) {
      this.top.try = ended.try;
      this.guard({ ...ended.try.body, branch: 'else' });
    } else if (ended?.condition?.otherwise !== undefined) this.guard(ended.condition.otherwise);
  }

  /** Opens the body of an `if` or `elif` whose condition is `tokens[from, to)`. */
  openIf(keyword: Kind.If | Kind.Elif, column: number, inline: boolean, from: number, to: number): void {
    const before = keyword === Kind.Elif ? this.ended?.condition : undefined;
    this.open(keyword, column, inline);
    let condition = this.condition(from, to);
    if (condition === undefined && before?.otherwise !== undefined) {
      // The branches after `if PY2:` all run where that does not hold
      condition = { body: before.otherwise, otherwise: before.otherwise };
    }
    if (condition === undefined) return;
    this.top.condition = condition;
    this.guard(condition.body);
  }

  private condition(from: number, to: number): Condition | undefined {
    const { kind, start, end } = this.facts.tokens;
    if (to - from > 60) return undefined;
    let telling = false;
    for (let i = from; i < to; i++) telling ||= kind[i] === Kind.GuardName;
    if (!telling) return undefined;
    let text = '';
    for (let i = from; i < to; i++) {
      const word = this.text.slice(start[i]!, end[i]!);
      const k: Kind = kind[i]!;
      text += k >= Kind.If && k <= Kind.As ? ` ${word} ` : word;
    }
    return readCondition(text.trim());
  }

  /**
   * Guards the two sides of `a if sys.version_info[0] == 2 else b`: the chains from a row on, of which those in front
   * of the `if` are the one side and those behind its `else` the other.
   */
  guardChoice(firstChain: number, ifToken: number): void {
    const { facts } = this;
    const { kind } = facts.tokens;
    const last = ifToken + 60;
    let elseToken = ifToken + 1;
    while (elseToken < last && kind[elseToken] !== Kind.Else && kind[elseToken] !== Kind.End) elseToken++;
    const condition = this.condition(ifToken + 1, elseToken);
    if (condition === undefined) return;
    const { chains } = facts;
    const body = facts.addGuard(facts.guards, condition.body);
    const otherwise = condition.otherwise && facts.addGuard(facts.guards, condition.otherwise);
    for (let row = firstChain; row < chains.length; row += CHAIN.width) {
      const token = chains.data[row + CHAIN.first]!;
      if (token < ifToken) chains.data[row + CHAIN.guards] = body;
      else if (token > elseToken && otherwise !== undefined) chains.data[row + CHAIN.guards] = otherwise;
    }
  }

  /** Tells whether a match statement is what directly contains this statement. */
  get inMatch(): boolean {
    return this.top.keyword === Kind.Match;
  }

  /** Tells whether a handler of a `try` is what directly contains this statement. */
  get inHandler(): boolean {
    return this.top.handler !== undefined;
  }

  /** The program ends here, or raises: if this is a handler for ImportError, what it waits for is not optional. */
  markFatal(): void {
    const { handler, try: clauses } = this.top;
    if (handler?.kind !== 'except-import' || clauses === undefined) return;
    handler.fatal = true;
    clauses.body.fatal = true;
  }
}
