/** A text after variables were put in. */
export interface Expanded {
  text: string;
  /** Names without a known value; they stay in the text as written. */
  unresolved: string[];
}

/** Values that name themselves (`ENV A=$A$A`) double each time: beyond this they count as unknown. */
const MAX_LENGTH = 20_000;

const VARIABLE = /\\\$|\$(?:(\w+)|\{(\w+)(?::?([-+])([^{}]*))?\})/g;

/** Expands `$A`, `${A}`, `${A:-default}` and `${A:+other}` as Dockerfiles and compose files do. */
export function expandVariables(text: string, variables: ReadonlyMap<string, string>): Expanded {
  const unresolved: string[] = [];
  let length = text.length;
  const expanded = text.replace(
    VARIABLE,
    (whole: string, plain?: string, braced?: string, sign?: string, other = '') => {
      const name = plain ?? braced;
      if (name === undefined) return '$';
      const value = length < MAX_LENGTH ? variables.get(name) : undefined;
      length += value?.length ?? 0;
      if (sign === '+') return value ? other : '';
      if (value) return value;
      if (sign === '-') return other;
      if (value === undefined) unresolved.push(name);
      return value ?? whole;
    },
  );
  return { text: expanded, unresolved };
}

/** Reads the arguments of `ENV` and `ARG`: `A=b C="d e"`, the old `A b c`, and `ARG A` (value undefined). */
export function readVariables(
  text: string,
  allowsOldForm: boolean,
): { name: string; value: string | undefined; index: number }[] {
  if (text.length > MAX_LENGTH) return [];
  const old = allowsOldForm && /^([A-Za-z_][\w.-]*)\s+(?!=)(.*)$/s.exec(text);
  if (old) return [{ name: old[1]!, value: old[2]!.trim().replace(/^(["'])(.*)\1$/s, '$2'), index: 0 }];
  const variables = [];
  const pair = /([A-Za-z_][\w.-]*)(=((?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'\\])*))?/g;
  for (const match of text.matchAll(pair)) {
    const value =
      match[2] === undefined
        ? undefined
        : match[3]!.replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/g, '$1$2$3');
    variables.push({ name: match[1]!, value, index: match.index });
  }
  return variables;
}
