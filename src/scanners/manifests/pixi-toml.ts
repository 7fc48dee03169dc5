import type { Evidence, Role } from '../../model/evidence.js';
import { condaSpecFacts } from '../conda-facts.js';
import { distributionName } from '../requirement-fact.js';
import { baseName, folderOf, repositoryPath } from '../repository-path.js';
import { roleOfName } from '../role.js';
import type { Scanner } from '../scanner.js';
import { isTable, readToml } from '../toml.js';
import type { TomlDocument, TomlPath } from '../toml.js';
import { vcsReference } from './vcs-table.js';

const FORMAT = 'pixi.toml';

/** pixi.toml: conda and PyPI packages, for all platforms or some, in features. */
export const pixiToml: Scanner = {
  format: FORMAT,
  matches: (path) => baseName(path) === FORMAT,
  scan(file) {
    const toml = readToml(file, FORMAT);
    return [...pixiFacts(toml, []), ...toml.problems];
  },
};

/** States what pixi's tables say; `root` leads to them: they may stand in a pyproject.toml below `tool.pixi`. */
export function pixiFacts(toml: TomlDocument, root: TomlPath): Evidence[] {
  const workspace = [...root, isTable(toml.get(...root, 'workspace')) ? 'workspace' : 'project'];
  const features = toml.keys(...root, 'feature');
  return [
    ...channels(toml, [...workspace, 'channels']),
    ...dependencyTables(toml, root, 'runtime'),
    ...features.flatMap((feature) =>
      dependencyTables(toml, [...root, 'feature', feature], roleOfName(feature, 'optional'), feature),
    ),
    ...systemRequirements(toml, [...root, 'system-requirements']),
    ...tasks(toml, [...root, 'tasks']),
  ];
}

function channels(toml: TomlDocument, path: TomlPath): Evidence[] {
  return toml.strings(...path).map(({ value, path }) => ({
    kind: 'index',
    option: 'conda-channel',
    value,
    location: toml.at(path),
  }));
}

function dependencyTables(toml: TomlDocument, path: TomlPath, role: Role, group?: string): Evidence[] {
  const targets = toml.keys(...path, 'target').map((target) => [...path, 'target', target]);
  return [path, ...targets].flatMap((place) => [
    ...condaDependencies(toml, [...place, 'dependencies'], role, group),
    ...condaDependencies(toml, [...place, 'host-dependencies'], 'build', group),
    ...condaDependencies(toml, [...place, 'build-dependencies'], 'build', group),
    ...pypiDependencies(toml, [...place, 'pypi-dependencies'], role, group),
  ]);
}

function condaDependencies(
  toml: TomlDocument,
  path: TomlPath,
  role: Role,
  group: string | undefined,
): Evidence[] {
  return toml.keys(...path).flatMap((name) => {
    const value = toml.get(...path, name);
    const table = isTable(value) ? value : { version: value };
    const parts = ['version', 'build', 'channel'].flatMap((key) => {
      const written = table[key];
      return typeof written === 'string' && !/["']/.test(written) ? [`${key}='${written}'`] : [];
    });
    const location = toml.entryAt([...path, name]);
    const text = toml.positions.line(location.line).trim();
    const spec = parts.length > 0 ? `${name}[${parts.join(',')}]` : name;
    return condaSpecFacts(spec, { location, role, group, origin: 'manifest', format: FORMAT, text });
  });
}

function pypiDependencies(
  toml: TomlDocument,
  path: TomlPath,
  role: Role,
  group: string | undefined,
): Evidence[] {
  return toml.keys(...path).map((rawName) => {
    const value = toml.get(...path, rawName);
    const table = isTable(value) ? value : { version: value };
    const { version, url, extras, path: folder } = table;
    const location = toml.entryAt([...path, rawName]);
    return {
      kind: 'requirement',
      name: distributionName(rawName),
      rawName,
      extras: Array.isArray(extras) ? extras.filter((extra) => typeof extra === 'string') : [],
      specifier: typeof version === 'string' && version.trim() !== '*' ? version : '',
      url: typeof url === 'string' ? url : undefined,
      vcs: vcsReference(table),
      path: typeof folder === 'string' ? repositoryPath(folderOf(toml.positions.file), folder) : undefined,
      editable: table['editable'] === true || undefined,
      hashes: [],
      role,
      group,
      origin: 'manifest',
      format: FORMAT,
      location,
      text: toml.positions.line(location.line).trim(),
    };
  });
}

/** `cuda = "12"`: what the machine must have. */
function systemRequirements(toml: TomlDocument, path: TomlPath): Evidence[] {
  const version = toml.string(...path, 'cuda');
  if (version === undefined) return [];
  return [{ kind: 'cuda', what: 'cuda', version, source: FORMAT, location: toml.entryAt([...path, 'cuda']) }];
}

function tasks(toml: TomlDocument, path: TomlPath): Evidence[] {
  return toml.keys(...path).flatMap((name): Evidence[] => {
    const value = toml.get(...path, name);
    const command = isTable(value) ? value['cmd'] : value;
    if (typeof command !== 'string') return [];
    return [{ kind: 'entry-point', source: FORMAT, command, name, location: toml.entryAt([...path, name]) }];
  });
}
