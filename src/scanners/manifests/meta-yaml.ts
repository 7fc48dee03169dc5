import type { Evidence, Role } from '../../model/evidence.js';
import { condaSpecFacts } from '../conda-facts.js';
import { Positions } from '../positions.js';
import { baseName } from '../repository-path.js';
import type { Scanner } from '../scanner.js';

const FORMAT = 'meta.yaml';

/** Bigger files are no recipes that anybody wrote. */
const MAX_LENGTH = 500_000;

/** Longer lines hold no requirement; the bound keeps the expressions below cheap. */
const MAX_LINE = 1_000;

/** Sections of `requirements:` and what they are for; `build` and `host` make the package, `run` is what it needs. */
const ROLES = new Map<string, Role>([
  ['run', 'runtime'],
  ['host', 'build'],
  ['build', 'build'],
  ['requires', 'test'],
]);

/** conda's recipe: YAML with Jinja in it, so it is read line by line. */
export const metaYaml: Scanner = {
  format: FORMAT,
  matches: (path) => /^meta\.ya?ml$/.test(baseName(path)),
  scan(file) {
    const positions = new Positions(file.path, file.text.replace(/^\uFEFF/, '').slice(0, MAX_LENGTH));
    return recipeFacts(positions);
  },
};

function recipeFacts(positions: Positions): Evidence[] {
  const variables = new Map<string, string>();
  const facts: Evidence[] = [];
  const place = new KeyPath();
  let isRecipe = false;
  let verified: boolean | undefined;
  for (let number = 1; number <= positions.lineCount; number++) {
    const written = positions.line(number);
    if (written.length > MAX_LINE) continue;
    const set = /^\s*\{%-?\s*set\s+(\w+)\s*=\s*(?:"([^"%]*)"|'([^'%]*)'|([^"'%]*))/.exec(written);
    if (set !== null) variables.set(set[1]!, (set[2] ?? set[3] ?? set[4]!.replace(/-$/, '')).trim());
    // A comment holds a selector (`# [win]`), which says for which platform the line counts.
    const text = written.replace(/(^|\s)#.*$/, '').trimEnd();
    const item = /^(\s*)-\s+(.+)$/.exec(text);
    const key = /^(\s*)(?:-\s+)?([\w-]+):(?:\s+(.*))?$/.exec(text);
    if (key !== null) {
      place.enterKey(key[1]!.length, key[2]!);
      isRecipe ||= place.is('package') || place.is('requirements');
    } else if (item !== null) {
      place.enterItem(item[1]!.length);
    }
    const value = (key?.[3] ?? item?.[2] ?? '').replace(/^["']|["']$/g, '');
    if (value === '') continue;
    const start = positions.offset(number) + written.indexOf(value);
    const location = positions.at(start, start + value.length);
    const expanded = expand(value, variables);
    const role = item === null ? undefined : requirementRole(place);
    if (expanded === '') continue;
    if (role !== undefined) {
      const context = { location, role, origin: 'manifest', format: FORMAT, text: written.trim() } as const;
      facts.push(...condaSpecFacts(expanded, context));
    } else if (place.is('source', 'url')) {
      facts.push({
        kind: 'download',
        url: expanded,
        via: FORMAT,
        verified: (verified ??= hasChecksum(positions)),
        location,
      });
    } else if (place.is('source', 'git_url')) {
      facts.push({ kind: 'download', url: expanded, via: 'git', location });
    } else if (place.is('package', 'name')) {
      facts.unshift({ kind: 'project', format: FORMAT, name: expanded, location });
    }
  }
  return isRecipe ? facts : [];
}

/** The keys around a line, by indentation. */
class KeyPath {
  #keys: { indent: number; key: string }[] = [];

  enterKey(indent: number, key: string): void {
    this.#keys = this.#keys.filter((around) => around.indent < indent);
    this.#keys.push({ indent, key });
  }

  /** A list may stand at the indentation of its own key. */
  enterItem(indent: number): void {
    this.#keys = this.#keys.filter((around) => around.indent <= indent);
  }

  is(...keys: string[]): boolean {
    return this.#keys.length === keys.length && keys.every((key, index) => this.#keys[index]?.key === key);
  }
}

function requirementRole(place: KeyPath): Role | undefined {
  if (place.is('test', 'requires')) return 'test';
  for (const [section, role] of ROLES) if (place.is('requirements', section)) return role;
  return undefined;
}

/** Replaces `{{ name }}` where the recipe sets it, and a pin to another package by its name; other expressions go. */
function expand(text: string, variables: ReadonlyMap<string, string>): string {
  return text
    .replace(/\{\{([^{}]*)\}\}/g, (_, written: string) => {
      const expression = written.trim();
      const pinned = /^pin_(?:compatible|subpackage)\(\s*['"]([\w.-]+)['"]/.exec(expression)?.[1];
      if (pinned !== undefined) return pinned;
      const [name = '', filter] = expression.split('|').map((part) => part.trim());
      const value = variables.get(name) ?? '';
      return filter === 'lower' ? value.toLowerCase() : value;
    })
    .trim();
}

function hasChecksum(positions: Positions): boolean {
  return /^[ \t]*(?:-[ \t]*)?(?:sha256|md5):/m.test(positions.text);
}
