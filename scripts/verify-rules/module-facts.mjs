// What a Python module defines at its top level, read from its syntax tree. The parser goes on after errors, so that
// Python 2 is read as well.
import { parser } from '@lezer/python';

/**
 * @typedef {{ kind: 'import', level: number, module: string[], name: string | null }} ImportBinding
 *   `name` is null where the module itself is bound.
 * @typedef {{ kind: 'function', node: import('@lezer/common').SyntaxNode, decorators: string }} FunctionBinding
 * @typedef {{ kind: 'class', node: import('@lezer/common').SyntaxNode, bases: string[], members: Map<string, Binding> }} ClassBinding
 * @typedef {{ kind: 'value', nodes: import('@lezer/common').SyntaxNode[] }} ValueBinding
 * @typedef {ImportBinding | FunctionBinding | ClassBinding | ValueBinding} Binding
 * @typedef {{ names: Set<string>, modules: string[], open: boolean }} Exports
 *   literal names, modules whose `__all__` is added, and whether there is more that cannot be read
 * @typedef {object} ModuleFacts
 * @property {string} text the source
 * @property {Map<string, Binding>} bound names bound at the top level
 * @property {ImportBinding[]} stars modules of which everything is imported
 * @property {Exports | null} all `__all__`; null where there is none
 * @property {boolean} raises importing it ends in an exception
 * @property {string[]} calls names of the functions that are called as statements
 * @property {boolean} dynamic names are also bound by other means (`globals()[…] = …`)
 */

