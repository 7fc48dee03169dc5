import type { Evidence, InstallCommandFact } from '../../model/evidence.js';
import {
  factAt,
  installCommand,
  interpreterStatement,
  commandText,
  type CommandContext,
} from './command-context.js';
import type { ShellCommand } from './command.js';
import { optionSet, parseArguments, programName } from './options.js';
import { pipFacts, pipRequirement } from './pip.js';

const INTERPRETER = /^python-?(\d(?:\.\d+)?)?$/;
const PIP = /^pip-?(\d(?:\.\d+)?)?$/;

/** Options of the interpreter that take the next word; `-m` and `-c` end its options. */
const INTERPRETER_VALUES = new Set(['-W', '-X', '-Q']);

const SETUP_COMMANDS = optionSet(
  'install develop build build_ext build_py build_clib bdist_wheel bdist_egg sdist test egg_info cmake clean',
);

/** Reads `pip …`, `python …`, `easy_install …`, and what makes environments for a certain Python. */
export function pythonFacts(
  command: ShellCommand,
  context: CommandContext,
  clones: ReadonlySet<string>,
): Evidence[] {
  const { argv } = command;
  const first = argv[0]!;
  const program = programName(first.value);
  const pip = PIP.exec(program);
  if (pip) {
    const facts = pipFacts(command, argv.slice(1), pip[1], context, clones);
    return facts.length > 0 ? [...facts, ...interpreterStatement(pip[1], command, first, context)] : facts;
  }
  const python = INTERPRETER.exec(program);
  if (python) return interpreterFacts(command, python[1], context, clones);
  if (/^easy_install(?:-\d(?:\.\d+)?)?$/.test(program)) {
    const { operands } = parseArguments(
      argv.slice(1),
      optionSet('-i --index-url -f --find-links -d --install-dir -s'),
    );
    return [
      installCommand('easy_install', command, context, clones),
      ...operands.flatMap((word) => pipRequirement(command, word, context, clones)),
    ];
  }
  if (program === 'virtualenv' || program === 'pyenv' || program === 'mkvirtualenv' || program === 'uv') {
    return environmentFacts(program, command, context);
  }
  return [];
}

function interpreterFacts(
  command: ShellCommand,
  version: string | undefined,
  context: CommandContext,
  clones: ReadonlySet<string>,
): Evidence[] {
  const { argv } = command;
  const facts: Evidence[] = interpreterStatement(version, command, argv[0]!, context);
  let i = 1;
  while (i < argv.length && /^-[^mc]/.test(argv[i]!.value))
    i += INTERPRETER_VALUES.has(argv[i]!.value) ? 2 : 1;
  const word = argv[i];
  if (!word || word.value === '-c') return facts;
  const rest = argv.slice(i + 1);
  if (word.value === '-m') {
    const module = rest[0]?.value;
    if (module === 'pip') return [...facts, ...pipFacts(command, rest.slice(1), version, context, clones)];
    if (module !== undefined && !TOOL_MODULES.has(module)) facts.push(...entryPoint(command, context));
  } else if (/(?:^|\/)setup\.py$/.test(word.value)) {
    if (rest.some(({ value }) => SETUP_COMMANDS.has(value))) {
      facts.push(installCommand('setup.py', command, context, clones, version));
    }
  } else if (word.value.endsWith('.py')) facts.push(...entryPoint(command, context));
  return facts;
}

/** Modules that are tools for the person, not what the repository is for. */
const TOOL_MODULES = optionSet(
  'venv virtualenv ensurepip http.server SimpleHTTPServer json.tool build twine site',
);

function entryPoint(command: ShellCommand, context: CommandContext): Evidence[] {
  if (context.entryPoints === undefined) return [];
  const { argv } = command;
  const place = factAt(command, { start: argv[0]!.start, end: argv.at(-1)!.end });
  return [{ kind: 'entry-point', source: context.entryPoints, command: commandText(command), ...place }];
}

/** `virtualenv -p python3.6`, `pyenv install 3.6.8`, `uv venv --python 3.9`: which Python an environment gets. */
function environmentFacts(program: string, command: ShellCommand, context: CommandContext): Evidence[] {
  const { options, operands } = parseArguments(command.argv.slice(1), optionSet('-p --python -v --version'));
  const word =
    program === 'pyenv'
      ? /^(?:install|local|global|shell|virtualenv)$/.test(operands[0]?.value ?? '') && operands[1]
      : options.find(({ name }) => name === '-p' || name === '--python')?.value;
  if (!word || word.dynamic) return [];
  const version = /^(?:.*\/)?(?:python-?)?(\d+(?:\.\d+){0,2})$/.exec(word.value)?.[1];
  if (version === undefined || version === '3') return [];
  return [
    {
      kind: 'python',
      specifier: version.split('.').length > 2 ? `==${version}` : `==${version}.*`,
      strength: context.strength,
      source: context.format,
      ...factAt(command, word),
    },
  ];
}

/** Programs that build or install by a file of their own; the words after which they do so. */
const BUILDERS: ReadonlyMap<string, { tool: InstallCommandFact['tool']; verbs?: ReadonlySet<string> }> =
  new Map([
    ['poetry', { tool: 'poetry', verbs: optionSet('install add update') }],
    ['pipenv', { tool: 'pipenv', verbs: optionSet('install sync update') }],
    ['pdm', { tool: 'pdm', verbs: optionSet('install add sync update') }],
    ['uv', { tool: 'uv', verbs: optionSet('sync add lock venv') }],
    ['make', { tool: 'make' }],
    ['gmake', { tool: 'make' }],
    ['cmake', { tool: 'cmake' }],
    ['nvcc', { tool: 'nvcc' }],
  ]);

const BUILDER_VALUES = optionSet(
  '-r --requirements -G --group -E --extras --extra -p --python -C --directory -j -f -c --categories -i --index --source ' +
    '-e --editable --with --without --only --optional --branch --tag --rev',
);

/** Reads `poetry install`, `pipenv install x`, `uv add x`, `make`, `cmake`, `nvcc` and `git submodule update`. */
export function builderFacts(
  command: ShellCommand,
  context: CommandContext,
  clones: ReadonlySet<string>,
): Evidence[] {
  const { argv } = command;
  const program = programName(argv[0]!.value);
  if (program === 'git') {
    const isSubmodule =
      argv[1]?.value === 'submodule' && argv.some(({ value }) => value === 'update' || value === 'init');
    return isSubmodule ? [installCommand('git-clone', command, context, clones)] : [];
  }
  if (program === 'uv' && argv[1]?.value === 'pip') {
    return pipFacts(command, argv.slice(2), undefined, context, clones);
  }
  const builder = BUILDERS.get(program);
  if (!builder) return [];
  if (!builder.verbs) {
    const asks = argv[1] !== undefined && /^(?:--version|-version|--help)$/.test(argv[1].value);
    return asks ? [] : [installCommand(builder.tool, command, context, clones)];
  }
  const { operands } = parseArguments(argv.slice(1), BUILDER_VALUES);
  const verb = operands.shift()?.value ?? '';
  if (!builder.verbs.has(verb)) return [];
  const facts: Evidence[] = [installCommand(builder.tool, command, context, clones)];
  const names = verb === 'add' || (program === 'pipenv' && verb === 'install');
  if (names) for (const word of operands) facts.push(...pipRequirement(command, word, context, clones));
  return facts;
}
