/** What a byte begins, for the lexer's main switch. */
export enum Start {
  Other,
  Word,
  Digit,
  Blank,
  Newline,
  Quote,
  Comment,
  Open,
  Close,
  Backslash,
  Dot,
  Simple,
  Colon,
  Percent,
  Exclamation,
}

/** By byte. Bytes from 128 on belong to names: whether the name is one is looked at later. */
export const START = new Uint8Array(256);
/** 1 for the bytes that names are made of. */
export const WORD = new Uint8Array(256);

for (let byte = 0; byte < 256; byte++) {
  const letter = (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90) || byte === 95 || byte >= 128;
  const digit = byte >= 48 && byte <= 57;
  if (letter) START[byte] = Start.Word;
  if (digit) START[byte] = Start.Digit;
  if (letter || digit) WORD[byte] = 1;
}
const put = (characters: string, start: Start): void => {
  for (const character of characters) START[character.charCodeAt(0)] = start;
};
put(' \t\f\0', Start.Blank);
put('\n\r', Start.Newline);
put('"\'', Start.Quote);
put('#', Start.Comment);
put('([{', Start.Open);
put(')]}', Start.Close);
put('\\', Start.Backslash);
put('.', Start.Dot);
put(',;~`', Start.Simple);
put(':', Start.Colon);
put('%', Start.Percent);
put('!', Start.Exclamation);

export const TAB = 9;
export const LF = 10;
export const FORM_FEED = 12;
export const CR = 13;
export const SPACE = 32;
export const BACKSLASH = 92;

/** Gives the offset of the line end at or after `from`; the bytes must hold one. */
export function skipToLineEnd(bytes: Uint8Array, from: number): number {
  let i = from;
  while (bytes[i] !== LF && bytes[i] !== CR) i++;
  return i;
}
