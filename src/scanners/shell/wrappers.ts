import type { ShellWord } from './command.js';
import { programName } from './options.js';

/** Options that take the next word as their value, of programs that start another program. */
const WRAPPERS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    sudo: ['-u', '-g', '-h', '-p', '-C', '-r', '-t', '-T', '-U', '--user', '--group'],
    doas: ['-u', '-C'],
    env: ['-u', '--unset', '-C', '--chdir', '-S'],
    time: ['-f', '-o', '--format', '--output'],
    nohup: [],
    nice: ['-n', '--adjustment'],
    ionice: ['-c', '-n', '-p'],
    exec: ['-a'],
    command: [],
    builtin: [],
    stdbuf: ['-i', '-o', '-e'],
    timeout: ['-s', '-k', '--signal', '--kill-after'],
    xargs: [
      '-I',
      '-n',
      '-P',
      '-L',
      '-d',
      '-a',
      '-s',
      '-E',
      '--max-args',
      '--max-procs',
      '--delimiter',
      '--arg-file',
    ],
    'xvfb-run': ['-s', '--server-args', '-n', '--server-num', '-e', '-f', '-p', '-w'],
    gosu: [],
    travis_retry: [],
    travis_wait: [],
    retry: [],
  }).map(([name, options]) => [name, new Set(options)]),
);

/** How many words without a dash stand between a wrapper and the program it starts: `timeout 10 make`. */
const OPERANDS: ReadonlyMap<string, number> = new Map([
  ['timeout', 1],
  ['gosu', 1],
]);

/** Programs that start another one in an environment of theirs: `conda run -n env python x.py`. */
const RUNNERS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    conda: ['-n', '--name', '-p', '--prefix', '--cwd'],
    mamba: ['-n', '--name', '-p', '--prefix', '--cwd'],
    micromamba: ['-n', '--name', '-p', '--prefix', '--cwd'],
    poetry: ['-C', '--directory', '-P', '--project'],
    pipenv: [],
    pdm: ['-p', '--project'],
    uv: ['--with', '-p', '--python', '--extra', '--group', '--directory', '--project', '--env-file'],
    hatch: ['-e', '--env'],
  }).map(([name, options]) => [name, new Set(options)]),
);

const SHELLS = new Set(['sh', 'bash', 'dash', 'zsh', 'ash', 'ksh']);

/** Whether a program reads shell text. */
export function isShell(name: string): boolean {
  return SHELLS.has(name);
}

/**
 * Takes wrappers (`sudo`, `env A=b`, `time` …) off a command. `script` is the word that holds shell text, for
 * `bash -c "…"`, `su -c "…"` and `eval "…"`.
 */
export function unwrap(words: readonly ShellWord[]): { argv: ShellWord[]; script?: ShellWord } {
  let argv = [...words];
  for (let depth = 0; depth < 8; depth++) {
    const name = argv[0] && programName(argv[0].value);
    if (name === undefined) break;
    if (SHELLS.has(name) || name === 'su' || name === 'eval') return withScript(name, argv);
    // `command -v x` only asks whether x is there.
    if (name === 'command' && /^-[vV]$/.test(argv[1]?.value ?? '')) break;
    const inner = RUNNERS.has(name)
      ? argv[1]?.value === 'run' && afterOptions(argv.slice(1), RUNNERS.get(name)!, 0)
      : WRAPPERS.has(name) && afterOptions(argv, WRAPPERS.get(name)!, OPERANDS.get(name) ?? 0);
    if (!inner || inner.length === 0) break;
    argv = inner;
  }
  return { argv };
}

function afterOptions(argv: ShellWord[], takesValue: ReadonlySet<string>, operands: number): ShellWord[] {
  let i = 1;
  for (; i < argv.length; i++) {
    const { value } = argv[i]!;
    if (value === '--') return argv.slice(i + 1);
    if (takesValue.has(value)) i++;
    else if (value.startsWith('-') || /^[A-Za-z_]\w*=/.test(value)) continue;
    else if (operands > 0) operands--;
    else break;
  }
  return argv.slice(i);
}

function withScript(name: string, argv: ShellWord[]): { argv: ShellWord[]; script?: ShellWord } {
  if (name === 'eval') return argv.length === 2 ? { argv, script: argv[1]! } : { argv };
  for (let i = 1; i < argv.length; i++) {
    const { value } = argv[i]!;
    if (value === '--command' || /^-[a-z]{0,9}c[a-z]{0,9}$/.test(value)) {
      const script = argv[i + 1];
      return script ? { argv, script } : { argv };
    }
    if (!value.startsWith('-') && name !== 'su') break;
  }
  return { argv };
}
