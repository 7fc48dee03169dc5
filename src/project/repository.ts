import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { decode } from './decode.js';
import { git } from './git.js';
import { listFiles } from './list-files.js';

/** Source and manifests are far smaller; notebooks carry their pictures. */
const MAX_BYTES = 8 * 1024 * 1024;
const MAX_NOTEBOOK_BYTES = 64 * 1024 * 1024;

/** So much of the end of a remote's URL is looked at for its name. */
const MAX_NAME = 300;

/** A file as the scanners take it: UTF-8 bytes, and the text on demand. */
export interface RepositoryFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly text: string;
}

/** Something that was not read, and why. */
export interface Skipped {
  file: string;
  reason: string;
}

/** The folder could not be opened at all. */
export class RepositoryError extends Error {}

/**
 * An opened repository: its files by name, read when asked for. Nothing outside its root is ever read: a link is
 * followed only to a regular file inside.
 */
export class Repository {
  readonly skipped: Skipped[] = [];
  /** What the repository is called elsewhere: the last part of each remote's URL. */
  names: readonly string[] = [];
  /** Every file, and every folder that holds one. */
  readonly #entries = new Set<string>();
  /** Where each folder really lies: a folder may have become a link since git listed what is in it. */
  readonly #folders = new Map<string, string | undefined>();

  private constructor(
    readonly root: string,
    /** Every file, relative to the root, sorted. */
    readonly paths: readonly string[],
    readonly isGit: boolean,
  ) {
    for (const path of paths) {
      for (
        let entry = path;
        entry !== '' && !this.#entries.has(entry);
        entry = entry.slice(0, Math.max(0, entry.lastIndexOf('/')))
      ) {
        this.#entries.add(entry);
      }
    }
  }

  /** Whether the repository holds a file or folder of that name. */
  has(path: string): boolean {
    return path === '' || path === '.' || this.#entries.has(path.replace(/(?<!\/)\/+$/, ''));
  }

  /**
   * Opens a folder.
   *
   * @throws RepositoryError where there is no such folder
   */
  static async open(folder: string): Promise<Repository> {
    let root: string;
    try {
      root = realpathSync(folder);
      if (!statSync(root).isDirectory()) throw new RepositoryError(`${folder} is a file, not a folder`);
    } catch (error) {
      if (error instanceof RepositoryError) throw error;
      throw new RepositoryError(`there is no folder ${folder}`);
    }
    const list = await listFiles(root);
    const repository = new Repository(root, list.paths, list.git);
    if (list.truncated)
      repository.skipped.push({ file: '.', reason: 'more than 200,000 files: the rest was not read' });
    if (list.git) repository.names = await remoteNames(root);
    return repository;
  }

  /**
   * Reads a file whole.
   *
   * @returns undefined, and a line in `skipped`, where it is gone, too large, no regular file, or leads outside
   */
  read(path: string): RepositoryFile | undefined {
    const limit = path.endsWith('.ipynb') ? MAX_NOTEBOOK_BYTES : MAX_BYTES;
    let handle: number;
    try {
      const full = this.#inside(path);
      if (full === undefined) return this.#skip(path, 'a link that leads out of the repository');
      // Non-blocking: a pipe in place of a file must not hang the audit.
      handle = openSync(full, constants.O_RDONLY | constants.O_NONBLOCK);
    } catch {
      return this.#skip(path, 'cannot be opened');
    }
    try {
      const status = fstatSync(handle);
      if (!status.isFile()) return this.#skip(path, 'no regular file');
      if (status.size > limit) return this.#skip(path, `larger than ${limit / 1024 / 1024} MiB`);
      return new LazyText(path, decode(readAll(handle, status.size)).bytes);
    } catch {
      return this.#skip(path, 'cannot be read');
    } finally {
      closeSync(handle);
    }
  }

  /** The time a file was last changed, as its folder says; undefined where that cannot be told. */
  modified(path: string): Date | undefined {
    try {
      return lstatSync(join(this.root, path)).mtime;
    } catch {
      return undefined;
    }
  }

  /** The real place of a file; undefined where that is outside. Throws where there is no such file. */
  #inside(path: string): string | undefined {
    const full = join(this.root, path);
    const parent = dirname(full);
    let folder = this.#folders.get(parent);
    if (folder === undefined && !this.#folders.has(parent)) {
      folder = this.#contained(parent);
      this.#folders.set(parent, folder);
    }
    if (folder === undefined) return undefined;
    return lstatSync(full).isSymbolicLink() ? this.#contained(full) : full;
  }

  #contained(full: string): string | undefined {
    const real = realpathSync.native(full);
    return real === this.root || real.startsWith(this.root + sep) ? real : undefined;
  }

  #skip(file: string, reason: string): undefined {
    this.skipped.push({ file, reason });
    return undefined;
  }
}

async function remoteNames(root: string): Promise<string[]> {
  const remotes = await git(root, ['config', '--local', '--get-regexp', '^remote\\..*\\.url$']);
  return (remotes ?? '')
    .split('\n')
    .flatMap((line) => /([^/:]+)\/?$/.exec(line.slice(-MAX_NAME))?.[1]?.replace(/\.git$/, '') ?? []);
}

function readAll(handle: number, size: number): Uint8Array {
  const buffer = Buffer.allocUnsafe(size);
  let length = 0;
  while (length < size) {
    const read = readSync(handle, buffer, length, size - length, length);
    if (read === 0) break;
    length += read;
  }
  return buffer.subarray(0, length);
}

class LazyText implements RepositoryFile {
  #text: string | undefined;

  constructor(
    readonly path: string,
    readonly bytes: Uint8Array,
  ) {}

  get text(): string {
    return (this.#text ??= Buffer.from(
      this.bytes.buffer,
      this.bytes.byteOffset,
      this.bytes.byteLength,
    ).toString('utf8'));
  }
}
