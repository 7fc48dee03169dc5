import { hostModule, type KnownHostModule } from '../knowledge/host-modules.js';
import { distributionsFor, type ImportedDistribution } from '../knowledge/import-names.js';
import { rowOfPrefix } from '../knowledge/rows.js';
import { isStandardModule } from '../knowledge/stdlib.js';
import type { Knowledge } from '../knowledge/types.js';
import type { PythonSourceFact } from '../model/evidence.js';
import type { ImportPlace, ImportUse } from '../model/inference.js';
import type { Project } from '../model/project.js';
import type { HostModule } from '../model/report.js';
import { importedSymbol, topLevel } from '../python/module-name.js';
import { normalizeName } from '../python/names.js';
import { placeOf } from '../python/source/place.js';
import type { Guard, PythonImport } from '../model/python-source.js';
import type { FirstParty } from './first-party.js';
import type { Repositories } from './repositories.js';

/** What a project imports from outside. */
export interface Imports {
  uses: ImportUse[];
  hostModules: HostModule[];
}

/**
 * Matches every import that leaves the project to the distribution that provides it.
 *
 * @param isDeclared whether manifests or instructions ask for a distribution: a declared alternative is preferred
 * @param python the major version that the code is for: `MySQLdb` comes from different distributions
 */
export function importsOf(
  project: Project,
  firstParty: FirstParty,
  repositories: Repositories,
  knowledge: Knowledge,
  isDeclared: (distribution: string) => boolean,
  python: 2 | 3,
): Imports {
  const uses = new Map<string, ImportUse>();
  const hosts = new Map<string, HostModule>();
  for (const fact of project.facts['python-source']) {
    const role = project.files.get(fact.location.file) ?? 'code';
    if (role === 'vendored') continue;
    const outside = fact.source.imports.filter((entry) => leavesProject(entry, fact, firstParty, knowledge));
    const isThere = (entry: PythonImport): boolean =>
      !outside.includes(entry) ||
      providersOf(entry.module, knowledge, python).some((name) => isDeclared(name));
    const lastResorts = groupsWithoutOwnFallback(fact, isThere);
    for (const entry of outside) {
      const place = importPlace(entry, fact, role, lastResorts);
      if (place === undefined) continue;
      const host = hostModule(knowledge, entry.module);
      const top = topLevel(entry.module);
      if (host && !isDeclared(normalizeName(top))) {
        if (!place.optional && role === 'code') addHost(hosts, host, place);
        continue;
      }
      const full = importedSymbol(entry);
      const known = distributionsFor(knowledge, full, { python });
      // Several distributions share `google`: then the dotted name tells them apart. Otherwise the top-level name does.
      const module =
        known.name !== undefined && known.name !== distributionsFor(knowledge, top, { python }).name
          ? entry.module
          : top;
      let use = uses.get(module);
      if (!use) {
        use = newUse(module, known, repositories, isDeclared);
        uses.set(module, use);
      }
      use.places.push(place);
    }
  }
  for (const use of impliedUses(project, knowledge, isDeclared))
    if (!uses.has(use.module)) uses.set(use.module, use);
  return { uses: [...uses.values()], hostModules: [...hosts.values()] };
}

/** What the code needs without importing it: `torch.utils.tensorboard` works only where tensorboard is. */
function impliedUses(
  project: Project,
  knowledge: Knowledge,
  isDeclared: (distribution: string) => boolean,
): ImportUse[] {
  const uses = new Map<string, ImportUse>();
  for (const fact of project.facts['python-source']) {
    const role = project.files.get(fact.location.file) ?? 'code';
    if (role === 'vendored') continue;
    const symbols = [
      ...fact.source.imports
        .filter((entry) => entry.level === 0)
        .map((entry) => ({
          ...entry,
          symbol: importedSymbol(entry),
          span: entry.moduleSpan,
        })),
      ...fact.source.references,
    ];
    for (const { symbol, span, guards, inFunction } of symbols) {
      const row = rowOfPrefix(knowledge.implied.symbols, symbol)?.row;
      if (!row) continue;
      const providers = [row.distribution, ...(row.alternatives ?? [])];
      const distribution = providers.find((name) => isDeclared(name)) ?? row.distribution;
      const use = uses.get(row.module) ?? {
        module: row.module,
        distribution,
        confidence: 'high',
        alternatives: providers.filter((name) => name !== distribution),
        places: [],
      };
      use.places.push({
        location: placeOf(fact, span),
        role,
        inFunction,
        optional: guards.some((guard) => guard.kind !== 'main'),
        python2Only: false,
      });
      uses.set(row.module, use);
    }
  }
  return [...uses.values()];
}

