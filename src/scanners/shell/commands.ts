import { posix } from 'node:path';
import { parse } from 'unbash';
import type {
  Assignment,
  Command,
  CompoundList,
  ParsedScript,
  Redirection,
  Statement,
  SyntaxNode,
  Word,
} from 'unbash';
import { excerptAt, partOf, type Excerpt } from '../excerpt.js';
import type { ShellAssignment, ShellCommand, ShellRedirect, ShellWord } from './command.js';
import { enterFolder } from './folders.js';
import { programName } from './options.js';
import { expandWord, type Variables } from './words.js';
import { isShell, unwrap } from './wrappers.js';

/** What is known before the text begins. */
export interface ShellSurroundings {
  /** Variables with their values. */
  variables?: ReadonlyMap<string, string>;
  /** The folder in which the text runs; '' (the repository) unless said otherwise. */
  directory?: string;
  /** The folder of the script itself, which `cd "$(dirname "$0")"` enters. */
  scriptFolder?: string;
}

const MAX_TEXT = 1_000_000;
const MAX_BRACKETS = 200;
const MAX_SHELLS = 4;

/** Builtins after which a variable stays set. */
const ASSIGNERS = new Set([':', 'export', 'declare', 'readonly', 'local', 'typeset']);

/** Bounds on what is remembered: `A=$A$A` doubles a value, and every subshell copies all of them. */
const MAX_VALUE = 10_000;
const MAX_VARIABLES = 500;

/**
 * Whether the parser can be trusted with a text: it takes quadratic time on deeply nested substitutions, which no
 * honest script has.
 */
export function isParsable(text: string): boolean {
  if (text.length > MAX_TEXT) return false;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 40 && ++depth > MAX_BRACKETS) return false;
    if (c === 41 && depth > 0) depth--;
  }
  return true;
}

/**
 * Lists the simple commands of a shell text in the order in which they are written, those inside compound commands,
 * substitutions and `bash -c "…"` included. Never throws: a text that is no shell gives what could be made of it,
 * and one that is not parsable (`isParsable`) nothing.
 */
export function commandsIn(excerpt: Excerpt, surroundings: ShellSurroundings = {}): ShellCommand[] {
  const reader = new CommandReader(surroundings);
  reader.read(excerpt, 0);
  // What a function does stands in its body; its name is no program.
  return reader.commands.filter(({ argv }) => !reader.functions.has(argv[0]!.value));
}

class CommandReader {
  readonly commands: ShellCommand[] = [];
  readonly functions = new Set<string>();
  #variables: Variables;
  #directory: string | undefined;
  #previousDirectory: string | undefined;
  readonly #scriptFolder: string | undefined;
  #conditions = 0;

  constructor({ variables, directory = '', scriptFolder }: ShellSurroundings) {
    this.#variables = new Map(variables);
    this.#directory = directory;
    this.#scriptFolder = scriptFolder;
  }

  read(excerpt: Excerpt, shells: number): void {
    if (!isParsable(excerpt.text) || shells > MAX_SHELLS) return;
    this.#statements(parse(excerpt.text), excerpt, shells);
  }

