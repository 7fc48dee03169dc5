import type { Evidence, IncludeFact, IndexFact, RequirementFact } from '../../model/evidence.js';
import { requirementFact } from '../requirement-fact.js';
import { factAt, installCommand, resolvePath, type CommandContext } from './command-context.js';
import type { ShellCommand, ShellWord } from './command.js';
import { optionSet, parseArguments } from './options.js';

const TAKES_VALUE = optionSet(
  '-r --requirement -c --constraint -e --editable -i --index-url --pypi-url --extra-index-url -f --find-links ' +
    '-t --target -d --dest -w --wheel-dir --prefix --root --src --source -b --build --no-binary --only-binary --proxy ' +
    '--retries --timeout --default-timeout --exists-action --trusted-host --cert --client-cert --cache-dir --log ' +
    '--log-file --progress-bar --upgrade-strategy --platform --python-version --implementation --abi --global-option ' +
    '--install-option --build-option -C --config-settings --config-setting --python -p --use-feature ' +
    '--use-deprecated --report --group --keyring-provider --download --allow-external --allow-unverified ' +
    '--download-cache --index --default-index --torch-backend --index-strategy -o --override --overrides',
);

/** A command of an honest person has no more. */
const MAX_REDIRECTS = 50;

/** Options that say what to install; without them and without operands, somebody only speaks of `pip install`. */
const NAMES_PACKAGES = optionSet(
  '-r --requirement -e --editable -c --constraint --group --requirements-from-script',
);

const INDEX_OPTIONS: ReadonlyMap<string, IndexFact['option']> = new Map([
  ['-i', 'index-url'],
  ['--index-url', 'index-url'],
  ['--pypi-url', 'index-url'],
  ['--default-index', 'index-url'],
  ['--extra-index-url', 'extra-index-url'],
  ['--index', 'extra-index-url'],
  ['-f', 'find-links'],
  ['--find-links', 'find-links'],
  ['--no-index', 'no-index'],
  ['--trusted-host', 'trusted-host'],
  ['--pre', 'pre'],
  ['--no-binary', 'no-binary'],
  ['--only-binary', 'only-binary'],
]);

/**
 * Reads `pip install …` (also `download` and `wheel`), `arguments` being the words after `pip`.
 * `python` is the version in the program's name.
 */
export function pipFacts(
  command: ShellCommand,
  words: readonly ShellWord[],
  python: string | undefined,
  context: CommandContext,
  clones: ReadonlySet<string>,
): Evidence[] {
  const { options, operands } = parseArguments(words, TAKES_VALUE);
  const verb = operands.shift()?.value;
  if (verb !== 'install' && verb !== 'download' && verb !== 'wheel') return [];
  const installs = operands.length > 0 || options.some(({ name }) => NAMES_PACKAGES.has(name));
  if (!installs) return [];
  const facts: Evidence[] = [installCommand('pip', command, context, clones, python)];
  for (const { name, value, word } of options) {
    const index = INDEX_OPTIONS.get(name);
    if (index) {
      facts.push({
        kind: 'index',
        option: index,
        value: value?.value ?? '',
        ...factAt(command, value ?? word),
      });
    } else if (!value) continue;
    else if (name === '-r' || name === '--requirement' || name === '-c' || name === '--constraint') {
      const as = name.includes('r') && !name.includes('con') ? 'requirements' : 'constraints';
      facts.push(...includeFact(as, command, value, context, clones));
    } else if (name === '-e' || name === '--editable') {
      facts.push(...pipRequirement(command, value, context, clones, true));
    }
  }
  for (const operand of operands) facts.push(...pipRequirement(command, operand, context, clones));
  return facts;
}

/** States that a command reads a file; nothing where the file's name is unknown. */
export function includeFact(
  as: IncludeFact['as'],
  command: ShellCommand,
  file: ShellWord,
  context: CommandContext,
  clones: ReadonlySet<string>,
): IncludeFact[] {
  if (file.dynamic || file.value === '-' || file.value.startsWith('/dev/') || file.value.includes('://'))
    return [];
  const target = resolvePath(file.value, command, context, clones);
  return [
    {
      kind: 'include',
      target: target ?? file.value,
      as,
      role: context.role,
      required: target !== undefined && (context.filesRequired ?? command.directory === ''),
      ...factAt(command, file),
    },
  ];
}

/**
 * States one requirement of an install command. A word that names no package for sure (`$PACKAGES`, `<name>`, a path
 * that is unknown) states nothing.
 */
export function pipRequirement(
  command: ShellCommand,
  word: ShellWord,
  context: CommandContext,
  clones: ReadonlySet<string>,
  editable = false,
): RequirementFact[] {
  const base = {
    role: context.role,
    origin: 'command',
    format: context.format,
    ...factAt(command, word),
    ...(editable ? { editable } : {}),
  } as const;
  const remote = /^(?:(?:git|hg|svn|bzr)\+|https?:|ftp:|[\w.-]+(?:\[[^\]]*\])?\s*@\s*\S)/.test(word.value);
  const path = !remote && pathOf(word.value);
  if (path) {
    const resolved =
      word.dynamic || path.path.includes('*') ? undefined : resolvePath(path.path, command, context, clones);
    if (resolved === undefined) return [];
    return [
      requirementFact((resolved === '.' ? '.' : './' + resolved) + path.extras, { ...base, folder: '' }),
    ];
  }
  if (!remote && !/^[A-Za-z0-9][\w.-]*(?:\[[\w,\s.-]*\])?\s*(?:$|[=<>!~;@ ])/.test(word.value)) return [];
  if (word.dynamic && !remote) {
    const known = /^[\w.-]+(?:\[[\w,\s.-]*\])?/.exec(word.value)![0];
    const fact = requirementFact(known, base);
    fact.problems = [`its version is known only to the shell: '${word.value}'`];
    return [fact];
  }
  const fact = requirementFact(word.value, base);
  const redirect = command.redirects
    .slice(0, MAX_REDIRECTS)
    .find(
      ({ operator, start, target }) =>
        start === word.end && (operator === '>' || operator === '<') && /^[=\d]/.test(target),
    );
  if (redirect) {
    const meant = word.value + redirect.operator + redirect.target;
    fact.problems = [
      ...(fact.problems ?? []),
      `without quotes the shell takes '${redirect.operator}' as a redirection: '${meant}' asks for '${word.value}'`,
    ];
  }
  return [fact];
}

/** A local folder or archive, with extras told apart: `.[dev]`. */
function pathOf(text: string): { path: string; extras: string } | undefined {
  const isPath =
    /^\.{0,2}\/|^\.{1,2}(?:\[|$)|^file:|^~|\.(?:whl|zip|egg|tar|tar\.\w+|tgz)$/.test(text) ||
    /^[^=<>!~@\s]+\//.test(text);
  if (!isPath) return undefined;
  const bracket = text.endsWith(']') ? text.lastIndexOf('[') : -1;
  return bracket < 0
    ? { path: text, extras: '' }
    : { path: text.slice(0, bracket), extras: text.slice(bracket) };
}
