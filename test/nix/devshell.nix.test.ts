import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FlakePlan } from '../../src/migrator/plan.js';
import { devShell } from '../../src/migrator/strategies/devshell.js';
import { writeFiles } from '../../src/migrator/write.js';
import { TemporaryNix, nixVersion, pythonPrefixes, sayIfNixIsMissing, type Run } from './nix.js';
import { writeWheel } from './wheel.js';

/** Generated flakes in a real Nix, with the stub in place of nixpkgs: no network, no root. */

sayIfNixIsMissing();
const describeWithNix = nixVersion === undefined ? describe.skip : describe;
const cases = join(process.cwd(), 'test/migrator/cases');
const pythons = [...pythonPrefixes().keys()];
/** The newest Python 3 of this machine, and Python 2, as far as there are any. */
const versions = [
  ...pythons.filter((version) => /^3\.1\d$/.test(version)).slice(-1),
  ...pythons.filter((version) => version === '2.7'),
];

describeWithNix('the expected flakes', () => {
  let nix: TemporaryNix;
  beforeAll(() => {
    nix = new TemporaryNix();
  });
  afterAll(() => {
    nix.dispose();
  });

  test.each(readdirSync(cases))('%s evaluates, and its lock stays as it is', (name) => {
    const project = join(nix.folder, name);
    const expected = join(cases, name, 'expected');
    mkdirSync(project);
    for (const file of ['flake.nix', 'flake.lock']) copyFileSync(join(expected, file), join(project, file));
    const plan = readPlan(name);
    for (const pin of [plan.nixpkgs, plan.eraNixpkgs]) if (pin) nix.provideStub(pin);

    const { status, stderr } = nix.run('nix', [
      '--offline',
      'flake',
      'check',
      '--no-build',
      `path:${project}`,
    ]);
    if (name === 'hostile') {
      // It asks for an attribute that does not exist: evaluation gets that far, and nothing of the text is run.
      expect(stderr).toMatch(/attribute '"?li[^\n]*' missing/);
    } else {
      expect({ status, stderr }).toEqual({ status: 0, stderr: expect.not.stringContaining('error:') });
    }
    expect(readFileSync(join(project, 'flake.lock'))).toEqual(readFileSync(join(expected, 'flake.lock')));
  });
});

