import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { findEpoch } from '../../src/project/epoch.js';
import { Repository, RepositoryError } from '../../src/project/repository.js';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'repository-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function put(path: string, content: string | Uint8Array = ''): void {
  const full = join(root, path);
  mkdirSync(join(full, '..'), { recursive: true });
  writeFileSync(full, content);
}

function gitIn(...args: string[]): void {
  execFileSync('git', ['-C', root, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], {
    stdio: 'ignore',
  });
}

function commit(date: string, author: string): void {
  gitIn('add', '-A');
  execFileSync(
    'git',
    [
      '-C',
      root,
      '-c',
      'user.name=x',
      '-c',
      'user.email=x@example.org',
      'commit',
      '-q',
      '-m',
      'x',
      `--author=${author}`,
      `--date=${date}T12:00:00Z`,
    ],
    { stdio: 'ignore' },
  );
}

describe('listing', () => {
  test('a git work tree gives tracked and untracked files, not ignored ones', async () => {
    gitIn('init', '-q');
    put('.gitignore', 'data/\n*.log\n');
    put('a.py');
    put('data/x.py');
    put('forced.log');
    gitIn('add', '-f', 'forced.log', 'a.py');
    put('new.py');
    expect((await Repository.open(root)).paths).toEqual(['.gitignore', 'a.py', 'forced.log', 'new.py']);
  });

  test('without git, .gitignore files apply, the inner one last', async () => {
    put('.gitignore', '*.txt\n/build/\n');
    put('a.py');
    put('build/b.py');
    put('notes.txt');
    put('deep/.gitignore', '!keep.txt\n');
    put('deep/keep.txt');
    put('deep/lose.txt');
    expect((await Repository.open(root)).paths).toEqual([
      '.gitignore',
      'a.py',
      'deep/.gitignore',
      'deep/keep.txt',
    ]);
  });

  test('installed packages and virtual environments are nobody’s source', async () => {
    put('a.py');
    put('env/pyvenv.cfg');
    put('env/lib/python3.6/x.py');
    put('lib/site-packages/y.py');
    put('node_modules/z/z.py');
    expect((await Repository.open(root)).paths).toEqual(['a.py']);
  });

  test('a folder that is none is refused with a message', async () => {
    put('a.py');
    await expect(Repository.open(join(root, 'a.py'))).rejects.toThrow(RepositoryError);
    await expect(Repository.open(join(root, 'missing'))).rejects.toThrow(/there is no folder/);
  });
});

describe('reading', () => {
  test.each([
    ['UTF-16 with a mark', Buffer.from('\uFEFFnumpy==1.18.0\r\n', 'utf16le'), 'numpy==1.18.0\r\n'],
    ['UTF-16 big endian', Buffer.from('\uFEFFnumpy==1.18.0\r\n', 'utf16le').swap16(), 'numpy==1.18.0\r\n'],
    ['UTF-16 without a mark', Buffer.from('numpy==1.18.0\r\n', 'utf16le'), 'numpy==1.18.0\r\n'],
    ['a UTF-8 mark', Buffer.from('\uFEFFnumpy\n'), 'numpy\n'],
    [
      'a coding cookie',
      Buffer.concat([Buffer.from('# -*- coding: gbk -*-\n# '), Buffer.from([0xd6, 0xd0])]),
      '# -*- coding: gbk -*-\n# 中',
    ],
    ['no known encoding', Buffer.from([0x63, 0x61, 0x66, 0xe9]), 'café'],
    [
      'a cookie nobody knows',
      Buffer.concat([Buffer.from('# coding: klingon\n'), Buffer.from([0xe9])]),
      '# coding: klingon\né',
    ],
  ])('%s', async (_name, bytes, text) => {
    put('a.txt', bytes);
    expect((await Repository.open(root)).read('a.txt')?.text).toBe(text);
  });

  test('a link inside is followed, one that leads out is not', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'outside-'));
    try {
      writeFileSync(join(outside, 'secret.py'), 'password = 1');
      put('real.py', 'import os');
      symlinkSync('real.py', join(root, 'inner.py'));
      symlinkSync(join(outside, 'secret.py'), join(root, 'outer.py'));
      symlinkSync(outside, join(root, 'folder'));
      const repository = await Repository.open(root);
      expect(repository.read('inner.py')?.text).toBe('import os');
      expect(repository.read('outer.py')).toBeUndefined();
      expect(repository.read('folder/secret.py')).toBeUndefined();
      expect(repository.skipped).toEqual([
        { file: 'outer.py', reason: 'a link that leads out of the repository' },
        { file: 'folder/secret.py', reason: 'a link that leads out of the repository' },
      ]);
    } finally {
      rmSync(outside, { recursive: true, force: true });
    }
  });

  test('a file over the bound, a pipe and a missing file are skipped and counted', async () => {
    put('big.py', Buffer.alloc(9 * 1024 * 1024, 32));
    execFileSync('mkfifo', [join(root, 'pipe.py')]);
    const repository = await Repository.open(root);
    for (const path of ['big.py', 'pipe.py', 'gone.py']) expect(repository.read(path)).toBeUndefined();
    expect(repository.skipped.map((skipped) => skipped.reason)).toEqual([
      'larger than 8 MiB',
      'no regular file',
      'cannot be opened',
    ]);
  });

  test('a hostile git configuration runs nothing', async () => {
    gitIn('init', '-q');
    put('a.py');
    commit('2019-01-01', 'Ada <ada@example.org>');
    const trap = join(root, 'trap.sh');
    writeFileSync(trap, `#!/bin/sh\ntouch ${join(root, 'sprung')}\n`, { mode: 0o755 });
    gitIn('config', 'core.fsmonitor', trap);
    gitIn('config', 'log.showSignature', 'true');
    gitIn('config', 'gpg.program', trap);
    gitIn('config', 'core.pager', trap);
    const repository = await Repository.open(root);
    await findEpoch(repository, '2026-01-01');
    expect(repository.paths).not.toContain('sprung');
    expect((await Repository.open(root)).paths).not.toContain('sprung');
  });
});

describe('epoch', () => {
  test('is the last commit by a person that touched code, not a later README edit or a bot', async () => {
    gitIn('init', '-q');
    put('train.py', '1');
    commit('2018-05-04', 'Ada <ada@example.org>');
    put('requirements.txt', 'django==1.11.29');
    commit('2020-06-01', 'dependabot[bot] <support@example.org>');
    put('README.md', 'moved');
    commit('2021-01-01', 'Ada <ada@example.org>');
    expect(await findEpoch(await Repository.open(root), '2026-01-01')).toMatchObject({
      date: '2018-05-04',
      certain: true,
    });
  });

  test('without history the newest date of a source file, unless it is that of a fresh copy', async () => {
    put('a.py');
    utimesSync(join(root, 'a.py'), new Date('2017-03-02'), new Date('2017-03-02'));
    expect(await findEpoch(await Repository.open(root), '2026-01-01')).toMatchObject({
      date: '2017-03-02',
      certain: false,
    });
    const today = new Date();
    utimesSync(join(root, 'a.py'), today, today);
    const epoch = await findEpoch(await Repository.open(root), today.toISOString().slice(0, 10));
    expect(epoch.source).toMatch(/no git history/);
  });
});
