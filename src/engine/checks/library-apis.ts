import { apiIndex, removedApis, type RemovedApi } from '../../knowledge/apis.js';
import { knowsAllReleases, newestFor } from '../../knowledge/wheels.js';
import type { PythonSourceFact } from '../../model/evidence.js';
import type { Location } from '../../model/location.js';
import type { Guard, PythonReference } from '../../model/python-source.js';
import { importedSymbol, topLevel } from '../../python/module-name.js';
import { findMembers } from '../../python/source/index.js';
import { placeOf } from '../../python/source/place.js';
import { parseSpecifier } from '../../python/specifier.js';
import type { Check, CheckContext, Problem } from '../check.js';
import { groupBy } from '../group-by.js';
import { installedOn } from '../installed.js';
import { enumerate } from '../words.js';

/** One use of a name that a later release of its library no longer has. */
interface Use {
  row: RemovedApi;
  /** As the code reaches it: `numpy.int`, `.ix`. */
  name: string;
  /** The top-level import that it hangs on. */
  module: string;
  /** `import a.b` (or anything below it), `from a import b`, or `b` as an attribute of what was imported. */
  reached: 'import' | 'from' | 'attribute';
  location: Location;
}

/** Names of libraries that the release one would get today no longer has: one finding for each release that took some. */
export const libraryApis: Check = function* (context) {
  const uses = context.project.facts['python-source']
    .filter((fact) => context.project.files.get(fact.location.file) === 'code')
    .flatMap((fact) => [...usesIn(fact, context)]);
  const byRelease = groupBy(
    uses,
    (use) => `${use.row.distribution} ${use.row.removed_in} ${parentOf(use)} ${use.row.severity ?? ''}`,
  );
  for (const uses of byRelease.values()) {
    const problem = problemOf(uses, context);
    if (problem) yield problem;
  }
};

function* usesIn(fact: PythonSourceFact, context: CheckContext): Iterable<Use> {
  const index = apiIndex(context.knowledge);
  const { source } = fact;
  const imported = new Set(
    source.imports.filter((entry) => entry.level === 0).map((entry) => topLevel(entry.module)),
  );
  for (const entry of source.imports) {
    if (entry.level > 0 || isGuarded(entry.guards) || !isOutside(entry.module, context)) continue;
    const symbol = importedSymbol(entry);
    for (const row of removedApis(index, symbol)) {
      if (row.parameter === undefined && row.kind !== 'behaviour' && row.kind !== 'parameter') {
        yield {
          row,
          name: row.symbol ?? symbol,
          module: topLevel(symbol),
          reached: entry.name !== undefined && row.symbol === symbol ? 'from' : 'import',
          location: placeOf(fact, entry.span),
        };
      }
    }
  }
  for (const reference of source.references) {
    if (reference.assigned || isGuarded(reference.guards) || !isOutside(reference.symbol, context)) continue;
    for (const row of removedApis(index, reference.symbol)) {
      if (!concernsCall(row, reference)) continue;
      if (row.parameter === undefined && row.use === 'call' && !reference.call) continue;
      yield {
        row,
        name: nameOf(row, reference.symbol),
        module: topLevel(reference.symbol),
        reached: 'attribute',
        location: placeOf(fact, reference.span),
      };
    }
  }
  for (const member of findMembers(source.members, [...index.members.keys()])) {
    if (isGuarded(member.guards)) continue;
    for (const row of index.members.get(member.name) ?? []) {
      const module = [...imported].find((name) => providesModule(row.distribution, name, context));
      if (module === undefined) continue;
      if (
        row.parameter !== undefined &&
        (row.kind === 'behaviour' || !member.keywords?.includes(row.parameter))
      )
        continue;
      if (row.use === 'subscript' ? !member.subscript : row.use === 'call' ? !member.call : false) continue;
      yield {
        row,
        name: `.${member.name}`,
        module,
        reached: 'attribute',
        location: placeOf(fact, member.span),
      };
    }
  }
}

/**
 * A parameter row is about calls that pass it, and a behaviour row with a parameter about calls that do not: a
 * ForeignKey without on_delete, by name or as its second argument.
 */
function concernsCall(row: RemovedApi, reference: PythonReference): boolean {
  if (row.parameter === undefined) return true;
  const { keywords = [], positional } = reference.arguments ?? {};
  const passed = keywords.includes(row.parameter);
  if (row.kind !== 'behaviour') return passed;
  return reference.call && !passed && positional !== undefined && positional <= 1;
}

