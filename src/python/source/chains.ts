import { ChainFlag } from './facts.js';
import type { Facts } from './facts.js';
import { Kind, LAST_NAME } from './tokens.js';

/** Reads names with their attributes: `a`, `a.b.c` and the `.c` of `f().c`. */
export class ChainReader {
  /** The row of the chain that the next bracket calls, or -1. */
  called = -1;

  constructor(private readonly facts: Facts) {}

  /** Reads `a.b.c` from its first name on and gives the token after it. */
  named(first: number, k: Kind): number {
    const { facts } = this;
    const { kind } = facts.tokens;
    const last = this.end(first);
    const next: Kind = kind[last + 1]!;
    let flags = 0;
    if (next === Kind.OpenParen) flags = ChainFlag.call;
    else if (next === Kind.OpenBracket) flags = ChainFlag.subscript;
    else if (first === facts.statementStart && (next === Kind.Assign || next === Kind.Augmented)) {
      flags = ChainFlag.assigned;
    }
    this.called = -1;
    if (last > first || flags === ChainFlag.call || k === Kind.OldBuiltin) {
      const row = facts.addChain(first, last, flags);
      if (flags === ChainFlag.call) this.called = row;
    }
    return last + 1;
  }

  /** Reads the attributes of something that is not a name, from the dot on. */
  anonymous(dot: number): number {
    const last = this.end(dot - 1);
    const next: Kind = this.facts.tokens.kind[last + 1]!;
    const flags =
      next === Kind.OpenParen ? ChainFlag.call : next === Kind.OpenBracket ? ChainFlag.subscript : 0;
    const row = this.facts.addChain(dot, last, flags | ChainFlag.anonymous);
    this.called = next === Kind.OpenParen ? row : -1;
    return last + 1;
  }

  private end(first: number): number {
    const { kind } = this.facts.tokens;
    let last = first;
    while (kind[last + 1] === Kind.Dot && kind[last + 2]! <= LAST_NAME) {
      last += 2;
      const k: Kind = kind[last]!;
      if (k === Kind.Print || k === Kind.Exec) this.oldKeyword(last, k);
      else if (k === Kind.Async) this.facts.feature('async-as-name', last);
      else if (k === Kind.Await) this.facts.feature('await-as-name', last);
    }
    return last;
  }

  /** `print` and `exec` as names: Python 2 knows them only as the first word of a statement. */
  oldKeyword(token: number, k: Kind.Print | Kind.Exec): void {
    const { facts } = this;
    const next: Kind = facts.tokens.kind[token + 1]!;
    const first = token === facts.statementStart && next !== Kind.Assign && next !== Kind.Dot;
    if (first) return;
    if (k === Kind.Exec) facts.feature('exec-function', token);
    else if (!facts.futureImports.has('print_function')) facts.feature('print-function', token);
  }
}
