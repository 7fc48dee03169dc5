import { chainEnd } from './chain-text.js';
import { BindingKind } from './facts.js';
import type { Facts } from './facts.js';
import { Kind, LAST_NAME } from './tokens.js';

/** Binds the names in an assignment target `tokens[from, to)`: not those of `a.b`, `a[b]` and `a(b)`. */
export function bindTargets(facts: Facts, from: number, to: number, binding: BindingKind): void {
  const { kind, partner } = facts.tokens;
  let i = from;
  while (i < to) {
    const k: Kind = kind[i]!;
    if (k <= LAST_NAME) {
      const last = chainEnd(facts.tokens, i);
      const next = kind[last + 1];
      const indexed = last + 1 < to && (next === Kind.OpenBracket || next === Kind.OpenParen);
      if (last === i && !indexed) bindName(facts, i, k, binding);
      i = indexed ? partner[last + 1]! + 1 : last + 1;
    } else if (k === Kind.CloseParen || k === Kind.CloseBracket) {
      // `f(x)[y].z = …`: what hangs on a bracket binds nothing
      i++;
      while (i < to && kind[i] !== Kind.Comma) {
        const open = kind[i] === Kind.OpenParen || kind[i] === Kind.OpenBracket;
        i = open ? partner[i]! + 1 : i + 1;
      }
    } else i++;
  }
}

function bindName(facts: Facts, token: number, k: Kind, binding: BindingKind): void {
  if (k === Kind.Boolean) facts.feature('constant-assignment', token);
  else if (k === Kind.None) facts.fail(token, 'cannot assign to None');
  else facts.bind(token, binding);
}

/** Tells how an assignment at this place binds: what stands in for a missing import does not hide the import. */
export function bindingHere(facts: Facts): BindingKind {
  const fallback = facts.guardSets[facts.guards]!.some(
    ({ kind }) => kind === 'except-import' || kind === 'try-import' || kind === 'version',
  );
  return fallback ? BindingKind.Fallback : BindingKind.Value;
}