const DYNAMIC =
  /\b(?:globals|locals|vars)\(\)(?:\[|\.update|\.setdefault)|^\s*exec[ (]|sys\.modules\[__name__\]|\bsetattr\(\s*(?:sys\.modules|mod|module|this)\b/m;

/** The children of a node. */
export function children(node) {
  const result = [];
  for (let child = node.firstChild; child; child = child.nextSibling) result.push(child);
  return result;
}

/** The statements directly in the body of a function or class. */
export function bodyOf(node) {
  const body = node.getChildren('Body').at(-1);
  return body ? children(body).filter((child) => /Statement$|Definition$/.test(child.name)) : [];
}

/** Whether calling a function does nothing but raise. */
export function onlyRaises(node) {
  const statements = bodyOf(node).filter(
    (child) => !/^(?:Expression|Import|Assign)Statement$/.test(child.name),
  );
  return statements[0]?.name === 'RaiseStatement';
}

/** The text of each string literal below a node, without prefix and quotes. */
export function stringsIn(node, text) {
  const strings = [];
  node.cursor().iterate((at) => {
    if (at.name === 'String') strings.push(text.slice(at.from, at.to).replace(/^[a-zA-Z]*['"]+|['"]+$/g, ''));
    return at.to <= node.to;
  });
  return strings;
}

/**
 * Reads the top level of a module.
 * @param {string} text its source
 * @returns {ModuleFacts}
 */
export function readModule(text) {
  const facts = {
    text,
    bound: new Map(),
    stars: [],
    all: null,
    raises: false,
    calls: [],
    dynamic: DYNAMIC.test(text),
  };
  const scope = {
    text,
    bind: (name, binding) => {
      const known = facts.bound.get(name);
      if (known?.kind === 'value' && binding.kind === 'value') known.nodes.push(...binding.nodes);
      else if (!known || known.kind === 'value') facts.bound.set(name, binding);
    },
    unbind: (name) => facts.bound.delete(name),
    star: (binding) => facts.stars.push(binding),
    assigned: (names, node) => {
      if (names.includes('__all__')) addExports(facts, node.lastChild);
    },
    atTop: (node) => {
      if (node.name === 'RaiseStatement') facts.raises = true;
      const call = node.name === 'ExpressionStatement' ? node.firstChild : null;
      if (call?.name === 'CallExpression' && call.firstChild?.name === 'VariableName') {
        facts.calls.push(text.slice(call.firstChild.from, call.firstChild.to));
      }
      if (call && /^__all__\.\w+\(/.test(text.slice(call.from, call.to))) addExports(facts, call.lastChild);
    },
  };
  readStatements(children(parser.parse(text).topNode), scope, true);
  // Filled in loops and functions.
  if (facts.all && /^[ \t]+(?:__all__\s*[.+]|global __all__)/m.test(text)) facts.all.open = true;
  return facts;
}

/** Reads what an expression adds to `__all__`. */
function addExports(facts, value) {
  facts.all ??= { names: new Set(), modules: [], open: false };
  for (const name of stringsIn(value, facts.text)) facts.all.names.add(name);
  const rest = facts.text.slice(value.from, value.to).replace(/'[^'\n]*'|"[^"\n]*"|#.*/g, '');
  for (const [, module] of rest.matchAll(/(\w+)\.__all__/g)) facts.all.modules.push(module);
  if (/\w/.test(rest.replace(/\w+\.__all__/g, ''))) facts.all.open = true;
}

function readStatements(statements, scope, top) {
  for (const node of statements) {
    if (top) scope.atTop(node);
    readStatement(node, scope, '');
  }
}

function readStatement(node, scope, decorators) {
  const { text } = scope;
  const textOf = (at) => text.slice(at.from, at.to);
  switch (node.name) {
    case 'DecoratedStatement': {
      const marks = node.getChildren('Decorator').map(textOf).join('\n');
      const definition = node.getChild('FunctionDefinition') ?? node.getChild('ClassDefinition');
      if (definition) readStatement(definition, scope, marks);
      return;
    }
    case 'FunctionDefinition': {
      const name = node.getChild('VariableName');
      if (name) scope.bind(textOf(name), { kind: 'function', node, decorators });
      return;
    }
    case 'ClassDefinition': {
      const name = node.getChild('VariableName');
      if (name) scope.bind(textOf(name), readClass(node, text));
      return;
    }
    case 'ImportStatement':
      readImport(node, scope);
      return;
    case 'DeleteStatement':
      for (const name of node.getChildren('VariableName')) scope.unbind(textOf(name));
      return;
    case 'AssignStatement':
    case 'UpdateStatement': {
      const names = targetsOf(node).map(textOf);
      for (const name of names) scope.bind(name, { kind: 'value', nodes: [node] });
      scope.assigned(names, node);
      return;
    }
    case 'IfStatement': {
      // What only type checkers see is not there at run time.
      const forTypes = /^if\s+(?:\w+\.)?TYPE_CHECKING\s*:/.test(textOf(node));
      const bodies = node.getChildren('Body');
      for (const body of forTypes ? bodies.slice(1) : bodies) readStatements(children(body), scope, false);
      return;
    }
    case 'ForStatement':
      for (const name of node.getChildren('VariableName'))
        scope.bind(textOf(name), { kind: 'value', nodes: [node] });
      for (const body of node.getChildren('Body')) readStatements(children(body), scope, false);
      return;
    default:
      for (const body of node.getChildren('Body')) readStatements(children(body), scope, false);
  }
}

/** The names on the left sides of an assignment: `a = b, c = …`, and the container in `a[key] = …`. */
function targetsOf(node) {
  const parts = children(node);
  const last = parts.findLastIndex((part) => /^(?:Assign|Update)Op$/.test(part.name));
  const names = [];
  for (const part of parts.slice(0, last)) {
    if (part.name === 'VariableName') names.push(part);
    else if (/^(?:Tuple|Array|Parenthesized)Expression$/.test(part.name))
      names.push(...part.getChildren('VariableName'));
    else if (
      part.name === 'MemberExpression' &&
      part.getChild('[') &&
      part.firstChild?.name === 'VariableName'
    ) {
      names.push(part.firstChild);
    }
  }
  return names;
}

function readClass(node, text) {
  const members = new Map();
  const scope = {
    text,
    // The getter of a property tells more than its setter.
    bind: (name, binding) => {
      if (!/\.(?:setter|deleter)\b/.test(binding.decorators ?? '')) members.set(name, binding);
    },
    unbind: (name) => members.delete(name),
    star: () => {},
    assigned: () => {},
    atTop: () => {},
  };
  for (const body of node.getChildren('Body')) readStatements(children(body), scope, false);
  const own = text.slice(node.from, node.to);
  for (const [, name] of own.matchAll(/\bself\.(\w+)\s*(?:=[^=]|,[^=\n]*=[^=])/g)) {
    if (!members.has(name)) members.set(name, { kind: 'value', nodes: [] });
  }
  const list = node.getChild('ArgList');
  const bases = list ? text.slice(list.from, list.to).replace(/\bmetaclass\s*=\s*[\w.]+/, '') : '';
  return { kind: 'class', node, bases: bases.match(/[A-Za-z_][\w.]*/g) ?? [], members };
}

/** `import a.b as c, d`, `from ..a import (b as c, d)`, `from a import *`. */
function readImport(node, scope) {
  const tokens = children(node).filter((token) => token.name !== 'Comment');
  const texts = tokens.map((token) => scope.text.slice(token.from, token.to));
  if (texts[0] === 'from') {
    const split = texts.indexOf('import');
    if (split < 0) return;
    const path = texts.slice(1, split);
    const level = path.join('').match(/^\.*/)[0].length;
    const module = path.filter((part) => /^\w+$/.test(part));
    const names = texts.slice(split + 1);
    if (names[0] === '*') {
      scope.star({ kind: 'import', level, module, name: null });
      return;
    }
    for (let at = 0; at < names.length; at++) {
      const name = names[at];
      if (!/^\w+$/.test(name)) continue;
      const alias = names[at + 1] === 'as' ? names[at + 2] : name;
      if (alias !== name || names[at + 1] === 'as') at += 2;
      scope.bind(alias, { kind: 'import', level, module, name });
    }
    return;
  }
  for (const part of texts.slice(1).join(' ').split(',')) {
    const [path, alias] = part.split(/\sas\s/);
    const module = path.match(/\w+/g) ?? [];
    if (module.length === 0) continue;
    if (alias) scope.bind(alias.trim(), { kind: 'import', level: 0, module, name: null });
    else scope.bind(module[0], { kind: 'import', level: 0, module: [module[0]], name: null });
  }
}
