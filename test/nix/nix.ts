import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

/** The version of Nix on this machine, or nothing. */
export const nixVersion: string | undefined = (() => {
  const { status, stdout } = spawnSync('nix', ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
})();

/** Says once that tests are skipped, and why: a skipped test must not look like one that passed. */
export function sayIfNixIsMissing(): void {
  if (nixVersion === undefined)
    process.stderr.write('No `nix` on this machine: tests that need it are skipped.\n');
}

/** What a program printed, and how it ended. */
export interface Run {
  status: number | null;
  stdout: string;
  stderr: string;
}

/**
 * A Nix of its own in a temporary folder: its store, its state and its home. It needs no root and no network, and
 * leaves the Nix of the machine alone.
 */
export class TemporaryNix {
  readonly folder = mkdtempSync(join(tmpdir(), 'nix-py-audit-'));
  readonly #environment: NodeJS.ProcessEnv;

  constructor() {
    const inFolder = (name: string) => join(this.folder, name);
    this.#environment = {
      PATH: process.env['PATH'],
      HOME: inFolder('home'),
      XDG_CACHE_HOME: inFolder('cache'),
      NIX_STORE_DIR: inFolder('store'),
      NIX_STATE_DIR: inFolder('state'),
      NIX_LOG_DIR: inFolder('log'),
      NIX_CONF_DIR: inFolder('conf'),
      NIX_LOCALSTATE_DIR: inFolder('var'),
      NIX_CONFIG: [
        'experimental-features = nix-command flakes',
        'sandbox = false',
        'substitute = false',
        'build-users-group =',
        'flake-registry =',
      ].join('\n'),
    };
    mkdirSync(inFolder('home'));
  }

  /** Runs a program of Nix, or any other with this Nix in its environment. */
  run(
    program: string,
    args: readonly string[],
    options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
  ): Run {
    const { status, stdout, stderr } = spawnSync(program, args, {
      cwd: options.cwd ?? this.folder,
      env: { ...this.#environment, ...options.env },
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    return { status, stdout, stderr };
  }

  /**
   * Puts a tree where Nix looks for the input with this hash, so that flake.nix and flake.lock can be used as they
   * are, with any tree in place of the real nixpkgs. Nix does not hash again what its store says is valid.
   */
  provideInput(narHash: string, tree: string): void {
    const base32 = this.#read('nix', ['hash', 'to-base32', narHash]);
    const path = this.#read('nix-store', ['--print-fixed-path', '--recursive', 'sha256', base32, 'source']);
    if (existsSync(path)) return;
    cpSync(tree, path, { recursive: true, verbatimSymlinks: true });
    const hash = this.#read('nix', ['hash', 'path', '--base16', '--type', 'sha256', path]);
    const registration = [path, hash, '1', '', '0', ''].join('\n');
    const { status, stderr } = spawnSync('nix-store', ['--register-validity', '--hash-given'], {
      env: this.#environment,
      input: registration,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
  }

  /** Provides the stub of nixpkgs, with the Pythons of this machine, as the release that the flake expects. */
  provideStub({ narHash, release }: { narHash: string; release: string }): void {
    const tree = join(this.folder, `stub-nixpkgs-${release}`);
    if (!existsSync(tree)) {
      cpSync(join(process.cwd(), 'test/nix/stub-nixpkgs'), tree, { recursive: true });
      writeFileSync(join(tree, 'pythons.json'), JSON.stringify(Object.fromEntries(pythonPrefixes())));
      writeFileSync(join(tree, '.version'), release);
    }
    this.provideInput(narHash, tree);
  }

  dispose(): void {
    // What is in a store is read-only.
    spawnSync('chmod', ['-R', 'u+w', this.folder]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  #read(program: string, args: readonly string[]): string {
    const { status, stdout, stderr } = this.run(program, args);
    if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
    return stdout.trim();
  }
}

/** Where Pythons with pip in them are installed on this machine, by version (`3.7`): those of pyenv, then the system's. */
export function pythonPrefixes(): Map<string, string> {
  const prefixes = new Map<string, string>();
  const roots = [process.env['PYENV_ROOT'] ?? join(homedir(), '.pyenv')].map((root) =>
    join(root, 'versions'),
  );
  for (const root of roots.filter((folder) => existsSync(folder))) {
    for (const name of readdirSync(root).sort(byNumber)) {
      const version = /^(\d\.\d+)\.\d+$/.exec(name)?.[1];
      if (version !== undefined) prefixes.set(version, join(root, name));
    }
  }
  for (let minor = 5; minor <= 20; minor += 1) {
    const version = `3.${minor}`;
    const hasPip = existsSync(`/usr/lib/python${version}/ensurepip/__init__.py`);
    if (hasPip && existsSync(`/usr/bin/python${version}`) && !prefixes.has(version))
      prefixes.set(version, '/usr');
  }
  return prefixes;
}

function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