describeWithNix.each(versions)('nix develop with Python %s', (version) => {
  let nix: TemporaryNix;
  let project: string;
  let wheels: string;

  beforeAll(() => {
    nix = new TemporaryNix();
    project = join(nix.folder, 'project');
    wheels = join(nix.folder, 'wheels');
    mkdirSync(project);
    mkdirSync(wheels);
    writeWheel(wheels, 'declared', '1.0', 'answer = 42\n');
    writeWheel(wheels, 'declared', '2.0', 'answer = 43\n');
    writeWheel(wheels, 'undeclared', '1.0', 'answer = 44\n');
    writeFileSync(join(project, 'requirements.txt'), 'declared\n');
    const plan = examplePlan(version);
    nix.provideStub(plan.nixpkgs);
    writeFiles(project, devShell(plan));
    execFileSync('git', ['init', '-q'], { cwd: project });
    execFileSync('git', ['add', '-N', 'flake.nix', 'flake.lock'], { cwd: project });
  });
  afterAll(() => {
    nix.dispose();
  });

  const develop = (argv: readonly string[], env: NodeJS.ProcessEnv = {}, cwd = project): Run =>
    nix.run('nix', ['--offline', 'develop', '-c', ...argv], {
      cwd,
      env: { PIP_NO_INDEX: '1', PIP_FIND_LINKS: wheels, ...env },
    });
  const python = (code: string, env: NodeJS.ProcessEnv = {}) => develop(['python', '-c', code], env);
  const stateFile = () => join(project, '.venv-nix/.nix-py-audit');

  test('the packages are installed: declared ones within their bounds, and those that we add', () => {
    const run = python(
      'import declared, undeclared; from sys import version_info as v; print(declared.answer, undeclared.answer, v[0], v[1])',
    );
    expect(run.stderr).toContain(`Setting up Python ${version} with the packages of requirements.txt`);
    expect(run.stderr).toContain('is ready (.venv-nix). Try: python main.py');
    expect(run.stdout.replace(/\D+/g, ' ').trim()).toBe(`42 44 ${version.replace('.', ' ')}`);
  });

  test('nix does not change the lock', () => {
    expect(readFileSync(join(project, 'flake.lock'), 'utf8')).toBe(
      devShell(examplePlan(version)).find(({ path }) => path === 'flake.lock')!.content,
    );
  });

  test('entering again installs nothing, from a folder below as well', () => {
    const { ino, mtimeMs } = statSync(stateFile());
    mkdirSync(join(project, 'below'));
    const run = develop(['python', '-c', 'import declared'], {}, join(project, 'below'));
    expect(run).toMatchObject({ status: 0, stdout: '' });
    expect(run.stderr).not.toContain('Setting up');
    expect(statSync(stateFile())).toMatchObject({ ino, mtimeMs });
  });

  test('only Python gets the libraries, not the programs that it starts', () => {
    const code = [
      'import ctypes, os, subprocess, sys',
      'ctypes.CDLL("libz.so.1")',
      'print([line.split()[-1] for line in open("/proc/self/maps") if "libz.so" in line][0])',
      'sys.stdout.flush()',
      'subprocess.call(["sh", "-c", "echo [$LD_LIBRARY_PATH]"])',
      'sys.stdout.flush()',
      'subprocess.call([sys.executable, "-c", "import declared; print(declared.answer)"])',
    ].join('\n');
    const [library, ...inside] = python(code).stdout.trim().split('\n');
    expect(library).toContain(join(nix.folder, 'store'));
    expect(inside).toEqual(['[]', '42']);
    expect(python(code, { LD_LIBRARY_PATH: '/outside' }).stdout).toContain('[/outside]');
  });

  test('Python works outside of the shell, too, as editors start it', () => {
    const run = nix.run(join(project, '.venv-nix/bin/python'), [
      '-c',
      'import declared; print(declared.answer)',
    ]);
    expect(run).toMatchObject({ status: 0, stdout: '42\n' });
  });

  test('variables of the plan are set, and those that Nix sets for builds are not', () => {
    const names = ['GREETING', 'SOURCE_DATE_EPOCH', 'PYTHONPATH'];
    const { stdout } = develop(['sh', '-c', names.map((name) => `echo "[$${name}]"`).join('; ')]);
    expect(stdout.split('\n')).toEqual(["[it's ${me}]", '[]', '[]', '']);
  });

  test('pip installs further packages into the folder', () => {
    expect(develop(['pip', 'install', 'declared==2.0']).status).toBe(0);
    expect(python('import declared; print(declared.answer)').stdout).toBe('43\n');
  });

  test('a folder for the driver of the GPU is made, and it is said if there is none', () => {
    const { stderr } = develop(['true']);
    const drivers = ['/run/opengl-driver/lib', '/usr/lib/wsl/lib', join(project, '.venv-nix/gpu-driver')];
    const found = drivers.some((folder) => existsSync(join(folder, 'libcuda.so.1')));
    expect(existsSync(drivers[2]!)).toBe(true);
    expect(stderr.includes('No NVIDIA driver')).toBe(!found);
  });

  test('git does not see what was installed', () => {
    const status = execFileSync('git', ['status', '--porcelain', '-uall'], {
      cwd: project,
      encoding: 'utf8',
    });
    expect(status).not.toContain('venv');
  });

  test('a change of the requirements leads to a new installation; when pip fails, the shell opens all the same', () => {
    writeFileSync(join(project, 'requirements.txt'), 'declared\nno-such-package\n');
    const first = develop(['sh', '-c', 'echo open; command -v python']);
    expect(first.stdout).toBe(`open\n${join(project, '.venv-nix/bin/python')}\n`);
    expect(first.stderr).toMatch(/Setting up[^]*no-such-package[^]*Installing the Python packages FAILED/);

    const second = develop(['echo', 'open']);
    expect(second.stdout).toBe('open\n');
    expect(second.stderr).toContain('The last installation of the Python packages failed.');
    expect(second.stderr).not.toContain('Setting up');

    writeWheel(wheels, 'no_such_package', '1.0', '');
    const third = develop(['sh', '-c', 'set-up-python && python -c "import no_such_package, undeclared"']);
    expect(third.stderr).toContain('is ready');
    expect(third.status).toBe(0);
  });

  test('a folder of that name that is not ours stays as it is', () => {
    rmSync(join(project, '.venv-nix'), { recursive: true });
    mkdirSync(join(project, '.venv-nix'));
    writeFileSync(join(project, '.venv-nix/mine'), '');
    expect(develop(['true']).stderr).toContain('was not made here');
    expect(readdirSync(join(project, '.venv-nix'))).toEqual(['mine']);
  });

  test('outside of the project nothing is installed', () => {
    const elsewhere = mkdtempSync(join(nix.folder, 'elsewhere-'));
    const run = nix.run('nix', ['--offline', 'develop', `path:${project}`, '-c', 'true'], { cwd: elsewhere });
    expect(run.stderr).toContain('from inside the folder of the project');
    expect(readdirSync(elsewhere)).toEqual([]);
  });
});

function readPlan(name: string): FlakePlan {
  return JSON.parse(readFileSync(join(cases, name, 'plan.json'), 'utf8')) as FlakePlan;
}

function examplePlan(version: string): FlakePlan {
  return {
    ...readPlan('python2'),
    python: { version, attribute: `python${version.replace('.', '')}`, because: 'a test' },
    libraries: [{ attribute: 'zlib', because: 'a test' }],
    driverLibraries: true,
    install: {
      kind: 'requirements',
      files: ['requirements.txt'],
      extraPackages: [{ requirement: 'undeclared', because: 'imported in main.py' }],
      constraints: [{ requirement: 'declared<2', because: 'a test' }],
    },
    environmentVariables: [{ name: 'GREETING', value: "it's ${me}", because: 'a test' }],
    entryPoints: [['python', 'main.py']],
  };
}
