import type { SourceText } from './source-text.js';
import { Kind, PREFIX_SHIFT, StringFlag } from './tokens.js';
import type { TokenBuffer } from './tokens.js';

const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
  ['\n', ''],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
]);
const ESCAPE =
  /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U(000[\da-fA-F]{5}|0010[\da-fA-F]{4})|([0-7]{1,3})|([^]))/g;

/** Gives the value of a String token, escapes replaced as Python replaces them. */
export function stringValue(text: SourceText, tokens: TokenBuffer, token: number): string {
  const flags = tokens.data[token]!;
  const quotes = (flags & StringFlag.unterminated) !== 0 ? 0 : (flags & StringFlag.triple) !== 0 ? 3 : 1;
  const body = tokens.start[token]! + (flags >> PREFIX_SHIFT);
  let value = text.slice(body, Math.max(body, tokens.end[token]! - quotes));
  if (value.includes('\r')) value = value.replace(/\r\n?/g, '\n');
  if ((flags & StringFlag.escaped) === 0 || (flags & StringFlag.raw) !== 0) return value;
  return value.replace(
    ESCAPE,
    (all, x?: string, u?: string, long?: string, octal?: string, other?: string) => {
      if (octal !== undefined) return String.fromCodePoint(parseInt(octal, 8));
      if (other !== undefined) return SIMPLE_ESCAPES.get(other) ?? all;
      return String.fromCodePoint(parseInt((x ?? u ?? long)!, 16));
    },
  );
}

/** Gives the text of an f-string up to its first field. */
export function formatBeginning(text: SourceText, tokens: TokenBuffer, token: number): string {
  return text
    .slice(tokens.end[token]!, tokens.start[token + 1]!)
    .replaceAll('{{', '{')
    .replaceAll('}}', '}');
}

/** What a literal argument says. */
export interface LiteralArgument {
  argument: string;
  list: string[];
  partial: boolean;
  lastToken: number;
}

/** The longest list that is kept: a command line, not a table of data. */
const MAX_LIST = 50;

/** Reads the argument that begins at a token, if it begins with a string literal or a list of such. */
export function literalArgument(
  text: SourceText,
  tokens: TokenBuffer,
  token: number,
): LiteralArgument | undefined {
  const { kind } = tokens;
  const first: Kind = kind[token]!;
  if (first === Kind.String || first === Kind.FormatStart) return literal(text, tokens, token);
  if (first !== Kind.OpenBracket && first !== Kind.OpenParen) return undefined;
  const list: string[] = [];
  let i = token + 1;
  let lastToken = i;
  while (list.length < MAX_LIST && kind[i] === Kind.String) {
    const item = literal(text, tokens, i);
    if (item === undefined || item.partial) break;
    list.push(item.argument);
    lastToken = item.lastToken;
    i = item.lastToken + 1;
    if (kind[i] !== Kind.Comma) break;
    i++;
  }
  const partial = i !== tokens.partner[token];
  if (list.length === 0) return undefined;
  // `("a" "b")` is a string in brackets
  const isTuple = list.length > 1 || first === Kind.OpenBracket || kind[lastToken + 1] === Kind.Comma;
  return { argument: list[0]!, list: isTuple ? list : [], partial, lastToken };
}

function literal(text: SourceText, tokens: TokenBuffer, token: number): LiteralArgument | undefined {
  const { kind } = tokens;
  let argument = '';
  let i = token;
  for (; kind[i] === Kind.String; i++) argument += stringValue(text, tokens, i);
  let partial = false;
  if (kind[i] === Kind.FormatStart) {
    argument += formatBeginning(text, tokens, i);
    partial = kind[i + 1] !== Kind.FormatEnd;
    i = tokens.partner[i]! + 1;
  }
  if (partial && argument === '') return undefined;
  const next: Kind = kind[i]!;
  const ends =
    next === Kind.Comma || next === Kind.CloseParen || next === Kind.CloseBracket || next === Kind.CloseBrace;
  return { argument, list: [], partial: partial || !ends, lastToken: i - 1 };
}
