import type { Facts } from './facts.js';
import { Kind, LAST_NAME } from './tokens.js';

/** What a bracket is. */
export enum Level {
  Statement,
  Group,
  List,
  Brace,
  Call,
  /** Of `print`, where Python 2 allows neither keywords nor stars */
  PrintCall,
  ClassBases,
  Subscript,
  Format,
  Field,
}

const STAR = 1;
const DOUBLE_STAR = 2;

/** The brackets that are open around a token, and what must be remembered of each. Level 0 is the statement itself. */
export class Nesting {
  depth = 0;
  level: Level[] = [];
  /** The opening token. */
  opener: number[] = [];
  /** The row of the chain that a bracket calls, or -1. */
  call: number[] = [];
  /** How many lambdas of this level wait for their colon. */
  lambdas: number[] = [];
  /** The row of `facts.shadows` at which the first lambda of the present element begins, or -1. */
  private lambdaShadows: number[] = [];
  private stars: number[] = [];
  private comprehension: boolean[] = [];

  constructor(private readonly facts: Facts) {
    this.clear();
  }

  clear(): void {
    this.depth = -1;
    this.open(Level.Statement, -1, -1);
  }

  open(level: Level, opener: number, call: number): void {
    const depth = ++this.depth;
    this.level[depth] = level;
    this.opener[depth] = opener;
    this.call[depth] = call;
    this.lambdas[depth] = 0;
    this.lambdaShadows[depth] = -1;
    this.stars[depth] = 0;
    this.comprehension[depth] = false;
  }

  close(): void {
    if (this.depth > 0) this.depth--;
  }

  /** Tells whether keywords stand in front of an equals sign here. */
  get isCall(): boolean {
    const level = this.level[this.depth]!;
    return level >= Level.Call && level <= Level.ClassBases;
  }

  get inLambdaParameters(): boolean {
    return this.lambdas[this.depth]! > 0;
  }

  startLambda(): void {
    const { depth } = this;
    this.lambdas[depth]!++;
    if (this.lambdaShadows[depth]! < 0) this.lambdaShadows[depth] = this.facts.shadows.length;
  }

  /** The comma after a lambda ends the reach of its parameters. */
  private endLambdas(token: number): void {
    const { shadows } = this.facts;
    for (let row = this.lambdaShadows[this.depth]!; row < shadows.length; row += 3) {
      shadows.data[row + 2] = Math.min(shadows.data[row + 2]!, token);
    }
    this.lambdaShadows[this.depth] = -1;
  }

  startComprehension(): void {
    this.comprehension[this.depth] = true;
  }

  /** At a comma: notes what only some Pythons allow to follow it. */
  comma(token: number): void {
    const { facts, depth } = this;
    if (this.lambdas[depth] === 0 && this.lambdaShadows[depth]! >= 0) this.endLambdas(token);
    if (this.comprehension[depth] && this.level[depth] === Level.List && this.lambdas[depth] === 0) {
      facts.feature('list-comprehension-tuple', token);
    }
    if (this.stars[depth] === 0 || !this.isCall || this.inLambdaParameters) return;
    const { kind } = facts.tokens;
    const next = kind[token + 1]!;
    if (next === Kind.Star || next === Kind.Power) return;
    const keyword = next <= LAST_NAME && kind[token + 2] === Kind.Assign;
    if (!keyword || (this.stars[depth]! & DOUBLE_STAR) !== 0)
      facts.feature('unpacking-generalisation', token);
  }

  /** At a `*` or `**` in front of an operand. Gives whether it may turn out to be an assignment target. */
  star(token: number, kind: Kind): boolean {
    const { facts, depth } = this;
    if (this.inLambdaParameters) {
      if (facts.tokens.kind[token + 1] === Kind.Comma) facts.feature('keyword-only-parameter', token);
      return false;
    }
    const level = this.level[depth]!;
    if (this.isCall) {
      const bit = kind === Kind.Star ? STAR : DOUBLE_STAR;
      if (this.stars[depth]! >= bit) facts.feature('unpacking-generalisation', token);
      this.stars[depth]! |= bit;
      if (level === Level.PrintCall) facts.feature('print-function', token);
      if (level === Level.ClassBases) facts.feature('class-keyword', token);
      return false;
    }
    if (level === Level.Subscript) facts.feature('star-subscript', token);
    else if (kind === Kind.Power) facts.feature('unpacking-generalisation', token);
    else return true;
    return false;
  }
}
