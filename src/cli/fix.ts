import { basename, join, resolve } from 'node:path';
import { boundsOf } from '../engine/index.js';
import type { Knowledge } from '../knowledge/types.js';
import { diffWrites } from '../migrator/diff.js';
import { NoPlanError, planFor } from '../migrator/from-environment.js';
import { devShell } from '../migrator/strategies/devshell.js';
import { treeNote } from '../migrator/tree-note.js';
import { planWrites, writeFiles } from '../migrator/write.js';
import type { Repository } from '../project/repository.js';
import type { AuditedProject } from './audit-repository.js';
import { UserError } from './exit.js';

/** What `--fix` is told. */
export interface FixOptions {
  knowledge: Knowledge;
  dryRun?: boolean;
  force?: boolean;
  quiet?: boolean;
  /** With JSON on standard output, everything else goes to standard error. */
  format: string;
}

/**
 * Writes the flake of a project beside its manifests, or shows what it would write.
 *
 * @returns whether the files are in place (or, with `--dry-run`, could be)
 */
export function fix(
  repository: Repository,
  { project, inference, findings }: AuditedProject,
  options: FixOptions,
): boolean {
  const say = (text: string): void => {
    (options.format === 'text' ? process.stdout : process.stderr).write(`${text}\n`);
  };
  if (!options.quiet) say('');
  if (inference.sources.length === 0 && project.manifests.length === 0) {
    throw new UserError('no flake: there is no Python code here, and nothing that says what to install');
  }
  const root = join(repository.root, project.path);
  const name = inference.project.facts.project.find((fact) => fact.name)?.name ?? basename(resolve(root));
  let files;
  try {
    files = devShell(planFor(inference, boundsOf(findings), name, options.knowledge));
  } catch (error) {
    if (error instanceof NoPlanError || error instanceof RangeError)
      throw new UserError(`no flake: ${error.message}`);
    throw error;
  }
  const planned = planWrites(root, files, { force: options.force ?? false });
  const refused = planned.filter((entry) => entry.action === 'refuse');
  if (refused.length > 0) {
    for (const { file, reason } of refused) say(`${file.path} is left alone: ${reason ?? ''}`);
    say('Nothing was written.');
    return false;
  }
  if (options.dryRun) {
    say(diffWrites(planned).trimEnd() || 'Nothing would change.');
    return true;
  }
  const { written, unchanged } = writeFiles(root, files, { force: options.force ?? false });
  if (written.length === 0) {
    say(`Up to date: ${unchanged.join(', ')}`);
    return true;
  }
  say(`Wrote ${written.join(', ')}${unchanged.length > 0 ? ` (unchanged: ${unchanged.join(', ')})` : ''}`);
  const note = treeNote(
    root,
    files.map((file) => file.path),
  );
  say(`\n${note.message}\n  ${note.command}\nThen: nix develop`);
  return true;
}
