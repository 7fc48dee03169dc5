import type { SyntaxNode } from '@lezer/common';
import { folderOf } from '../../repository-path.js';
import { joinPaths } from './paths.js';
import { joinTexts, splitText } from './strings.js';
import { extend, itemsOf, unknown } from './values.js';
import type { Arguments, Dictionary, FileContent, Text, Value } from './values.js';

/** Functions that give back the items that they are given, in one list. */
const COLLECTORS = new Set([
  'list',
  'set',
  'tuple',
  'sorted',
  'frozenset',
  'sum',
  'chain',
  'from_iterable',
  'OrderedSet',
  'reversed',
]);

/** Functions that give back the path or the text that they are given. */
const KEEPERS = new Set([
  'abspath',
  'realpath',
  'normpath',
  'expanduser',
  'Path',
  'PurePath',
  'str',
  'fspath',
  'dedent',
  'unicode',
  'relpath',
]);

/** Methods of paths and texts that change nothing of what matters here. */
const TEXT_KEEPERS = new Set([
  'strip',
  'lstrip',
  'rstrip',
  'decode',
  'encode',
  'resolve',
  'absolute',
  'expanduser',
  'lower',
  'as_posix',
  'removesuffix',
]);

/** What calling a function of Python or of a library gives; an unfollowed call where nothing is known about it. */
export function callNamed(name: string, args: Arguments, node: SyntaxNode): Value {
  const last = name.slice(name.lastIndexOf('.') + 1);
  const [first] = args.positional;
  // The call itself matters, whatever files its arguments were read from.
  if (last === 'setup') return { kind: 'call', name: last, arguments: args, start: node.from, end: node.to };
  if (last === 'open' || name === 'file') {
    const path = first ?? args.keywords.get('file')?.value;
    return path?.kind === 'text' && !path.incomplete ? fileContent(path, node) : unknown(node);
  }
  if (last === 'dict') return dictionary(args);
  if (last === 'join' && first?.kind === 'text') return joinedPath(args.positional, node);
  if (last === 'dirname' && first?.kind === 'text')
    return { ...first, value: folderOf(first.value), literal: false };
  if (last === 'getcwd' || last === 'cwd')
    return { kind: 'text', value: '', start: node.from, end: node.to, literal: false };
  if (KEEPERS.has(last) && first !== undefined && first.kind !== 'list') return first;
  const file = fileAmong(args, node);
  if (file !== undefined) return file;
  if (COLLECTORS.has(last)) return { kind: 'list', items: flattened(args.positional) };
  if (/^i?(map|filter)$/.test(last) && args.positional[1] !== undefined) return args.positional[1];
  return { kind: 'call', name: last, arguments: args, start: node.from, end: node.to };
}

/** What a method gives, and what it does to a list or dictionary. */
export function callMethod(object: Value, method: string, args: Arguments, node: SyntaxNode): Value {
  switch (object.kind) {
    case 'text':
      return callTextMethod(object, method, args, node);
    case 'list':
      return callListMethod(object.items, method, args, node);
    case 'dictionary':
      return callDictionaryMethod(object, method, args, node);
    // Whatever is done to the lines of a file leaves them what they are.
    case 'file':
      return object;
    default:
      return callNamed(method, args, node);
  }
}

/** `'…{}…'.format(a)` and `'…%s…' % a`. */
export function formatText(template: Text, args: Arguments, node: SyntaxNode): Text {
  const parts: Text[] = [];
  let position = 0;
  let at = 0;
  for (const match of template.value.matchAll(/\{(\w*)(?:[!:][^{}]*)?\}|%(?:\((\w+)\))?[sdrif]/g)) {
    parts.push({ ...template, value: template.value.slice(at, match.index) });
    at = match.index + match[0].length;
    const field = match[1] ?? match[2] ?? '';
    const [dictionary] = args.positional;
    const value = /^\d*$/.test(field)
      ? args.positional[field === '' ? position++ : Number(field)]
      : (args.keywords.get(field)?.value ??
        (dictionary?.kind === 'dictionary' ? dictionary.entries.get(field)?.value : undefined));
    parts.push(value?.kind === 'text' ? value : { ...template, value: '', incomplete: true });
  }
  parts.push({ ...template, value: template.value.slice(at) });
  const joined = joinTexts(parts, node);
  return template.marker === undefined ? joined : { ...joined, marker: template.marker };
}

