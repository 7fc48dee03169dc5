import { oncePerKnowledge } from '../knowledge/once.js';
import { stdlibWindow } from '../knowledge/stdlib.js';
import type { Knowledge, PythonNameRow } from '../knowledge/types.js';
import type { PythonSourceFact } from '../model/evidence.js';
import type { SourceBound, SourceBounds } from '../model/inference.js';
import type { PathRole } from '../model/project.js';
import { compareMinor, minorBefore } from '../python/minor-version.js';
import { importedSymbol, topLevel } from '../python/module-name.js';
import { placeOf } from '../python/source/place.js';
import type { Guard } from '../model/python-source.js';
import { syntaxBounds } from './python-sources.js';

/**
 * What a file asks of Python: by its syntax, by the standard-library modules that it imports, and by names that the
 * standard library and the language have lost. What is guarded (`try/except`, version checks) asks for nothing.
 *
 * @param isDeclared whether a distribution is asked for: `enum34` brings `enum` to a Python that has none
 * @param isFirstParty whether the repository itself provides a module: `import imp` may mean its own imp.py
 */
export function sourceBounds(
  fact: PythonSourceFact,
  role: PathRole,
  knowledge: Knowledge,
  isFirstParty: (module: string) => boolean,
  isDeclared: (distribution: string) => boolean,
): SourceBounds {
  const bounds = syntaxBounds(fact, role);
  for (const entry of fact.source.imports) {
    if (entry.level > 0 || isGuarded(entry.guards) || isFirstParty(entry.module)) continue;
    const full = importedSymbol(entry);
    const window = stdlibWindow(knowledge, full);
    // setuptools carries distutils along: a file that imports the successor as well has it.
    if (!window || (window.successor !== undefined && importsModule(fact, window.successor))) continue;
    const module =
      full.split('.').length > 1 && stdlibWindow(knowledge, entry.module) === undefined ? full : entry.module;
    const place = placeOf(fact, module === full ? entry.span : entry.moduleSpan);
    if (window.since && !entry.inFunction && !backports(module).some((name) => isDeclared(name))) {
      tighten(bounds, 'min', {
        version: window.since,
        text: `import ${module}`,
        location: place,
        isSyntax: false,
      });
    }
    if (window.until) {
      remove(bounds, {
        version: window.until,
        text: `import ${module}`,
        location: place,
        isSyntax: false,
        symptom: `ModuleNotFoundError: No module named '${missingModule(module, window.until, knowledge)}'`,
        subject: { module },
      });
    }
  }
  const rows = removedNames(knowledge);
  for (const { module, name, level, guards, span } of fact.source.imports) {
    if (level > 0 || name === undefined || isGuarded(guards) || isFirstParty(module)) continue;
    const row = rows.get(`${module}.${name}`);
    if (!row) continue;
    const symptom = `ImportError: cannot import name '${name}' from '${module}'`;
    remove(bounds, { ...removed(row, `${module}.${name}`, placeOf(fact, span)), symptom });
  }
  for (const reference of fact.source.references) {
    const row = rows.get(reference.symbol);
    if (row && !isGuarded(reference.guards) && !reference.assigned) {
      remove(bounds, removed(row, reference.symbol, placeOf(fact, reference.span)));
    }
  }
  for (const name of fact.source.names) {
    const row = rows.get(name.name);
    if (row && !isGuarded(name.guards)) remove(bounds, removed(row, name.name, placeOf(fact, name.span)));
  }
  return bounds;
}

/** What a backport of a standard-library module is called on an index. */
function backports(module: string): string[] {
  const top = topLevel(module);
  return [top, `${top}2`, `${top}34`, `backports-${top}`, ...(top === 'concurrent' ? ['futures'] : [])];
}

/** Python names the first part that is missing: for `distutils.spawn` that is `distutils`. */
function missingModule(module: string, until: string, knowledge: Knowledge): string {
  const top = topLevel(module);
  return stdlibWindow(knowledge, top)?.until === until ? top : module;
}

function importsModule(fact: PythonSourceFact, module: string): boolean {
  return fact.source.imports.some((entry) => entry.level === 0 && topLevel(entry.module) === module);
}

/** A condition that only some Pythons meet, or a failure that is caught. */
function isGuarded(guards: readonly Guard[]): boolean {
  return guards.some((guard) => guard.kind !== 'main' && guard.kind !== 'platform');
}

function removed(row: PythonNameRow, symbol: string, location: SourceBound['location']): SourceBound {
  return {
    version: minorBefore(row.removed_in),
    text: symbol,
    location,
    isSyntax: false,
    symptom: row.symptom,
    subject: { symbol },
  };
}

function remove(bounds: SourceBounds, bound: SourceBound): void {
  bounds.removals.push(bound);
  tighten(bounds, 'max', bound);
}

function tighten(bounds: SourceBounds, side: 'min' | 'max', bound: SourceBound): void {
  const old = bounds[side];
  const order = old ? compareMinor(bound.version, old.version) : 0;
  if (!old || (side === 'min' ? order > 0 : order < 0)) bounds[side] = bound;
}

/** Names that the standard library and the language have lost: by dotted symbol, or by name for a builtin. */
const removedNames = oncePerKnowledge((knowledge) => {
  const rows = new Map<string, PythonNameRow>();
  for (const row of knowledge.pythonNames.names) if (row.symbol) rows.set(row.symbol, row);
  return rows;
});
