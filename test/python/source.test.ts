import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  allMembers,
  findMembers,
  pythonBounds,
  readPythonSource,
  SYNTAX_FEATURES,
} from '../../src/python/source/index.js';
import type { PythonSource, Span, SyntaxFeatureName } from '../../src/python/source/index.js';
import { view } from './source-view.js';

const CASES = join(process.cwd(), 'test/python/cases');
const names = readdirSync(CASES);
const input = (name: string): Buffer => readFileSync(join(CASES, name, 'input.py'));
const read = (text: string): PythonSource => readPythonSource(Buffer.from(text));
const features = (text: string): string[] => read(text).syntax.map(({ feature }) => feature);

describe('a file gives what its expected.json says', () => {
  test.each(names)('%s', (name) => {
    const expected = JSON.parse(readFileSync(join(CASES, name, 'expected.json'), 'utf8')) as Record<
      string,
      unknown
    >;
    const found = view(readPythonSource(input(name)));
    for (const [key, value] of Object.entries(expected)) {
      expect({ [key]: JSON.parse(JSON.stringify(found[key] ?? null)) }).toEqual({ [key]: value });
    }
  });
});

test('every syntax feature is found in some case', () => {
  const found = new Set(
    names.flatMap((name) => readPythonSource(input(name)).syntax.map(({ feature }) => feature)),
  );
  expect(Object.keys(SYNTAX_FEATURES).filter((feature) => !found.has(feature as SyntaxFeatureName))).toEqual(
    [],
  );
});

describe('bytes', () => {
  test.each([
    ['CR LF', '\r\n'],
    ['CR', '\r'],
  ])('%s ends lines as LF does', (_, newline) => {
    for (const name of names) {
      const text = input(name).toString();
      expect([name, view(read(text.replaceAll('\n', newline)))]).toEqual([name, view(read(text))]);
    }
  });

  test('a byte order mark changes no line', () => {
    const { imports, syntax } = read('\uFEFFimport a  # é\n');
    expect(imports.map(({ module, span }) => [module, span.line])).toEqual([['a', 1]]);
    expect(syntax).toEqual([]);
  });

  test('Latin-1 is read where it is declared and said to be unreadable where not', () => {
    const latin1 = Buffer.from('x = "/home/andré/x"\n', 'latin1');
    expect(readPythonSource(latin1).unreadable?.message).toMatch(/not UTF-8/);
    const declared = readPythonSource(Buffer.concat([Buffer.from('# coding: latin-1\n'), latin1]));
    expect(declared.unreadable).toBeUndefined();
    expect(declared.encoding).toBe('latin-1');
    expect(declared.strings[0]?.value).toBe('/home/andré/x');
  });

  test('null bytes and form feeds are blanks', () => {
    expect(read('import a\n\fimport b\n').unreadable).toBeUndefined();
    const withNull = read('import a\n\0import b\n');
    expect(withNull.imports.map(({ module }) => module)).toEqual(['a', 'b']);
    expect(withNull.unreadable?.message).toMatch(/null/);
  });

  test('empty files, and files without a last line end', () => {
    expect(view(read(''))).toMatchObject({ imports: [], unreadable: undefined });
    expect(read('import a').imports).toHaveLength(1);
    expect(read('def f(): pass').unreadable).toBeUndefined();
    expect(read('x = 1 # end').unreadable).toBeUndefined();
  });
});

describe('where the file ends early', () => {
  test.each([
    '(',
    '"""',
    "'",
    'f"{',
    'f"{x:',
    'def f(',
    'def',
    'import',
    'from',
    'from a import',
    'if x',
    'x = \\',
    '`',
  ])('%s', (text) => {
    expect(read(text)).toBeDefined();
    if (text !== '`') expect(read(text).unreadable).toBeDefined();
  });
});

describe('print: only what Python 3 cannot read is a statement', () => {
  test.each([
    'print x',
    'print "a"',
    'print not x',
    'print {1: 2}',
    'print []',
    'print [x for x in y]',
    'if x: print 1',
  ])('%s', (text) => expect(features(text)).toEqual(['print-statement']));
  test.each([
    'print',
    'print (x)',
    'print not in x',
    'print[0]',
    'print -x',
    'print in x',
    'x.prints',
    'print_ = 1',
  ])('%s is none', (text) => expect(features(text)).toEqual([]));
});

