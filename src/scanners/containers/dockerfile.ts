import type { Evidence, Fact, IncludeFact } from '../../model/evidence.js';
import { cudaArchitectures } from '../cuda.js';
import { PiecedExcerpt, type Excerpt } from '../excerpt.js';
import { Positions } from '../positions.js';
import { baseName, folderOf, repositoryPath } from '../repository-path.js';
import type { Scanner, SourceFile } from '../scanner.js';
import type { CommandContext } from '../shell/command-context.js';
import { downloadUrl } from '../shell/downloads.js';
import { shellFacts } from '../shell/install-commands.js';
import { expandVariables, readVariables } from './docker-variables.js';
import { execForm, execFormAsShell, instructionsOf, type Instruction } from './dockerfile-instructions.js';
import { Stage } from './dockerfile-stage.js';
import { imageFacts } from './image.js';

const FORMAT = 'Dockerfile';

const NAME = /(?:^|\/)(?:[\w.-]*[._-])?(?:dockerfile|containerfile)(?:[._-][\w.-]*)?$/i;
/** Files about Dockerfiles, and templates, whose instructions only another program completes. */
const OTHER = /\.(?:md|rst|py|sh|ya?ml|json|toml|nix|j2|jinja2?|tmpl|tpl|erb|m4|dockerignore|lock|log)$/i;

/** Dockerfile, Containerfile, `Dockerfile.gpu`, `gpu.dockerfile`. */
export const dockerfile: Scanner = {
  format: FORMAT,
  matches: (path) => NAME.test(path) && !OTHER.test(path),
  scan: (file) => new DockerfileReader(file).read(),
};

const MAX_LENGTH = 1_000_000;
const MAX_ARGUMENTS = 500;

class DockerfileReader {
  readonly #facts: Evidence[] = [];
  readonly #positions: Positions;
  readonly #folder: string;
  /** The folder that the build starts in: the Dockerfile's own, or the root where a `COPY` names the way to it. */
  readonly #context: string;
  readonly #instructions: Instruction[];
  readonly #globals = new Map<string, string>();
  readonly #stages = new Map<string, Stage>();
  #stage: Stage | undefined;
  /** Set by `SHELL` to one whose language is not understood here. */
  #foreignShell = false;

