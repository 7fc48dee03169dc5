import { plainText } from '../plain-text.js';
import { escapeAttributeName, escapeFixedText, escapeString, isIdentifier } from './escape.js';
import type { Entry, Expression, IndentedLine, Remark } from './expression.js';

const WIDTH = 100;
const STEP = 2;

/**
 * Nix code in the layout of nixfmt (RFC 166): what is short stands on one line, lists and sets of more than one
 * element have one per line. The same tree always gives the same text.
 *
 * @throws {RangeError} for what cannot be written: a NUL in a string, a name that is no identifier, a path with
 *   characters other than those of plain file names
 */
export function printExpression(expression: Expression, indent = 0): string {
  const flat = printFlat(expression);
  if (flat !== undefined && indent + flat.length <= WIDTH) return flat;
  switch (expression.kind) {
    case 'indented':
      return printIndented(expression.lines, indent);
    case 'list':
      return enclose(
        '[',
        expression.items.map((item) => printItem(item, indent + STEP)),
        ']',
        indent,
      );
    case 'attrset':
      return enclose('{', printEntries(expression.entries, indent + STEP), '}', indent);
    case 'function': {
      const body = printExpression(expression.body, indent);
      const separator = ['attrset', 'function'].includes(expression.body.kind) ? ' ' : `\n${spaces(indent)}`;
      return `${printParameter(expression.parameter)}:${separator}${body}`;
    }
    case 'let': {
      const entries = printEntries(expression.entries, indent + STEP);
      return `${enclose('let', entries, 'in', indent)}\n${spaces(indent)}${printExpression(expression.body, indent)}`;
    }
    case 'call':
      return [expression.callee, ...expression.arguments].map((part) => printOperand(part, indent)).join(' ');
    default:
      return flat ?? unprintable(expression);
  }
}

/** A comment of one or more lines, without anything that could end it before its time. */
export function printComment(text: string, indent = 0): string {
  const width = WIDTH - indent - 2;
  const lines: string[] = [];
  for (const word of plainText(text, 1000).split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => `# ${line}`.trimEnd()).join(`\n${spaces(indent)}`);
}

/** The expression on one line, or nothing when the layout gives it several. */
function printFlat(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'string':
      return escapeString(expression.text);
    case 'boolean':
      return String(expression.value);
    case 'identifier':
      return printName(expression.name);
    case 'path':
      if (!/^\.(\/[A-Za-z0-9_+-][A-Za-z0-9._+-]*)+$/.test(expression.path)) {
        throw new RangeError(`cannot be written as a path: ${expression.path}`);
      }
      return expression.path;
    case 'select': {
      const from = printFlatOperand(expression.from);
      if (from === undefined) return undefined;
      const selected = [from, ...expression.path.map(escapeAttributeName)].join('.');
      if (!expression.fallback) return selected;
      const fallback = printFlatOperand(expression.fallback);
      return fallback === undefined ? undefined : `${selected} or ${fallback}`;
    }
    case 'list':
      return printFlatGroup(
        '[',
        expression.items.map((item) => printFlatOperand(item)),
        ']',
      );
    case 'attrset':
      return printFlatGroup('{', expression.entries.map(printFlatEntry), '}');
    case 'function': {
      const body = printFlat(expression.body);
      return body === undefined ? undefined : `${printParameter(expression.parameter)}: ${body}`;
    }
    case 'call':
      return joinFlat([expression.callee, ...expression.arguments], ' ');
    case 'concat':
      return joinFlat(expression.operands, ' ++ ');
    case 'let':
    case 'indented':
      return undefined;
  }
}

/** `[ x ]` or `{ x = 1; }`; more than one element gets lines of its own. */
function printFlatGroup(
  open: string,
  parts: readonly (string | undefined)[],
  close: string,
): string | undefined {
  if (parts.length === 0) return `${open} ${close}`;
  return parts.length === 1 && parts[0] !== undefined ? `${open} ${parts[0]} ${close}` : undefined;
}

function joinFlat(parts: readonly Expression[], separator: string): string | undefined {
  const flat = parts.map(printFlatOperand);
  return flat.includes(undefined) ? undefined : flat.join(separator);
}

