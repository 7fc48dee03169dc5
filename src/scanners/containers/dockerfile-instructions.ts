import { PiecedExcerpt, partOf, type Excerpt } from '../excerpt.js';
import type { Positions } from '../positions.js';

/** A here-document of an instruction. */
export interface HereDocument {
  /** Its body, with the line that ends it. */
  start: number;
  end: number;
  bodyEnd: number;
}

/** One instruction of a Dockerfile. */
export interface Instruction {
  /** In capitals; of `ONBUILD RUN …` it is `RUN`. */
  name: string;
  onbuild: boolean;
  /** `--platform=…`, `--from=…`; a flag without a value has ''. */
  flags: ReadonlyMap<string, string>;
  /** What follows the name and the flags: continued lines joined, comments in between left out. */
  rest: Excerpt;
  /** The line of the name, from 1. */
  line: number;
  hereDocuments: readonly HereDocument[];
  /** A here-document that never ends. */
  unterminated: boolean;
}

const TAKES_HERE_DOCUMENTS = new Set(['RUN', 'COPY', 'ADD']);

/**
 * Splits a Dockerfile into its instructions, as BuildKit does: the `escape` directive, comments and blank lines
 * inside of continued instructions, here-documents, flags and `ONBUILD`.
 */
export function instructionsOf(positions: Positions): Instruction[] {
  const instructions: Instruction[] = [];
  const escape = escapeDirective(positions);
  const count = positions.lineCount;
  for (let line = 1; line <= count; line++) {
    const text = positions.line(line);
    if (/^\s*(?:#|$)/.test(text)) continue;
    const first = line;
    const excerpt = new PiecedExcerpt(positions);
    for (let part = text; ;) {
      const continued = continuedLength(part, escape);
      const start = positions.offset(line);
      excerpt.append(start, start + (continued ?? part.length));
      if (continued === undefined) break;
      do line++;
      while (line <= count && /^\s*(?:#|$)/.test(positions.line(line)));
      if (line > count) break;
      part = positions.line(line);
    }
    const instruction = split(excerpt, first);
    if (!instruction) continue;
    if (TAKES_HERE_DOCUMENTS.has(instruction.name)) {
      const { hereDocuments, last, unterminated } = readHereDocuments(positions, instruction.rest.text, line);
      line = last;
      instructions.push({ ...instruction, hereDocuments, unterminated });
      // All that follows belongs to it: no builder would read on either.
      if (unterminated) break;
    } else instructions.push(instruction);
  }
  return instructions;
}

/** The escape character: a directive counts only before everything else, comments that are none included. */
function escapeDirective(positions: Positions): string {
  for (let line = 1; line <= positions.lineCount; line++) {
    const directive = /^#\s*(\w+)\s*=\s*(\S+)\s*$/.exec(positions.line(line));
    if (!directive) break;
    if (directive[1]!.toLowerCase() === 'escape') return directive[2] === '`' ? '`' : '\\';
  }
  return '\\';
}

/** The length of a line up to the escape character at its end; undefined where the line ends the instruction. */
function continuedLength(text: string, escape: string): number | undefined {
  const trimmed = text.trimEnd();
  return trimmed.endsWith(escape) ? trimmed.length - 1 : undefined;
}

function split(excerpt: Excerpt, line: number): Instruction | undefined {
  const { text } = excerpt;
  const words = /^\s*(?:(ONBUILD)\s+)?([A-Za-z]+)(?:\s+|$)/i.exec(text);
  if (!words) return undefined;
  const flags = new Map<string, string>();
  let offset = words[0].length;
  const flag = /--([a-z-]+)(?:=("[^"]*"|\S*))?(?:\s+|$)/y;
  for (;;) {
    flag.lastIndex = offset;
    const found = flag.exec(text);
    if (!found) break;
    flags.set(found[1]!, (found[2] ?? '').replace(/^"(.*)"$/, '$1'));
    offset = flag.lastIndex;
  }
  return {
    name: words[2]!.toUpperCase(),
    onbuild: words[1] !== undefined,
    flags,
    rest: partOf(excerpt, offset, text.trimEnd().length),
    line,
    hereDocuments: [],
    unterminated: false,
  };
}

function readHereDocuments(
  positions: Positions,
  text: string,
  line: number,
): { hereDocuments: HereDocument[]; last: number; unterminated: boolean } {
  const hereDocuments: HereDocument[] = [];
  let last = line;
  for (const match of text.matchAll(/(?:^|[\s\d;&|(])<<(-?)(["']?)([A-Za-z_]\w*)\2(?=[\s;&|)>]|$)/g)) {
    const [, dash, , name] = match;
    const start = positions.offset(last + 1);
    let end = last + 1;
    const ends = (candidate: string): boolean => (dash ? candidate.replace(/^\t+/, '') : candidate) === name;
    while (end <= positions.lineCount && !ends(positions.line(end))) end++;
    if (end > positions.lineCount) return { hereDocuments, last, unterminated: true };
    hereDocuments.push({
      start,
      end: positions.offset(end) + positions.line(end).length,
      bodyEnd: positions.offset(end),
    });
    last = end;
  }
  return { hereDocuments, last, unterminated: false };
}

/** The strings of an exec form (`["python", "app.py"]`); undefined where it is the shell form. */
export function execForm(text: string): string[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((word) => typeof word === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}

/** An exec form as shell text of the same length, so that places stay right: brackets and commas become blanks. */
export function execFormAsShell(excerpt: Excerpt): Excerpt {
  const text = excerpt.text.replace(/"(?:[^"\\]|\\.)*(?:"|\\?$)|[[\],]/g, (token) =>
    token.startsWith('"') ? token : ' ',
  );
  return { text, at: (start, end) => excerpt.at(start, end) };
}