  constructor(file: SourceFile) {
    this.#positions = new Positions(file.path, file.text.slice(0, MAX_LENGTH).replace(/^\uFEFF/, ''));
    this.#folder = folderOf(file.path);
    this.#instructions = instructionsOf(this.#positions);
    const namesOwnFolder = this.#instructions.some(
      ({ name, rest }) =>
        (name === 'COPY' || name === 'ADD') &&
        wordsOf(rest).some(({ value }) => value.replace(/^\.?\/+/, '').startsWith(this.#folder + '/')),
    );
    this.#context = namesOwnFolder ? '' : this.#folder;
  }

  read(): Evidence[] {
    const last = this.#instructions.findLastIndex(({ name }) => name === 'FROM');
    this.#instructions.forEach((instruction, i) => this.#instruction(instruction, i === last));
    return this.#facts;
  }

  #instruction(instruction: Instruction, final: boolean): void {
    const { name, rest } = instruction;
    if (instruction.unterminated) {
      this.#facts.push({
        kind: 'unreadable',
        format: FORMAT,
        message: 'a here-document has no end',
        ...this.#place(instruction),
      });
      return;
    }
    if (name === 'FROM') return this.#from(instruction, final);
    if (name === 'ARG') return this.#arg(rest.text);
    const stage = this.#stage;
    if (!stage) return;
    switch (name) {
      case 'ENV':
        return this.#env(instruction, stage);
      case 'WORKDIR':
        stage.workdir = joinAbsolute(stage.workdir, expandVariables(rest.text, stage.variables).text);
        return;
      case 'SHELL':
        this.#foreignShell = /powershell|pwsh|cmd/i.test(execForm(rest.text)?.[0] ?? '');
        return;
      case 'RUN':
        return this.#run(instruction, stage);
      case 'COPY':
      case 'ADD':
        return this.#copy(instruction, stage);
      case 'CMD':
      case 'ENTRYPOINT': {
        const command = execForm(rest.text)?.join(' ') ?? rest.text;
        this.#facts.push({ kind: 'entry-point', source: name, command, ...this.#place(instruction) });
        this.#shell(asShell(rest), stage);
        return;
      }
      default:
    }
  }

  #from(instruction: Instruction, final: boolean): void {
    const match = /^(\S+)(?:\s+as\s+(\S+))?/i.exec(instruction.rest.text);
    if (!match) return;
    const [, written, name] = match;
    const { text: reference, unresolved } = expandVariables(written!, this.#globals);
    const base = this.#stages.get(reference.toLowerCase());
    this.#stage = new Stage(base);
    this.#foreignShell = false;
    if (name !== undefined) this.#stages.set(name.toLowerCase(), this.#stage);
    if (base || reference === 'scratch') return;
    const platform = instruction.flags.get('platform');
    const place = { location: instruction.rest.at(0, written!.length), text: this.#text(instruction) };
    this.#facts.push(
      ...imageFacts(reference, 'base', place, FORMAT, {
        ...(name === undefined ? {} : { stage: name }),
        ...(final ? { final } : {}),
        ...(platform === undefined ? {} : { platform }),
        ...(unresolved.length > 0 ? { unresolved } : {}),
      }),
    );
  }

  /** Before the first `FROM` an argument is there for the `FROM`s; a stage has to name it again to see it. */
  #arg(text: string): void {
    const variables = this.#stage?.variables ?? this.#globals;
    for (const { name, value } of readVariables(text, false)) {
      const expanded = value === undefined ? this.#globals.get(name) : expandVariables(value, variables).text;
      const known = this.#stage?.arguments ?? this.#globals;
      if (expanded !== undefined && known.size < MAX_ARGUMENTS) known.set(name, expanded);
    }
  }

  #env(instruction: Instruction, stage: Stage): void {
    const known = stage.variables;
    for (const { name, value = '', index } of readVariables(instruction.rest.text, true)) {
      const expanded = expandVariables(value, known);
      stage.setEnvironment(name, expanded.unresolved.length === 0 ? expanded.text : undefined);
      const what = ({ CUDA_VERSION: 'cuda', CUDNN_VERSION: 'cudnn' } as const)[name];
      const place = {
        location: instruction.rest.at(index, index + name.length),
        text: this.#text(instruction),
      };
      if (what && /^\d+(?:\.\d+)*$/.test(expanded.text)) {
        this.#facts.push({ kind: 'cuda', what, version: expanded.text, source: FORMAT, ...place });
      } else if (name === 'TORCH_CUDA_ARCH_LIST') {
        for (const version of cudaArchitectures(expanded.text)) {
          this.#facts.push({ kind: 'cuda', what: 'architecture', version, source: FORMAT, ...place });
        }
      }
    }
  }

  #run(instruction: Instruction, stage: Stage): void {
    if (this.#foreignShell) return;
    const { rest, hereDocuments } = instruction;
    if (hereDocuments.length === 0) return this.#shell(asShell(rest), stage);
    const { text } = this.#positions;
    if (/^<<-?["']?\w+["']?$/.test(rest.text)) {
      // `RUN <<EOF`: the body is the script, in whatever language its first line names.
      const { start, bodyEnd } = hereDocuments[0]!;
      if (!/^\s*#!(?!.*\b(?:ba|da|z)?sh\b)/.test(text.slice(start, bodyEnd))) {
        this.#shell(new PiecedExcerpt(this.#positions).append(start, bodyEnd), stage);
      }
      return;
    }
    this.#shell(withHereDocuments(rest, instruction, this.#positions), stage);
  }

  #shell(excerpt: Excerpt, stage: Stage): void {
    const context: CommandContext = {
      format: FORMAT,
      role: 'runtime',
      strength: 'runs',
      filesRequired: this.#folder === '',
      resolve: (path, directory) => stage.repositoryPath(path, directory),
    };
    const surroundings = { variables: stage.variables, directory: stage.workdir };
    this.#facts.push(...shellFacts(excerpt, context, surroundings));
  }

  #copy(instruction: Instruction, stage: Stage): void {
    const { rest, flags, name } = instruction;
    const words = wordsOf(rest);
    const target = words.pop();
    if (!target || flags.has('from') || instruction.hereDocuments.length > 0) return;
    const sources = words.map(({ value }) => expandVariables(value, stage.variables).text);
    const local: string[] = [];
    sources.forEach((source, i) => {
      const location = rest.at(words[i]!.start, words[i]!.end);
      const place = { location, text: this.#text(instruction) };
      if (/^\w+:\/\//.test(source)) {
        const url = name === 'ADD' ? downloadUrl(source) : undefined;
        const verified = flags.has('checksum') ? { verified: true } : {};
        if (url !== undefined) this.#facts.push({ kind: 'download', url, via: 'ADD', ...verified, ...place });
        return;
      }
      const path = this.#contextPath(source);
      local.push(path);
      const as = includedAs(path);
      if (as) {
        const required = this.#folder === '' && !/[*?[$]/.test(path);
        this.#facts.push({ kind: 'include', target: path, as, role: 'runtime', required, ...place });
      }
    });
    stage.copy(local, expandVariables(target.value, stage.variables).text);
  }

  /** Where a source of `COPY` lies. */
  #contextPath(source: string): string {
    return repositoryPath(this.#context, source.replace(/^\.?\/+/, '') || '.');
  }

  #place(instruction: Instruction): Required<Fact> {
    const { rest, line } = instruction;
    const location = rest.text === '' ? this.#positions.atLine(line) : rest.at(0, rest.text.length);
    return { location, text: this.#text(instruction) };
  }

  #text(instruction: Instruction): string {
    return this.#positions.line(instruction.line).trim();
  }
}