function printFlatEntry(entry: Entry): string | undefined {
  if (entry.kind === 'inherit') return printInherit(entry);
  if (entry.kind !== 'binding') return undefined;
  const value = printFlat(entry.value);
  return value === undefined ? undefined : `${entry.path.map(escapeAttributeName).join('.')} = ${value};`;
}

function printFlatOperand(expression: Expression | Remark): string | undefined {
  if (expression.kind === 'comment' || expression.kind === 'blank') return undefined;
  const flat = printFlat(expression);
  return flat !== undefined && needsParentheses(expression) ? `(${flat})` : flat;
}

function printOperand(expression: Expression, indent: number): string {
  const printed = printExpression(expression, indent);
  return needsParentheses(expression) ? `(${printed})` : printed;
}

/** Whether the expression, as an operand or a list item, would be read as several without parentheses. */
function needsParentheses(expression: Expression): boolean {
  if (expression.kind === 'select') return expression.fallback !== undefined;
  return ['call', 'concat', 'function', 'let'].includes(expression.kind);
}

function printItem(item: Expression | Remark, indent: number): string {
  if (item.kind === 'blank') return '';
  return (
    spaces(indent) + (item.kind === 'comment' ? printComment(item.text, indent) : printOperand(item, indent))
  );
}

function printEntries(entries: readonly Entry[], indent: number): string[] {
  return entries.map((entry) => {
    switch (entry.kind) {
      case 'blank':
      case 'comment':
        return printItem(entry, indent);
      case 'inherit':
        return spaces(indent) + printInherit(entry);
      case 'binding': {
        const name = `${spaces(indent)}${entry.path.map(escapeAttributeName).join('.')} =`;
        const flat = printFlat(entry.value);
        const fits = flat !== undefined && name.length + flat.length + 2 <= WIDTH;
        if (fits) return `${name} ${flat};`;
        if (isAbsorbable(entry.value)) return `${name} ${printExpression(entry.value, indent)};`;
        return `${name}\n${spaces(indent + STEP)}${printExpression(entry.value, indent + STEP)};`;
      }
    }
  });
}

/** Whether the expression starts on the line of what precedes it, even when it needs more lines. */
function isAbsorbable(expression: Expression): boolean {
  switch (expression.kind) {
    case 'string':
    case 'indented':
    case 'list':
    case 'attrset':
      return true;
    case 'call': {
      const last = expression.arguments.at(-1);
      return last !== undefined && last.kind !== 'string' && isAbsorbable(last);
    }
    default:
      return false;
  }
}

function printInherit(entry: Extract<Entry, { kind: 'inherit' }>): string {
  const from = entry.from ? ` (${printExpression(entry.from)})` : '';
  return `inherit${from} ${entry.names.map(printName).join(' ')};`;
}

function printParameter(parameter: string | readonly string[]): string {
  return typeof parameter === 'string' ? printName(parameter) : `{ ${parameter.map(printName).join(', ')} }`;
}

function printName(name: string): string {
  if (!isIdentifier(name)) throw new RangeError(`not a Nix identifier: ${name}`);
  return name;
}

function printIndented(lines: readonly IndentedLine[], indent: number): string {
  const printed = lines.map((line) => {
    const parts = line.map((part, index) => {
      if (typeof part === 'string') {
        // `$` or a quote and an interpolation behind it would be read as an escape.
        if (index + 1 < line.length && /\$$|''$/.test(part))
          throw new RangeError(`cannot stand before \${: ${part}`);
        return escapeFixedText(part);
      }
      return `\${${printFlat(part) ?? unprintable(part)}}`;
    });
    return parts.length === 0 ? '' : spaces(indent + STEP) + parts.join('');
  });
  return enclose("''", printed, "''", indent);
}

function enclose(open: string, lines: readonly string[], close: string, indent: number): string {
  return [open, ...lines, spaces(indent) + close].join('\n');
}

function unprintable(expression: Expression): never {
  throw new RangeError(`cannot be printed on one line: ${expression.kind}`);
}

const spaces = (count: number) => ' '.repeat(count);
