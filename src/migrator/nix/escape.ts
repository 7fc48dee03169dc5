/** Words that cannot stand as an attribute name without quotes. */
const KEYWORDS = new Set(['if', 'then', 'else', 'assert', 'with', 'let', 'in', 'rec', 'inherit', 'or']);

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_'-]*$/;

/** Whether `name` is an identifier of the Nix language and no keyword. */
export function isIdentifier(name: string): boolean {
  return IDENTIFIER.test(name) && !KEYWORDS.has(name);
}

/**
 * A Nix string that evaluates to exactly `text`: the one place where text that we did not write ourselves becomes
 * Nix code.
 *
 * @throws {RangeError} for what no Nix string can hold: a NUL (Nix cuts the text there) and a lone surrogate (it has
 *   no UTF-8 form)
 */
export function escapeString(text: string): string {
  if (text.includes('\0')) throw new RangeError('a Nix string cannot contain a NUL');
  if (/\p{Cs}/u.test(text)) throw new RangeError('a Nix string cannot contain a lone surrogate');
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    // The pair, not the single dollar: `\$${x}` would still interpolate.
    .replaceAll('${', '\\${')
    .replaceAll('\n', '\\n')
    // Nix reads a raw CR or CRLF as LF.
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return `"${escaped}"`;
}

/**
 * `name` as an attribute name, quoted only where it must be.
 *
 * @throws {RangeError} as {@link escapeString}
 */
export function escapeAttributeName(name: string): string {
  return isIdentifier(name) ? name : escapeString(name);
}

/**
 * Text of an indented string (`''…''`). Only for text that we wrote ourselves: the rules of these strings have
 * corners (a quote or a dollar before an escape) that are refused here instead of being worked around.
 *
 * @throws {RangeError} for such a corner
 */
export function escapeFixedText(text: string): string {
  if (/['$]\$\{|'''|[\0\r\t]/.test(text))
    throw new RangeError(`cannot be written in an indented string: ${text}`);
  return text.replaceAll("''", "'''").replaceAll('${', "''${");
}
