import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { GeneratedFile } from '../../src/migrator/generated-file.js';
import { watchedFiles } from '../../src/migrator/install-commands.js';
import { PlanError, type FlakePlan } from '../../src/migrator/plan.js';
import { devShell } from '../../src/migrator/strategies/devshell.js';

/**
 * A case is a folder with plan.json and the files expected for it. `UPDATE=1` writes what is generated now: read the
 * difference before committing it.
 */
const cases = join(process.cwd(), 'test/migrator/cases');

describe.each(readdirSync(cases))('devshell: %s', (name) => {
  const folder = join(cases, name);
  const files = devShell(readPlan(name));

  test('is what is expected', () => {
    if (process.env['UPDATE']) writeExpected(join(folder, 'expected'), files);
    expect(files.map(({ path }) => path).sort()).toEqual(expectedFiles(join(folder, 'expected')));
    for (const { path, content } of files) {
      expect(content).toBe(readFileSync(join(folder, 'expected', path), 'utf8'));
    }
  });

  test('its .envrc watches the files under their names, and runs nothing of them', () => {
    const functions = 'watch_file() { printf "%s\\0" "$@"; }; use() { printf "use %s" "$1"; }; ';
    const envrc = files.find(({ path }) => path === '.envrc')!.content;
    const { stdout, stderr } = spawnSync('bash', ['-c', functions + envrc], { encoding: 'utf8' });
    const watched = watchedFiles(readPlan(name).install).map((file) => `./${file}\0`);
    expect({ stdout, stderr }).toEqual({ stdout: `${watched.join('')}use flake`, stderr: '' });
  });

  test('is the same each time', () => {
    expect(devShell(readPlan(name))).toEqual(files);
  });
});

describe('devshell refuses', () => {
  const plan = readPlan('cpu-project');
  const extra = (requirement: string): FlakePlan => ({
    ...plan,
    install: { ...plan.install, extraPackages: [{ requirement, because: 'a test' }] },
  });

  test.each([
    ['a second line', 'x\n--index-url https://index.example/'],
    ['an option', 'x --global-option=y'],
    ['a line that is an option', '-r other.txt'],
    ['a variable', 'x==${HOME}'],
    ['a line that goes on', 'x\\'],
  ])('%s in a requirement', (_, requirement) => {
    expect(() => devShell(extra(requirement))).toThrow(PlanError);
  });

  test('a Python version that is none', () => {
    expect(() => devShell({ ...plan, python: { ...plan.python, version: '3.7; id' } })).toThrow(PlanError);
  });

  test('a variable that the shell would not take', () => {
    const environmentVariables = [{ name: 'A=b; id #', value: '', because: '' }];
    expect(() => devShell({ ...plan, environmentVariables })).toThrow(PlanError);
  });

  test('a pin that Nix would refuse', () => {
    const rev = plan.nixpkgs.rev.slice(0, 7);
    expect(() => devShell({ ...plan, nixpkgs: { ...plan.nixpkgs, rev } })).toThrow(/no commit/);
  });

  test('a package from a second release that the plan does not name', () => {
    const libraries = [{ attribute: 'libffi', because: '', from: 'era' as const }];
    expect(() => devShell({ ...plan, libraries })).toThrow(PlanError);
  });
});

function readPlan(name: string): FlakePlan {
  return JSON.parse(readFileSync(join(cases, name, 'plan.json'), 'utf8')) as FlakePlan;
}

function expectedFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

function writeExpected(folder: string, files: readonly GeneratedFile[]): void {
  rmSync(folder, { recursive: true, force: true });
  for (const { path, content } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}
