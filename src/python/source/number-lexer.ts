import { START, Start, WORD } from './characters.js';
import type { LexerInput } from './lexer-input.js';
import { Kind, NumberFlag } from './tokens.js';

/** Reads the number that begins at an offset, in the notation of any Python, and gives the offset after it. */
export function readNumber(input: LexerInput, start: number): number {
  const { bytes, tokens } = input;
  const radix = bytes[start] === 48 ? bytes[start + 1]! | 32 : 0;
  let i = start;
  let flags = 0;
  const digits = (): void => {
    while (START[bytes[i]!] === Start.Digit || (bytes[i] === 95 && WORD[bytes[i + 1]!] === 1)) {
      if (bytes[i] === 95) flags |= NumberFlag.underscore;
      i++;
    }
  };
  if (radix === 120) {
    for (i += 2; isHexDigit(bytes[i]!) || bytes[i] === 95; i++)
      if (bytes[i] === 95) flags |= NumberFlag.underscore;
  } else if (radix === 98 || radix === 111) {
    i += 2;
    digits();
  } else {
    digits();
    let whole = true;
    if (bytes[i] === 46) {
      whole = false;
      i++;
      digits();
    }
    const sign = bytes[i + 1] === 43 || bytes[i + 1] === 45 ? 2 : 1;
    if ((bytes[i]! | 32) === 101 && START[bytes[i + sign]!] === Start.Digit) {
      whole = false;
      i += sign;
      digits();
    }
    if ((bytes[i]! | 32) === 106) {
      whole = false;
      i++;
    }
    if (whole && bytes[start] === 48 && !isZero(bytes, start, i)) flags |= NumberFlag.oldOctal;
  }
  if ((bytes[i]! | 32) === 108) {
    flags |= NumberFlag.long;
    i++;
  }
  tokens.push(Kind.Number, start, i, flags);
  return i;
}

const isHexDigit = (c: number): boolean => (c >= 48 && c <= 57) || ((c | 32) >= 97 && (c | 32) <= 102);

function isZero(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] !== 48 && bytes[i] !== 95) return false;
  return true;
}
