import { basename, relative, resolve } from 'node:path';
import { divide, infer } from '../environment/index.js';
import { findProblems, summarize, verdictOf } from '../engine/index.js';
import type { Knowledge } from '../knowledge/types.js';
import type { Inference } from '../model/inference.js';
import type { Project } from '../model/project.js';
import { type Finding, type ProjectReport, type Report, SCHEMA_VERSION } from '../model/report.js';
import { type Epoch, findEpoch } from '../project/epoch.js';
import { Repository, RepositoryError } from '../project/repository.js';
import { collect } from './collect.js';
import { type Configuration, CONFIGURATION_FILE, readConfiguration } from './configuration.js';
import { UserError } from './exit.js';
import { version } from './version.js';

/** What an audit is told besides the folder. */
export interface Circumstances {
  knowledge: Knowledge;
  /** ISO date: the day of the audit. */
  today: string;
  /** ISO date: overrides the epoch that history tells. */
  asOf?: string;
  /** Called with the number of files read so far and in all. */
  progress?: (done: number, total: number) => void;
}

/** One project with all that was found out about it. */
export interface AuditedProject {
  project: Project;
  inference: Inference;
  findings: Finding[];
  report: ProjectReport;
}

/** Each project is judged with all files of the repository in view, so that many cost the square of their number. */
const MAX_PROJECTS = 300;

/** A whole audit: the report, and what it was made from. */
export interface Audit {
  repository: Repository;
  configuration: Configuration;
  /** The main project first. */
  projects: AuditedProject[];
  report: Report;
}

/**
 * Audits a folder: opens, reads, infers, judges. Prints nothing, writes nothing, executes nothing.
 *
 * @throws UserError where there is no such folder or its configuration is invalid
 */
export async function auditRepository(folder: string, circumstances: Circumstances): Promise<Audit> {
  const repository = await open(folder);
  const configuration = await readConfiguration(repository.root);
  const { evidence, scanned } = collect(repository, circumstances.progress ?? (() => undefined));
  const epoch = await epochOf(repository, circumstances, configuration);
  const divided = divide(repository.paths, evidence);
  if (divided.length > MAX_PROJECTS)
    repository.skipped.push({
      file: '.',
      reason: `more than ${MAX_PROJECTS} projects: the others were not judged`,
    });
  const projects = divided
    .slice(0, MAX_PROJECTS)
    .map((project) => auditProject(project, repository, epoch, configuration.ignore, circumstances));
  const report = reportOf(folder, repository, epoch, projects, scanned);
  return { repository, configuration, projects, report };
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
  { asOf, today }: Circumstances,
  configuration: Configuration,
): Promise<Epoch> {
  if (asOf) return { date: asOf, source: '--as-of', certain: true };
  if (configuration.asOf) return { date: configuration.asOf, source: CONFIGURATION_FILE, certain: true };
  return findEpoch(repository, today);
}

function auditProject(
  project: Project,
  repository: Repository,
  epoch: Epoch,
  ignore: readonly string[],
  { knowledge, today }: Circumstances,
): AuditedProject {
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
    verdict: verdictOf(findings, inference),
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
