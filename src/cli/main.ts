#!/usr/bin/env node
import { Command, InvalidArgumentError, Option } from 'commander';
import type { AuditOptions } from './audit.js';
import { SEVERITIES } from '../model/report.js';
import { printable } from '../report/printable.js';
import { EXIT, UserError } from './exit.js';
import { version } from './version.js';

function isoDate(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(text))) {
    throw new InvalidArgumentError('a date looks like 2018-06-20.');
  }
  return text;
}

function columns(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 40)
    throw new InvalidArgumentError('a width is a number from 40 on.');
  return value;
}

const program = new Command('nix-py-audit')
  .description(
    'Says what fails in an inherited Python repository on a fresh machine today, why, and on which line; --fix writes a Nix flake with which it runs again. Nothing of it is executed.',
  )
  .version(version(), '-V, --version')
  .argument('[folder]', 'the repository', '.')
  .option('--fix', 'write a Nix flake in which the repository runs')
  .option('--dry-run', 'with --fix: show what would be written, as a diff, and write nothing')
  .option('--force', 'with --fix: overwrite files that this program did not write')
  .addOption(new Option('--format <format>', 'how to report').choices(['text', 'json']).default('text'))
  .addOption(
    new Option('--fail-on <severity>', 'exit with 1 from this severity on (default: breaks)').choices([
      ...SEVERITIES,
      'never',
    ]),
  )
  .option('--as-of <date>', 'the day the repository last worked (default: from its history)', isoDate)
  // Audits never use the network; the option is there for scripts that want to be sure.
  .option('--offline', 'use nothing but the repository and the built-in knowledge (always so)')
  .option('--rules <folder>', 'more knowledge: a folder of TOML files as in rules/')
  .option('-v, --verbose', 'notes in full, and the reason for every decision')
  .option('-q, --quiet', 'one line per finding')
  .option('--width <columns>', 'wrap at this width (default: the terminal’s, at most 100)', columns)
  .option('--no-color', 'no colour (so does the variable NO_COLOR)')
  .addHelpText(
    'after',
    `
Examples:
  $ nix-py-audit .                 what fails here, and why
  $ nix-py-audit . --fix           write a flake; enter it with nix develop
  $ nix-py-audit . --format json   for CI and other programs

Exit codes: 0 nothing found at or above --fail-on, 1 something found (with
--fix: that the flake does not cure), 2 the program could not do its work.`,
  )
  .action(async (folder: string, options: AuditOptions) => {
    const { audit } = await import('./audit.js');
    process.exitCode = await audit(folder, options);
  });

// Commander's own exit code for bad arguments is 1, which means findings here.
program.exitOverride((error) => {
  process.exit(error.exitCode === 0 ? EXIT.clean : EXIT.failure);
});
// A reader that stops early (`| head`) is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? EXIT.clean);
  throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  // The message may quote the repository. What comes neither from the user nor from the system (no rights, no space)
  // is a mistake of ours, and its place helps to find it.
  const { message, stack = message, syscall } = error as NodeJS.ErrnoException;
  const text = error instanceof UserError || syscall !== undefined ? message : stack;
  for (const line of text.slice(0, 5000).split('\n')) console.error(`nix-py-audit: ${printable(line)}`);
  process.exitCode = EXIT.failure;
}
