import type { Evidence, RequirementFact } from '../../model/evidence.js';
import { parseCondaSpec } from '../../python/conda-spec.js';
import { normalizeName } from '../../python/names.js';
import { enclosingSpecifier, formatSpecifier } from '../../python/specifier.js';
import { factAt, installCommand, type CommandContext } from './command-context.js';
import type { ShellCommand, ShellWord } from './command.js';
import { optionSet, parseArguments, type CommandOption } from './options.js';
import { includeFact } from './pip.js';

const TAKES_VALUE = optionSet(
  '-n --name -p --prefix -c --channel -f --file --add --append --prepend --set --solver --subdir --platform ' +
    '--repodata-fn --clone --experimental-solver --remove',
);

/** Reads `conda install`, `conda create`, `conda env create` and `conda config --add channels`. */
export function condaFacts(
  command: ShellCommand,
  context: CommandContext,
  clones: ReadonlySet<string>,
): Evidence[] {
  // `-f` is `--force` to some old `conda install`; a value that looks like a file decides.
  const { options, operands } = parseArguments(command.argv.slice(1), TAKES_VALUE);
  const verb = operands.shift()?.value;
  if (verb === 'config') return channels(command, options, operands);
  if (verb === 'env') {
    const action = operands.shift()?.value;
    if (action !== 'create' && action !== 'update') return [];
  } else if (verb !== 'install' && verb !== 'create' && verb !== 'update') return [];
  const facts: Evidence[] = [installCommand('conda', command, context, clones)];
  facts.push(...channels(command, options, []));
  for (const { name, value } of options) {
    if (!value || (name !== '-f' && name !== '--file')) continue;
    const isEnvironment = verb === 'env' || /\.ya?ml$/.test(value.value);
    facts.push(
      ...includeFact(isEnvironment ? 'conda-environment' : 'requirements', command, value, context, clones),
    );
  }
  if (verb !== 'env') for (const operand of operands) facts.push(...packageFacts(command, operand, context));
  return facts;
}

function channels(
  command: ShellCommand,
  options: readonly CommandOption[],
  operands: ShellWord[],
): Evidence[] {
  const values = options.flatMap(({ name, value }) => {
    if (name === '-c' || name === '--channel') return value ? [value] : [];
    const adds = name === '--add' || name === '--append' || name === '--prepend';
    return adds && value?.value === 'channels' && operands[0] ? [operands[0]] : [];
  });
  return values
    .filter((value) => !value.dynamic)
    .map((value) => ({
      kind: 'index',
      option: 'conda-channel',
      value: value.value,
      ...factAt(command, value),
    }));
}

function packageFacts(command: ShellCommand, word: ShellWord, context: CommandContext): Evidence[] {
  const spec = word.dynamic ? undefined : parseCondaSpec(word.value);
  if (!spec || spec.name.includes('*')) return [];
  const specifier = formatSpecifier(enclosingSpecifier(spec.alternatives));
  const place = factAt(command, word);
  if (spec.name === 'python') {
    if (specifier === '') return [];
    return [
      {
        kind: 'python',
        specifier,
        strength: context.strength === 'mentions' ? 'requires' : context.strength,
        source: context.format,
        ...place,
      },
    ];
  }
  const requirement: RequirementFact = {
    kind: 'requirement',
    name: normalizeName(spec.name),
    rawName: spec.name,
    extras: [],
    specifier,
    hashes: [],
    role: context.role,
    origin: 'command',
    format: context.format,
    conda: {
      ...(spec.channel === undefined ? {} : { channel: spec.channel }),
      ...(spec.build === undefined ? {} : { build: spec.build }),
    },
    ...place,
  };
  return [requirement];
}
