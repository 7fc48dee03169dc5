import type { Evidence } from '../../model/evidence.js';
import { cudaArchitectures } from '../cuda.js';
import { isHostPath } from '../host-paths.js';
import { factAt, type CommandContext } from './command-context.js';
import type { ShellCommand } from './command.js';
import { programName } from './options.js';
import { isPackageManager } from './system-packages.js';
import { isShell } from './wrappers.js';

/** Keywords and builtins of POSIX shells and bash: no program stands behind them. */
const BUILTINS = new Set(
  (
    '. : [ [[ alias bg bind break builtin caller case cd command compgen complete compopt continue declare dirs disown ' +
    'echo enable eval exec exit export false fc fg for function getopts hash help history if jobs kill let local logout ' +
    'mapfile popd printf pushd pwd read readarray readonly return select set setopt shift shopt source suspend test times ' +
    'trap true type typeset ulimit umask unalias unset until wait while then else elif fi do done esac in'
  ).split(' '),
);

/** Python, what starts it and what installs for it: stated for themselves. */
const PYTHON =
  /^(?:python|pip|easy_install)-?[\d.]*$|^(?:conda|mamba|micromamba|activate|deactivate|workon|poetry|pipenv|pipx|pdm|uv|hatch|virtualenv|mkvirtualenv|pyenv|tox)$/;

/**
 * Whether the first word of a command names a program of the machine: not a shell builtin, not what the repository
 * carries itself, not Python or a package manager, which are stated for themselves.
 */
export function isStartedProgram(word: string): boolean {
  const program = programName(word);
  const isOwn = word.includes('/') && !/^\/(?:usr\/(?:local\/)?)?s?bin\//.test(word);
  if (isOwn || BUILTINS.has(program) || PYTHON.test(program) || isShell(program) || isPackageManager(program))
    return false;
  return /^[A-Za-z][\w.+-]*$/.test(program) && !/\.(?:sh|py|bash)$/.test(program);
}

/** States which programs a script starts, each at its first use. */
export function programFacts(commands: readonly ShellCommand[], context: CommandContext): Evidence[] {
  if (context.programs === undefined) return [];
  const seen = new Set<string>();
  const facts: Evidence[] = [];
  for (const command of commands) {
    const word = command.argv[0]!;
    const program = programName(word.value);
    if (word.dynamic || seen.has(program) || !isStartedProgram(word.value)) continue;
    seen.add(program);
    facts.push({
      kind: 'program',
      program,
      via: context.programs,
      ...(command.conditional ? { guarded: true } : {}),
      ...factAt(command, word),
    });
  }
  return facts;
}

const CUDA_FOLDER = /\/cuda-(\d+\.\d+)\b/;

/** States what a script's words and assignments tell about the machine: absolute paths, and the CUDA in `/usr/local`. */
export function machineFacts(commands: readonly ShellCommand[], context: CommandContext): Evidence[] {
  const facts: Evidence[] = [];
  const seen = new Set<string>();
  const read = (text: string, command: ShellCommand, range: { start: number; end: number }): void => {
    const cuda = CUDA_FOLDER.exec(text)?.[1];
    if (cuda !== undefined && !seen.has('cuda ' + cuda)) {
      seen.add('cuda ' + cuda);
      facts.push({
        kind: 'cuda',
        what: 'cuda',
        version: cuda,
        source: context.format,
        ...factAt(command, range),
      });
    }
    if (!context.hostPaths) return;
    for (const path of text.replace(/^-{1,2}[\w-]+=/, '').split(':')) {
      if (!isHostPath(path) || seen.has(path)) continue;
      seen.add(path);
      facts.push({ kind: 'host-path', path, ...factAt(command, range) });
    }
  };
  const architectures = (
    text: string,
    command: ShellCommand,
    range: { start: number; end: number },
  ): void => {
    for (const version of cudaArchitectures(text)) {
      if (seen.has(version)) continue;
      seen.add(version);
      const place = factAt(command, range);
      facts.push({ kind: 'cuda', what: 'architecture', version, source: context.format, ...place });
    }
  };
  for (const command of commands) {
    const isCompiler = programName(command.argv[0]!.value) === 'nvcc';
    for (const word of command.argv) {
      read(word.value, command, word);
      if (isCompiler) architectures(word.value, command, word);
    }
    for (const assignment of command.assignments) {
      if (assignment.value === undefined) continue;
      read(assignment.value, command, assignment);
      if (assignment.name === 'TORCH_CUDA_ARCH_LIST') architectures(assignment.value, command, assignment);
    }
  }
  return facts;
}
