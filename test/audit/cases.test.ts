import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { auditRepository } from '../../src/cli/audit-repository.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import type { Location } from '../../src/model/location.js';
import type { Finding, Report } from '../../src/model/report.js';

// A case is a folder: `input/` is a small repository (its nix-py-audit.toml says as of when), `expected.txt` what the
// audit finds in it, one line each. `UPDATE=1 npm test` rewrites the expectation: read the diff. The examples are
// cases too; their expectations lie beside the others.
const CASES = join(process.cwd(), 'test/audit/cases');
const EXAMPLES = join(process.cwd(), 'examples');
const TODAY = '2026-11-22';

function placeOf(location: Location): string {
  return `${location.file}:${location.line}${location.column ? `:${location.column}` : ''}`;
}

function findingLine({
  severity,
  rule,
  cause,
  cured,
  subject,
  locations,
  message,
  symptom,
}: Finding): string {
  const about = Object.entries(subject).map(([key, value]) => `${key}=${String(value)}`);
  const places = locations.slice(0, 4).map(placeOf);
  const more = locations.length > 4 ? ` (+${locations.length - 4})` : '';
  return `${severity} ${rule} ${cause}${cured ? ' cured' : ''} [${about.join(' ')}] ${places.join(' ')}${more}\n    ${message}${symptom ? `\n    > ${symptom}` : ''}`;
}

/** The report in few words: what a reader of the diff has to see. */
function summaryOf(report: Report): string {
  const lines = [`verdict ${report.verdict.status}: ${report.verdict.summary}`];
  for (const { path, environment } of report.projects) {
    const { python, packages, system, executables, cuda, hostModules, nixpkgs } = environment;
    lines.push(
      `project ${path}`,
      `  python ${python.version} (${python.window || 'any'}) ${python.confidence}: ${python.because.map((reason) => reason.text).join('; ')}`,
      `  packages ${packages.map((entry) => `${entry.name}${entry.version ? `==${entry.version}` : entry.specifier}${entry.declared ? '' : '?'}`).join(' ')}`,
      `  system ${system.map((entry) => `${entry.library}${entry.declared ? '' : '?'}`).join(' ')}`,
      `  programs ${executables.map((entry) => `${entry.name}${entry.declared ? '' : '?'}`).join(' ')}`,
      `  cuda ${cuda ? `${cuda.version} cudnn ${cuda.cudnn ?? '-'} driver ${cuda.minimumDriver ?? '-'}` : '-'}`,
      `  host ${hostModules.map((entry) => entry.module).join(' ')}`,
      `  nixpkgs ${nixpkgs.release}`,
    );
  }
  lines.push(...report.findings.map(findingLine));
  return lines.map((line) => line.trimEnd()).join('\n') + '\n';
}

function compare(name: string, folder: string, expectation: string): void {
  test(name, async () => {
    const { report } = await auditRepository(folder, { knowledge: loadKnowledge(), today: TODAY });
    const found = summaryOf(report);
    if (process.env.UPDATE) writeFileSync(expectation, found);
    expect(found).toBe(readFileSync(expectation, 'utf8'));
  });
}

describe('audit', () => {
  for (const name of readdirSync(CASES).sort()) {
    if (name.endsWith('.txt')) continue;
    compare(name, join(CASES, name, 'input'), join(CASES, name, 'expected.txt'));
  }
});

describe('examples', () => {
  for (const name of readdirSync(EXAMPLES).sort()) {
    if (name.includes('.')) continue;
    compare(name, join(EXAMPLES, name), join(CASES, `example-${name}.txt`));
  }
});
