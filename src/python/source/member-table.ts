import { SourceText } from './source-text.js';
import { hashText } from './tokens.js';
import type { MemberTable, PythonMember } from '../../model/python-source.js';

/** The columns of `MemberTable.rows`. Offsets are into the bytes; the receiver ends at the dot before the name. */
export const MEMBER = {
  width: 5,
  /** -1 if the receiver is not a plain chain of names. */
  receiverStart: 0,
  nameStart: 1,
  nameEnd: 2,
  nameHash: 3,
  /** MemberFlag, and the number of the guard set from GUARD_SHIFT. */
  flags: 4,
} as const;

export const MemberFlag = { call: 1, subscript: 2, inFunction: 4, keywords: 8 } as const;
export const GUARD_SHIFT = 4;

/**
 * Gives the members of a file that have one of these names, in the order of the text. The cost is one look at a number
 * per member of the file, so ask for all names at once.
 */
export function findMembers(table: MemberTable, names: Iterable<string>): PythonMember[] {
  const wanted = new Map<number, Set<string>>();
  for (const name of names) {
    const hash = hashText(Buffer.from(name, 'utf8').toString('latin1'));
    wanted.set(hash, (wanted.get(hash) ?? new Set()).add(name));
  }
  return collect(table, (hash, name) => wanted.get(hash)?.has(name()) === true);
}

/** Gives all members of a file, in the order of the text. */
export function allMembers(table: MemberTable): PythonMember[] {
  return collect(table, () => true);
}

function collect(table: MemberTable, wanted: (hash: number, name: () => string) => boolean): PythonMember[] {
  const { rows, guardSets, lineStarts } = table;
  const text = new SourceText(table.bytes, lineStarts, lineStarts.length);
  const keywords = keywordsByRow(table, text);
  const members: PythonMember[] = [];
  for (let row = 0; row < rows.length; row += MEMBER.width) {
    const start = rows[row + MEMBER.nameStart]!;
    const end = rows[row + MEMBER.nameEnd]!;
    const name = (): string => text.slice(start, end);
    if (!wanted(rows[row + MEMBER.nameHash]!, name)) continue;
    const flags = rows[row + MEMBER.flags]!;
    const member: PythonMember = {
      name: name(),
      span: text.span(start, end),
      call: (flags & MemberFlag.call) !== 0,
      subscript: (flags & MemberFlag.subscript) !== 0,
      inFunction: (flags & MemberFlag.inFunction) !== 0,
      guards: guardSets[flags >> GUARD_SHIFT]!,
    };
    const receiverStart = rows[row + MEMBER.receiverStart]!;
    if (receiverStart >= 0) member.receiver = receiver(text.slice(receiverStart, start));
    if ((flags & MemberFlag.keywords) !== 0) member.keywords = keywords.get(row) ?? [];
    members.push(member);
  }
  return members;
}

/** A chain may go over lines, within brackets, with comments in between. */
function receiver(written: string): string {
  const text = /[\s\\#]/.test(written) ? written.replace(/#.*|[\s\\]+/g, '') : written;
  return text.slice(0, -1);
}

function keywordsByRow({ keywords }: MemberTable, text: SourceText): Map<number, string[]> {
  const byRow = new Map<number, string[]>();
  for (let i = 0; i < keywords.length; i += 3) {
    const row = keywords[i]!;
    const list = byRow.get(row);
    const keyword = text.slice(keywords[i + 1]!, keywords[i + 2]!);
    if (list === undefined) byRow.set(row, [keyword]);
    else list.push(keyword);
  }
  return byRow;
}
