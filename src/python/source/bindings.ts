import { BindingKind, ScopeKind } from './facts.js';
import type { Facts, ImportRecord } from './facts.js';
import { hashText } from './tokens.js';
import type { TokenBuffer } from './tokens.js';

/** What one scope does to one name. */
interface ScopeBinding {
  imports: ImportRecord[];
  /** The first token after the last import that gives it another value. */
  firstValueAfter: number;
}

interface BoundName {
  /** A token with the name, to tell it from another of the same hash. */
  token: number;
  scopes: Map<number, ScopeBinding>;
  /** Scopes in which `global` moves the name to the module. */
  globals: Set<number>;
}

/** The ranges in which comprehensions and lambdas hide a name: sorted by first token, with the furthest end so far. */
interface Shadows {
  from: number[];
  to: number[];
}

/** What a name stands for: imports, something else that the file binds, or nothing that the file binds. */
export type Meaning = readonly ImportRecord[] | 'bound' | 'unbound';

/** More imports under one name than this are not code that somebody wrote. */
const MAX_ALTERNATIVES = 8;

const BLOOM = 4096;
const bloomSlot = (hash: number): number => (hash ^ (hash >>> 12)) & (BLOOM - 1);

/** Tells what names mean at their place, by the rules of Python's scopes. Knows the names that matter and no others. */
export class Bindings {
  private readonly names = new Map<number, BoundName>();
  private readonly bloom = new Uint8Array(BLOOM);
  private readonly shadows = new Map<number, Shadows>();
  private readonly tokens: TokenBuffer;

  /** `builtins` are names to be looked at although nothing imports them. */
  constructor(
    private readonly facts: Facts,
    builtins: readonly string[],
  ) {
    this.tokens = facts.tokens;
    for (const name of builtins) this.bloom[bloomSlot(hashText(name))] = 1;
    this.findImported();
    this.addBindings();
    this.addShadows();
  }

  /** Tells in one look that a name neither is imported nor one of the built-ins. */
  mayMatter(token: number): boolean {
    return this.bloom[bloomSlot(this.tokens.data[token]!)] === 1;
  }

  /** Tells what the name at a token means where it is used in a scope. */
  meaning(token: number, scope: number): Meaning {
    const hash = this.tokens.data[token]!;
    if (this.isShadowed(hash, token)) return 'bound';
    const name = this.names.get(hash);
    if (name === undefined || !this.sameText(name.token, token)) return 'unbound';
    const { scopeParent, scopeKind } = this.facts;
    for (let s = scope; s >= 0; s = scopeParent[s]!) {
      const inClass = scopeKind[s] === ScopeKind.Class;
      if (inClass && s !== scope) continue;
      const binding = name.scopes.get(s);
      // The body of a class looks outside for what it has not bound yet
      if (inClass && binding?.imports.length === 0 && token < binding.firstValueAfter) continue;
      if (binding === undefined) {
        if (!name.globals.has(s)) continue;
        const global = name.scopes.get(0);
        return global === undefined ? 'unbound' : meaningOf(global, token, false);
      }
      return meaningOf(binding, token, s === scope);
    }
    return 'unbound';
  }

  private findImported(): void {
    const { data, length } = this.facts.bindings;
    for (let row = 0; row < length; row += 3) {
      const token = data[row]!;
      if (data[row + 2]! < BindingKind.FirstImport) continue;
      const hash = this.tokens.data[token]!;
      this.bloom[bloomSlot(hash)] = 1;
    }
  }

  private addBindings(): void {
    const { facts } = this;
    const { data, length } = facts.bindings;
    for (let row = 0; row < length; row += 3) {
      const token = data[row]!;
      if (!this.mayMatter(token)) continue;
      const scope = data[row + 1]!;
      const kind = data[row + 2]!;
      const name = this.name(token);
      if (name === undefined) continue;
      if (kind === BindingKind.Global) {
        name.globals.add(scope);
        continue;
      }
      const target = name.globals.has(scope) ? 0 : scope;
      let binding = name.scopes.get(target);
      if (binding === undefined) {
        binding = { imports: [], firstValueAfter: Infinity };
        name.scopes.set(target, binding);
      }
      if (kind >= BindingKind.FirstImport) {
        addAlternative(binding.imports, facts.imports[kind - BindingKind.FirstImport]!);
        binding.firstValueAfter = Infinity;
      } else if (kind === BindingKind.Value) {
        binding.firstValueAfter = Math.min(binding.firstValueAfter, token);
      }
    }
  }

  private name(token: number): BoundName | undefined {
    const hash = this.tokens.data[token]!;
    const known = this.names.get(hash);
    if (known !== undefined) return this.sameText(known.token, token) ? known : undefined;
    const name: BoundName = { token, scopes: new Map(), globals: new Set() };
    this.names.set(hash, name);
    return name;
  }

  private addShadows(): void {
    const { data, length } = this.facts.shadows;
    const ranges = new Map<number, [number, number][]>();
    for (let row = 0; row < length; row += 3) {
      const token = data[row]!;
      if (!this.mayMatter(token)) continue;
      const hash = this.tokens.data[token]!;
      const list = ranges.get(hash) ?? [];
      list.push([data[row + 1]!, data[row + 2]!]);
      ranges.set(hash, list);
    }
    for (const [hash, list] of ranges) {
      list.sort((a, b) => a[0] - b[0]);
      let furthest = -1;
      const to = list.map((range) => (furthest = Math.max(furthest, range[1])));
      this.shadows.set(hash, { from: list.map((range) => range[0]), to });
    }
  }

  private isShadowed(hash: number, token: number): boolean {
    const shadows = this.shadows.get(hash);
    if (shadows === undefined) return false;
    let low = 0;
    let high = shadows.from.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (shadows.from[middle]! <= token) low = middle + 1;
      else high = middle;
    }
    return low > 0 && shadows.to[low - 1]! > token;
  }

  private sameText(a: number, b: number): boolean {
    const { start, end } = this.tokens;
    const { bytes } = this.facts;
    const length = end[a]! - start[a]!;
    if (end[b]! - start[b]! !== length) return false;
    for (let i = 0; i < length; i++) if (bytes[start[a]! + i] !== bytes[start[b]! + i]) return false;
    return true;
  }
}

function addAlternative(known: ImportRecord[], record: ImportRecord): void {
  if (known.length >= MAX_ALTERNATIVES) return;
  const same = (other: ImportRecord): boolean =>
    other.module === record.module &&
    other.name === record.name &&
    other.level === record.level &&
    other.alias === record.alias;
  if (!known.some(same)) known.push(record);
}

/** `sameScope`: the use follows the bindings in the order of the text; from within a function any may have happened. */
function meaningOf(binding: ScopeBinding, token: number, sameScope: boolean): Meaning {
  if (binding.imports.length === 0) return 'bound';
  if (sameScope) return token < binding.firstValueAfter ? binding.imports : 'bound';
  return binding.firstValueAfter === Infinity ? binding.imports : 'bound';
}
