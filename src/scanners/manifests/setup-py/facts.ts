import type { Evidence, ProjectFact, RequirementFact, Role } from '../../../model/evidence.js';
import type { Positions } from '../../positions.js';
import { classifierFact } from '../../python-statement.js';
import { folderOf, repositoryPath } from '../../repository-path.js';
import { requirementFact } from '../../requirement-fact.js';
import { roleOfName } from '../../role.js';
import { entryPointFact } from '../entry-points.js';
import { splitExtraKey } from '../extra-key.js';
import { bothMarkers } from '../markers.js';
import { extensionFacts } from './extensions.js';
import { splitText } from './strings.js';
import type { Call, FileContent, Text, Value } from './values.js';

/** The format's name in evidence. */
export const FORMAT = 'setup.py';

/** More lists within one list are nobody's requirements; the bound also bounds how deep they may lie. */
const MAX_LISTS = 500;

/** What a call of `setup()` says. */
export function setupFacts(call: Call, positions: Positions): Evidence[] {
  const reader = new SetupCall(call, positions);
  const facts = [
    ...reader.requirements('install_requires', 'runtime'),
    ...reader.requirements('setup_requires', 'build'),
    ...reader.extras(),
    ...reader.requirements('tests_require', 'test'),
    ...reader.python(),
    ...reader.classifiers(),
    ...reader.entryPoints(),
    ...reader.dependencyLinks(),
    ...extensionFacts(call, positions),
  ];
  return [reader.project(), ...facts];
}

interface RequirementPlace {
  role: Role;
  group?: string;
  marker?: string;
}

class SetupCall {
  /** Arguments of which something stays unknown without running the code. */
  readonly #dynamic = new Set<string>();
  /** Where requirements were read: a list that two arguments share is stated once. */
  readonly #seen = new Set<string>();

  constructor(
    readonly call: Call,
    readonly positions: Positions,
  ) {}

  value(argument: string): Value | undefined {
    return this.call.arguments.keywords.get(argument)?.value;
  }

