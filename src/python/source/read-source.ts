import { checkEncoding, declaredEncoding } from './encoding.js';
import { Facts, ScopeKind } from './facts.js';
import { Lexer } from './lexer.js';
import { Resolution } from './resolution.js';
import { SourceText } from './source-text.js';
import { StatementReader } from './statements.js';
import { pythonBounds } from './syntax-features.js';
import type { PythonSource, SyntaxFeature, Unreadable } from '../../model/python-source.js';

const lexer = new Lexer();

/**
 * Reads Python source of any version, 2 or 3, as far as it can be read: imports, what is used of them, syntax that only
 * some Pythons know. The bytes are UTF-8 or another encoding that extends ASCII. Never throws; takes time linear in
 * the size; keeps nothing between calls but its buffers. The result is plain data and shares `bytes` (see MemberTable).
 */
export function readPythonSource(bytes: Uint8Array): PythonSource {
  lexer.run(bytes);
  const { input } = lexer;
  const text = new SourceText(bytes, input.lineStarts.slice(0, input.lineCount), input.lineCount);
  const facts = new Facts(input.tokens, bytes);
  for (const { feature, offset } of input.features) facts.featureAt(feature, offset);
  new StatementReader(facts, text).readFile();
  const encoding = declaredEncoding(text);
  checkEncoding(facts, text, encoding);
  checkGenerators(facts);
  settleExceptComma(facts);
  if (bytes.includes(0)) facts.error ??= { offset: bytes.indexOf(0), message: 'null bytes' };

  const { imports, references, names, calls, strings, members } = new Resolution(facts, text);
  const source: PythonSource = {
    imports,
    references,
    members,
    names,
    calls,
    syntax: syntaxFeatures(facts, text),
    strings,
    magics: lexer.magics.found,
    futureImports: [...facts.futureImports],
  };
  if (encoding !== undefined) source.encoding = encoding;
  const unreadable = firstError(facts, text);
  if (unreadable !== undefined) source.unreadable = unreadable;
  return source;
}

/** Python 2 refuses a generator that returns a value. */
function checkGenerators(facts: Facts): void {
  for (const [scope] of facts.yields) {
    const token = facts.valueReturns.get(scope);
    if (token !== undefined && facts.scopeKind[scope] === ScopeKind.Function)
      facts.feature('generator-return', token);
  }
}

/** `except A, B:` is read by 2.7 and by 3.14: beside other syntax of Python 2 it is Python 2. */
function settleExceptComma({ features }: Facts): void {
  const ambiguous = features.get('except-without-parentheses');
  if (ambiguous === undefined) return;
  const isPython2 = [...features.keys()].some((feature) => pythonBounds([{ feature }]).max?.[0] === 2);
  if (!isPython2) return;
  features.delete('except-without-parentheses');
  features.set('except-comma', ambiguous);
}

function syntaxFeatures(facts: Facts, text: SourceText): SyntaxFeature[] {
  return [...facts.features].map(([feature, { offset, count }]) => ({
    feature,
    span: text.span(offset, Math.min(offset + 1, text.bytes.length)),
    count,
  }));
}

function firstError(facts: Facts, text: SourceText): Unreadable | undefined {
  const errors = [lexer.input.error, facts.error].filter((error) => error !== undefined);
  const first = errors.sort((a, b) => a.offset - b.offset)[0];
  return first && { line: text.line(first.offset), message: first.message };
}
