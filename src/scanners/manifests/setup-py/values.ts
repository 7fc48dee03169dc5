import type { SyntaxNode } from '@lezer/common';

/** Lists grow no longer: nobody requires so much, and doubling a list again and again costs a hostile file nothing. */
export const MAX_ITEMS = 2_000;

/** What an expression of a setup.py comes to, as far as reading it tells. */
export type Value = Text | List | Dictionary | FileContent | FunctionDefinition | Call | Condition | Unknown;

/** A stretch of the file; for the content of a plain string without its quotation marks. */
interface Place {
  start: number;
  end: number;
}

/** A string or a number. */
export interface Text extends Place {
  kind: 'text';
  value: string;
  /** Whether each character of the value stands in the file at `start` plus its index. */
  literal: boolean;
  /** Whether a part that only running the code would tell is missing from `value`. */
  incomplete?: boolean;
  /** The marker of the `if` branches around it. */
  marker?: string;
}

/** A list, tuple or set; lists are shared and changed as in Python. */
export interface List {
  kind: 'list';
  items: Value[];
}

/** A dictionary, as far as its keys are texts; shared and changed as in Python. */
export interface Dictionary {
  kind: 'dictionary';
  entries: Map<string, { value: Value; key: Place }>;
}

/** What stands in a file, or its lines: requirements, where it is used as such. */
export interface FileContent extends Place {
  kind: 'file';
  path: string;
  marker?: string;
}

export interface FunctionDefinition {
  kind: 'function';
  node: SyntaxNode;
}

/** A call that is not followed: `find_packages()`, `Extension(…)`. */
export interface Call extends Place {
  kind: 'call';
  /** The last part of the name. */
  name: string;
  arguments: Arguments;
}

/** A comparison with the running Python or platform, as a marker, with its opposite. */
export interface Condition {
  kind: 'condition';
  marker: string;
  opposite: string;
}

/** What only running the code would tell. */
export interface Unknown extends Place {
  kind: 'unknown';
  /** The name that was not found: it may be that of a function of another module. */
  name?: string;
}

/** The arguments of a call. */
export interface Arguments {
  positional: Value[];
  keywords: Map<string, { value: Value; key: Place }>;
}

/** The items of a list; a text, a file or what is unknown as the one item that it is. */
export function itemsOf(value: Value): Value[] {
  return value.kind === 'list' ? value.items : [value];
}

/** Puts values at the end of a list, as far as it may grow. */
export function extend(items: Value[], more: readonly Value[]): void {
  items.push(...more.slice(0, Math.max(0, MAX_ITEMS - items.length)));
}

/** The value of an expression that was not understood. */
export function unknown(node: { from: number; to: number }): Unknown {
  return { kind: 'unknown', start: node.from, end: node.to };
}
