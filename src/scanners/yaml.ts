import { isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Document, Node } from 'yaml';
import type { UnreadableFact } from '../model/evidence.js';
import type { Location } from '../model/location.js';
import { nestsTooDeep } from './nesting.js';
import { Positions } from './positions.js';
import type { SourceFile } from './scanner.js';

/** Bigger files are no configuration that anybody writes, and the parser reads some 6 MB per second. */
const MAX_LENGTH = 4_000_000;

/** So many aliases are followed; each costs a walk over the document, and a hostile file may hold any number. */
const MAX_ALIASES = 100;

/** So many indicators that open a level may follow each other closely. */
const MAX_INDICATORS = 100;

/** A YAML file that was read: nodes with their places. */
export class YamlDocument {
  readonly root: YamlNode;
  readonly positions: Positions;
  /** What could not be read, with the parser's own words and line. */
  readonly problems: readonly UnreadableFact[];

  constructor(positions: Positions, document: Document | undefined, problems: UnreadableFact[]) {
    this.positions = positions;
    this.problems = problems;
    let aliases = 0;
    const follow = (node: unknown): unknown => {
      if (!isAlias(node)) return node;
      return document === undefined || ++aliases > MAX_ALIASES ? undefined : node.resolve(document);
    };
    this.root = new YamlNode(document?.contents, positions, follow);
  }
}

/** One node of a YAML file, or nothing: asking nothing for its parts gives nothing. */
export class YamlNode {
  readonly #node: unknown;
  readonly #positions: Positions;
  readonly #follow: (node: unknown) => unknown;
  readonly #key: unknown;

  constructor(node: unknown, positions: Positions, follow: (node: unknown) => unknown, key?: unknown) {
    this.#node = follow(node);
    this.#positions = positions;
    this.#follow = follow;
    this.#key = key;
  }

  /** Whether anything stands here. */
  get exists(): boolean {
    return this.#node != null;
  }

  get isMap(): boolean {
    return isMap(this.#node);
  }

  get isList(): boolean {
    return isSeq(this.#node);
  }

  /** A scalar as written (`3.10` stays `3.10`), without quotation marks; undefined for anything else and for null. */
  get text(): string | undefined {
    if (!isScalar(this.#node) || this.#node.value === null) return undefined;
    return this.#node.source ?? String(this.#node.value);
  }

  /** The values of a map in their order. */
  get entries(): { key: string; value: YamlNode }[] {
    if (!isMap(this.#node)) return [];
    return this.#node.items.flatMap((pair) => {
      const key = isScalar(pair.key) ? (pair.key.source ?? String(pair.key.value)) : undefined;
      return key === undefined ? [] : [{ key, value: this.#wrap(pair.value, pair.key) }];
    });
  }

  /** The elements of a list in their order. */
  get items(): YamlNode[] {
    return isSeq(this.#node) ? this.#node.items.map((item) => this.#wrap(item)) : [];
  }

  /** The value at the end of a way of keys; a node that does not exist where the way ends early. */
  get(...keys: string[]): YamlNode {
    let place: unknown = this.#node;
    let name: unknown;
    for (const key of keys) {
      const pair = isMap(place)
        ? place.items.find((p) => isScalar(p.key) && (p.key.source ?? String(p.key.value)) === key)
        : undefined;
      name = pair?.key;
      place = this.#follow(pair?.value);
    }
    return this.#wrap(place, name);
  }

  /** The texts of a list of scalars, or of the one scalar that stands here, each with its node. */
  get texts(): { text: string; node: YamlNode }[] {
    const nodes = this.isList ? this.items : [this.#wrap(this.#node, this.#key)];
    return nodes.flatMap((node) => (node.text === undefined ? [] : [{ text: node.text, node }]));
  }

  /** Where the node stands: a scalar's own text; a map or list from its first character. */
  get location(): Location {
    const range = (this.#node as Node | undefined)?.range;
    if (range == null) return this.keyLocation;
    const quoted = isScalar(this.#node) && /^QUOTE_/.test(String(this.#node.type)) ? 1 : 0;
    return this.#positions.at(range[0] + quoted, range[1] - quoted);
  }

  /** Where the key stands that names this node; the node itself where it has none. */
  get keyLocation(): Location {
    const range = (this.#key as Node | undefined)?.range;
    if (range != null) return this.#positions.at(range[0], range[1]);
    const own = (this.#node as Node | undefined)?.range;
    return own == null ? { file: this.#positions.file, line: 1 } : this.#positions.at(own[0]);
  }

  #wrap(node: unknown, key?: unknown): YamlNode {
    return new YamlNode(node, this.#positions, this.#follow, key);
  }
}

/**
 * Reads the first document of a YAML file. Never throws: syntax errors become `problems`, and what could be read
 * nevertheless stays readable. `format` names the reader in those facts. Tags that nobody knows (`!Ref`) are ignored.
 */
export function readYaml(file: SourceFile, format: string): YamlDocument {
  const text = file.text.replace(/^\uFEFF/, '');
  const positions = new Positions(file.path, text);
  const problem = (message: string, offset: number): UnreadableFact => {
    const location = positions.at(Math.min(offset, text.length));
    const line = positions.line(location.line).trim();
    return { kind: 'unreadable', format, message, location, ...(line && { text: line }) };
  };
  if (text.length > MAX_LENGTH)
    return new YamlDocument(positions, undefined, [problem('too big to be read', 0)]);
  if (nestsTooDeep(text) || indicatorsNest(text))
    return new YamlDocument(positions, undefined, [problem('nested too deep', 0)]);
  try {
    const document = parseFirst(text);
    // One line says that the file is broken; a hundred lines from the same slip say no more. Further documents are none.
    const errors = document.errors.filter((error) => error.code !== 'MULTIPLE_DOCS');
    const problems = errors.slice(0, 1).map((error) => problem(error.message, error.pos[0]));
    return new YamlDocument(positions, document, problems);
  } catch (error) {
    return new YamlDocument(positions, undefined, [
      problem(error instanceof Error ? error.message : String(error), 0),
    ]);
  }
}

/** `- - - …` and `? ? …`: each opens a level without a bracket. Depth by indentation alone costs a line for each level. */
function indicatorsNest(text: string): boolean {
  let run = 0;
  let last = -1;
  for (const { index } of text.matchAll(/[-?:](?=[ \t])/g)) {
    run = last >= 0 && index - last <= 8 ? run + 1 : 0;
    if (run > MAX_INDICATORS) return true;
    last = index;
  }
  return false;
}

function parseFirst(text: string): Document {
  return parseDocument(text, {
    prettyErrors: false,
    logLevel: 'silent',
    strict: false,
    uniqueKeys: false,
    keepSourceTokens: false,
  });
}
