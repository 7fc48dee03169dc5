import { Bindings } from './bindings.js';
import { CHAIN, ChainFlag, Rows } from './facts.js';
import type { Facts, ImportRecord } from './facts.js';
import { formatBeginning, literalArgument, stringValue } from './literals.js';
import { GUARD_SHIFT, MEMBER, MemberFlag } from './member-table.js';
import type { SourceText } from './source-text.js';
import { placeKind } from './strings.js';
import { Kind, OLD_BUILTINS } from './tokens.js';
import type { TokenBuffer } from './tokens.js';
import type {
  Guard,
  MemberTable,
  PythonCall,
  PythonImport,
  PythonName,
  PythonReference,
  PythonString,
  Span,
} from '../../model/python-source.js';

/** Built-in functions whose literal argument is worth knowing. */
const CALLED_BUILTINS = ['open', 'file', 'execfile', '__import__'];
const IMPORTERS = new Set(['importlib.import_module', '__import__', 'builtins.__import__']);

/** Used again for every file. */
const MEMBER_ROWS = new Rows(1 << 14);
const MEMBER_KEYWORDS = new Rows(1 << 12);

/** Tokens after which the arguments of a call are no longer counted: counting must not cost more than reading. */
const LONGEST_COUNTED = 80;

/** Makes of the tokens that were noted what the caller reads: names resolved, text decoded, places counted out. */
export class Resolution {
  readonly imports: PythonImport[] = [];
  readonly references: PythonReference[] = [];
  readonly names: PythonName[] = [];
  readonly calls: PythonCall[] = [];
  readonly strings: PythonString[] = [];

  private readonly tokens: TokenBuffer;
  private readonly bindings: Bindings;
  private readonly memberRows = MEMBER_ROWS;
  private readonly memberKeywords = MEMBER_KEYWORDS;
  private readonly keywords: Map<number, number[]>;
  /** Guards of a reference that one of several imports stands behind, by the numbers of the two guard sets. */
  private readonly joinedGuards = new Map<string, readonly Guard[]>();

  constructor(
    private readonly facts: Facts,
    private readonly text: SourceText,
  ) {
    this.tokens = facts.tokens;
    this.memberRows.length = 0;
    this.memberKeywords.length = 0;
    this.bindings = new Bindings(facts, [...CALLED_BUILTINS, ...OLD_BUILTINS]);
    this.keywords = this.keywordsByCall();
    dropPointlessGuards(facts.guardSets);
    for (const record of facts.imports) this.addImport(record);
    this.readChains();
    if (this.imports.length > facts.imports.length) this.imports.sort((a, b) => byPlace(a.span, b.span));
    this.readStrings();
  }

  /** The members that were found, with what they need to be read later. */
  get members(): MemberTable {
    return {
      bytes: this.text.bytes,
      lineStarts: this.text.lineStarts,
      rows: this.memberRows.copy(),
      keywords: this.memberKeywords.copy(),
      guardSets: this.facts.guardSets,
    };
  }

  private span(first: number, last: number): Span {
    return this.text.span(this.tokens.start[first]!, this.tokens.end[last]!);
  }

  private word(token: number): string {
    return this.text.slice(this.tokens.start[token]!, this.tokens.end[token]!);
  }

  private keywordsByCall(): Map<number, number[]> {
    const { data, length } = this.facts.keywords;
    const byCall = new Map<number, number[]>();
    for (let i = 0; i < length; i += 2) {
      const list = byCall.get(data[i]!);
      if (list === undefined) byCall.set(data[i]!, [data[i + 1]!]);
      else list.push(data[i + 1]!);
    }
    return byCall;
  }

  private addImport(record: ImportRecord): void {
    const entry: PythonImport = {
      module: record.module,
      level: record.level,
      span: this.span(record.token, record.lastToken),
      moduleSpan: this.span(record.moduleToken, record.lastModuleToken),
      inFunction: this.facts.scopeInFunction[record.scope]!,
      guards: this.facts.guardSets[record.guards]!,
      dynamic: false,
    };
    if (record.name !== undefined) entry.name = record.name;
    if (record.alias !== undefined) entry.alias = record.alias;
    this.imports.push(entry);
  }

