/**
 * Turns JSON with comments and trailing commas into JSON of the same length, so that places stay right: what is too
 * much becomes blanks.
 */
export function stripJsonComments(text: string): string {
  const blank = (part: string): string => part.replace(/[^\r\n]/g, ' ');
  const withoutComments = text.replace(/"(?:[^"\\\r\n]|\\.)*"?|\/\/[^\r\n]*|\/\*[^]*?(?:\*\/|$)/g, (token) =>
    token.startsWith('"') ? token : blank(token),
  );
  return withoutComments.replace(/"(?:[^"\\\r\n]|\\.)*"?|,(?=\s*[\]}])/g, (token) =>
    token === ',' ? ' ' : token,
  );
}
