import { allMembers, pythonBounds } from '../../src/python/source/index.js';
import type { Guard, PythonSource, Span } from '../../src/python/source/index.js';

const place = ({ line, column, endColumn }: Span): string => `${line}:${column}-${endColumn}`;

const guardText = (guard: Guard): string =>
  [
    guard.kind,
    guard.group === undefined ? '' : `#${guard.group}`,
    guard.branch,
    guard.catches?.join('|'),
    guard.fatal ? 'fatal' : '',
    guard.python === undefined ? '' : `python${guard.python}`,
    guard.specifier,
    guard.negated ? 'not' : '',
    guard.platform,
  ]
    .filter(Boolean)
    .join(' ');

const context = ({ inFunction, guards }: { inFunction: boolean; guards: readonly Guard[] }): string =>
  (inFunction ? ' in-function' : '') + guards.map((guard) => ` {${guardText(guard)}}`).join('');

const use = ({ call, subscript }: { call: boolean; subscript?: boolean }, keywords: string[] = []): string =>
  call ? `(${keywords.join(',')})` : subscript ? '[]' : '';

/** Puts what was read of a file into one short line for each fact, for expected.json. */
export function view(source: PythonSource): Record<string, unknown> {
  const bounds = pythonBounds(source.syntax);
  return {
    imports: source.imports.map((entry) => {
      const name = entry.name === undefined ? '' : `:${entry.name}`;
      const alias = entry.alias === undefined ? '' : ` as ${entry.alias}`;
      const dynamic = entry.dynamic ? ' dynamic' : '';
      return (
        place(entry.span) +
        ` ${'.'.repeat(entry.level)}${entry.module}${name}${alias}${dynamic}` +
        context(entry)
      );
    }),
    references: source.references.map((entry) => {
      const assigned = entry.assigned === true ? ' assigned' : '';
      return (
        place(entry.span) +
        ` ${entry.symbol}${use(entry, entry.arguments?.keywords)}${assigned}` +
        context(entry)
      );
    }),
    members: allMembers(source.members).map(
      (entry) =>
        place(entry.span) +
        ` ${entry.receiver ?? '?'} . ${entry.name}${use(entry, entry.keywords)}` +
        context(entry),
    ),
    names: source.names.map((entry) => place(entry.span) + ` ${entry.name}${use(entry)}` + context(entry)),
    calls: source.calls.map((entry) => {
      const argument = JSON.stringify(entry.list.length > 0 ? entry.list : entry.argument);
      return place(entry.span) + ` ${entry.symbol} ${argument}${entry.partial ? ' …' : ''}` + context(entry);
    }),
    strings: source.strings.map((entry) => place(entry.span) + ` ${entry.kind} ${entry.value}`),
    syntax: source.syntax
      .map(({ feature, span, count }) => `${place(span)} ${feature} ${count}`)
      .sort(byPlace),
    bounds: { min: bounds.min?.join('.'), max: bounds.max?.join('.') },
    magics: source.magics.map(({ kind, text, line }) => `${line} ${kind} ${text}`),
    futureImports: source.futureImports,
    encoding: source.encoding,
    unreadable: source.unreadable && `${source.unreadable.line} ${source.unreadable.message}`,
  };
}

const byPlace = (a: string, b: string): number => {
  const [lineA, columnA] = a.split(/[:-]/).map(Number) as [number, number];
  const [lineB, columnB] = b.split(/[:-]/).map(Number) as [number, number];
  return lineA - lineB || columnA - columnB || (a < b ? -1 : 1);
};
