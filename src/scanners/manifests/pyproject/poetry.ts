import type { Evidence, RequirementFact, Role } from '../../../model/evidence.js';
import { normalizeName } from '../../../python/names.js';
import { parsePoetryConstraint } from '../../../python/poetry-constraint.js';
import { poetryPythonStatement, poetrySpecifier } from '../../poetry-notation.js';
import { folderOf, repositoryPath } from '../../repository-path.js';
import { distributionName } from '../../requirement-fact.js';
import { roleOfName } from '../../role.js';
import type { TomlDocument, TomlPath } from '../../toml.js';
import { isTable } from '../../toml.js';
import { bothMarkers, normalMarker } from '../markers.js';
import { vcsReference } from '../vcs-table.js';
import { classifiers, FORMAT, scripts } from './pep621.js';
import { indexes } from './tools.js';

const POETRY = ['tool', 'poetry'];

/** What poetry's table says: its own notation for versions, its groups and its sources. */
export function poetryFacts(toml: TomlDocument): Evidence[] {
  return [
    ...poetryPythonStatement(toml, [...POETRY, 'dependencies', 'python'], 'poetry'),
    ...classifiers(toml, [...POETRY, 'classifiers']),
    ...dependencies(toml, [...POETRY, 'dependencies'], 'runtime'),
    ...dependencies(toml, [...POETRY, 'dev-dependencies'], 'dev', 'dev'),
    ...toml.keys(...POETRY, 'group').flatMap((group) => {
      const role = group === 'main' ? 'runtime' : roleOfName(group, 'dev');
      return dependencies(toml, [...POETRY, 'group', group, 'dependencies'], role, group);
    }),
    ...indexes(
      toml,
      [...POETRY, 'source'],
      (source) => source['default'] === true || source['priority'] === 'default',
    ),
    ...scripts(toml, [...POETRY, 'scripts'], 'console_scripts'),
    ...toml
      .keys(...POETRY, 'plugins')
      .flatMap((group) => scripts(toml, [...POETRY, 'plugins', group], group)),
  ];
}

function dependencies(toml: TomlDocument, path: TomlPath, role: Role, group?: string): RequirementFact[] {
  return toml.keys(...path).flatMap((name) => {
    if (name === 'python') return [];
    const place = [...path, name];
    const value = toml.get(...place);
    // A list holds one table for each Python or platform.
    const entries: unknown[] = Array.isArray(value) ? value : [value];
    return entries.flatMap((entry, index) => {
      const own = Array.isArray(value) ? [...place, index] : place;
      return dependency(toml, name, entry, own, role, group) ?? [];
    });
  });
}

function dependency(
  toml: TomlDocument,
  rawName: string,
  entry: unknown,
  path: TomlPath,
  role: Role,
  group: string | undefined,
): RequirementFact | undefined {
  const table = isTable(entry) ? entry : { version: entry };
  const version = text(table, 'version');
  const vcs = vcsReference(table);
  const folder = text(table, 'path');
  const url = text(table, 'url');
  // Beside `[project]`, an entry without any of these only says from which source the package comes.
  const isDetail = version === undefined && vcs === undefined && folder === undefined && url === undefined;
  if (isDetail && isTable(toml.get('project'))) return undefined;
  const { specifier, problems } = poetrySpecifier(version ?? '');
  const optional = table['optional'] === true;
  return {
    kind: 'requirement',
    name: distributionName(rawName),
    rawName,
    extras: strings(table['extras']),
    specifier,
    marker: marker(table),
    url,
    vcs,
    path: folder === undefined ? undefined : repositoryPath(folderOf(toml.positions.file), folder),
    editable: table['develop'] === true || undefined,
    hashes: [],
    role: optional && role === 'runtime' ? 'optional' : role,
    group: group ?? (optional ? extraOf(toml, rawName) : undefined),
    origin: 'manifest',
    format: FORMAT,
    problems: problems.length > 0 ? problems : undefined,
    location: toml.entryAt(path),
    text: toml.positions.line(toml.entryAt(path).line).trim(),
  };
}

/** `markers`, and poetry's own keys `python` and `platform`, as one marker. */
function marker(table: Record<string, unknown>): string | undefined {
  const written = text(table, 'markers');
  const parts = [
    written === undefined ? undefined : normalMarker(written),
    pythonMarker(text(table, 'python')),
    platformMarker(text(table, 'platform')),
  ];
  return parts.reduce(bothMarkers, undefined);
}

function pythonMarker(constraint: string | undefined): string | undefined {
  if (constraint === undefined) return undefined;
  const alternatives = parsePoetryConstraint(constraint).map((set) =>
    set.clauses.map(({ operator, text, prefix }) => {
      return `${variableFor(text)} ${operator} "${text}${prefix ? '.*' : ''}"`;
    }),
  );
  // An alternative without a clause admits every Python.
  if (alternatives.some((clauses) => clauses.length === 0)) return undefined;
  return alternatives.map((clauses) => clauses.join(' and ')).join(' or ');
}

/** `python_version` has two parts only. */
function variableFor(version: string): string {
  return version.split('.').length > 2 ? 'python_full_version' : 'python_version';
}

function platformMarker(platform: string | undefined): string | undefined {
  return platform === undefined ? undefined : `sys_platform == "${platform.replaceAll('"', '')}"`;
}

/** The first extra that asks for an optional dependency. */
function extraOf(toml: TomlDocument, rawName: string): string | undefined {
  const name = normalizeName(rawName);
  return toml
    .keys(...POETRY, 'extras')
    .find((extra) =>
      toml.strings(...POETRY, 'extras', extra).some(({ value }) => normalizeName(value) === name),
    );
}

function text(table: Record<string, unknown>, key: string): string | undefined {
  const value = table[key];
  return typeof value === 'string' ? value : undefined;
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
