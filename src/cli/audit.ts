import { basename, relative, resolve } from 'node:path';
import { divide, infer } from '../environment/index.js';
import { findProblems, summarize, verdictOf } from '../engine/index.js';
import { loadKnowledge } from '../knowledge/load.js';
import type { Knowledge } from '../knowledge/types.js';
import type { Inference } from '../model/inference.js';
import type { Project } from '../model/project.js';
import {
  type Finding,
  type ProjectReport,
  type Report,
  SCHEMA_VERSION,
  SEVERITIES,
  type Severity,
} from '../model/report.js';
import { type Epoch, findEpoch } from '../project/epoch.js';
import { Repository, RepositoryError } from '../project/repository.js';
import { findReporter, type ReportContext } from '../report/index.js';
import { collect } from './collect.js';
import { type Configuration, CONFIGURATION_FILE, readConfiguration } from './configuration.js';
import { EXIT, UserError } from './exit.js';
import { LineReader } from './line-reader.js';
import { Progress } from './progress.js';
import { terminalOf } from './terminal.js';
import { version } from './version.js';

/** The options of `nix-py-audit [folder]`, as commander gives them. */
export interface AuditOptions {
  fix?: boolean;
  dryRun?: boolean;
  force?: boolean;
  format: string;
  failOn?: Severity | 'never';
  asOf?: string;
  offline?: boolean;
  rules?: string;
  verbose?: boolean;
  quiet?: boolean;
  width?: number;
  color: boolean;
}

/** One project with all that was found out about it. */
export interface AuditedProject {
  project: Project;
  inference: Inference;
  findings: Finding[];
  report: ProjectReport;
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
  const repository = await open(folder);
  const configuration = await readConfiguration(repository.root);
  const knowledge = loadKnowledge();
  const today = new Date().toISOString().slice(0, 10);
  const progress = new Progress();
  const { evidence, scanned } = collect(repository, (done, total) => {
    progress.update(done, total);
  });
  progress.done();
  const epoch = await epochOf(repository, options, configuration, today);
  const audited = divide(repository.paths, evidence).map((project) =>
    auditProject(project, repository, { epoch, today, knowledge, ignore: configuration.ignore }),
  );
  const report = reportOf(folder, repository, epoch, audited, scanned);

  const reporter = findReporter(options.format);
  if (!reporter) throw new UserError(`there is no format ${options.format}`);
  const terminal = terminalOf(process.stdout, options);
  const lines = new LineReader(repository);
  const context: ReportContext = {
    ...terminal,
    verbose: options.verbose ?? false,
    quiet: options.quiet ?? false,
    readLine: (file, line) => lines.read(file, line),
  };
  process.stdout.write(reporter.render(report, context));

  let failing = report.findings;
  const main = audited[0];
  if (options.fix && main) {
    const { fix } = await import('./fix.js');
    const written = fix(repository, main, { folder, knowledge, ...options });
    if (!written) return EXIT.failure;
    failing = failing.filter((finding) => !finding.cured);
  }
  return exitCode(failing, options.failOn ?? configuration.failOn ?? 'breaks');
}

async function open(folder: string): Promise<Repository> {
  try {
    return await Repository.open(folder);
  } catch (error) {
    if (error instanceof RepositoryError) throw new UserError(error.message);
    throw error;
  }
}

async function epochOf(
  repository: Repository,
  options: AuditOptions,
  configuration: Configuration,
  today: string,
): Promise<Epoch> {
  if (options.asOf) return { date: options.asOf, source: '--as-of', certain: true };
  if (configuration.asOf) return { date: configuration.asOf, source: CONFIGURATION_FILE, certain: true };
  return findEpoch(repository, today);
}

interface Circumstances {
  epoch: Epoch;
  today: string;
  knowledge: Knowledge;
  ignore: readonly string[];
}

function auditProject(
  project: Project,
  repository: Repository,
  circumstances: Circumstances,
): AuditedProject {
  const { epoch, today, knowledge, ignore } = circumstances;
  const inference = infer(project, { paths: repository.paths, epoch, today }, knowledge);
  const findings = findProblems({
    ...inference,
    knowledge,
    ownNames: ownNames(project, repository),
    exists: (path) => repository.has(path),
  }).filter((finding) => !ignore.includes(finding.rule));
  const { environment } = inference;
  const report = {
    path: project.path,
    manifests: project.manifests,
    verdict: verdictOf(findings, environment),
    environment,
  };
  return { project, inference, findings, report };
}

function ownNames(project: Project, repository: Repository): Set<string> {
  const names = project.facts.project.flatMap((fact) => fact.name ?? []);
  return new Set(
    [basename(repository.root), ...repository.names, ...names].map((name) => name.toLowerCase()),
  );
}

function reportOf(
  folder: string,
  repository: Repository,
  epoch: Epoch,
  audited: readonly AuditedProject[],
  scanned: number,
): Report {
  const main = audited[0];
  if (!main) throw new Error('a repository has at least one project');
  const findings = audited.flatMap((entry) => entry.findings);
  return {
    schemaVersion: SCHEMA_VERSION,
    tool: { name: 'nix-py-audit', version: version() },
    project: {
      path: relative(process.cwd(), resolve(folder)) || '.',
      epoch: epoch.date,
      epochSource: epoch.source,
      files: { scanned, skipped: repository.skipped.length },
      skipped: repository.skipped,
    },
    verdict: main.report.verdict,
    environment: main.report.environment,
    projects: audited.map((entry) => entry.report),
    findings,
    summary: summarize(findings),
  };
}

function exitCode(findings: readonly Finding[], failOn: Severity | 'never'): number {
  if (failOn === 'never') return EXIT.clean;
  const limit = SEVERITIES.indexOf(failOn);
  return findings.some((finding) => SEVERITIES.indexOf(finding.severity) <= limit)
    ? EXIT.findings
    : EXIT.clean;
}
