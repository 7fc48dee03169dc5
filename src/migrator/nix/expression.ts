/**
 * The part of the Nix language that generated flakes use, as a tree. It is printed by `printer.ts`, which escapes
 * every string and attribute name; the constructors below are the only way to write code into a flake.
 */
export type Expression =
  | { kind: 'string'; text: string }
  | { kind: 'indented'; lines: readonly IndentedLine[] }
  | { kind: 'path'; path: string }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'identifier'; name: string }
  | { kind: 'select'; from: Expression; path: readonly string[]; fallback?: Expression }
  | { kind: 'list'; items: readonly (Expression | Remark)[] }
  | { kind: 'attrset'; entries: readonly Entry[] }
  | { kind: 'function'; parameter: string | readonly string[]; body: Expression }
  | { kind: 'let'; entries: readonly Entry[]; body: Expression }
  | { kind: 'call'; callee: Expression; arguments: readonly Expression[] }
  | { kind: 'concat'; operands: readonly Expression[] };

/** A line of an indented string: text that we wrote, and expressions whose value is put in its place. */
export type IndentedLine = readonly (string | Expression)[];

/** What stands between bindings or list items: a comment (wrapped when printed) or an empty line. */
export type Remark = { kind: 'comment'; text: string } | { kind: 'blank' };

/** `path = value;` */
export interface Binding {
  kind: 'binding';
  path: readonly string[];
  value: Expression;
}

/** `inherit a b;` or `inherit (from) a b;` */
export interface Inherit {
  kind: 'inherit';
  from?: Expression;
  names: readonly string[];
}

/** What an attribute set or a `let` is made of. */
export type Entry = Binding | Inherit | Remark;

/** A string with exactly this text, whoever wrote it. */
export const string = (text: string): Expression => ({ kind: 'string', text });

/** A path inside the flake, such as `./nix/wheels.json`. Never for file names of the audited repository. */
export const path = (relative: string): Expression => ({ kind: 'path', path: relative });

export const boolean = (value: boolean): Expression => ({ kind: 'boolean', value });

/** A variable. */
export const identifier = (name: string): Expression => ({ kind: 'identifier', name });

/** `from.a.b`, or `from.a.b or fallback`. */
export const select = (from: Expression, names: readonly string[], fallback?: Expression): Expression => ({
  kind: 'select',
  from,
  path: names,
  ...(fallback && { fallback }),
});

export const list = (items: readonly (Expression | Remark)[]): Expression => ({ kind: 'list', items });

export const attrset = (entries: readonly Entry[]): Expression => ({ kind: 'attrset', entries });

/** `parameter: body`, or `{ a, b }: body` for a list of names. */
export const lambda = (parameter: string | readonly string[], body: Expression): Expression => ({
  kind: 'function',
  parameter,
  body,
});

export const letIn = (entries: readonly Entry[], body: Expression): Expression => ({
  kind: 'let',
  entries,
  body,
});

/** `callee a b`. */
export const call = (callee: Expression, ...args: readonly Expression[]): Expression => ({
  kind: 'call',
  callee,
  arguments: args,
});

/** `a ++ b` of lists. */
export const concat = (...operands: readonly Expression[]): Expression => ({ kind: 'concat', operands });

/** `name = value;`, or `a.b = value;` for a list of names. */
export const bind = (name: string | readonly string[], value: Expression): Binding => ({
  kind: 'binding',
  path: typeof name === 'string' ? [name] : name,
  value,
});

export const inherit = (names: readonly string[], from?: Expression): Inherit => ({
  kind: 'inherit',
  names,
  ...(from && { from }),
});

export const comment = (text: string): Remark => ({ kind: 'comment', text });

export const blank: Remark = { kind: 'blank' };

/**
 * An indented string, as a template tag: the text is ours by construction (it stands in the source), and whatever is
 * interpolated must be an expression or again such a string, whose lines are put in the place of the line that it
 * stands on alone. Text of the repository can therefore not get in other than through {@link string}.
 *
 * Like the template literals of Nix itself it starts after a line break, and the indentation that all lines share is
 * dropped.
 *
 * @throws {RangeError} when the text does not begin and end with a line break, or a block shares its line with text
 */
export function indented(texts: TemplateStringsArray, ...values: readonly Expression[]): Expression {
  const lines: (string | Expression)[][] = [[]];
  texts.forEach((text, index) => {
    text.split('\n').forEach((piece, nth) => {
      if (nth > 0) lines.push([]);
      if (piece !== '') lines.at(-1)!.push(piece);
    });
    const value = values[index];
    if (value) lines.at(-1)!.push(value);
  });
  const isBlank = (line: IndentedLine) =>
    line.every((part) => typeof part === 'string' && part.trim() === '');
  const [first, last] = [lines.shift(), lines.pop()];
  if (!first || !last || !isBlank(first) || !isBlank(last)) {
    throw new RangeError('an indented string starts and ends with a line break');
  }
  const indentation = (line: IndentedLine) => {
    const start = line[0];
    return typeof start === 'string' ? start.length - start.trimStart().length : 0;
  };
  const shared = Math.min(...lines.filter((line) => !isBlank(line)).map(indentation));
  const dedented = lines.map((line) => {
    if (isBlank(line)) return [];
    const [start, ...rest] = line;
    return typeof start === 'string' ? [start.slice(shared), ...rest].filter((part) => part !== '') : line;
  });
  return { kind: 'indented', lines: dedented.flatMap(spliceBlock) };
}

/** The lines of a block that stands alone on its line, indented as that line is; any other line as it is. */
function spliceBlock(line: IndentedLine): readonly IndentedLine[] {
  const block = line.find((part) => typeof part !== 'string' && part.kind === 'indented');
  if (!block || typeof block === 'string' || block.kind !== 'indented') return [line];
  const others = line.filter((part) => part !== block);
  if (others.some((part) => typeof part !== 'string' || part.trim() !== '')) {
    throw new RangeError('a block of lines must stand alone on its line');
  }
  return block.lines.map((inner) => (inner.length === 0 ? [] : [...others, ...inner]));
}

/** No lines: the block to interpolate in {@link indented} where there is nothing to say. */
export const nothing: Expression = { kind: 'indented', lines: [] };
