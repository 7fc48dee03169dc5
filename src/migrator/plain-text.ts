/**
 * Text of the audited repository, made fit for a comment or for a message on a terminal: one line, without control
 * characters (a bare carriage return ends a Nix comment, an escape sequence rules a terminal) and without the
 * characters that reorder or hide text.
 *
 * @param text anything
 * @param limit the longest result, in UTF-16 units; what is longer ends in an ellipsis
 */
export function plainText(text: string, limit = 300): string {
  const line = text
    // Bounded first, so that nothing below works on megabytes.
    .slice(0, 4 * limit)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, '\uFFFD')
    .trim();
  return line.length <= limit ? line : `${line.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
