// What an audited repository must not be able to do to a terminal: move the cursor, colour, hide text, reorder it
// (bidirectional overrides) or forge a line. Joiners (U+200C, U+200D) stay: Persian and emoji need them.
const CONTROL = '\\u0000-\\u001f\\u007f-\\u009f';
const INVISIBLE =
  '\\u00ad\\u061c\\u180e\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\u{e0000}-\\u{e007f}\\p{Surrogate}';

const UNPRINTABLE = new RegExp(`[${CONTROL}${INVISIBLE}]`, 'gu');

/**
 * Takes any text; gives it safe for one line of a terminal. Control characters become their pictures (`␛`, `␊`), other
 * harmful ones `�`: one character each, so that a strange file name is seen to be strange and columns stay in place.
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, picture);
}

/** Takes text of a JSON document; gives the same document with every harmful character written as `\uXXXX`. */
export function escapeInJson(json: string): string {
  return json.replace(UNPRINTABLE, (character) =>
    character === '\n' ? character : Array.from(utf16(character), escape).join(''),
  );
}

function picture(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}

function* utf16(character: string): Generator<number> {
  for (let i = 0; i < character.length; i++) yield character.charCodeAt(i);
}

function escape(unit: number): string {
  return '\\u' + unit.toString(16).padStart(4, '0');
}
