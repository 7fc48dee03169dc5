import type { Evidence, Fact, InstallCommandFact, PythonStatementFact, Role } from '../../model/evidence.js';
import { folderOf } from '../repository-path.js';
import { roleOfName } from '../role.js';
import type { ShellCommand, ShellWord } from './command.js';
import { joinFolders } from './folders.js';

/** What a command's text does not say itself: where it stands and what that means. */
export interface CommandContext {
  /** The format it stands in: `Dockerfile`, `README`, `.travis.yml`. */
  format: string;
  role: Role;
  /** How much a versioned interpreter (`python3.6 x.py`) says there. */
  strength: PythonStatementFact['strength'];
  /** Set where programs that are started are facts of their own; says how they are started. */
  programs?: string;
  /** Set where `python x.py` tells a person what to start; names the source. */
  entryPoints?: string;
  /** Set where absolute paths are those of the author's machine (not of an image or a CI runner). */
  hostPaths?: boolean;
  /** Set where a file that a command names must be there: not in instructions, where nobody knows the folder. */
  filesRequired?: boolean;
  /**
   * Where a path of a command that runs in `directory` lies in the repository ('.' for its root); undefined where that
   * is unknown or outside. Left out: `directory` counts from the repository root.
   */
  resolve?(path: string, directory: string | undefined): string | undefined;
}

/** The role of what a script or notebook installs, which the folder tells: `.github/…`, `ci/…`, `docs/…`. */
export function roleOfPlace(path: string): Role {
  if (/^\.(?:github|gitlab|circleci|travis|azure)/.test(path)) return 'test';
  const role = roleOfName(folderOf(path), 'runtime');
  return role === 'test' || role === 'docs' ? role : 'runtime';
}

/** Reads one command; `clones` are folders that an earlier command cloned another repository into. */
export type CommandReader = (
  command: ShellCommand,
  context: CommandContext,
  clones: ReadonlySet<string>,
) => Evidence[];

/** The repository path of a path in a command, or undefined where it is unknown or lies elsewhere. */
export function resolvePath(
  path: string,
  command: ShellCommand,
  context: CommandContext,
  clones: ReadonlySet<string>,
): string | undefined {
  const { directory } = command;
  if (path.includes('$') || path.startsWith('~') || /^[A-Za-z]:/.test(path)) return undefined;
  if (directory !== undefined && isCloned(joinFolders(directory, path), clones)) return undefined;
  if (context.resolve) return context.resolve(path, directory);
  if (directory === undefined || directory.startsWith('/') || path.startsWith('/')) return undefined;
  const joined = joinFolders(directory, path);
  return joined.startsWith('..') ? undefined : joined || '.';
}

/** Whether a folder lies in what another repository was cloned into. */
function isCloned(folder: string, clones: ReadonlySet<string>): boolean {
  for (let end = folder.length; end > 0; end = folder.lastIndexOf('/', end - 1)) {
    if (clones.has(folder.slice(0, end))) return true;
  }
  return false;
}

/** The location and text of a fact that a word of a command states. */
export function factAt(command: ShellCommand, word: { start: number; end: number }): Required<Fact> {
  return { location: command.excerpt.at(word.start, word.end), text: commandText(command) };
}

const MAX_TEXT = 200;

/** The command as written, on one line. */
export function commandText(command: ShellCommand): string {
  const { argv, excerpt } = command;
  const start = argv[0]!.start;
  const text = excerpt.text.slice(start, Math.min(argv.at(-1)!.end, start + 2 * MAX_TEXT));
  const line = text.replace(/\\?\s+/g, ' ').trim();
  return line.length > MAX_TEXT ? line.slice(0, MAX_TEXT - 1) + '…' : line;
}

/** The fact that a command installs or builds. */
export function installCommand(
  tool: InstallCommandFact['tool'],
  command: ShellCommand,
  context: CommandContext,
  clones: ReadonlySet<string>,
  python?: string,
): InstallCommandFact {
  const directory = resolvePath('.', command, context, clones);
  return {
    kind: 'install-command',
    tool,
    argv: command.argv.map((word) => word.value),
    ...(python === undefined ? {} : { python }),
    origin: 'command',
    ...(directory === undefined ? {} : { directory }),
    location: command.excerpt.at(command.argv[0]!.start, command.argv.at(-1)!.end),
    text: commandText(command),
  };
}

/** What a version in an interpreter's name states: `3.6` is precise, `2` tells the language, `3` next to nothing. */
export function interpreterStatement(
  version: string | undefined,
  command: ShellCommand,
  word: ShellWord,
  context: CommandContext,
): PythonStatementFact[] {
  if (version === undefined || version === '3') return [];
  return [
    {
      kind: 'python',
      specifier: `==${version}.*`,
      strength: context.strength,
      source: context.format,
      ...factAt(command, word),
    },
  ];
}
