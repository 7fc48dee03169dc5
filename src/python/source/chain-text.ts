import type { SourceText } from './source-text.js';
import { Kind, LAST_NAME } from './tokens.js';
import type { TokenBuffer } from './tokens.js';

/** Gives the last token of the chain of names (`a.b.c`) that begins at a token. */
export function chainEnd({ kind }: TokenBuffer, first: number): number {
  let last = first;
  while (kind[last + 1] === Kind.Dot && kind[last + 2]! <= LAST_NAME) last += 2;
  return last;
}

/** Gives the chain of names that begins at a token, up to `last`, without what may stand between its parts. */
export function chainText(
  tokens: TokenBuffer,
  text: SourceText,
  first: number,
  last = chainEnd(tokens, first),
): string {
  const { start, end } = tokens;
  let chain = text.slice(start[first]!, end[first]!);
  for (let i = first + 2; i <= last; i += 2) chain += `.${text.slice(start[i]!, end[i]!)}`;
  return chain;
}
