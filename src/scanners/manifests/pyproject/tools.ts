import type { Evidence, IndexFact, RequirementFact } from '../../../model/evidence.js';
import { normalizeName } from '../../../python/names.js';
import { folderOf, repositoryPath } from '../../repository-path.js';
import { roleOfName } from '../../role.js';
import type { TomlDocument, TomlPath } from '../../toml.js';
import { isTable } from '../../toml.js';
import { vcsReference } from '../vcs-table.js';
import { classifiers, groups, includes, pythonRequirement, requirements, scripts } from './pep621.js';

/** What setuptools adds: files that hold what `dynamic` leaves out. */
export function setuptoolsFacts(toml: TomlDocument): Evidence[] {
  const dynamic = ['tool', 'setuptools', 'dynamic'];
  return [
    ...includes(toml, [...dynamic, 'dependencies', 'file'], 'runtime'),
    ...toml.keys(...dynamic, 'optional-dependencies').flatMap((group) => {
      const path = [...dynamic, 'optional-dependencies', group, 'file'];
      return includes(toml, path, roleOfName(group, 'optional'));
    }),
  ];
}

/** Flit's own table, from before it read `[project]`. */
export function flitFacts(toml: TomlDocument): Evidence[] {
  const metadata = ['tool', 'flit', 'metadata'];
  return [
    ...pythonRequirement(toml, [...metadata, 'requires-python']),
    ...classifiers(toml, [...metadata, 'classifiers']),
    ...requirements(toml, [...metadata, 'requires'], 'runtime'),
    ...requirements(toml, [...metadata, 'dev-requires'], 'dev', 'dev'),
    ...groups(toml, [...metadata, 'requires-extra'], 'optional'),
    ...scripts(toml, ['tool', 'flit', 'scripts'], 'console_scripts'),
  ];
}

/** PDM: groups for development, indexes, and versions that override what others ask for. */
export function pdmFacts(toml: TomlDocument): Evidence[] {
  return [
    ...groups(toml, ['tool', 'pdm', 'dev-dependencies'], 'dev'),
    ...indexes(toml, ['tool', 'pdm', 'source'], (source) => source['name'] === 'pypi'),
  ];
}

/** Rye: requirements for development and indexes. */
export function ryeFacts(toml: TomlDocument): Evidence[] {
  return [
    ...requirements(toml, ['tool', 'rye', 'dev-dependencies'], 'dev', 'dev'),
    ...indexes(toml, ['tool', 'rye', 'sources'], (source) => source['name'] === 'default'),
  ];
}

/** Hatch: its environments, and files of requirements that its metadata hook reads. */
export function hatchFacts(toml: TomlDocument): Evidence[] {
  const hook = ['tool', 'hatch', 'metadata', 'hooks', 'requirements_txt'];
  return [
    ...includes(toml, [...hook, 'files'], 'runtime'),
    ...includes(toml, [...hook, 'filename'], 'runtime'),
    ...toml.keys('tool', 'hatch', 'envs').flatMap((name) => hatchEnvironment(toml, name)),
  ];
}

function hatchEnvironment(toml: TomlDocument, name: string): Evidence[] {
  const path = ['tool', 'hatch', 'envs', name];
  const role = roleOfName(name, 'dev');
  const matrix = Array.from({ length: toml.size(...path, 'matrix') }, (_, index) => [
    ...path,
    'matrix',
    index,
    'python',
  ]);
  return [
    ...requirements(toml, [...path, 'dependencies'], role, name),
    ...requirements(toml, [...path, 'extra-dependencies'], role, name),
    ...[[...path, 'python'], ...matrix].flatMap((place) => testedPythons(toml, place, 'hatch')),
  ];
}

function testedPythons(toml: TomlDocument, path: TomlPath, source: string): Evidence[] {
  return toml.strings(...path).flatMap(({ value, path }): Evidence[] => {
    if (!/^\d+(\.\d+)*$/.test(value)) return [];
    return [
      { kind: 'python', specifier: `==${value}.*`, strength: 'tests', source, location: toml.at(path) },
    ];
  });
}

/** uv: requirements for development, bounds, indexes. What `sources` says is added by `withSources`. */
export function uvFacts(toml: TomlDocument): Evidence[] {
  const bounds = (key: string, role: 'runtime' | 'build'): RequirementFact[] =>
    requirements(toml, ['tool', 'uv', key], role).map((fact) => ({ ...fact, constraint: true }));
  return [
    ...requirements(toml, ['tool', 'uv', 'dev-dependencies'], 'dev', 'dev'),
    ...bounds('constraint-dependencies', 'runtime'),
    ...bounds('override-dependencies', 'runtime'),
    ...bounds('build-constraint-dependencies', 'build'),
    ...indexes(toml, ['tool', 'uv', 'index'], (index) => index['default'] === true),
    ...(['index-url', 'extra-index-url', 'find-links'] as const).flatMap((option) =>
      toml.strings('tool', 'uv', option).map(({ value, path }) => indexFact(toml, option, value, path)),
    ),
  ];
}

/** An array of tables with a `url` each; `isDefault` says which one replaces the default index. */
export function indexes(
  toml: TomlDocument,
  path: TomlPath,
  isDefault: (table: Record<string, unknown>) => boolean,
): IndexFact[] {
  return Array.from({ length: toml.size(...path) }).flatMap((_, number) => {
    const table = toml.get(...path, number);
    if (!isTable(table) || typeof table['url'] !== 'string') return [];
    const option =
      table['type'] === 'find_links' ? 'find-links' : isDefault(table) ? 'index-url' : 'extra-index-url';
    return [indexFact(toml, option, table['url'], [...path, number, 'url'])];
  });
}

function indexFact(
  toml: TomlDocument,
  option: IndexFact['option'],
  value: string,
  path: TomlPath,
): IndexFact {
  return { kind: 'index', option, value, location: toml.at(path) };
}

/** Adds what `[tool.uv.sources]` says about where a requirement comes from: a repository, a folder, a URL. */
export function withSources(toml: TomlDocument, facts: Evidence[]): Evidence[] {
  const sources = new Map(toml.keys('tool', 'uv', 'sources').map((name) => [normalizeName(name), name]));
  return facts.map((fact) => {
    const key = fact.kind === 'requirement' ? sources.get(fact.name) : undefined;
    if (fact.kind !== 'requirement' || key === undefined) return fact;
    const value = toml.get('tool', 'uv', 'sources', key);
    // A list holds one source for each platform; the first stands for all.
    const source: unknown = Array.isArray(value) ? value[0] : value;
    return isTable(source) ? { ...fact, ...sourceFields(toml, source) } : fact;
  });
}

function sourceFields(toml: TomlDocument, source: Record<string, unknown>): Partial<RequirementFact> {
  const { path, url } = source;
  return {
    vcs: vcsReference(source),
    path: typeof path === 'string' ? repositoryPath(folderOf(toml.positions.file), path) : undefined,
    url: typeof url === 'string' ? url : undefined,
    editable: source['editable'] === true || undefined,
  };
}
