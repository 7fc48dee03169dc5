import { chainText } from './chain-text.js';
import { BindingKind } from './facts.js';
import type { Facts, ImportRecord } from './facts.js';
import type { SyntaxFeatureName } from '../../model/python-source.js';
import type { SourceText } from './source-text.js';
import { Kind, LAST_NAME } from './tokens.js';

/** What `__future__` did not have in Python 2.7. */
const LATER_FUTURES: ReadonlyMap<string, SyntaxFeatureName> = new Map([
  ['annotations', 'future-annotations'],
  ['generator_stop', 'future-generator-stop'],
]);

/** Reads import statements. */
export class ImportReader {
  constructor(
    private readonly facts: Facts,
    private readonly text: SourceText,
  ) {}

  /** Reads `import a.b as c, d` from behind its first word; gives the token where it ends. */
  readImport(from: number, end: number): number {
    const { facts, text } = this;
    const { kind } = facts.tokens;
    let i = from;
    for (;;) {
      if (i >= end || kind[i]! > LAST_NAME) return this.broken(i);
      const last = this.dottedEnd(i);
      const record = this.record(chainText(facts.tokens, text, i, last), 0, i, last);
      let bound = i;
      i = last + 1;
      if (kind[i] === Kind.As && kind[i + 1]! <= LAST_NAME) {
        bound = i + 1;
        record.alias = this.word(bound);
        i += 2;
      }
      this.add(record, bound);
      if (kind[i] !== Kind.Comma || i >= end) return i;
      i++;
    }
  }

  /** Reads `from a import b as c` from behind its first word; gives the token where it ends. */
  readFrom(from: number, end: number): number {
    const { facts, text } = this;
    const { kind } = facts.tokens;
    let level = 0;
    let i = from;
    for (; kind[i] === Kind.Dot || kind[i] === Kind.Ellipsis; i++) level += kind[i] === Kind.Dot ? 1 : 3;
    let module = '';
    const moduleToken = i;
    if (kind[i]! <= LAST_NAME) {
      const last = this.dottedEnd(i);
      module = chainText(facts.tokens, text, i, last);
      i = last + 1;
    }
    if (kind[i] !== Kind.Import || (module === '' && level === 0)) return this.broken(i);
    const source = { moduleToken, lastModuleToken: Math.max(moduleToken, i - 1) };
    i++;
    if (kind[i] === Kind.Star) {
      this.add({ ...this.record(module, level, i, i, '*'), ...source }, -1);
      if (facts.scopeInFunction[facts.scope]) facts.feature('star-import-in-function', i);
      return i + 1;
    }
    const inBrackets = kind[i] === Kind.OpenParen;
    if (inBrackets) i++;
    for (;;) {
      if (i >= end || kind[i]! > LAST_NAME) {
        if (inBrackets && kind[i] === Kind.CloseParen && kind[i - 1] === Kind.Comma) return i + 1;
        return this.broken(i);
      }
      const record = { ...this.record(module, level, i, i, this.word(i)), ...source };
      let bound = i++;
      if (kind[i] === Kind.As && kind[i + 1]! <= LAST_NAME) {
        bound = i + 1;
        record.alias = this.word(bound);
        i += 2;
      }
      this.add(record, bound);
      if (kind[i] === Kind.Comma && i < end) {
        i++;
        continue;
      }
      return inBrackets && kind[i] === Kind.CloseParen ? i + 1 : i;
    }
  }

  private broken(token: number): number {
    this.facts.fail(token, 'an import statement that says nothing to import');
    return token;
  }

  private record(
    module: string,
    level: number,
    token: number,
    lastToken: number,
    name?: string,
  ): ImportRecord {
    const { scope, guards } = this.facts;
    const record: ImportRecord = {
      module,
      level,
      token,
      lastToken,
      moduleToken: token,
      lastModuleToken: lastToken,
      scope,
      guards,
    };
    if (name !== undefined) record.name = name;
    return record;
  }

  private add(record: ImportRecord, bound: number): void {
    const { facts } = this;
    if (bound >= 0) facts.bind(bound, BindingKind.FirstImport + facts.imports.length);
    facts.imports.push(record);
    if (record.module !== '__future__' || record.name === undefined) return;
    facts.futureImports.add(record.name);
    const feature = LATER_FUTURES.get(record.name);
    if (feature !== undefined) facts.feature(feature, record.token);
  }

  private dottedEnd(first: number): number {
    const { kind } = this.facts.tokens;
    let last = first;
    this.checkName(last);
    while (kind[last + 1] === Kind.Dot && kind[last + 2]! <= LAST_NAME) {
      last += 2;
      this.checkName(last);
    }
    return last;
  }

  private checkName(token: number): void {
    const k: Kind = this.facts.tokens.kind[token]!;
    if (k === Kind.Async) this.facts.feature('async-as-name', token);
    if (k === Kind.Await) this.facts.feature('await-as-name', token);
  }

  private word(token: number): string {
    const { start, end } = this.facts.tokens;
    return this.text.slice(start[token]!, end[token]!);
  }
}
