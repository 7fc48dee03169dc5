import type { Problem } from './span.js';
import { Cursor } from './cursor.js';
import { normalizeName } from './names.js';

/** What a marker may ask about (PEP 508). */
export const MARKER_VARIABLES = [
  'python_version',
  'python_full_version',
  'os_name',
  'sys_platform',
  'platform_release',
  'platform_system',
  'platform_version',
  'platform_machine',
  'platform_python_implementation',
  'implementation_name',
  'implementation_version',
  'extra',
] as const;

export type MarkerVariable = (typeof MARKER_VARIABLES)[number];

export type MarkerOperator = '==' | '!=' | '<=' | '>=' | '<' | '>' | '~=' | '===' | 'in' | 'not in';

export type MarkerOperand =
  | { readonly kind: 'variable'; readonly name: MarkerVariable }
  | { readonly kind: 'literal'; readonly value: string };

/** A parsed environment marker. An `and` holds no `and` and an `or` no `or`: they are flattened. */
export type Marker =
  | {
      readonly kind: 'comparison';
      readonly left: MarkerOperand;
      readonly operator: MarkerOperator;
      readonly right: MarkerOperand;
    }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Marker[] };

/** Names from before PEP 508, still in old metadata. */
const LEGACY_NAMES = new Map<string, MarkerVariable>([
  ['os.name', 'os_name'],
  ['sys.platform', 'sys_platform'],
  ['platform.version', 'platform_version'],
  ['platform.machine', 'platform_machine'],
  ['platform.python_implementation', 'platform_python_implementation'],
  ['python_implementation', 'platform_python_implementation'],
]);

const VARIABLES = new Map<string, MarkerVariable>([
  ...MARKER_VARIABLES.map((name) => [name, name] as const),
  ...LEGACY_NAMES,
]);

/** Deeper nesting is nobody's requirement; the bound keeps a hostile one from exhausting the stack. */
const MAX_DEPTH = 50;

/** Reads a marker (`python_version < "3" and extra == 'test'`). One of `marker` and `problem` is set; throws nothing. */
export function parseMarker(
  text: string,
): { marker: Marker; problem?: undefined } | { marker?: undefined; problem: Problem } {
  const cursor = new Cursor(text);
  try {
    const marker = parseOr(cursor, 0);
    cursor.skipBlanks();
    if (!cursor.atEnd) fail(cursor, 'expected `and`, `or` or the end of the marker');
    return { marker };
  } catch (error) {
    if (error instanceof MarkerSyntaxError) return { problem: error.problem };
    throw error;
  }
}

/** Writes a marker as PEP 508 has it, with current names, double quotes, and parentheses only where they matter. */
export function formatMarker(marker: Marker): string {
  if (marker.kind === 'comparison') {
    return `${formatOperand(marker.left)} ${marker.operator} ${formatOperand(marker.right)}`;
  }
  const inner = marker.operands.map((operand) =>
    marker.kind === 'and' && operand.kind === 'or' ? `(${formatMarker(operand)})` : formatMarker(operand),
  );
  return inner.join(` ${marker.kind} `);
}

/** Carries a problem out of the recursion; never leaves this file. */
class MarkerSyntaxError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

function fail(cursor: Cursor, expectation: string): never {
  const message = `${expectation}, found ${cursor.peekWord()}`;
  throw new MarkerSyntaxError({ message, start: cursor.position, end: cursor.text.length });
}

function parseOr(cursor: Cursor, depth: number): Marker {
  return parseJoined(cursor, 'or', () => parseJoined(cursor, 'and', () => parseAtom(cursor, depth)));
}

function parseJoined(cursor: Cursor, kind: 'and' | 'or', parseOperand: () => Marker): Marker {
  const operands: Marker[] = [];
  do {
    const operand = parseOperand();
    for (const part of operand.kind === kind ? operand.operands : [operand]) operands.push(part);
    cursor.skipBlanks();
  } while (cursor.read(kind === 'and' ? /and\b/y : /or\b/y) !== null);
  return operands.length === 1 ? operands[0]! : { kind, operands };
}

function parseAtom(cursor: Cursor, depth: number): Marker {
  cursor.skipBlanks();
  if (!cursor.readLiteral('(')) return parseComparison(cursor);
  if (depth >= MAX_DEPTH) fail(cursor, `expected at most ${MAX_DEPTH} nested parentheses`);
  const marker = parseOr(cursor, depth + 1);
  cursor.skipBlanks();
  if (!cursor.readLiteral(')')) fail(cursor, 'expected `)`');
  return marker;
}

function parseComparison(cursor: Cursor): Marker {
  const left = parseOperand(cursor);
  cursor.skipBlanks();
  const operator = cursor.read(/===|==|~=|!=|<=|>=|<|>|in\b|not[ \t]+in\b/y);
  if (operator === null) fail(cursor, 'expected a comparison');
  const right = parseOperand(cursor);
  return normalizeExtra({
    kind: 'comparison',
    left,
    operator: operator.startsWith('not') ? 'not in' : (operator as MarkerOperator),
    right,
  });
}

function parseOperand(cursor: Cursor): MarkerOperand {
  cursor.skipBlanks();
  const quoted = cursor.read(/'[^']*'|"[^"]*"/y);
  if (quoted !== null) return { kind: 'literal', value: quoted.slice(1, -1) };
  const start = cursor.position;
  const name = VARIABLES.get(cursor.read(/[a-z_.]+/y) ?? '');
  if (name !== undefined) return { kind: 'variable', name };
  cursor.position = start;
  fail(cursor, 'expected a marker variable or a quoted text');
}

/** Extras are compared as PEP 685 says: by normalised name. */
function normalizeExtra(comparison: Marker & { kind: 'comparison' }): Marker {
  const { left, right } = comparison;
  if (left.kind === 'variable' && left.name === 'extra' && right.kind === 'literal') {
    return { ...comparison, right: { kind: 'literal', value: normalizeName(right.value) } };
  }
  if (right.kind === 'variable' && right.name === 'extra' && left.kind === 'literal') {
    return { ...comparison, left: { kind: 'literal', value: normalizeName(left.value) } };
  }
  return comparison;
}

function formatOperand(operand: MarkerOperand): string {
  if (operand.kind === 'variable') return operand.name;
  const quote = operand.value.includes('"') ? "'" : '"';
  return `${quote}${operand.value}${quote}`;
}
