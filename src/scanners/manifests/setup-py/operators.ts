import type { SyntaxNode } from '@lezer/common';
import { formatText } from './calls.js';
import { joinPaths } from './paths.js';
import { asText, joinTexts } from './strings.js';
import { itemsOf, MAX_ITEMS } from './values.js';
import type { Value } from './values.js';

/** What `a + b`, `a % b` or `a / b`, written as `node`, comes to; undefined where that is not understood. */
export function combine(operator: string, a: Value, b: Value, node: SyntaxNode): Value | undefined {
  switch (operator) {
    case '+':
      return add(a, b, node);
    case '%':
      return a.kind === 'text'
        ? formatText(a, { positional: itemsOf(b), keywords: new Map() }, node)
        : undefined;
    case '/':
      return a.kind === 'text' && b.kind === 'text'
        ? { ...b, value: joinPaths([a.value, b.value]), literal: false }
        : undefined;
    default:
      return undefined;
  }
}

function add(a: Value, b: Value, node: SyntaxNode): Value | undefined {
  if (a.kind === 'list' || b.kind === 'list') {
    return { kind: 'list', items: [...itemsOf(a), ...itemsOf(b)].slice(0, MAX_ITEMS) };
  }
  if (a.kind === 'file') return a;
  if (b.kind === 'file') return b;
  if (a.kind === 'text' || b.kind === 'text') return joinTexts([asText(a, node), asText(b, node)], node);
  return undefined;
}
