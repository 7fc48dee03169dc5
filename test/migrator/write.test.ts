import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { diffWrites } from '../../src/migrator/diff.js';
import { HEADER, type GeneratedFile } from '../../src/migrator/generated-file.js';
import { treeNote } from '../../src/migrator/tree-note.js';
import { planWrites, writeFiles } from '../../src/migrator/write.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nix-py-audit-write-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const flake: GeneratedFile = { path: 'flake.nix', content: `${HEADER}\n{ }\n` };
const lock: GeneratedFile = { path: 'flake.lock', content: '{}\n', belongsTo: 'flake.nix' };
const deep: GeneratedFile = { path: 'nix/requirements.txt', content: `${HEADER}\nx\n` };
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const put = (path: string, text: string) => {
  writeFileSync(join(root, path), text);
};

describe('writing', () => {
  test('creates files and folders, and nothing else', () => {
    expect(writeFiles(root, [flake, lock, deep])).toEqual({
      written: ['flake.nix', 'flake.lock', 'nix/requirements.txt'],
      unchanged: [],
      refused: [],
    });
    expect(read('nix/requirements.txt')).toBe(deep.content);
    expect([...readdirSync(root), ...readdirSync(join(root, 'nix'))].sort()).toEqual([
      'flake.lock',
      'flake.nix',
      'nix',
      'requirements.txt',
    ]);
  });

  test('a second time touches nothing', () => {
    writeFiles(root, [flake, lock]);
    const before = statSync(join(root, 'flake.nix'));
    expect(writeFiles(root, [flake, lock])).toEqual({
      written: [],
      unchanged: ['flake.nix', 'flake.lock'],
      refused: [],
    });
    expect(statSync(join(root, 'flake.nix'))).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
  });

  test('replaces what it wrote before, with the lock that belongs to it', () => {
    put('flake.nix', `${HEADER}\n{ old = 1; }\n`);
    put('flake.lock', 'old');
    expect(writeFiles(root, [flake, lock]).written).toEqual(['flake.nix', 'flake.lock']);
  });

  test('takes a lock without a flake for a left-over', () => {
    put('flake.lock', 'old');
    expect(writeFiles(root, [flake, lock]).written).toEqual(['flake.nix', 'flake.lock']);
  });

  test("refuses to replace somebody else's file, and then writes none", () => {
    put('flake.nix', '{ theirs = 1; }\n');
    put('flake.lock', 'theirs');
    const { written, refused } = writeFiles(root, [flake, lock, deep]);
    expect(written).toEqual([]);
    expect(refused).toEqual([
      { path: 'flake.nix', reason: 'it was not written by nix-py-audit; --force replaces it' },
      { path: 'flake.lock', reason: 'it was not written by nix-py-audit; --force replaces it' },
    ]);
    expect(read('flake.nix')).toBe('{ theirs = 1; }\n');
    expect(existsSync(join(root, 'nix'))).toBe(false);
  });

  test('replaces it when told to', () => {
    put('flake.nix', '{ theirs = 1; }\n');
    expect(writeFiles(root, [flake, lock], { force: true }).written).toEqual(['flake.nix', 'flake.lock']);
    expect(read('flake.nix')).toBe(flake.content);
  });

  test.each([true, false])('never follows a link in the place of the file (force: %s)', (force) => {
    put('outside', 'untouched');
    symlinkSync(join(root, 'outside'), join(root, 'flake.nix'));
    expect(writeFiles(root, [flake], { force }).refused).toEqual([
      { path: 'flake.nix', reason: 'it is a link' },
    ]);
    expect(read('outside')).toBe('untouched');
  });

  test('never follows a link on the way to the file, dangling or not', () => {
    mkdirSync(join(root, 'outside'));
    symlinkSync(join(root, 'outside'), join(root, 'nix'));
    expect(writeFiles(root, [deep], { force: true }).refused).toEqual([
      { path: deep.path, reason: 'nix is a link' },
    ]);
    expect(readdirSync(join(root, 'outside'))).toEqual([]);
  });

  test('refuses a folder in the place of the file, and a file in the place of a folder', () => {
    mkdirSync(join(root, 'flake.nix'));
    put('nix', '');
    expect(writeFiles(root, [flake, deep], { force: true }).refused).toEqual([
      { path: 'flake.nix', reason: 'it is no regular file' },
      { path: deep.path, reason: 'nix is no folder' },
    ]);
  });

  test.each(['../x', '/x', 'a/../x', 'a//x', './x', '', 'a\\x', 'a\0x'])('refuses the path %j', (path) => {
    const { refused } = writeFiles(root, [{ path, content: HEADER }], { force: true });
    expect(refused).toEqual([{ path, reason: 'it is not a path inside the repository' }]);
  });

  test('notices that only the mode differs', () => {
    const script = { path: 'run', content: `${HEADER}\n`, executable: true };
    writeFiles(root, [script]);
    expect(statSync(join(root, 'run')).mode & 0o111).not.toBe(0);
    chmodSync(join(root, 'run'), 0o644);
    expect(writeFiles(root, [script]).written).toEqual(['run']);
  });
});

describe('the difference', () => {
  test('shows new and changed files, not unchanged or refused ones', () => {
    put('flake.nix', `${HEADER}\n{ old = 1; }\n`);
    put('flake.lock', lock.content);
    put('.envrc', 'use nix\n');
    const envrc = { path: '.envrc', content: `${HEADER}\nuse flake\n` };
    expect(diffWrites(planWrites(root, [flake, lock, deep, envrc]))).toBe(
      [
        '--- a/flake.nix',
        '+++ b/flake.nix',
        '@@ -1,2 +1,2 @@',
        ` ${HEADER}`,
        '-{ old = 1; }',
        '+{ }',
        '--- /dev/null',
        '+++ b/nix/requirements.txt',
        '@@ -0,0 +1,2 @@',
        `+${HEADER}`,
        '+x',
        '',
      ].join('\n'),
    );
  });

  test('shows control characters instead of sending them to the terminal', () => {
    put('flake.nix', `${HEADER}\n\x1b[2J\u202e\r\n`);
    expect(diffWrites(planWrites(root, [flake]))).toContain('-\\x1b[2J\\u202e\\x0d\n');
  });

  test('is empty when there is none', () => {
    writeFiles(root, [flake]);
    expect(diffWrites(planWrites(root, [flake]))).toBe('');
  });
});

describe('the note about git', () => {
  const command = "git add -N -- flake.nix flake.lock 'a b'";

  test('names the command, in a folder of a work tree as well', () => {
    mkdirSync(join(root, '.git'));
    mkdirSync(join(root, 'below'));
    expect(treeNote(root, ['flake.nix', 'flake.lock', 'a b']).command).toBe(command);
    expect(treeNote(join(root, 'below'), ['flake.nix', 'flake.lock', 'a b']).command).toBe(command);
  });

  test('outside of one, begins with a repository', () => {
    expect(treeNote(root, ['flake.nix', 'flake.lock', 'a b']).command).toBe(`git init && ${command}`);
  });
});