  private readChains(): void {
    const { bindings, facts } = this;
    const { data, length } = facts.chains;
    const { kind } = this.tokens;
    for (let row = 0; row < length; row += CHAIN.width) {
      const first = data[row + CHAIN.first]!;
      const flags = data[row + CHAIN.flags]!;
      const isOld = kind[first] === Kind.OldBuiltin;
      if ((flags & ChainFlag.anonymous) !== 0 || !(isOld || bindings.mayMatter(first))) {
        if (data[row + CHAIN.last] !== first) this.addMembers(row);
        continue;
      }
      const meaning = bindings.meaning(first, data[row + CHAIN.scope]!);
      if (typeof meaning === 'object') {
        for (const record of meaning) this.addReference(row, record, meaning.length > 1);
        continue;
      }
      if (data[row + CHAIN.last] !== first) this.addMembers(row);
      if (meaning === 'bound') continue;
      if (isOld) this.addName(row);
      const name = this.word(first);
      const called = (flags & ChainFlag.call) !== 0 && data[row + CHAIN.last] === first;
      if (called && CALLED_BUILTINS.includes(name))
        this.addCall(row, name, facts.guardSets[data[row + CHAIN.guards]!]!);
    }
  }

  private addMembers(row: number): void {
    const { facts, tokens } = this;
    const { data } = facts.chains;
    const first = data[row + CHAIN.first]!;
    const last = data[row + CHAIN.last]!;
    const flags = data[row + CHAIN.flags]!;
    const anonymous = (flags & ChainFlag.anonymous) !== 0;
    const receiver = anonymous ? -1 : tokens.start[first]!;
    const common =
      (data[row + CHAIN.guards]! << GUARD_SHIFT) |
      (facts.scopeInFunction[data[row + CHAIN.scope]!]! ? MemberFlag.inFunction : 0);
    const rows = this.memberRows;
    for (let token = anonymous ? first + 1 : first + 2; token <= last; token += 2) {
      let memberFlags = common;
      if (token === last) {
        if ((flags & ChainFlag.call) !== 0) memberFlags |= MemberFlag.call;
        if ((flags & ChainFlag.subscript) !== 0) memberFlags |= MemberFlag.subscript;
        if ((flags & ChainFlag.keywords) !== 0) {
          memberFlags |= MemberFlag.keywords;
          for (const keyword of this.keywords.get(row)!) {
            this.memberKeywords.push3(rows.length, tokens.start[keyword]!, tokens.end[keyword]!);
          }
        }
      }
      rows.reserve(MEMBER.width);
      const at = rows.length;
      rows.data[at + MEMBER.receiverStart] = receiver;
      rows.data[at + MEMBER.nameStart] = tokens.start[token]!;
      rows.data[at + MEMBER.nameEnd] = tokens.end[token]!;
      rows.data[at + MEMBER.nameHash] = tokens.data[token]!;
      rows.data[at + MEMBER.flags] = memberFlags;
      rows.length += MEMBER.width;
    }
  }

  private addReference(row: number, record: ImportRecord, ambiguous: boolean): void {
    const { facts } = this;
    const { data } = facts.chains;
    const first = data[row + CHAIN.first]!;
    const last = data[row + CHAIN.last]!;
    const flags = data[row + CHAIN.flags]!;
    if (first === last && ((flags & ChainFlag.call) === 0 || record.name === undefined)) return;
    let symbol = importedSymbol(record);
    for (let token = first + 2; token <= last; token += 2) symbol += `.${this.word(token)}`;
    const guards = ambiguous
      ? this.join(data[row + CHAIN.guards]!, record.guards)
      : facts.guardSets[data[row + CHAIN.guards]!]!;
    const reference: PythonReference = {
      symbol,
      span: this.span(first, last),
      inFunction: facts.scopeInFunction[data[row + CHAIN.scope]!]!,
      guards,
      call: (flags & ChainFlag.call) !== 0,
    };
    if (reference.call) {
      const keywords = (this.keywords.get(row) ?? []).map((token) => this.word(token));
      const total = this.argumentCount(last + 1);
      reference.arguments = { keywords };
      if (total !== undefined) reference.arguments.positional = Math.max(0, total - keywords.length);
    }
    if ((flags & ChainFlag.assigned) !== 0) reference.assigned = true;
    this.references.push(reference);
    if (reference.call) this.addCall(row, symbol, guards);
  }

