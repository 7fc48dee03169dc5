import type { ExpressionReader } from './expressions.js';
import { Stop } from './expressions.js';
import { BindingKind } from './facts.js';
import type { Facts } from './facts.js';
import { Kind, LAST_NAME } from './tokens.js';

/** Reads what stands in the brackets of a `def`. */
export class ParameterReader {
  constructor(
    private readonly facts: Facts,
    private readonly expressions: ExpressionReader,
  ) {}

  /**
   * Reads the parameters between two brackets: their names belong to `scope`, their defaults and annotations to the
   * scope around.
   */
  read(open: number, close: number, scope: number): void {
    const { facts } = this;
    const { kind, partner } = facts.tokens;
    let afterStar = false;
    let i = open + 1;
    while (i < close) {
      const k: Kind = kind[i]!;
      let star = false;
      if (k === Kind.Slash) {
        facts.feature('positional-only-parameter', i++);
      } else if (k === Kind.OpenParen) {
        facts.feature('tuple-parameter', i);
        const last = Math.min(partner[i]!, close);
        for (let j = i + 1; j < last; j++) this.bind(j, scope);
        i = last + 1;
      } else {
        star = k === Kind.Star || k === Kind.Power;
        if (star) i++;
        if (kind[i]! <= LAST_NAME) {
          if (afterStar && k !== Kind.Power) facts.feature('keyword-only-parameter', i);
          this.bind(i++, scope);
        } else if (k !== Kind.Star) {
          facts.fail(i, 'invalid syntax');
          return;
        }
        if (k === Kind.Star) afterStar = true;
      }
      i = this.annotationAndDefault(i, close);
      if (i >= close) return;
      if (kind[i] !== Kind.Comma) {
        facts.fail(i, 'invalid syntax');
        return;
      }
      i++;
      if (star && i === close) facts.feature('parameter-trailing-comma', i);
    }
  }

  private annotationAndDefault(from: number, close: number): number {
    const { kind } = this.facts.tokens;
    let i = from;
    if (kind[i] === Kind.Colon) i = this.annotation(i, close);
    if (kind[i] === Kind.Assign) i = this.expressions.read(i + 1, close, Stop.comma);
    return i;
  }

  /** Reads an annotation from the `:` or `->` in front of it; gives the token where it ends. */
  annotation(mark: number, end: number): number {
    this.facts.feature('annotation', mark);
    this.expressions.inAnnotation = annotationsAreEvaluated(this.facts);
    const next = this.expressions.read(mark + 1, end, Stop.comma | Stop.assign);
    this.expressions.inAnnotation = false;
    return next;
  }

  private bind(token: number, scope: number): void {
    const { facts } = this;
    const k: Kind = facts.tokens.kind[token]!;
    if (k > LAST_NAME) return;
    if (k === Kind.Async) facts.feature('async-as-name', token);
    const around = facts.scope;
    facts.scope = scope;
    facts.bind(token, BindingKind.Value);
    facts.scope = around;
  }
}

/** Tells whether annotations at this place are evaluated when the program runs. */
export function annotationsAreEvaluated(facts: Facts): boolean {
  if (facts.futureImports.has('annotations')) return false;
  return !facts.guardSets[facts.guards]!.some(
    (guard) => guard.kind === 'type-checking' && guard.negated !== true,
  );
}
