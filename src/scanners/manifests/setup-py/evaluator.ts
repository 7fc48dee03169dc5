import type { SyntaxNode } from '@lezer/common';
import { folderOf } from '../../repository-path.js';
import { bothMarkers } from '../markers.js';
import type { Budget } from './budget.js';
import { callMethod, callNamed } from './calls.js';
import { negate, readCondition } from './conditions.js';
import { Frame } from './frame.js';
import { combine } from './operators.js';
import { asText, joinTexts, readString } from './strings.js';
import { childrenOf, dottedName, operandsOf, splitAt } from './syntax.js';
import { extend, itemsOf, MAX_ITEMS, unknown } from './values.js';
import type { Arguments, Call, Condition, Dictionary, Text, Value } from './values.js';

/** How many functions of the file may be within one another's calls. */
const MAX_CALLS = 6;

/** Says what expressions come to, as far as reading them tells. What it does not understand becomes `unknown`. */
export class Evaluator {
  /** The calls of `setup()`, in the order in which they were met. */
  readonly setupCalls: Call[] = [];
  /** Names given by `import … as …`: to the name that stands behind them. */
  readonly #aliases = new Map<string, string>();
  readonly #budget: Budget;
  readonly #runBody: (body: SyntaxNode, frame: Frame) => void;
  #marker: string | undefined;
  #calls = 0;

  /** `runBody` follows the statements of a function's body. */
  constructor(
    readonly source: string,
    budget: Budget,
    runBody: (body: SyntaxNode, frame: Frame) => void,
  ) {
    this.#budget = budget;
    this.#runBody = runBody;
  }

  /** Notes that `alias` is another name for `name`. */
  rename(alias: string, name: string): void {
    this.#aliases.set(alias, name);
  }

  /** What an expression comes to. */
  evaluate(node: SyntaxNode, frame: Frame): Value {
    return this.#budget.within<Value>(unknown(node), () => this.#expression(node, frame));
  }

  /** The text of a node. */
  written(node: SyntaxNode): string {
    return this.source.slice(node.from, node.to);
  }

  /** A condition that is one on the running Python or platform; undefined for every other. */
  condition(node: SyntaxNode, frame: Frame): Condition | undefined {
    const value = this.evaluate(node, frame);
    return value.kind === 'condition' ? value : undefined;
  }

  /** Evaluates something in a branch that only some environments take. */
  under<T>(marker: string | undefined, inside: () => T): T {
    const before = this.#marker;
    this.#marker = bothMarkers(before, marker);
    const result = inside();
    this.#marker = before;
    return result;
  }

  /** Binds one target to a value, or several to its items. */
  bind(targets: readonly SyntaxNode[], value: Value, frame: Frame): void {
    const [target] = targets;
    if (target === undefined) return;
    if (targets.length > 1) {
      for (const [index, part] of targets.entries()) {
        const item = value.kind === 'list' ? value.items[index] : value.kind === 'file' ? value : undefined;
        this.bind([part], item ?? unknown(part), frame);
      }
    } else if (target.name === 'TupleExpression' || target.name === 'ParenthesizedExpression') {
      this.bind(operandsOf(target), value, frame);
    } else if (target.name === 'VariableName') {
      frame.names.set(this.written(target), value);
    } else if (target.name === 'MemberExpression') {
      const [objectNode, keyNode] = operandsOf(target);
      if (objectNode === undefined || keyNode === undefined || keyNode.name === 'PropertyName') return;
      const object = this.evaluate(objectNode, frame);
      const key = this.evaluate(keyNode, frame);
      if (object.kind === 'dictionary' && key.kind === 'text') object.entries.set(key.value, { key, value });
    }
  }

