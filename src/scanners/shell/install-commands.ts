import type { Evidence } from '../../model/evidence.js';
import type { Excerpt } from '../excerpt.js';
import type { CommandContext } from './command-context.js';
import type { ShellCommand } from './command.js';
import { commandsIn, type ShellSurroundings } from './commands.js';
import { condaFacts } from './conda.js';
import { cloneFacts, downloadFacts } from './downloads.js';
import { programName } from './options.js';
import { machineFacts, programFacts } from './programs.js';
import { builderFacts, pythonFacts } from './python-tools.js';
import { systemPackageFacts } from './system-packages.js';

const CONDA = /^(?:conda|mamba|micromamba)$/;

/**
 * States what the commands of one script say: what they install and from where, what they fetch, which Python they
 * name, and, as far as the context asks for it, which programs they start and which paths of a machine they name.
 */
export function commandFacts(commands: readonly ShellCommand[], context: CommandContext): Evidence[] {
  const { facts: clones, folders } = cloneFacts(commands);
  const facts: Evidence[] = [];
  for (const command of commands) {
    if (CONDA.test(programName(command.argv[0]!.value))) facts.push(...condaFacts(command, context, folders));
    facts.push(...systemPackageFacts(command));
    facts.push(...pythonFacts(command, context, folders));
    facts.push(...builderFacts(command, context, folders));
  }
  facts.push(...clones, ...downloadFacts(commands));
  facts.push(...programFacts(commands, context), ...machineFacts(commands, context));
  return facts;
}

/** `commandFacts` of a shell text. */
export function shellFacts(
  excerpt: Excerpt,
  context: CommandContext,
  surroundings?: ShellSurroundings,
): Evidence[] {
  return commandFacts(commandsIn(excerpt, surroundings), context);
}