  /** How many arguments a call has, from its opening bracket on; undefined for a long or broken one. */
  private argumentCount(open: number): number | undefined {
    const { kind } = this.tokens;
    let depth = 0;
    let count = 0;
    let isEmpty = true;
    for (let token = open; token < open + LONGEST_COUNTED; token++) {
      const k = kind[token];
      if (k === Kind.OpenParen || k === Kind.OpenBracket || k === Kind.OpenBrace) depth++;
      else if (k === Kind.CloseParen || k === Kind.CloseBracket || k === Kind.CloseBrace) {
        if (--depth === 0) return isEmpty ? count : count + 1;
      } else if (k === Kind.Comma && depth === 1) {
        count++;
        isEmpty = true;
        continue;
      }
      if (token > open) isEmpty = false;
    }
    return undefined;
  }

  /** The guards of the place and those of the import that would have to have run. */
  private join(place: number, imported: number): readonly Guard[] {
    const { guardSets } = this.facts;
    const key = `${place} ${imported}`;
    let guards = this.joinedGuards.get(key);
    if (guards === undefined) {
      const own = guardSets[place]!;
      guards = [...own, ...guardSets[imported]!.filter((guard) => !own.includes(guard))];
      this.joinedGuards.set(key, guards);
    }
    return guards;
  }

  private addName(row: number): void {
    const { facts } = this;
    const { data } = facts.chains;
    const first = data[row + CHAIN.first]!;
    const alone = data[row + CHAIN.last] === first;
    this.names.push({
      name: this.word(first),
      span: this.span(first, first),
      inFunction: facts.scopeInFunction[data[row + CHAIN.scope]!]!,
      guards: facts.guardSets[data[row + CHAIN.guards]!]!,
      call: alone && (data[row + CHAIN.flags]! & ChainFlag.call) !== 0,
    });
  }

  private addCall(row: number, symbol: string, guards: readonly Guard[]): void {
    const { facts } = this;
    const { data } = facts.chains;
    const token = data[row + CHAIN.last]! + 2;
    const literal = literalArgument(this.text, this.tokens, token);
    if (literal === undefined) return;
    const { argument, list, partial, lastToken } = literal;
    const inFunction = facts.scopeInFunction[data[row + CHAIN.scope]!]!;
    const span = this.span(token, lastToken);
    this.calls.push({ symbol, argument, list, partial, span, inFunction, guards });
    if (partial || list.length > 0 || !IMPORTERS.has(symbol)) return;
    const [, dots, module] = /^(\.{0,20})((?!\.)[\w.]*)$/.exec(argument) ?? [];
    if (!module) return;
    this.imports.push({
      module,
      level: dots!.length,
      span,
      moduleSpan: span,
      inFunction,
      guards,
      dynamic: true,
    });
  }

  private readStrings(): void {
    const { text, tokens, facts } = this;
    for (let i = 0; i < facts.strings.length; i++) {
      const token = facts.strings.data[i]!;
      const isFormat = tokens.kind[token] === Kind.FormatStart;
      const value = isFormat ? formatBeginning(text, tokens, token) : stringValue(text, tokens, token);
      const kind = placeKind(value);
      if (kind === undefined) continue;
      this.strings.push({ kind, value, span: this.span(token, isFormat ? tokens.partner[token]! : token) });
    }
  }
}

const byPlace = (a: Span, b: Span): number => a.line - b.line || a.column - b.column;

function importedSymbol({ module, level, name, alias }: ImportRecord): string {
  if (name !== undefined) return `${'.'.repeat(level)}${module}${module === '' ? '' : '.'}${name}`;
  if (alias !== undefined) return module;
  const dot = module.indexOf('.');
  return dot < 0 ? module : module.slice(0, dot);
}

/** A `try` without handlers (with `finally` alone) guards nothing; that it has none shows only at its end. */
function dropPointlessGuards(guardSets: Guard[][]): void {
  for (const [index, guards] of guardSets.entries()) {
    if (guards.some((guard) => guard.catches?.length === 0)) {
      guardSets[index] = guards.filter((guard) => guard.catches?.length !== 0);
    }
  }
}
