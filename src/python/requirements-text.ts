import type { Span } from './span.js';

/**
 * What pip reads as one line: continuation lines joined, comment cut off, blanks around it removed. It knows where
 * each of its characters stands in the file.
 */
export interface LogicalLine {
  readonly text: string;
  /** In ascending order of `offset`; the first begins at or before the text. */
  readonly pieces: readonly Piece[];
}

/** From `offset` in the joined text on, characters come from `line`, beginning at `column`. */
interface Piece {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** A stretch of one line of the file; all count from 1, `endColumn` is excluded. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

/** Splits the text of a requirements file into logical lines and leaves out the empty ones. Throws nothing. */
export function readLogicalLines(text: string): LogicalLine[] {
  const lines: LogicalLine[] = [];
  let texts: string[] = [];
  let pieces: Piece[] = [];
  let length = 0;

  const finish = () => {
    const line = withoutCommentAndBlanks(texts.join(''), pieces);
    if (line.text !== '') lines.push(line);
    texts = [];
    pieces = [];
    length = 0;
  };

  for (const [index, physical] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    // A line that is all comment ends a continuation and continues nothing itself.
    const isComment = physical.trimStart().startsWith('#');
    const continues = !isComment && physical.endsWith('\\');
    const content = isComment ? '' : continues ? physical.slice(0, -1) : physical;
    pieces.push({ offset: length, line: index + 1, column: 1 });
    texts.push(content);
    length += content.length;
    if (!continues) finish();
  }
  finish();
  return lines;
}

/** Gives the place of a stretch of a logical line: of its first part, where the line was continued inside it. */
export function placeOf(line: LogicalLine, { start, end }: Span): Place {
  const index = pieceAt(line.pieces, start);
  const piece = line.pieces[index]!;
  const endOfPiece = line.pieces[index + 1]?.offset ?? Infinity;
  const column = piece.column + start - piece.offset;
  return { line: piece.line, column, endColumn: column + Math.min(end, endOfPiece) - start };
}

/** Binary, since a hostile line may have a hundred thousand pieces and as many options to place. */
function pieceAt(pieces: readonly Piece[], offset: number): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pieces[middle]!.offset <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function withoutCommentAndBlanks(joined: string, pieces: readonly Piece[]): LogicalLine {
  const comment = startOfComment(joined);
  const kept = joined.slice(0, comment);
  const indent = kept.length - kept.trimStart().length;
  return { text: kept.trim(), pieces: pieces.map((piece) => ({ ...piece, offset: piece.offset - indent })) };
}

/** A `#` begins a comment at the start or after a blank only: `…git#egg=name` has none. */
function startOfComment(text: string): number {
  for (let at = text.indexOf('#'); at !== -1; at = text.indexOf('#', at + 1)) {
    if (at === 0 || /\s/.test(text[at - 1]!)) return at;
  }
  return text.length;
}
