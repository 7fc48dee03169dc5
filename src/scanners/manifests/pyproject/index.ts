import type { ProjectFact } from '../../../model/evidence.js';
import { baseName } from '../../repository-path.js';
import type { Scanner } from '../../scanner.js';
import { isTable, readToml } from '../../toml.js';
import type { TomlDocument } from '../../toml.js';
import { pixiFacts } from '../pixi-toml.js';
import { FORMAT, standardFacts } from './pep621.js';
import { poetryFacts } from './poetry.js';
import { flitFacts, hatchFacts, pdmFacts, ryeFacts, setuptoolsFacts, uvFacts, withSources } from './tools.js';

/** pyproject.toml: what the standards say, and what each tool adds in its own table. */
export const pyproject: Scanner = {
  format: FORMAT,
  matches: (path) => baseName(path) === 'pyproject.toml',
  scan(file) {
    const toml = readToml(file, FORMAT);
    const facts = [
      ...projectFact(toml),
      ...standardFacts(toml),
      ...poetryFacts(toml),
      ...setuptoolsFacts(toml),
      ...flitFacts(toml),
      ...pdmFacts(toml),
      ...ryeFacts(toml),
      ...hatchFacts(toml),
      ...uvFacts(toml),
      ...pixiFacts(toml, ['tool', 'pixi']),
    ];
    return [...withSources(toml, facts), ...toml.problems];
  },
};

/** The tables that make the folder an installable project, the one that says most first. */
const TABLES = [['project'], ['tool', 'poetry'], ['tool', 'flit', 'metadata'], ['build-system']];

function projectFact(toml: TomlDocument): ProjectFact[] {
  const table = TABLES.find((path) => isTable(toml.get(...path)));
  if (table === undefined) return [];
  const text = (...keys: string[]): string | undefined =>
    TABLES.map((path) => toml.string(...path, ...keys)).find((value) => value !== undefined);
  const name = text('name') ?? text('dist-name') ?? text('module');
  const version = text('version');
  const buildBackend = toml.string('build-system', 'build-backend');
  const packages = statedPackages(toml);
  const dynamic = toml.strings('project', 'dynamic').map(({ value }) => value);
  return [
    {
      kind: 'project',
      format: FORMAT,
      ...(name !== undefined && { name }),
      ...(version !== undefined && { version }),
      ...(packages.length > 0 && { packages }),
      ...(buildBackend !== undefined && { buildBackend }),
      ...(dynamic.length > 0 && { dynamic }),
      location: toml.entryAt(table),
    },
  ];
}

/** The import packages and modules that the tools' tables name. */
function statedPackages(toml: TomlDocument): string[] {
  const poetry = toml.get('tool', 'poetry', 'packages');
  const included = Array.isArray(poetry)
    ? poetry.flatMap((item: unknown) => (isTable(item) ? item['include'] : []))
    : [];
  const listed = [
    ['tool', 'setuptools', 'packages'],
    ['tool', 'setuptools', 'py-modules'],
    ['tool', 'flit', 'module', 'name'],
    ['tool', 'flit', 'metadata', 'module'],
  ].flatMap((path) => toml.strings(...path).map(({ value }) => value));
  // Hatch lists folders: `src/example`.
  const folders = toml
    .strings('tool', 'hatch', 'build', 'targets', 'wheel', 'packages')
    .map(({ value }) => baseName(value));
  return [...folders, ...included.filter((value): value is string => typeof value === 'string'), ...listed];
}