function asShell(rest: Excerpt): Excerpt {
  return execForm(rest.text) ? execFormAsShell(rest) : rest;
}

/** The instruction with its here-documents behind it, as the shell gets it. */
function withHereDocuments(rest: Excerpt, { hereDocuments }: Instruction, positions: Positions): Excerpt {
  const bodies = new PiecedExcerpt(positions);
  for (const { start, end } of hereDocuments) bodies.appendAs('\n', start - 1).append(start, end);
  const length = rest.text.length;
  return {
    text: rest.text + bodies.text,
    at: (start, end) =>
      start < length
        ? rest.at(start, end === undefined ? undefined : Math.min(end, length))
        : bodies.at(start - length, end === undefined ? undefined : end - length),
  };
}

const MAX_COPY = 20_000;

/** The words of a `COPY` or `ADD`, in either form. */
function wordsOf(rest: Excerpt): { value: string; start: number; end: number }[] {
  if (rest.text.length > MAX_COPY) return [];
  const shell = asShell(rest).text;
  return [...shell.matchAll(/"((?:[^"\\]|\\.)*)"|\S+/g)].map((match) => ({
    value: match[1] ?? match[0],
    start: match.index + (match[1] === undefined ? 0 : 1),
    end: match.index + match[0].length - (match[1] === undefined ? 0 : 1),
  }));
}

/** What a file is to the Python in the image; undefined for files that state no requirements. */
function includedAs(path: string): IncludeFact['as'] | undefined {
  const name = baseName(path).toLowerCase();
  if (/require.*\.(?:txt|in|pip)$/.test(name)) return 'requirements';
  if (/constraint.*\.txt$/.test(name)) return 'constraints';
  if (/^(?:environment|conda|env).*\.ya?ml$/.test(name)) return 'conda-environment';
  return /^(?:pipfile(?:\.lock)?|(?:poetry|uv|pdm)\.lock|pyproject\.toml|setup\.(?:py|cfg)|conda-.*lock.*)$/.test(
    name,
  )
    ? 'other'
    : undefined;
}

function joinAbsolute(folder: string, path: string): string {
  return path.startsWith('/') ? path : `${folder.replace(/\/$/, '')}/${path}`;
}
