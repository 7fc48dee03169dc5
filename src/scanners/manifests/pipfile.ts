import type { Evidence, RequirementFact, Role } from '../../model/evidence.js';
import { formatMarker, parseMarker } from '../../python/marker.js';
import { distributionName } from '../requirement-fact.js';
import { baseName, folderOf, repositoryPath } from '../repository-path.js';
import { roleOfName } from '../role.js';
import type { Scanner } from '../scanner.js';
import { isTable, readToml } from '../toml.js';
import type { TomlDocument } from '../toml.js';
import { bothMarkers } from './markers.js';
import { indexes } from './pyproject/tools.js';
import { vcsReference } from './vcs-table.js';

const FORMAT = 'Pipfile';

/** Sections that hold no packages. */
const OTHER_SECTIONS = new Set(['source', 'requires', 'pipenv', 'scripts']);

/** Keys of a package's table that are marker variables: `sys_platform = "== 'win32'"`. */
const MARKER_KEYS = ['os_name', 'sys_platform', 'platform_machine', 'platform_system', 'python_version'];

/** Pipfile: packages for running and for development, indexes, and the Python that pipenv looks for. */
export const pipfile: Scanner = {
  format: FORMAT,
  matches: (path) => baseName(path) === FORMAT,
  scan(file) {
    const toml = readToml(file, FORMAT);
    const sections = toml.keys().filter((section) => !OTHER_SECTIONS.has(section));
    return [
      ...indexes(toml, ['source'], (source) => source === toml.get('source', 0)),
      ...python(toml),
      ...sections.flatMap((section) => packages(toml, section)),
      ...scripts(toml),
      ...toml.problems,
    ];
  },
};

function python(toml: TomlDocument): Evidence[] {
  const key =
    toml.string('requires', 'python_full_version') === undefined ? 'python_version' : 'python_full_version';
  const version = toml.string('requires', key);
  if (version === undefined || !/^\d+(\.\d+)*$/.test(version)) return [];
  const specifier = key === 'python_full_version' ? `==${version}` : `==${version}.*`;
  const location = toml.entryAt(['requires', key]);
  return [{ kind: 'python', specifier, strength: 'requires', source: FORMAT, location }];
}

function packages(toml: TomlDocument, section: string): RequirementFact[] {
  const isMain = section === 'packages';
  const role: Role = isMain
    ? 'runtime'
    : section === 'dev-packages'
      ? 'dev'
      : roleOfName(section, 'optional');
  return toml.keys(section).map((rawName) => {
    const entry = toml.get(section, rawName);
    const table = isTable(entry) ? entry : { version: entry };
    const version = text(table, 'version') ?? '';
    const path = text(table, 'path');
    const location = toml.entryAt([section, rawName]);
    return {
      kind: 'requirement',
      name: distributionName(rawName),
      rawName,
      extras: Array.isArray(table['extras'])
        ? table['extras'].filter((extra) => typeof extra === 'string')
        : [],
      specifier: specifierOf(version),
      marker: marker(table),
      url: text(table, 'file'),
      vcs: vcsReference(table),
      path: path === undefined ? undefined : repositoryPath(folderOf(toml.positions.file), path),
      editable: table['editable'] === true || undefined,
      hashes: [],
      role,
      group: isMain ? undefined : section,
      origin: 'manifest',
      format: FORMAT,
      location,
      text: toml.positions.line(location.line).trim(),
    };
  });
}

/** A star admits every version; pipenv reads a bare version as a pin. */
function specifierOf(version: string): string {
  if (version.trim() === '*') return '';
  return /^\s*\d/.test(version) ? `==${version.trim()}` : version;
}

function marker(table: Record<string, unknown>): string | undefined {
  const written = MARKER_KEYS.flatMap((key) => {
    const value = text(table, key);
    return value === undefined ? [] : [`${key} ${value}`];
  });
  return [text(table, 'markers'), ...written]
    .map((part) => parseMarker(part ?? '').marker)
    .reduce<string | undefined>((all, part) => bothMarkers(all, part && formatMarker(part)), undefined);
}

function scripts(toml: TomlDocument): Evidence[] {
  return toml.keys('scripts').flatMap((name): Evidence[] => {
    const command = toml.string('scripts', name);
    if (command === undefined) return [];
    return [
      { kind: 'entry-point', source: FORMAT, command, name, location: toml.entryAt(['scripts', name]) },
    ];
  });
}

function text(table: Record<string, unknown>, key: string): string | undefined {
  const value = Object.hasOwn(table, key) ? table[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}