  #statements(list: CompoundList | ParsedScript, excerpt: Excerpt, shells: number): void {
    for (const statement of list.commands) this.#node(statement, excerpt, shells);
  }

  // The parser bounds its own nesting, and with it the depth of this recursion.
  #node(
    node: Statement | SyntaxNode | undefined,
    excerpt: Excerpt,
    shells: number,
    pipeline: object = {},
  ): void {
    if (!node) return;
    const list = (body: CompoundList | undefined): void => {
      if (body) this.#statements(body, excerpt, shells);
    };
    switch (node.type) {
      case 'Statement':
        return this.#node(node.command, excerpt, shells, pipeline);
      case 'AndOr':
        node.commands.forEach((command, i) => {
          // After `a || b` only one of both runs, yet the folder that `a` entered is the one that people mean.
          const either = i > 0 && node.operators[i - 1] === '||';
          if (either) this.#conditionally(() => this.#node(command, excerpt, shells));
          else this.#node(command, excerpt, shells);
        });
        return;
      case 'Pipeline':
        for (const command of node.commands) this.#node(command, excerpt, shells, pipeline);
        return;
      case 'Redirected':
        return this.#node(node.command, excerpt, shells, pipeline);
      case 'If':
        list(node.clause);
        this.#conditionally(() => {
          list(node.then);
          for (const branch of node.elif) {
            list(branch.clause);
            list(branch.then);
          }
          list(node.else);
        });
        return;
      case 'For':
      case 'Select':
        this.#variables.delete(node.name.value);
        return list(node.body);
      case 'ArithmeticFor':
      case 'BraceGroup':
        return list(node.body);
      case 'While':
        list(node.clause);
        return list(node.body);
      case 'Function':
      case 'Coproc': {
        if (node.type === 'Function') this.functions.add(node.name.value);
        const body = node.body;
        this.#inSubshell(() => this.#conditionally(() => this.#body(body, excerpt, shells)));
        return;
      }
      case 'Subshell':
        this.#inSubshell(() => list(node.body));
        return;
      case 'Case':
        this.#conditionally(() => {
          for (const item of node.items) list(item.body);
        });
        return;
      case 'Command':
        return this.#command(node, excerpt, shells, pipeline);
      default:
    }
  }

  #body(node: SyntaxNode, excerpt: Excerpt, shells: number): void {
    if (node.type === 'CompoundList') this.#statements(node, excerpt, shells);
    else this.#node(node, excerpt, shells);
  }

  #conditionally(act: () => void): void {
    this.#conditions++;
    act();
    this.#conditions--;
  }

  #inSubshell(act: () => void): void {
    const variables = this.#variables;
    const directory = this.#directory;
    this.#variables = new Map(variables);
    act();
    this.#variables = variables;
    this.#directory = directory;
  }

  #command(node: Command, excerpt: Excerpt, shells: number, pipeline: object): void {
    const words: ShellWord[] = [];
    const assignments: ShellAssignment[] = [];
    if (node.name) words.push(this.#word(node.name, excerpt, shells));
    for (const prefix of node.prefix) {
      if (prefix.type === 'Assignment') assignments.push(this.#assignment(prefix, excerpt, shells));
    }
    for (const argument of node.args) {
      if (argument.type === 'Word') words.push(this.#word(argument, excerpt, shells));
      else {
        assignments.push(this.#assignment(argument, excerpt, shells));
        words.push({
          value: argument.text,
          start: argument.pos,
          end: argument.end,
          quoted: false,
          dynamic: false,
        });
      }
    }
    // A bare assignment is the command that does nothing, with that assignment.
    if (words.length === 0 && assignments.length > 0) {
      words.push({ value: ':', start: node.pos, end: node.end, quoted: false, dynamic: false });
    }
    const { argv, script } = unwrap(words);
    const first = argv[0];
    const name = first && programName(first.value);
    if (name !== undefined && ASSIGNERS.has(name)) {
      for (const assignment of assignments) this.#assign(assignment);
    }
    if (script) this.#script(script, excerpt, shells);
    else if (name !== undefined && isShell(name)) this.#hereDocuments(node.redirects, excerpt, shells);
    if (!first) return;
    const { redirects, input } = redirections(node.redirects);
    this.commands.push({
      argv,
      assignments,
      redirects,
      input,
      directory: this.#directory,
      pipeline,
      conditional: this.#conditions > 0,
      excerpt,
    });
    if (name === 'cd' || name === 'pushd') this.#enter(argv[1]);
    else if (name === 'popd') this.#directory = this.#previousDirectory;
  }

  #word(word: Word, excerpt: Excerpt, shells: number): ShellWord {
    const { value, dynamic, scripts } = expandWord(word, this.#variables);
    for (const { script, start, end } of scripts) {
      // Escaped backticks have a text of their own, in which positions count.
      const inner = script.source === undefined ? excerpt : excerptAt(script.source, excerpt.at(start, end));
      this.#inSubshell(() => this.#statements(script, inner, shells));
    }
    const quoted = word.text.includes('"') || word.text.includes("'");
    return { value, start: word.pos, end: word.end, quoted, dynamic };
  }

  #assignment(node: Assignment, excerpt: Excerpt, shells: number): ShellAssignment {
    const place = { name: node.name, start: node.pos, end: node.end };
    if (node.value.type === 'ArrayValue') {
      for (const element of node.value.elements) this.#word(element, excerpt, shells);
      return { ...place, value: undefined };
    }
    const word = this.#word(node.value, excerpt, shells);
    return { ...place, value: word.dynamic || node.append || node.index ? undefined : word.value };
  }

  /** A value that is given only under a condition is known only if there is no other. */
  #assign({ name, value }: ShellAssignment): void {
    const other = this.#conditions > 0 && this.#variables.has(name) && this.#variables.get(name) !== value;
    if (value === undefined || other || value.length > MAX_VALUE) this.#variables.delete(name);
    else if (this.#variables.size < MAX_VARIABLES) this.#variables.set(name, value);
  }

  /** `bash -c "…"`: where the text stands as it is, its words can be pointed at exactly. */
  #script(word: ShellWord, excerpt: Excerpt, shells: number): void {
    const offset = excerpt.text.slice(word.start, word.end).indexOf(word.value);
    const inner =
      offset < 0
        ? excerptAt(word.value, excerpt.at(word.start, word.end))
        : partOf(excerpt, word.start + offset, word.start + offset + word.value.length);
    this.#inSubshell(() => this.read(inner, shells + 1));
  }

  /** `bash <<EOF`: the here-document is a script. */
  #hereDocuments(redirects: readonly Redirection[], excerpt: Excerpt, shells: number): void {
    for (const redirect of redirects) {
      if (redirect.type !== 'HereDoc') continue;
      const body = partOf(excerpt, redirect.body.pos, redirect.body.end);
      this.#inSubshell(() => this.read(body, shells + 1));
    }
  }

  #enter(target: ShellWord | undefined): void {
    const previous = this.#directory;
    if (target?.value === '-') this.#directory = this.#previousDirectory;
    else if (
      target?.dynamic &&
      /\bdirname\b.*(?:\$0|BASH_SOURCE)|\$\{(?:0|BASH_SOURCE(?:\[0\])?)%\/\*\}$/.test(target.value)
    ) {
      this.#directory = this.#scriptFolder;
    } else if (!target || target.dynamic || target.value.startsWith('~')) this.#directory = undefined;
    else if (posix.isAbsolute(target.value)) this.#directory = posix.normalize(target.value);
    else if (previous !== undefined) this.#directory = enterFolder(previous, target.value);
    this.#previousDirectory = previous;
  }
}

function redirections(nodes: readonly Redirection[]): { redirects: ShellRedirect[]; input: string[] } {
  const redirects: ShellRedirect[] = [];
  const input: string[] = [];
  for (const node of nodes) {
    if (node.type === 'HereDoc') input.push(node.body.text);
    else if (node.type === 'HereString') input.push(node.target?.value ?? '');
    else {
      redirects.push({
        operator: node.operator,
        target: node.target?.value ?? '',
        start: node.pos,
        end: node.end,
      });
    }
  }
  return { redirects, input };
}
