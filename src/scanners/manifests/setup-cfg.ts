import type { Evidence, ProjectFact, Role } from '../../model/evidence.js';
import { readIni } from '../ini.js';
import type { IniDocument, IniEntry, IniLine } from '../ini.js';
import { classifierFact } from '../python-statement.js';
import { baseName, folderOf, repositoryPath } from '../repository-path.js';
import { requirementFact } from '../requirement-fact.js';
import { roleOfName } from '../role.js';
import type { Scanner } from '../scanner.js';
import { entryPointFact } from './entry-points.js';
import { splitExtraKey } from './extra-key.js';
import { bothMarkers } from './markers.js';
import { toxFacts } from './tox-ini.js';

const FORMAT = 'setup.cfg';

/** On one line a semicolon separates requirements, unless a marker follows it. */
const REQUIREMENT_SEPARATOR =
  /;\s*(?!\(*\s*(?:python_version|python_full_version|sys_platform|platform_\w+|os_name|implementation_\w+|extra)\b)/;

/** setup.cfg of setuptools (and of pbr and d2to1 before it), with tox's sections where they are kept in it. */
export const setupCfg: Scanner = {
  format: FORMAT,
  matches: (path) => baseName(path) === FORMAT,
  scan(file) {
    const ini = readIni(file);
    return [
      ...projectFact(ini),
      ...python(ini),
      ...classifiers(ini),
      ...requirements(ini, 'options', 'install_requires', 'runtime'),
      ...requirements(ini, 'metadata', 'requires_dist', 'runtime'),
      ...requirements(ini, 'options', 'setup_requires', 'build'),
      ...requirements(ini, 'options', 'tests_require', 'test'),
      ...extras(ini),
      ...entryPoints(ini),
      ...scripts(ini),
      ...toxFacts(ini, 'tox:tox'),
    ];
  },
};

/** An entry under either spelling: older files have `install-requires`. */
function entry(ini: IniDocument, section: string, key: string): IniEntry | undefined {
  return ini.entry(section, key) ?? ini.entry(section, key.replaceAll('_', '-'));
}

/** The items of a list: one for each line, or on one line with commas or semicolons between them. */
function items(found: IniEntry | undefined, separator: RegExp): IniLine[] {
  const lines = found?.lines ?? [];
  const [only] = lines;
  if (only === undefined || lines.length > 1) return [...lines];
  return splitLine(only, separator);
}

function splitLine(line: IniLine, separator: RegExp): IniLine[] {
  let at = 0;
  return line.text.split(separator).flatMap((piece) => {
    const found = line.text.indexOf(piece, at);
    at = found + piece.length;
    const text = piece.trim();
    return text === '' ? [] : [{ text, start: line.start + found + piece.indexOf(text) }];
  });
}

function projectFact(ini: IniDocument): ProjectFact[] {
  const name = entry(ini, 'metadata', 'name');
  // Tools keep their settings here for projects that a setup.py describes.
  const place = name ?? ini.entries('options')[0];
  if (place === undefined) return [];
  const version = entry(ini, 'metadata', 'version')?.value;
  const isDynamic = version !== undefined && /^(attr|file):/.test(version);
  const listed = [
    entry(ini, 'options', 'packages'),
    entry(ini, 'options', 'py_modules'),
    entry(ini, 'files', 'packages'),
  ];
  const packages = listed
    .flatMap((found) => items(found, /,/).map(({ text }) => text))
    .filter((text) => !text.endsWith(':'));
  return [
    {
      kind: 'project',
      format: FORMAT,
      name: name?.value,
      version: isDynamic ? undefined : version,
      packages: packages.length > 0 ? [...new Set(packages)] : undefined,
      dynamic: isDynamic ? ['version'] : undefined,
      location: place.location,
    },
  ];
}

function python(ini: IniDocument): Evidence[] {
  const found = entry(ini, 'options', 'python_requires') ?? entry(ini, 'metadata', 'requires_python');
  if (found === undefined) return [];
  const { value, location } = found;
  return [{ kind: 'python', specifier: value, strength: 'requires', source: 'python_requires', location }];
}

function classifiers(ini: IniDocument): Evidence[] {
  const found = entry(ini, 'metadata', 'classifiers') ?? entry(ini, 'metadata', 'classifier');
  return (found?.lines ?? []).flatMap((line) => classifierFact(line.text, ini.at(line)) ?? []);
}

function requirements(ini: IniDocument, section: string, key: string, role: Role): Evidence[] {
  return requirementsIn(ini, entry(ini, section, key), { role });
}

function requirementsIn(
  ini: IniDocument,
  found: IniEntry | undefined,
  place: { role: Role; group?: string; marker?: string },
): Evidence[] {
  const [first] = found?.lines ?? [];
  if (found !== undefined && first?.text.startsWith('file:')) return fileDirective(ini, found, place.role);
  return items(found, REQUIREMENT_SEPARATOR).flatMap((line): Evidence[] => {
    // A line that is all interpolation (`%(docs)s`) repeats another extra.
    if (/^%\(\w+\)s$/.test(line.text)) return [];
    const { role, group } = place;
    const text = line.text.split(/\s#/, 1)[0]!.trimEnd();
    const location = ini.at({ text, start: line.start });
    const fact = requirementFact(text, { location, role, group, origin: 'manifest', format: FORMAT });
    return [{ ...fact, marker: bothMarkers(fact.marker, place.marker) }];
  });
}

/** `install_requires = file: requirements.txt, more.txt` */
function fileDirective(ini: IniDocument, found: IniEntry, role: Role): Evidence[] {
  const folder = folderOf(ini.positions.file);
  return found.lines.flatMap((line) =>
    splitLine(line, /,/).flatMap((item): Evidence[] => {
      const path = item.text.replace(/^file:\s*/, '');
      const start = item.start + item.text.length - path.length;
      if (path === '') return [];
      const location = ini.at({ text: path, start });
      return [
        {
          kind: 'include',
          target: repositoryPath(folder, path),
          as: 'requirements',
          role,
          required: true,
          location,
        },
      ];
    }),
  );
}

function extras(ini: IniDocument): Evidence[] {
  return ini.entries('options.extras_require').flatMap((found) => {
    const { extra, marker } = splitExtraKey(found.key);
    return requirementsIn(ini, found, {
      role: extra === undefined ? 'runtime' : roleOfName(extra, 'optional'),
      group: extra,
      marker,
    });
  });
}

function entryPoints(ini: IniDocument): Evidence[] {
  return ['options.entry_points', 'entry_points'].flatMap((section) =>
    ini
      .entries(section)
      .flatMap((found) =>
        found.lines.flatMap((line) => entryPointFact(found.key, line.text, ini.at(line)) ?? []),
      ),
  );
}

function scripts(ini: IniDocument): Evidence[] {
  return items(entry(ini, 'options', 'scripts'), /,/).map((line) => ({
    kind: 'entry-point',
    source: 'scripts',
    command: line.text,
    location: ini.at(line),
  }));
}