  #expression(node: SyntaxNode, frame: Frame): Value {
    switch (node.name) {
      case 'String':
        return this.#marked(readString(this.source, node));
      case 'ContinuedString':
        return this.#marked(
          joinTexts(
            operandsOf(node).map((part) => this.#text(part, frame)),
            node,
          ),
        );
      case 'FormatString':
        return this.#marked(this.#formatString(node, frame));
      case 'Number':
        return { kind: 'text', value: this.written(node), start: node.from, end: node.to, literal: true };
      case 'VariableName':
        return this.#variable(node, frame);
      case 'MemberExpression':
        return this.#member(node, frame);
      case 'CallExpression':
        return this.#call(node, frame);
      case 'ArrayExpression':
      case 'TupleExpression':
      case 'SetExpression':
        return {
          kind: 'list',
          items: operandsOf(node)
            .slice(0, MAX_ITEMS)
            .map((item) => this.evaluate(item, frame)),
        };
      case 'DictionaryExpression':
        return this.#dictionary(node, frame);
      case 'BinaryExpression':
        return this.#binary(node, frame);
      case 'UnaryExpression': {
        const operand = operandsOf(node).at(-1);
        const value = operand && this.evaluate(operand, frame);
        return value?.kind === 'condition' ? negate(value) : unknown(node);
      }
      case 'ParenthesizedExpression':
      case 'YieldExpression':
      case 'AwaitExpression': {
        const inner = operandsOf(node).at(-1);
        return inner === undefined ? unknown(node) : this.evaluate(inner, frame);
      }
      case 'ConditionalExpression':
        return this.#conditional(node, frame);
      case 'ArrayComprehensionExpression':
      case 'ComprehensionExpression':
      case 'SetComprehensionExpression':
        return this.#comprehension(node, frame);
      default:
        return unknown(node);
    }
  }

  #marked(text: Text): Text {
    return this.#marker === undefined ? text : { ...text, marker: this.#marker };
  }

  #text(node: SyntaxNode, frame: Frame): Text {
    return asText(this.evaluate(node, frame), node);
  }

  #formatString(node: SyntaxNode, frame: Frame): Text {
    const whole = readString(this.source, node);
    const parts: Text[] = [];
    let at = whole.start;
    for (const replacement of node.getChildren('FormatReplacement')) {
      parts.push({ ...whole, value: this.source.slice(at, replacement.from) });
      const [inner] = operandsOf(replacement);
      parts.push(inner === undefined ? { ...whole, value: '', incomplete: true } : this.#text(inner, frame));
      at = replacement.to;
    }
    parts.push({ ...whole, value: this.source.slice(at, whole.end) });
    return joinTexts(parts, node);
  }

  #variable(node: SyntaxNode, frame: Frame): Value {
    const name = this.written(node);
    // The file's own folder is where relative paths start.
    if (name === '__file__')
      return { kind: 'text', value: 'setup.py', start: node.from, end: node.to, literal: false };
    return frame.get(name) ?? readCondition(name) ?? { ...unknown(node), name };
  }

  #member(node: SyntaxNode, frame: Frame): Value {
    const condition = readCondition(this.written(node));
    if (condition !== undefined) return condition;
    const [objectNode, memberNode] = operandsOf(node);
    if (objectNode === undefined || memberNode === undefined) return unknown(node);
    const object = this.evaluate(objectNode, frame);
    if (object.kind === 'file') return object;
    if (memberNode.name === 'PropertyName') {
      // `Path(__file__).parent`
      const isParent = this.written(memberNode) === 'parent' && object.kind === 'text';
      return isParent ? { ...object, value: folderOf(object.value), literal: false } : unknown(node);
    }
    const index = this.evaluate(memberNode, frame);
    if (index.kind !== 'text') return unknown(node);
    if (object.kind === 'dictionary') return object.entries.get(index.value)?.value ?? unknown(node);
    if (object.kind === 'list') return object.items.at(Number.parseInt(index.value, 10)) ?? unknown(node);
    return unknown(node);
  }

  #dictionary(node: SyntaxNode, frame: Frame): Value {
    const entries: Dictionary['entries'] = new Map();
    const children = childrenOf(node);
    for (const [index, child] of children.entries()) {
      const [before, after] = [children[index - 1], children[index + 1]];
      if (child.name === ':' && before !== undefined && after !== undefined) {
        const key = this.evaluate(before, frame);
        if (key.kind === 'text') entries.set(key.value, { key, value: this.evaluate(after, frame) });
      } else if (child.name === '**' && after !== undefined) {
        const other = this.evaluate(after, frame);
        if (other.kind !== 'dictionary') continue;
        for (const [name, entry] of other.entries) entries.set(name, entry);
      }
    }
    return { kind: 'dictionary', entries };
  }

  #binary(node: SyntaxNode, frame: Frame): Value {
    const condition = readCondition(this.written(node).slice(0, 200));
    if (condition !== undefined) return condition;
    const [left, operator, right] = childrenOf(node);
    if (left === undefined || operator === undefined || right === undefined) return unknown(node);
    const a = this.evaluate(left, frame);
    // What stands before a syntax error (the marks of a merge conflict look like operators) still counts.
    if (right.type.isError) return a;
    const b = this.evaluate(right, frame);
    return combine(this.written(operator), a, b, node) ?? unknown(node);
  }

  #conditional(node: SyntaxNode, frame: Frame): Value {
    const [then, test, otherwise] = operandsOf(node);
    if (then === undefined || test === undefined || otherwise === undefined) return unknown(node);
    const condition = this.condition(test, frame);
    const a = this.under(condition?.marker, () => this.evaluate(then, frame));
    const b = this.under(condition?.opposite, () => this.evaluate(otherwise, frame));
    const isBranch = condition !== undefined || a.kind === 'list' || b.kind === 'list';
    if (isBranch && a.kind !== 'unknown' && b.kind !== 'unknown') {
      return { kind: 'list', items: [...itemsOf(a), ...itemsOf(b)].slice(0, MAX_ITEMS) };
    }
    return b.kind === 'unknown' ? a : b;
  }

  #comprehension(node: SyntaxNode, frame: Frame): Value {
    const [element, target, iterable] = operandsOf(node);
    if (element === undefined || target === undefined || iterable === undefined) return unknown(node);
    const values = this.evaluate(iterable, frame);
    if (values.kind === 'file') return values;
    if (values.kind !== 'list') return unknown(node);
    const inner = new Frame(frame);
    const items = values.items.map((item) => {
      this.bind([target], item, inner);
      return this.evaluate(element, inner);
    });
    return { kind: 'list', items };
  }

  #call(node: SyntaxNode, frame: Frame): Value {
    const callee = node.firstChild;
    const argumentList = node.getChild('ArgList');
    if (callee === null) return unknown(node);
    const written = dottedName(this.source, callee);
    const first = written?.split('.')[0] ?? '';
    const known = frame.get(first);
    if (known?.kind === 'function' && written === first)
      return this.#callFunction(known.node, argumentList, node, frame);
    const object =
      callee.name === 'MemberExpression' && callee.firstChild
        ? this.evaluate(callee.firstChild, frame)
        : undefined;
    const args = argumentList === null ? noArguments() : this.#arguments(argumentList, frame);
    const property = callee.name === 'MemberExpression' ? callee.getChild('PropertyName') : null;
    if (object !== undefined && object.kind !== 'unknown' && property !== null) {
      return callMethod(object, this.written(property), args, node);
    }
    const condition = readCondition(this.written(node).slice(0, 200));
    if (condition !== undefined) return condition;
    const renamed = (known?.kind === 'unknown' ? known.name : undefined) ?? this.#aliases.get(first) ?? first;
    const name = (written ?? (property === null ? '' : this.written(property))).replace(first, renamed);
    const result = callNamed(name, args, node);
    if (result.kind === 'call' && result.name === 'setup') this.setupCalls.push(result);
    return result;
  }

  /** Follows a function of the setup.py itself: most read a file and return its lines. */
  #callFunction(
    definition: SyntaxNode,
    argumentList: SyntaxNode | null,
    node: SyntaxNode,
    frame: Frame,
  ): Value {
    const args = argumentList === null ? noArguments() : this.#arguments(argumentList, frame);
    const body = definition.getChild('Body');
    if (body === null || this.#calls >= MAX_CALLS) return unknown(node);
    const inner = new Frame(frame);
    this.#bindParameters(definition, args, inner);
    this.#calls++;
    this.#runBody(body, inner);
    this.#calls--;
    const results = inner.results.filter((value) => value.kind !== 'unknown');
    const [only] = results;
    if (only !== undefined && results.length === 1) return only;
    if (results.length > 1) return { kind: 'list', items: results.flatMap(itemsOf) };
    // Whatever the function does with the name of a file of requirements: it ends with these requirements.
    return callNamed('', args, node);
  }

  #bindParameters(definition: SyntaxNode, args: Arguments, frame: Frame): void {
    const list = definition.getChild('ParamList');
    if (list === null) return;
    const parameters = splitAt(childrenOf(list), ',').map((group) =>
      group.filter((part) => /^[A-Z*]/.test(part.name)),
    );
    for (const [index, parts] of parameters.entries()) {
      const name = parts.find((part) => part.name === 'VariableName');
      if (name === undefined) continue;
      const isRest = parts[0]?.name === '*';
      const given = isRest
        ? { kind: 'list' as const, items: args.positional.slice(index) }
        : (args.keywords.get(this.written(name))?.value ?? args.positional[index]);
      const fallback = parts.some((part) => part.name === 'AssignOp') ? parts.at(-1) : undefined;
      const value = given ?? (fallback && this.evaluate(fallback, frame));
      if (value !== undefined) frame.names.set(this.written(name), value);
    }
  }

  #arguments(node: SyntaxNode, frame: Frame): Arguments {
    const args = noArguments();
    for (const group of splitAt(childrenOf(node).slice(1), ',')) {
      const parts = group.filter((part) => part.name !== ')');
      const [first, second, third] = parts;
      if (first === undefined) continue;
      if (second?.name === 'AssignOp' && third !== undefined) {
        const key = { start: first.from, end: first.to };
        args.keywords.set(this.written(first), { key, value: this.evaluate(third, frame) });
      } else if (first.name === '**' && second !== undefined) {
        const spread = this.evaluate(second, frame);
        if (spread.kind === 'dictionary')
          for (const [name, entry] of spread.entries) args.keywords.set(name, entry);
      } else if (first.name === '*' && second !== undefined) {
        extend(args.positional, itemsOf(this.evaluate(second, frame)));
      } else if (second?.name === 'for') {
        // A generator as the only argument: `list(line for line in f)`.
        args.positional.push(this.#comprehension(node, frame));
      } else {
        args.positional.push(this.evaluate(first, frame));
      }
    }
    return args;
  }
}

function noArguments(): Arguments {
  return { positional: [], keywords: new Map() };
}
