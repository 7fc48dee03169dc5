import type { SyntaxNode } from '@lezer/common';
import { bothMarkers } from '../markers.js';
import { Budget } from './budget.js';
import { Evaluator } from './evaluator.js';
import { Frame } from './frame.js';
import { joinTexts } from './strings.js';
import { childrenOf, operandsOf, splitAt } from './syntax.js';
import { extend, itemsOf, MAX_ITEMS } from './values.js';
import type { Call, Condition, Value } from './values.js';

/**
 * Follows a setup.py from top to bottom without running it: binds names to literals, joins lists, notes which files are
 * read, and takes every branch of every `if`. Never throws.
 */
export class Interpreter {
  readonly #budget = new Budget();
  readonly #evaluator: Evaluator;

  constructor(source: string) {
    this.#evaluator = new Evaluator(source, this.#budget, (body, frame) => this.#run(body, frame));
  }

  /** The calls of `setup()`, in the order in which they were met. */
  get setupCalls(): readonly Call[] {
    return this.#evaluator.setupCalls;
  }

  /** Follows a whole file. Where it calls no `setup()` on its way, the bodies of its functions are followed too. */
  readModule(module: SyntaxNode): void {
    const frame = new Frame();
    this.#run(module, frame);
    for (const value of this.setupCalls.length > 0 ? [] : [...frame.names.values()]) {
      const body = value.kind === 'function' ? value.node.getChild('Body') : null;
      if (body !== null) this.#run(body, new Frame(frame));
    }
  }

  #run(node: SyntaxNode, frame: Frame): void {
    for (const child of childrenOf(node)) this.#budget.within(undefined, () => this.#statement(child, frame));
  }

  #statement(node: SyntaxNode, frame: Frame): void {
    switch (node.name) {
      case 'ImportStatement':
        this.#import(node);
        break;
      case 'AssignStatement':
        this.#assignment(node, frame);
        break;
      case 'UpdateStatement':
        this.#update(node, frame);
        break;
      case 'ExpressionStatement':
        for (const child of operandsOf(node)) this.#evaluator.evaluate(child, frame);
        break;
      case 'ReturnStatement':
      case 'YieldStatement':
        for (const child of operandsOf(node)) frame.results.push(this.#evaluator.evaluate(child, frame));
        break;
      case 'FunctionDefinition': {
        const name = node.getChild('VariableName');
        if (name !== null) frame.names.set(this.#evaluator.written(name), { kind: 'function', node });
        break;
      }
      case 'IfStatement':
        this.#if(node, frame);
        break;
      case 'TryStatement':
        this.#try(node, frame);
        break;
      case 'ForStatement':
        this.#for(node, frame);
        break;
      case 'WithStatement':
        this.#with(node, frame);
        break;
      case 'WhileStatement':
      case 'StatementGroup':
        for (const child of childrenOf(node)) {
          if (child.name === 'Body') this.#run(child, frame);
          else this.#statement(child, frame);
        }
        break;
      default:
        break;
    }
  }

  #import(node: SyntaxNode): void {
    const parts = childrenOf(node);
    for (const [index, part] of parts.entries()) {
      const [name, alias] = [parts[index - 1], parts[index + 1]];
      if (part.name === 'as' && name !== undefined && alias !== undefined) {
        this.#evaluator.rename(this.#evaluator.written(alias), this.#evaluator.written(name));
      }
    }
  }

  #assignment(node: SyntaxNode, frame: Frame): void {
    const groups = splitAt(
      childrenOf(node).filter((child) => child.name !== 'TypeDef'),
      'AssignOp',
    );
    const values = (groups.pop() ?? []).filter((child) => child.name !== ',');
    const [first] = values;
    if (first === undefined) return;
    const value: Value =
      values.length === 1
        ? this.#evaluator.evaluate(first, frame)
        : { kind: 'list', items: values.map((child) => this.#evaluator.evaluate(child, frame)) };
    for (const targets of groups)
      this.#evaluator.bind(
        targets.filter((child) => child.name !== ','),
        value,
        frame,
      );
  }

  #update(node: SyntaxNode, frame: Frame): void {
    const [target, operator, valueNode] = childrenOf(node);
    if (target === undefined || operator === undefined || valueNode === undefined) return;
    const value = this.#evaluator.evaluate(valueNode, frame);
    const current = this.#evaluator.evaluate(target, frame);
    if (this.#evaluator.written(operator) !== '+=') return;
    if (current.kind === 'list') extend(current.items, itemsOf(value));
    else if (current.kind === 'text' && value.kind === 'text')
      this.#evaluator.bind([target], joinTexts([current, value], node), frame);
    else if (current.kind === 'file') return;
    else this.#evaluator.bind([target], value, frame);
  }

  #if(node: SyntaxNode, frame: Frame): void {
    const before = frame.names;
    // Each branch gets its own copy of all names.
    this.#budget.spend(before.size);
    const branches: Map<string, Value>[] = [];
    let otherwise = before;
    let remaining: string | undefined;
    let condition: Condition | undefined;
    for (const child of childrenOf(node)) {
      if (child.name === 'else') {
        condition = undefined;
        otherwise = new Map(before);
      } else if (child.name === 'Body') {
        const isElse = otherwise !== before;
        frame.names = isElse ? otherwise : new Map(before);
        this.#evaluator.under(bothMarkers(remaining, condition?.marker), () => this.#run(child, frame));
        if (!isElse) branches.push(frame.names);
        remaining = bothMarkers(remaining, condition?.opposite);
      } else if (/^[A-Z]/.test(child.name)) {
        frame.names = before;
        condition = this.#evaluator.condition(child, frame);
      }
    }
    frame.join(before, branches, otherwise);
  }

  /** What the `try` binds counts; its handlers only fill in what it leaves open. */
  #try(node: SyntaxNode, frame: Frame): void {
    let isHandler = false;
    for (const child of childrenOf(node)) {
      if (child.name === 'except') isHandler = true;
      if (child.name === 'finally') isHandler = false;
      if (child.name !== 'Body') continue;
      if (!isHandler) {
        this.#run(child, frame);
        continue;
      }
      const usual = frame.names;
      this.#budget.spend(usual.size);
      frame.names = new Map(usual);
      this.#run(child, frame);
      frame.join(frame.names, [], usual);
    }
  }

  #for(node: SyntaxNode, frame: Frame): void {
    const [head = [], tail = []] = splitAt(childrenOf(node), 'in');
    const targets = head.filter((child) => /^[A-Z]/.test(child.name));
    const [iterable] = tail;
    const bodies = tail.filter((child) => child.name === 'Body');
    if (iterable === undefined) return;
    const value = this.#evaluator.evaluate(iterable, frame);
    const rounds: Value[] = value.kind === 'list' ? value.items.slice(0, MAX_ITEMS) : [value];
    for (const item of rounds) {
      this.#evaluator.bind(targets, item, frame);
      for (const body of bodies) this.#run(body, frame);
    }
  }

  #with(node: SyntaxNode, frame: Frame): void {
    const children = childrenOf(node);
    for (const [index, child] of children.entries()) {
      const [subject, target] = [children[index - 1], children[index + 1]];
      if (child.name === 'as' && subject !== undefined && target !== undefined) {
        this.#evaluator.bind([target], this.#evaluator.evaluate(subject, frame), frame);
      } else if (child.name === 'Body') {
        this.#run(child, frame);
      }
    }
  }
}