describe('except with a comma', () => {
  test.each(['e', 'err', 'E', '(a, b)', 'self.error'])('%s takes the exception in Python 2', (name) => {
    expect(features(`try: pass\nexcept ValueError, ${name}: pass\n`)).toContain('except-comma');
  });
  test('a second exception is Python 3.14, but Python 2 beside other Python 2', () => {
    const text = 'try: pass\nexcept ValueError, KeyError: pass\n';
    expect(features(text)).toEqual(['except-without-parentheses']);
    expect(features(`${text}print "x"\n`).sort()).toEqual(['except-comma', 'print-statement']);
  });
});

test('bounds are the tightest of all features, with their reasons', () => {
  const bounds = (...list: SyntaxFeatureName[]) => pythonBounds(list.map((feature) => ({ feature })));
  expect(bounds()).toEqual({ minBecause: [], maxBecause: [] });
  expect(bounds('walrus', 'f-string', 'positional-only-parameter', 'async-as-name', 'backticks')).toEqual({
    min: [3, 8],
    minBecause: ['walrus', 'positional-only-parameter'],
    max: [2, 7],
    maxBecause: ['backticks'],
  });
});

test('members are found by name, all at once', () => {
  const { members } = read('df.ix[1]\nd.has_key(2)\ndf.loc[3]\ng.größe\n');
  expect(findMembers(members, ['has_key', 'ix', 'größe']).map(({ name }) => name)).toEqual([
    'ix',
    'has_key',
    'größe',
  ]);
  expect(allMembers(members)).toHaveLength(4);
  expect(findMembers(members, ['__proto__', 'constructor'])).toEqual([]);
});

test('the result can be cloned, and one file leaves nothing for the next', () => {
  for (const name of names) {
    const source = readPythonSource(input(name));
    const before = view(source);
    readPythonSource(input('python2-syntax'));
    expect(view(structuredClone(source))).toEqual(before);
  }
});

describe('hostile input takes linear time', () => {
  const n = 100_000;
  test.each([
    ['nested brackets', '('.repeat(n)],
    ['closed nested brackets', '['.repeat(n) + ']'.repeat(n)],
    ['brackets that are never closed', '(\nimport a\n'.repeat(n / 4)],
    ['nested f-strings', 'f"{'.repeat(n)],
    ['nested f-strings of other quotes', `f"{f'{`.repeat(n / 2)],
    ['nested f-strings of three quotes', 'f"""{'.repeat(n)],
    ['nested specifications', `f"{${'x:{'.repeat(n)}`],
    ['lambdas', 'lambda np: '.repeat(n / 2) + 'np.x\nimport np'],
    ['lambdas and commas', `import np\nx = [${'lambda np: np.x, '.repeat(n / 4)}]`],
    ['for without in', `[${'for '.repeat(n)}]`],
    ['comprehensions', `import np\n${'[np.x for np in y]; '.repeat(n / 4)}`],
    ['inline blocks', 'def f(): '.repeat(n / 4)],
    ['one long chain', `import a\n${'a.'.repeat(n)}a`],
    ['many references on a line that is not ASCII', `import a; "é"; ${'a.b; '.repeat(n / 4)}`],
    ['star imports and aliases', 'from a import *, b as c\n'.repeat(n / 8)],
    ['try and except', 'try: import a\nexcept ImportError: import a\n'.repeat(n / 8) + 'a.b()\n'.repeat(10)],
    ['alternatives', 'try: import a\nexcept E: import a\n'.repeat(2000) + 'a.b()\n'.repeat(2000)],
    ['globals', 'global a\n'.repeat(n / 4)],
    ['conditions', 'if PY2 or '.repeat(n / 4)],
    ['choices', `x = ${'a if PY2 else '.repeat(n / 4)} b`],
    ['keywords', `f(${'a=f('.repeat(n / 4)}`],
    ['unclosed strings', '"\n'.repeat(n)],
    ['backslashes', '\\'.repeat(n)],
    ['prints of lists', 'print [[\n'.repeat(n / 4)],
    ['with', `with ${'a as b, '.repeat(n / 4)}`],
    ['indentation', Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}if x:\n`).join('')],
    ['nested guards', Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}if PY2:\n`).join('')],
  ])('%s', (_, text) => {
    const started = performance.now();
    const source = read(text);
    allMembers(source.members);
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});