  /** Comes last, when all that stays unknown is known. */
  project(): ProjectFact {
    const packages = [...this.#texts('packages'), ...this.#texts('py_modules')].map(({ value }) => value);
    return {
      kind: 'project',
      format: FORMAT,
      name: this.#text('name')?.value,
      version: this.#text('version')?.value,
      packages: packages.length > 0 ? [...new Set(packages)] : undefined,
      setupArguments: [...this.call.arguments.keywords].map(([name, { key }]) => ({
        name,
        location: this.positions.at(key.start, key.end),
      })),
      dynamic: this.#dynamic.size > 0 ? [...this.#dynamic] : undefined,
      location: this.positions.at(this.call.start, this.call.start + this.call.name.length),
    };
  }

  requirements(argument: string, role: Role): Evidence[] {
    const value = this.value(argument);
    return value === undefined ? [] : this.#requirementsIn(argument, value, { role });
  }

  extras(): Evidence[] {
    const extras = this.value('extras_require');
    if (extras === undefined) return [];
    if (extras.kind !== 'dictionary') {
      this.#dynamic.add('extras_require');
      return [];
    }
    return [...extras.entries].flatMap(([key, { value }]) => {
      const { extra, marker } = splitExtraKey(key);
      const role = extra === undefined ? 'runtime' : roleOfName(extra, 'optional');
      return this.#requirementsIn('extras_require', value, { role, group: extra, marker });
    });
  }

  python(): Evidence[] {
    const text = this.#text('python_requires');
    if (text === undefined) return [];
    const location = this.positions.at(text.start, text.end);
    return [
      { kind: 'python', specifier: text.value, strength: 'requires', source: 'python_requires', location },
    ];
  }

  classifiers(): Evidence[] {
    return this.#texts('classifiers').flatMap((text) => {
      return classifierFact(text.value, this.positions.at(text.start, text.end)) ?? [];
    });
  }

  entryPoints(): Evidence[] {
    const scripts = this.#texts('scripts').map((text): Evidence => {
      const location = this.positions.at(text.start, text.end);
      return { kind: 'entry-point', source: 'scripts', command: text.value, location };
    });
    return [...scripts, ...this.#entryPointGroups()];
  }

  dependencyLinks(): Evidence[] {
    return this.#texts('dependency_links').map((text) => ({
      kind: 'index',
      option: 'find-links',
      value: text.value,
      location: this.positions.at(text.start, text.end),
    }));
  }

  #entryPointGroups(): Evidence[] {
    const value = this.value('entry_points');
    if (value?.kind === 'dictionary') {
      return [...value.entries].flatMap(([group, entry]) => {
        return textsIn(entry.value).flatMap((text) => this.#entryPoint(group, text));
      });
    }
    // The same as the text of an INI file.
    let group = '';
    return (value === undefined ? [] : textsIn(value)).flatMap((text) => {
      const header = /^\[(.+)\]$/.exec(text.value)?.[1];
      if (header === undefined) return this.#entryPoint(group, text);
      group = header.trim();
      return [];
    });
  }

  #entryPoint(group: string, text: Text): Evidence[] {
    const fact = entryPointFact(group, text.value, this.positions.at(text.start, text.end));
    return fact === undefined ? [] : [fact];
  }

  #requirementsIn(argument: string, value: Value, place: RequirementPlace): Evidence[] {
    return leavesOf(value).flatMap((leaf): Evidence[] => {
      if (leaf.kind !== 'text' && leaf.kind !== 'file') {
        this.#dynamic.add(argument);
        return [];
      }
      const key = `${leaf.start} ${leaf.kind === 'text' ? leaf.value : leaf.path}`;
      if (this.#seen.has(key)) return [];
      this.#seen.add(key);
      return [leaf.kind === 'text' ? this.#requirement(leaf, place) : this.#include(leaf, place)];
    });
  }

  #requirement(text: Text, { role, group, marker }: RequirementPlace): RequirementFact {
    const location = this.positions.at(text.start, text.end);
    const fact = requirementFact(text.value, { location, role, group, origin: 'manifest', format: FORMAT });
    const inherited = bothMarkers(marker, text.marker);
    return {
      ...fact,
      ...(text.incomplete && { specifier: '', problems: ['a part of it is computed when setup.py runs'] }),
      marker: bothMarkers(fact.marker, inherited),
    };
  }

  #include(file: FileContent, { role }: RequirementPlace): Evidence {
    return {
      kind: 'include',
      target: repositoryPath(folderOf(this.positions.file), file.path),
      as: 'requirements',
      role,
      required: true,
      location: this.positions.at(file.start, file.end),
    };
  }

  /** A plain text; notes the argument as unknown where it is given and is none. */
  #text(argument: string): Text | undefined {
    const value = this.value(argument);
    if (value === undefined) return undefined;
    if (value.kind === 'text' && !value.incomplete) return value;
    this.#dynamic.add(argument);
    return undefined;
  }

  #texts(argument: string): Text[] {
    const value = this.value(argument);
    return value === undefined ? [] : textsIn(value);
  }
}

/** The lines of all texts of a value. */
function textsIn(value: Value): Text[] {
  return leavesOf(value).filter((leaf) => leaf.kind === 'text' && !leaf.incomplete) as Text[];
}

/**
 * What lists within a value come to; a text of several lines comes to its lines. A list counts once, since a hostile
 * one may hold itself.
 */
function leavesOf(value: Value, seen = new Set<Value>()): Value[] {
  if (value.kind === 'text') return splitText(value, /\r?\n/);
  if (value.kind !== 'list') return [value];
  if (seen.has(value) || seen.size > MAX_LISTS) return [];
  seen.add(value);
  return value.items.flatMap((item) => leavesOf(item, seen));
}
