import type { Evidence, RequirementFact, Role } from '../../../model/evidence.js';
import { classifierFact } from '../../python-statement.js';
import { folderOf, repositoryPath } from '../../repository-path.js';
import { requirementFact } from '../../requirement-fact.js';
import { roleOfName } from '../../role.js';
import type { TomlDocument, TomlPath } from '../../toml.js';
import { isTable } from '../../toml.js';

/** The format's name in evidence. */
export const FORMAT = 'pyproject.toml';

/** What the standards say a pyproject.toml holds: PEP 518, 621 and 735. */
export function standardFacts(toml: TomlDocument): Evidence[] {
  return [
    ...requirements(toml, ['build-system', 'requires'], 'build'),
    ...pythonRequirement(toml, ['project', 'requires-python']),
    ...classifiers(toml, ['project', 'classifiers']),
    ...requirements(toml, ['project', 'dependencies'], 'runtime'),
    ...groups(toml, ['project', 'optional-dependencies'], 'optional'),
    ...groups(toml, ['dependency-groups'], 'dev'),
    ...scripts(toml, ['project', 'scripts'], 'console_scripts'),
    ...scripts(toml, ['project', 'gui-scripts'], 'gui_scripts'),
    ...toml
      .keys('project', 'entry-points')
      .flatMap((group) => scripts(toml, ['project', 'entry-points', group], group)),
  ];
}

/** The PEP 508 texts of an array. */
export function requirements(
  toml: TomlDocument,
  path: TomlPath,
  role: Role,
  group?: string,
): RequirementFact[] {
  return toml.strings(...path).map(({ value, path }) =>
    requirementFact(value, {
      location: toml.at(path),
      role,
      origin: 'manifest',
      format: FORMAT,
      ...(group !== undefined && { group }),
    }),
  );
}

/** A table of arrays of PEP 508 texts; each key names a group, and perhaps its role. */
export function groups(toml: TomlDocument, path: TomlPath, otherwise: Role): RequirementFact[] {
  return toml
    .keys(...path)
    .flatMap((group) => requirements(toml, [...path, group], roleOfName(group, otherwise), group));
}

/** A PEP 440 set that an installer checks before it installs the project. */
export function pythonRequirement(toml: TomlDocument, path: TomlPath): Evidence[] {
  const specifier = toml.string(...path);
  if (specifier === undefined) return [];
  return [
    {
      kind: 'python',
      specifier,
      strength: 'requires',
      source: 'requires-python',
      location: toml.entryAt(path),
    },
  ];
}

/** The classifiers that name a version of Python. */
export function classifiers(toml: TomlDocument, path: TomlPath): Evidence[] {
  return toml.strings(...path).flatMap(({ value, path }) => classifierFact(value, toml.at(path)) ?? []);
}

/** A table of entry points: a name for each object reference. */
export function scripts(toml: TomlDocument, path: TomlPath, source: string): Evidence[] {
  return toml.keys(...path).flatMap((name): Evidence[] => {
    const value = toml.get(...path, name);
    const command = isTable(value) ? (value['reference'] ?? value['callable']) : value;
    if (typeof command !== 'string') return [];
    return [{ kind: 'entry-point', source, command, name, location: toml.entryAt([...path, name]) }];
  });
}

/** Files that hold requirements, named instead of listing these. */
export function includes(toml: TomlDocument, path: TomlPath, role: Role): Evidence[] {
  return toml.strings(...path).map(({ value, path }) => ({
    kind: 'include',
    target: repositoryPath(folderOf(toml.positions.file), value),
    as: 'requirements',
    role,
    required: true,
    location: toml.at(path),
  }));
}