/** The same numbers on every run (mulberry32). */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

test('mutated files neither throw nor take long, and every place lies within the file', () => {
  const random = randomNumbers(20190314);
  const corpus = names.map(input);
  const started = performance.now();
  for (let round = 0; round < 6000; round++) {
    const mutated = mutate(corpus, random);
    let source: PythonSource | undefined;
    try {
      source = readPythonSource(mutated);
      expectPlacesWithin(mutated, source);
    } catch (error) {
      throw new Error(`failed on ${JSON.stringify(mutated.toString('latin1'))}`, { cause: error });
    }
  }
  expect(performance.now() - started).toBeLessThan(30_000);
});

const PIECES = [
  '(',
  ')',
  '"',
  "'",
  '"""',
  'f"{',
  '}',
  ':',
  '\n',
  '\r\n',
  '\t',
  '\\\n',
  'import ',
  'from ',
  '*',
  ',',
  '=',
  'é',
  '\0',
  '#',
  'lambda ',
  ' for ',
  ' in ',
  'await ',
  '.',
  '`',
  '%',
  '!',
];

function mutate(corpus: Buffer[], random: (below: number) => number): Buffer {
  let bytes = corpus[random(corpus.length)]!;
  for (let count = 1 + random(4); count > 0; count--) {
    const at = random(bytes.length + 1);
    const other = corpus[random(corpus.length)]!;
    const from = random(other.length);
    const insertions = [
      Buffer.from(PIECES[random(PIECES.length)]!),
      Buffer.from([random(256)]),
      other.subarray(from, from + random(40)),
      Buffer.alloc(0),
    ];
    const removed = random(3) === 0 ? random(20) : 0;
    bytes = Buffer.concat([bytes.subarray(0, at), insertions[random(4)]!, bytes.subarray(at + removed)]);
  }
  return bytes;
}

function expectPlacesWithin(bytes: Buffer, source: PythonSource): void {
  const lines = bytes.toString('latin1').split(/\r\n|\r|\n/);
  const facts: { span: Span }[] = [
    ...source.imports,
    ...source.references,
    ...source.names,
    ...source.calls,
    ...source.strings,
    ...source.syntax,
    ...allMembers(source.members),
  ];
  for (const { span } of facts) {
    const length = lines[span.line - 1]?.length ?? -1;
    const within =
      span.column >= 1 && span.endColumn >= span.column && span.endColumn <= Math.max(length, 0) + 2;
    if (!within || length < 0) throw new Error(`outside of the file: ${JSON.stringify(span)}`);
  }
  for (const { line } of [
    ...source.magics,
    ...(source.unreadable === undefined ? [] : [source.unreadable]),
  ]) {
    if (line < 1 || line > lines.length) throw new Error(`outside of the file: line ${line}`);
  }
}

describe('unpacking', () => {
  test.each([
    ['def f(): return *a, b', 'return-unpacking'],
    ['def f(): return [*a, b]', 'unpacking-generalisation'],
    ['x = *a, b', 'unpacking-generalisation'],
    ['for x in [*a]: pass', 'unpacking-generalisation'],
    ['a, (b, *c) = x', 'star-unpacking'],
    ['for a, *b in x: pass', 'star-unpacking'],
    ['with a as (b, *c): pass', 'star-unpacking'],
    ['[a for b, *c in d]', 'star-unpacking'],
  ])('%s is %s', (text, feature) => expect(features(text)).toEqual([feature]));
  test.each([
    'a * b',
    'f(*a)',
    'f(x, *a, **k)',
    'f(*a, k=1)',
    'def f(*a, **k): pass',
    'lambda *a: 1',
    'x = -1 ** 2',
  ])('%s is none', (text) => expect(features(text)).toEqual([]));
});

test('quotes and backslashes in fields of f-strings are Python 3.12', () => {
  expect(features(`f"{a["b"]}"`)).toContain('f-string-nesting');
  expect(features(`f"{'\\n'.join(a)}"`)).toContain('f-string-nesting');
  expect(features(`f"{a['b']}\\n" f"""{a["b"]}"""`)).toEqual(['f-string']);
});
