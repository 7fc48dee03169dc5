import { describe, expect, test } from '@jest/globals';
import { installCommands, installTool, watchedFiles } from '../../src/migrator/install-commands.js';
import type { InstallPlan } from '../../src/migrator/plan.js';

const because = 'a test';
const commandsOf = (install: Partial<InstallPlan>) =>
  installCommands({ kind: 'none', files: [], extraPackages: [], ...install }).map((argv) => argv.join(' '));

describe('the repository is installed its own way', () => {
  test.each<[string, Partial<InstallPlan>, string[]]>([
    [
      'all requirements at once, included ones by those that include them',
      { kind: 'requirements', files: ['a.txt', 'b.txt', 'sub/c.txt'], included: ['b.txt'] },
      ['python -m pip install -r a.txt -r sub/c.txt'],
    ],
    ['only included files', { kind: 'requirements', files: ['a.txt'], included: ['a.txt'] }, []],
    [
      'a file that looks like an option',
      { kind: 'requirements', files: ['-e'] },
      ['python -m pip install -r ./-e'],
    ],
    [
      'a file that looks like a URL',
      { kind: 'requirements', files: ['git+x:y'] },
      ['python -m pip install -r ./git+x:y'],
    ],
    ['a project', { kind: 'project', files: ['setup.py', 'setup.cfg'] }, ['python -m pip install -e .']],
    [
      'projects in folders',
      { kind: 'project', files: ['lib/setup.py', 'app/pyproject.toml'] },
      ['python -m pip install -e lib -e app'],
    ],
    ['poetry', { kind: 'poetry', files: ['pyproject.toml'] }, ['poetry install --no-interaction']],
    ['pipenv with a lock', { kind: 'pipenv', files: ['Pipfile', 'Pipfile.lock'] }, ['pipenv sync']],
    ['pipenv without', { kind: 'pipenv', files: ['Pipfile'] }, ['pipenv install --skip-lock']],
    ['pdm with a lock', { kind: 'pdm', files: ['pyproject.toml', 'pdm.lock'] }, ['pdm sync']],
    ['pdm without', { kind: 'pdm', files: ['pyproject.toml'] }, ['pdm install']],
    ['uv with a lock', { kind: 'uv', files: ['pyproject.toml', 'uv.lock'] }, ['uv sync --inexact --frozen']],
    ['uv without', { kind: 'uv', files: ['pyproject.toml'] }, ['uv sync --inexact']],
    ['conda: only what was translated', { kind: 'conda-pip', files: ['environment.yml'] }, []],
    [
      'commands of a README take the place of all that',
      { kind: 'poetry', files: ['pyproject.toml'], commands: [['make', 'install']] },
      ['make install'],
    ],
  ])('%s', (_, install, expected) => {
    expect(commandsOf(install)).toEqual(expected);
  });
});

test('tools come first, what nobody declared comes last', () => {
  const install: InstallPlan = {
    kind: 'requirements',
    files: ['requirements.txt'],
    tools: [{ requirement: 'pip==21.3.1', because }],
    extraPackages: [{ requirement: 'x', because }],
    constraints: [{ requirement: 'y<2', because }],
  };
  expect(commandsOf(install)).toEqual([
    'python -m pip install pip==21.3.1',
    'python -m pip install -r requirements.txt',
    'python -m pip install -r nix/requirements.txt',
  ]);
  expect(watchedFiles(install)).toEqual(['requirements.txt', 'nix/requirements.txt', 'nix/constraints.txt']);
});

test('a tool is only asked for where its own commands are used', () => {
  const install: InstallPlan = { kind: 'poetry', files: [], extraPackages: [] };
  expect(installTool(install)).toBe('poetry');
  expect(installTool({ ...install, commands: [['pip', 'install', '.']] })).toBeUndefined();
  expect(installTool({ ...install, kind: 'requirements' })).toBeUndefined();
});
