import { createTwoFilesPatch } from 'diff';
import type { PlannedWrite } from './write.js';

/**
 * What writing would change, as a unified diff that `patch -p1` and `git apply` understand. Control characters are
 * shown as `\x1b`: the old content may be anybody's, and the diff ends on a terminal.
 *
 * @returns an empty text where nothing would change; refused files are left out
 */
export function diffWrites(planned: readonly PlannedWrite[]): string {
  return planned
    .filter(({ action }) => action === 'create' || action === 'replace')
    .map(({ file, before }) => {
      const [from, to] = [before === undefined ? '/dev/null' : `a/${file.path}`, `b/${file.path}`];
      return visible(
        createTwoFilesPatch(from, to, before ?? '', file.content, undefined, undefined, HEADERS),
      );
    })
    .join('');
}

/** No line with `=====` and no `Index:`, as git does. */
const HEADERS = {
  context: 3,
  headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
};

function visible(text: string): string {
  return text.replace(/[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (character) =>
    character === '\n' || character === '\t' ? character : escapeSequence(character.codePointAt(0)!),
  );
}

function escapeSequence(code: number): string {
  return code < 0x100
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
}
