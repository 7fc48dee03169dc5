import { loadKnowledge } from '../knowledge/load.js';
import type { Knowledge } from '../knowledge/types.js';
import { type Finding, SEVERITIES, type Severity } from '../model/report.js';
import { findReporter, type ReportContext } from '../report/index.js';
import { auditRepository } from './audit-repository.js';
import { EXIT, UserError } from './exit.js';
import { LineReader } from './line-reader.js';
import { Progress } from './progress.js';
import { terminalOf } from './terminal.js';

/** The options of `nix-py-audit [folder]`, as commander gives them. */
export interface AuditOptions {
  fix?: boolean;
  dryRun?: boolean;
  force?: boolean;
  format: string;
  failOn?: Severity | 'never';
  asOf?: string;
  rules?: string;
  verbose?: boolean;
  quiet?: boolean;
  width?: number;
  color: boolean;
}

/**
 * Audits a folder, prints the report, and with `--fix` writes the flake.
 *
 * @returns the exit code
 * @throws UserError for whatever the user has to put right
 */
export async function audit(folder: string, options: AuditOptions): Promise<number> {
  if ((options.dryRun || options.force) && !options.fix) {
    throw new UserError(`${options.dryRun ? '--dry-run' : '--force'} goes with --fix`);
  }
  const reporter = findReporter(options.format);
  if (!reporter) throw new UserError(`there is no format ${options.format}`);
  const knowledge = await knowledgeFor(options.rules);
  const progress = new Progress();
  const { repository, configuration, projects, report } = await auditRepository(folder, {
    knowledge,
    today: new Date().toISOString().slice(0, 10),
    ...(options.asOf ? { asOf: options.asOf } : {}),
    progress: (done, total) => {
      progress.update(done, total);
    },
  });
  progress.done();

  const lines = new LineReader(repository);
  const context: ReportContext = {
    ...terminalOf(process.stdout, options),
    verbose: options.verbose ?? false,
    quiet: options.quiet ?? false,
    fixing: options.fix ?? false,
    readLine: (file, line) => lines.read(file, line),
  };
  process.stdout.write(reporter.render(report, context));

  const main = projects[0];
  let failing = report.findings;
  if (options.fix && main) {
    const { fix } = await import('./fix.js');
    if (!fix(repository, main, { ...options, knowledge })) return EXIT.failure;
    failing = failing.filter((finding) => !finding.cured);
  }
  return exitCode(failing, options.failOn ?? configuration.failOn ?? 'breaks');
}

/** The built-in knowledge, with a user's own rules laid over it. */
async function knowledgeFor(rules: string | undefined): Promise<Knowledge> {
  if (rules === undefined) return loadKnowledge();
  const { loadUserRules } = await import('../knowledge/user-rules.js');
  try {
    return loadUserRules(rules);
  } catch (error) {
    throw new UserError((error as Error).message);
  }
}

function exitCode(findings: readonly Finding[], failOn: Severity | 'never'): number {
  if (failOn === 'never') return EXIT.clean;
  const limit = SEVERITIES.indexOf(failOn);
  return findings.some((finding) => SEVERITIES.indexOf(finding.severity) <= limit)
    ? EXIT.findings
    : EXIT.clean;
}
