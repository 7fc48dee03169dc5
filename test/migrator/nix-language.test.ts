import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { escapeFixedText, escapeString } from '../../src/migrator/nix/escape.js';
import {
  attrset,
  bind,
  blank,
  boolean,
  call,
  comment,
  concat,
  identifier,
  indented,
  inherit,
  lambda,
  letIn,
  list,
  nothing,
  path,
  select,
  string,
  type Expression,
} from '../../src/migrator/nix/expression.js';
import { printComment, printExpression } from '../../src/migrator/nix/printer.js';
import { nixVersion, sayIfNixIsMissing } from '../nix/nix.js';

sayIfNixIsMissing();
const testWithNix = nixVersion === undefined ? test.skip : test;

/** Pieces that Nix gives a meaning, or that end something. */
const PIECES = [
  '$',
  '{',
  '}',
  '"',
  "'",
  '\\',
  '\n',
  '\r',
  '\t',
  '#',
  '*/',
  '/*',
  ' ',
  '//',
  ';',
  '.',
  'a',
  'or',
  'é',
  '😀',
].concat([
  '${',
  "''",
  '$$',
  '\u2028',
  '\u202e',
  '\x01',
  '\x1b',
  '\x7f',
  '${builtins.abort "x"}',
  "''${",
  '\\${',
]);

describe('strings', () => {
  testWithNix('come back as they were, as values and as attribute names', () => {
    const random = generator(20_260_822);
    const texts = Array.from({ length: 1500 }, () =>
      Array.from({ length: 1 + (random() % 9) }, () => PIECES[random() % PIECES.length]).join(''),
    );
    const entries = [...new Set(texts)].map((text) => bind([`_${text}`], string(text)));
    expect(evaluate(attrset(entries))).toEqual(
      Object.fromEntries([...new Set(texts)].map((text) => [`_${text}`, text])),
    );
  });

  test.each([
    ['a NUL', 'a\0b'],
    ['half a character', 'a\ud800b'],
  ])('with %s are refused', (_, text) => {
    expect(() => escapeString(text)).toThrow(RangeError);
  });
});

describe('comments', () => {
  testWithNix('end with their line, whatever is in them', () => {
    const random = generator(7);
    const remarks = Array.from({ length: 500 }, () =>
      comment(Array.from({ length: 12 }, () => PIECES[random() % PIECES.length]).join('')),
    );
    expect(evaluate(list([...remarks, string('end')]))).toEqual(['end']);
  });

  test('are one line, or several that are each comments', () => {
    expect(printComment('a\rb\nc\u2028d \x1b[31m')).toBe('# a b c d [31m');
    expect(printComment('word '.repeat(40), 4).split('\n')).toEqual([
      `# ${'word '.repeat(19).trim()}`,
      `    # ${'word '.repeat(19).trim()}`,
      `    # ${'word '.repeat(2).trim()}`,
    ]);
  });

  test('are shortened where someone writes a book', () => {
    expect(printComment('x'.repeat(1_000_000)).length).toBeLessThan(1100);
  });
});

describe('indented strings', () => {
  const text = indented`
    first \${HOME} ''quoted'' \${x:-"y"} $(id) \\n
      second ${call(identifier('f'), string("it's ${x}"))}

    ${nothing}
      ${indented`
        block
          more
      `}
  `;
  const expected =
    "first ${HOME} ''quoted'' ${x:-\"y\"} $(id) \\n\n  second <it's ${x}>\n\n  block\n    more\n";

  testWithNix('have the text that stands in the source, without its indentation', () => {
    const f = lambda('x', call(identifier('toString'), list([string('<'), identifier('x'), string('>')])));
    const program = letIn([bind('f', f)], attrset([bind('deep', attrset([bind('text', text)]))]));
    // toString puts blanks between the items of a list.
    expect(evaluate(program)).toEqual({ deep: { text: expected.replace(/<(.*)>/, '< $1 >') } });
  });

  test.each(["'${x}", '$${x}', "'''", 'a\0', 'a\rb', 'a\tb'])(
    'refuse %j, which Nix reads in another way',
    (fixed) => {
      expect(() => escapeFixedText(fixed)).toThrow(RangeError);
    },
  );

  test('refuse a dollar before an expression, which would be an escape', () => {
    expect(() =>
      printExpression(indented`
      $${identifier('x')}
    `),
    ).toThrow(RangeError);
  });

  test('refuse a block of lines beside text', () => {
    expect(
      () => indented`
      text ${nothing}
    `,
    ).toThrow(RangeError);
  });
});

describe('names', () => {
  test.each(['a b', 'let', '', '1a', 'a.b', 'x;'])('%j is no variable', (name) => {
    expect(() => printExpression(identifier(name))).toThrow(RangeError);
  });

  test.each(['../x', '/etc/passwd', './a b', './', './${x}', './a/../b', 'x'])('%j is no path', (name) => {
    expect(() => printExpression(path(name))).toThrow(RangeError);
  });
});

test('the layout is that of nixfmt', () => {
  const program = lambda(
    ['self', 'nixpkgs'],
    letIn(
      [
        bind('one', list([string('a')])),
        bind(
          'two',
          list([string('a'), call(identifier('f'), identifier('x')), comment('why'), path('./nix/x.json')]),
        ),
        blank,
        inherit(['a', 'b'], identifier('one')),
        bind('f', lambda('x', attrset([]))),
        bind(
          'all',
          call(identifier('map'), lambda('x', identifier('x')), concat(identifier('one'), identifier('two'))),
        ),
        bind(
          'pkgs',
          call(
            identifier('import'),
            identifier('nixpkgs'),
            attrset([inherit(['system']), bind('x', boolean(true))]),
          ),
        ),
        bind(
          'deep',
          lambda(
            'x',
            lambda('y', call(identifier('f'), attrset([bind('x', list([])), bind('y', list([]))]))),
          ),
        ),
      ],
      attrset([
        bind(['a', 'b c', 'or'], select(identifier('pkgs'), ['x', 'y z'], list([]))),
        bind(
          'text',
          indented`
          line
        `,
        ),
      ]),
    ),
  );
  expect(printExpression(program)).toBe(`{ self, nixpkgs }:
let
  one = [ "a" ];
  two = [
    "a"
    (f x)
    # why
    ./nix/x.json
  ];

  inherit (one) a b;
  f = x: { };
  all = map (x: x) (one ++ two);
  pkgs = import nixpkgs {
    inherit system;
    x = true;
  };
  deep =
    x: y:
    f {
      x = [ ];
      y = [ ];
    };
in
{
  a."b c"."or" = pkgs.x."y z" or [ ];
  text = ''
    line
  '';
}`);
});

function evaluate(expression: Expression): unknown {
  const args = ['--eval', '--strict', '--json', '--store', 'dummy://', '-'];
  const { stdout, stderr, status } = spawnSync('nix-instantiate', args, {
    input: printExpression(expression),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** Pseudo-random integers, the same each time (an LCG; its high bits). */
function generator(seed: number): () => number {
  let state = BigInt(seed);
  return () => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & ((1n << 64n) - 1n);
    return Number(state >> 40n);
  };
}