function newUse(
  module: string,
  known: ImportedDistribution,
  repositories: Repositories,
  isDeclared: (distribution: string) => boolean,
): ImportUse {
  const providers = [known.name, ...known.alternatives].filter((name) => name !== undefined);
  const declared =
    providers.find((name) => isDeclared(name)) ??
    (known.identity ? relatedNames(module).find((name) => isDeclared(name)) : undefined);
  // No row says so: the index may have a namesake that has nothing to do with it.
  const confidence =
    known.identity && known.confidence !== 'high' && declared === undefined ? 'low' : known.confidence;
  const use: ImportUse = { module, confidence, alternatives: [], places: [] };
  const repository =
    declared === undefined && confidence === 'low' ? repositories.providing(module) : undefined;
  if (repository !== undefined) return { ...use, repository };
  const distribution = declared ?? known.name;
  if (distribution !== undefined) use.distribution = distribution;
  use.alternatives = providers.filter((name) => name !== distribution);
  return use;
}

/** The distributions that provide a module, as far as is known. */
function providersOf(module: string, knowledge: Knowledge, python: 2 | 3): string[] {
  const { name, alternatives } = distributionsFor(knowledge, module, { python });
  return [name, ...alternatives].filter((one) => one !== undefined);
}

/** How distributions are called that provide a module under its bare name: `csp` comes from django-csp. */
function relatedNames(module: string): string[] {
  const name = normalizeName(topLevel(module));
  return [
    `django-${name}`,
    `flask-${name}`,
    `python-${name}`,
    `py${name}`,
    `py-${name}`,
    `${name}-python`,
    `${name}-py`,
  ];
}

function leavesProject(
  entry: PythonImport,
  fact: PythonSourceFact,
  firstParty: FirstParty,
  knowledge: Knowledge,
): boolean {
  if (entry.level > 0 || entry.module === '') return false;
  if (isStandardModule(knowledge, entry.module)) return false;
  const nearness = firstParty.find(entry.module, fact.location.file);
  if (nearness === 'near') return false;
  if (nearness === undefined) return true;
  // A folder somewhere that shares the name of a well-known package is not what `import torch` means.
  const known = distributionsFor(knowledge, entry.module);
  return known.confidence === 'high' && !known.generic;
}

/** Where and how something is imported; undefined where the import never runs. */
function importPlace(
  entry: PythonImport,
  fact: PythonSourceFact,
  role: ImportPlace['role'],
  lastResorts: ReadonlySet<number>,
): ImportPlace | undefined {
  if (entry.guards.some((guard) => guard.kind === 'type-checking' && !guard.negated)) return undefined;
  if (entry.guards.some((guard) => onlyElsewhere(guard))) return undefined;
  const python2Only = entry.guards.some((guard) => guard.kind === 'version' && guard.python === 2);
  return {
    location: placeOf(fact, entry.moduleSpan),
    role,
    inFunction: entry.inFunction,
    optional: python2Only || entry.guards.some((guard) => mayFail(guard, lastResorts)),
    python2Only,
  };
}

/** A block for Windows or macOS only. */
function onlyElsewhere(guard: Guard): boolean {
  if (guard.kind !== 'platform' || guard.platform === undefined) return false;
  const isLinux = /^(linux|posix)/i.test(guard.platform);
  return guard.negated ? isLinux : !isLinux;
}

/**
 * `try: import a` / `except ImportError: import b`: where the handlers import nothing that is surely there, one of the
 * two is needed, and what the handler imports is the last resort.
 */
function groupsWithoutOwnFallback(
  fact: PythonSourceFact,
  isThere: (entry: PythonImport) => boolean,
): Set<number> {
  const groups = new Map<number, { first: PythonImport[]; resort: PythonImport[] }>();
  for (const entry of fact.source.imports) {
    for (const guard of entry.guards) {
      if (guard.group === undefined || (guard.kind !== 'try-import' && guard.kind !== 'except-import'))
        continue;
      const group = groups.get(guard.group) ?? { first: [], resort: [] };
      (guard.kind === 'try-import' ? group.first : group.resort).push(entry);
      groups.set(guard.group, group);
    }
  }
  const needed = new Set<number>();
  for (const [group, { first, resort }] of groups) {
    // What is tried first is there: the handler never runs. What the handler takes is there: nothing is missing.
    if (resort.length === 0 || (first.length > 0 && first.every(isThere)) || resort.some(isThere)) continue;
    needed.add(group);
  }
  return needed;
}

/** The program goes on when the import fails, or this is one of several things that it goes on with. */
function mayFail(guard: Guard, lastResorts: ReadonlySet<number>): boolean {
  if (guard.kind === 'except-import') return guard.group === undefined || !lastResorts.has(guard.group);
  return guard.kind === 'try-import' && !guard.fatal;
}

function addHost(hosts: Map<string, HostModule>, host: KnownHostModule, place: ImportPlace): void {
  const found = hosts.get(host.module) ?? {
    module: host.module,
    providedBy: host.provided_by,
    worksOnly: host.works_only,
    because: [],
  };
  found.because.push({ text: `import ${host.module}`, location: place.location });
  hosts.set(host.module, found);
}
