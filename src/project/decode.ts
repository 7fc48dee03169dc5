import { isUtf8 } from 'node:buffer';

/** A file's text as UTF-8 bytes, and how it was encoded. */
export interface Decoded {
  bytes: Uint8Array;
  encoding: string;
}

/** PEP 263: a coding cookie in a comment of the first two lines. */
const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;

/** Python's names of encodings that the platform's decoder knows by another name. */
const ALIASES: Record<string, string> = {
  'iso-latin-1': 'latin1',
  'latin-1': 'latin1',
  utf8: 'utf-8',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp932: 'shift_jis',
  mbcs: 'windows-1252',
};

/**
 * Decodes a text file: UTF-8 where it is valid; UTF-16 with a byte order mark, as PowerShell's `pip freeze >` writes
 * it, or without one where every other byte is NUL; the encoding of a PEP 263 cookie; Latin-1 as the last resort,
 * which reads anything.
 *
 * @returns UTF-8 without a byte order mark, the very same bytes where nothing had to be changed
 */
export function decode(bytes: Uint8Array): Decoded {
  const utf16 = utf16Variant(bytes);
  if (utf16) return { bytes: reencode(bytes, utf16) ?? bytes, encoding: utf16 };
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return { bytes: bytes.subarray(3), encoding: 'utf-8-sig' };
  }
  if (isUtf8(bytes)) return { bytes, encoding: 'utf-8' };
  const cookie = cookieOf(bytes);
  if (cookie) {
    const converted = reencode(bytes, cookie);
    if (converted) return { bytes: converted, encoding: cookie };
  }
  return { bytes: Buffer.from(Buffer.from(bytes).toString('latin1'), 'utf8'), encoding: 'latin-1' };
}

function utf16Variant(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = Math.min(bytes.length & ~1, 64);
  if (sample < 8) return undefined;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < sample; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  if (odd === sample / 2 && even === 0) return 'utf-16le';
  if (even === sample / 2 && odd === 0) return 'utf-16be';
  return undefined;
}

function cookieOf(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 400))
    .toString('latin1')
    .split(/\r\n|\r|\n/, 2);
  for (const line of head) {
    const name = COOKIE.exec(line)?.[1]?.toLowerCase().replaceAll('_', '-');
    if (name) return ALIASES[name] ?? name;
  }
  return undefined;
}

function reencode(bytes: Uint8Array, encoding: string): Uint8Array | undefined {
  try {
    return Buffer.from(new TextDecoder(encoding).decode(bytes), 'utf8');
  } catch {
    return undefined;
  }
}