function problemOf(uses: readonly Use[], context: CheckContext): Problem | undefined {
  const [first] = uses;
  if (!first) return undefined;
  const { row, module } = first;
  const met = installedOn(context, row.distribution, module, context.pythonMet);
  const isGone = (version: { reaches: (text: string) => boolean }, one: RemovedApi): boolean =>
    version.reaches(one.removed_in) && !(one.restored_in !== undefined && version.reaches(one.restored_in));
  const gone = uses.filter((use) => isGone(met, use.row));
  const [use] = gone;
  if (!use) return undefined;
  const names = [...new Set(gone.map((one) => one.name))];
  const inEnvironment = installedOn(context, row.distribution, module, context.environment.python.version);
  const byPython =
    inEnvironment.version !== undefined && gone.every((one) => !isGone(inEnvironment, one.row));
  const bound = byPython || row.severity === 'note' ? undefined : boundFor(use, context);
  const isMember = use.row.member !== undefined;
  const successor = use.row.successor;
  return {
    rule: 'NPA301',
    subject: {
      distribution: row.distribution,
      symbol: use.row.symbol ?? `${use.row.of ?? ''}.${use.row.member ?? ''}`,
      module: parentOf(use),
    },
    message: `${enumerate(names)} ${names.length === 1 ? (use.row.kind === 'behaviour' ? 'fails' : 'is gone') : 'are gone'} since ${row.distribution} ${row.removed_in}; ${met.because}${met.version && !met.because.includes(met.version) ? ` (today’s is ${met.version})` : ''}`,
    symptom: symptomOf(use),
    remedy: `${row.distribution}<${row.removed_in}${successor ? `, or use ${successor}` : ''}${byPython ? ` (--fix: Python ${context.environment.python.version} has ${row.distribution} ${inEnvironment.version ?? ''} at most)` : ''}`,
    locations: [...gone.map((one) => one.location), ...(met.location ? [met.location] : [])],
    references: /^https?:/.test(row.source) ? [row.source] : [],
    ...(row.severity === 'note' ? { severity: 'note' as const } : {}),
    confidence: isMember || use.row.kind === 'behaviour' || use.row.kind === 'parameter' ? 'medium' : 'high',
    cured: byPython || bound !== undefined,
    ...(bound ? { bound } : {}),
  };
}

/**
 * The bound below which the name is still there, if the Python of the environment has such a release and no pin of
 * the repository excludes it.
 */
function boundFor({ row, module }: Use, context: CheckContext): string | undefined {
  const { packages, python } = context.environment;
  const entry = packages.find((one) => one.imports.includes(module));
  if (!entry || entry.version !== undefined || context.project.facts.locked.length > 0) return undefined;
  const specifier = [entry.specifier, `<${row.removed_in}`].filter((part) => part !== '').join(',');
  const installable =
    !knowsAllReleases(context.knowledge, entry.name) ||
    newestFor(context.knowledge, entry.name, python.version, parseSpecifier(specifier)) !== undefined;
  return installable ? `${entry.name}<${row.removed_in}` : undefined;
}

function nameOf(row: RemovedApi, symbol: string): string {
  if (row.parameter === undefined) return row.symbol ?? symbol;
  return row.kind === 'behaviour'
    ? `${row.symbol ?? symbol} without ${row.parameter}`
    : `${row.symbol ?? symbol}(${row.parameter}=)`;
}

/**
 * What is gone fails as the code reaches for it: `import a.b`, `from a import b` and `a.b` raise three different
 * errors. Rows whose symptom says more than that a name is missing keep it.
 */
function symptomOf({ row, reached }: Use): string {
  const dot = row.symbol?.lastIndexOf('.') ?? -1;
  if (!row.symbol || dot < 0) return row.symptom;
  const [parent, name] = [row.symbol.slice(0, dot), row.symbol.slice(dot + 1)];
  const asAttribute = `AttributeError: module '${parent}' has no attribute '${name}'`;
  const isPlain =
    row.symptom === asAttribute || row.symptom === `ModuleNotFoundError: No module named '${row.symbol}'`;
  if (reached === 'import' || !isPlain) return row.symptom;
  return reached === 'from' ? `ImportError: cannot import name '${name}' from '${parent}'` : asAttribute;
}

/** `sklearn.externals` for `sklearn.externals.joblib`; the library's own name for a member. */
function parentOf({ row, module }: Use): string {
  const symbol = row.symbol;
  if (symbol === undefined) return module;
  return row.kind === 'module' ? symbol : symbol.slice(0, symbol.lastIndexOf('.'));
}

/** A failure is foreseen: another name is tried, another version meant. */
function isGuarded(guards: readonly Guard[]): boolean {
  return guards.some((guard) => {
    if (guard.kind === 'main' || guard.kind === 'platform') return false;
    if (guard.kind !== 'other-try') return true;
    return (
      guard.catches?.some((name) => /^(AttributeError|NameError|Exception|BaseException)$/.test(name)) ?? true
    );
  });
}

/** Whether a module is one of those that the project takes from outside. */
function isOutside(symbol: string, context: CheckContext): boolean {
  return context.outside.has(topLevel(symbol));
}

function providesModule(distribution: string, module: string, context: CheckContext): boolean {
  const use = context.imports.find((one) => topLevel(one.module) === module);
  return use !== undefined && (use.distribution === distribution || use.alternatives.includes(distribution));
}
