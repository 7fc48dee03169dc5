import { afterAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../src/model/report.js';
import { folderOf, removeFolders, run } from './program.js';

afterAll(removeFolders);

const PLAIN = { 'requirements.txt': 'numpy\n', 'a.py': 'import numpy as np\nimport yaml\nnp.int\n' };

function reportOf(root: string): { report: Report; stdout: string } {
  const { code, stdout, stderr } = run([root, '--format', 'json']);
  expect(stderr).toBe('');
  expect([0, 1]).toContain(code);
  return { report: JSON.parse(stdout) as Report, stdout };
}

const MEGABYTE = 1024 * 1024;

// A run is ended after ten seconds: what takes quadratic time, memory or stack for these does not get through.
describe('files made to cost much', () => {
  test.each<[string, Record<string, string>]>([
    ['nested YAML', { 'environment.yml': '['.repeat(3_000_000), '.travis.yml': '- '.repeat(1_000_000) }],
    ['nested JSON', { 'Pipfile.lock': '['.repeat(8_000_000), 'a.ipynb': '['.repeat(20_000_000) }],
    ['a notebook of short strings', { 'a.ipynb': `{"cells":[{"source":[${'"a",'.repeat(2_000_000)}"b"]}]}` }],
    ['blanks after `if`', { 'b.py': `__main__\nif${'\n'.repeat(3 * MEGABYTE)}` }],
    ['a thousand paths', { 'b.py': 'open("/home/bob/data/x")\n'.repeat(60_000) }],
    [
      'one package again and again',
      {
        'requirements.txt': Array.from({ length: 60_000 }, (_, n) => `numpy>=${n}\n`).join(''),
      },
    ],
    [
      'a requirement of a megabyte',
      { 'requirements.txt': `a==1.${'9'.repeat(MEGABYTE)}\nb; ${'('.repeat(MEGABYTE)}` },
    ],
    [
      'a recipe of blank lines',
      { 'meta.yaml': `package:\n${'\n'.repeat(400_000)}source:\n  url: https://x.example/a\n` },
    ],
    ['a name for an exponential expression', { [`setup${'_c'.repeat(60)}!`]: '' }],
  ])('%s', (_name, files) => {
    const { report } = reportOf(folderOf({ ...PLAIN, ...files }));
    expect(report.findings.map(({ rule }) => rule)).toContain('NPA301');
  });
});

describe('what lies outside', () => {
  const outside = folderOf({ 'canary.py': 'import canarymodule\n', 'canary.txt': 'canarypackage==1\n' });

  test('is not read through links, and links in circles end', () => {
    const root = folderOf(PLAIN);
    symlinkSync(join(outside, 'canary.py'), join(root, 'l.py'));
    symlinkSync(join(outside, 'canary.txt'), join(root, 'requirements-dev.txt'));
    symlinkSync(outside, join(root, 'requirements'));
    symlinkSync('.', join(root, 'self'));
    symlinkSync('loop.py', join(root, 'loop.py'));
    symlinkSync('/dev/zero', join(root, 'zero.py'));
    const { report, stdout } = reportOf(root);
    expect(stdout).not.toMatch(/canary(?:module|package)/);
    expect(report.project.skipped.map(({ file }) => file)).toEqual(
      expect.arrayContaining(['l.py', 'loop.py', 'requirements-dev.txt', 'zero.py']),
    );
  });

  test('is not listed where core.worktree points there', () => {
    const root = folderOf(PLAIN);
    execFileSync('git', ['init', '-q', root]);
    appendFileSync(join(root, '.git', 'config'), `[core]\n\tworktree = ${outside}\n`);
    const { report, stdout } = reportOf(root);
    expect(stdout).not.toContain('canary');
    expect(report.project.files.scanned).toBe(2);
  });

  test('is not written to', () => {
    for (const name of ['flake.nix', '.envrc', 'nix']) {
      const root = folderOf(PLAIN);
      symlinkSync(join(outside, 'new'), join(root, name));
      expect(run([root, '--fix', '--force']).code).toBe(2);
      expect(readdirSync(root).sort()).toEqual([...Object.keys(PLAIN), name].sort());
    }
    expect(readdirSync(outside).sort()).toEqual(['canary.py', 'canary.txt']);
  });
});

test('pipes in place of files are passed over', () => {
  const root = folderOf(PLAIN);
  const names = ['f.py', 'Dockerfile', '.gitignore', 'nix-py-audit.toml'];
  execFileSync(
    'mkfifo',
    names.map((name) => join(root, name)),
  );
  expect(reportOf(root).report.project.files.scanned).toBe(2);
});

test('programs that the configuration of git names are not started', () => {
  const root = folderOf({ ...PLAIN, 'evil.sh': '#!/bin/sh\ntouch "$(dirname "$0")/started"\n' });
  execFileSync('chmod', ['+x', join(root, 'evil.sh')]);
  execFileSync('git', ['init', '-q', root]);
  execFileSync('git', ['-C', root, 'add', '-A']);
  const author = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org'];
  execFileSync('git', ['-C', root, ...author, 'commit', '-q', '--no-gpg-sign', '-m', 'All']);
  const evil = join(root, 'evil.sh');
  appendFileSync(
    join(root, '.git', 'config'),
    [
      `[core]\nfsmonitor = ${evil}\npager = ${evil}\nsshCommand = ${evil}\nhooksPath = ${root}`,
      `[alias]\nls-files = !${evil}\nlog = !${evil}\nconfig = !${evil}`,
      `[log]\nshowSignature = true\n[gpg]\nprogram = ${evil}\n[diff]\nexternal = ${evil}`,
      `[filter "evil"]\nclean = ${evil}\nprocess = ${evil}\n`,
    ].join('\n'),
  );
  writeFileSync(join(root, '.gitattributes'), '* filter=evil\n');
  reportOf(root);
  expect(existsSync(join(root, 'started'))).toBe(false);
});

describe('names', () => {
  const root = folderOf(PLAIN);
  for (const name of [
    '-rf.py',
    '--help.py',
    'a\nb.py',
    'a\u001b[31m.py',
    'a\u202egnp.py',
    `'"\`$(touch x).py`,
  ]) {
    writeFileSync(join(root, name), 'import numpy\nnumpy.int\n');
  }
  for (const name of ['requirements-\u001b]0;x\u0007.txt', `requirements-'$(touch x)\${y}''.txt`]) {
    writeFileSync(join(root, name), 'foo==1\nbar>=\n');
  }
  mkdirSync(join(root, '"; touch x #\u001b[1m'));
  writeFileSync(join(root, '"; touch x #\u001b[1m', 'requirements.txt'), 'foo==1\nfoo==2\n');
  writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xff, 0xfe]), Buffer.from('.py')]), 'x');

  test.each([[['--verbose']], [['--quiet']], [['--format', 'json']], [['--fix', '--dry-run']]])(
    'do nothing to a terminal (%j)',
    (options) => {
      const { stdout, stderr } = run([root, ...options]);
      expect(stdout + stderr).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
    },
  );

  test('make no code in what --fix writes', () => {
    run([root, '--fix']);
    execFileSync('bash', ['-c', 'watch_file() { :; }; use() { :; }; . ./.envrc'], { cwd: root });
    expect(existsSync(join(root, 'x'))).toBe(false);
  });
});

test('names that every object has are names like any other', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  const root = folderOf({
    'a.py': names.map((name) => `import ${name}\n${name}.x\n`).join(''),
    'requirements.txt': names.map((name) => `${name}==1\n`).join(''),
    'pyproject.toml': '[__proto__]\nx = 1\n[project]\nname = "__proto__"\ndependencies = ["constructor"]\n',
    'Pipfile.lock': '{"__proto__": {"a": {"version": "==1"}}, "default": {"__proto__": {"version": "==1"}}}',
    'environment.yml': '__proto__: {a: b}\ndependencies:\n- __proto__=1\n- constructor\n',
    Dockerfile: 'FROM constructor:__proto__ AS __proto__\nFROM __proto__\nRUN pip install toString\n',
  });
  expect(reportOf(root).report.findings.filter(({ rule }) => rule === 'NPA902')).toEqual([]);
});

test('a message that quotes the configuration quotes it safely', () => {
  const { code, stderr } = run([folderOf({ 'nix-py-audit.toml': '"a\\u001b[31m\\u202e" = 1\n' })]);
  expect(code).toBe(2);
  expect(stderr).toContain('unknown key a␛[31m�');
});