function callTextMethod(text: Text, method: string, args: Arguments, node: SyntaxNode): Value {
  const [first] = args.positional;
  if (TEXT_KEEPERS.has(method)) return text;
  switch (method) {
    case 'format':
      return formatText(text, args, node);
    case 'split':
    case 'splitlines': {
      const separator = first?.kind === 'text' ? first.value : undefined;
      const isLines = method === 'splitlines' || separator === '\n';
      return {
        kind: 'list',
        items:
          isLines || separator === ',' ? splitText(text, isLines ? /\r?\n/ : /,/) : splitText(text, /\s+/),
      };
    }
    case 'join':
      return first?.kind === 'list'
        ? joinItems(text, first.items, node)
        : (fileAmong(args, node) ?? unknown(node));
    case 'joinpath':
      return joinedPath([text, ...args.positional], node);
    case 'open':
    case 'read_text':
    case 'read_bytes':
      return fileContent(text, node);
    default:
      return unknown(node);
  }
}

function joinItems(separator: Text, items: readonly Value[], node: SyntaxNode): Value {
  const parts = items.flatMap((item, index): Text[] => {
    const part: Text = item.kind === 'text' ? item : { ...separator, value: '', incomplete: true };
    return index === 0 ? [part] : [separator, part];
  });
  return joinTexts(parts, node);
}

function callListMethod(items: Value[], method: string, args: Arguments, node: SyntaxNode): Value {
  switch (method) {
    case 'append':
    case 'add':
      extend(items, args.positional);
      return unknown(node);
    case 'insert':
      extend(items, args.positional.slice(1));
      return unknown(node);
    case 'extend':
    case 'update':
    case 'union':
      extend(items, args.positional.flatMap(itemsOf));
      return { kind: 'list', items };
    case 'copy':
      return { kind: 'list', items: [...items] };
    default:
      return unknown(node);
  }
}

function callDictionaryMethod(object: Dictionary, method: string, args: Arguments, node: SyntaxNode): Value {
  const [first, second] = args.positional;
  const found = first?.kind === 'text' ? object.entries.get(first.value)?.value : undefined;
  switch (method) {
    case 'update': {
      const given = dictionary(args);
      for (const [name, entry] of given.entries) object.entries.set(name, entry);
      return unknown(node);
    }
    case 'get':
    case 'pop':
      return found ?? second ?? unknown(node);
    case 'setdefault':
      if (first?.kind === 'text' && found === undefined && second !== undefined) {
        object.entries.set(first.value, { key: first, value: second });
      }
      return found ?? second ?? unknown(node);
    case 'values':
      return { kind: 'list', items: [...object.entries.values()].map(({ value }) => value) };
    case 'copy':
      return { kind: 'dictionary', entries: new Map(object.entries) };
    default:
      return unknown(node);
  }
}

/** The items of lists, and of lists in these. */
function flattened(values: readonly Value[]): Value[] {
  const items: Value[] = [];
  for (const value of values.flatMap(itemsOf)) extend(items, itemsOf(value));
  return items;
}

/** `dict(a=1)`, `dict(other, a=1)`. */
function dictionary({ positional, keywords }: Arguments): Dictionary {
  const copied = positional.flatMap((value) => (value.kind === 'dictionary' ? [...value.entries] : []));
  return { kind: 'dictionary', entries: new Map([...copied, ...keywords]) };
}

function joinedPath(parts: readonly Value[], node: SyntaxNode): Value {
  const texts = parts.flatMap((part) => (part.kind === 'text' && !part.incomplete ? [part] : []));
  // A folder that is not known may well be the one of the file itself.
  const last = parts.at(-1);
  if (last?.kind !== 'text') return unknown(node);
  return { ...last, value: joinPaths(texts.map((text) => text.value)), literal: false };
}

function fileContent(path: Text, node: SyntaxNode): FileContent {
  return { kind: 'file', path: path.value, start: node.from, end: node.to, marker: path.marker };
}

/**
 * The file whose content a call works on: one that was opened, or whose name is that of a list of requirements, as in
 * `parse_requirements('requirements.txt')` and the many functions of that kind.
 */
function fileAmong(args: Arguments, node: SyntaxNode): FileContent | undefined {
  for (const value of [...args.positional, ...[...args.keywords.values()].map((entry) => entry.value)]) {
    if (value.kind === 'file') return value;
    if (value.kind === 'text' && /^[\w./-]{1,200}\.(txt|in|pip)$/.test(value.value))
      return fileContent(value, node);
  }
  return undefined;
}
