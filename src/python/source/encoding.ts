import type { Facts } from './facts.js';
import type { SourceText } from './source-text.js';
import { Kind, LAST_NAME } from './tokens.js';

/** PEP 263, as CPython looks for it. */
const DECLARATION = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
const MAX_LINE = 400;

/** Gives the encoding that one of the first two lines declares, in lower case. */
export function declaredEncoding(text: SourceText): string | undefined {
  for (let line = 0; line < Math.min(2, text.lineCount); line++) {
    let start = text.lineStarts[line]!;
    if (line === 0 && hasByteOrderMark(text.bytes)) start = 3;
    const next = line + 1 < text.lineCount ? text.lineStarts[line + 1]! : text.bytes.length;
    const content = text.slice(start, Math.min(next, start + MAX_LINE));
    const encoding = DECLARATION.exec(content)?.[1];
    if (encoding !== undefined) return encoding.toLowerCase();
    if (!/^[ \t\f]*(?:#.*)?\r?\n?$/.test(content)) return undefined;
  }
  return undefined;
}

const hasByteOrderMark = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

/** Notes what bytes above 127 mean for who can read the file. */
export function checkEncoding(facts: Facts, text: SourceText, encoding: string | undefined): void {
  if (text.ascii) return;
  const marked = hasByteOrderMark(text.bytes);
  const first = text.bytes.findIndex((byte, index) => byte >= 128 && !(marked && index < 3));
  const unicode = encoding === undefined || /^utf-?8|^utf_8/.test(encoding);
  if (unicode && !text.utf8)
    facts.error ??= { offset: first, message: 'bytes that are not UTF-8, no encoding declared' };
  if (encoding === undefined && !marked) facts.featureAt('non-ascii-source', first);
  checkNames(facts, text);
}

const NAME = /^[\p{XID_Start}_]\p{XID_Continue}*$/u;

function checkNames(facts: Facts, text: SourceText): void {
  const { count, kind, start, end } = facts.tokens;
  for (let token = 0; token < count; token++) {
    if (kind[token]! > LAST_NAME || (kind[token] as Kind) !== Kind.Name) continue;
    for (let i = start[token]!; i < end[token]!; i++) {
      if (text.bytes[i]! < 128) continue;
      const name = text.slice(start[token]!, end[token]!);
      if (NAME.test(name.normalize('NFKC'))) facts.feature('unicode-identifier', token);
      else facts.fail(token, 'a character that is not allowed in names');
      break;
    }
  }
}
