import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** How a run of the program ended. */
export interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Longer than any run may take; a run that is ended by it has no exit code. */
const LIMIT_MS = 10_000;

/** Runs the built program as a user does, with no colour unless `environment` says otherwise. */
export function run(args: readonly string[], environment: Record<string, string> = {}): Run {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NO_COLOR: undefined,
    FORCE_COLOR: undefined,
    ...environment,
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, [join('dist', 'cli.js'), ...args], {
    env,
    encoding: 'utf8',
    timeout: LIMIT_MS,
    killSignal: 'SIGKILL',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: status, stdout, stderr };
}

const made: string[] = [];

/** Makes a new folder that holds these files; `removeFolders` takes it away again. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'nix-py-audit-'));
  made.push(root);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

/** Removes what `folderOf` made. */
export function removeFolders(): void {
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true });
}

const WRITTEN = ['flake.nix', 'flake.lock', '.envrc', 'nix', '.venv-nix'];

/** Copies an example without what --fix wrote there: the README's first command fixes the example itself. */
export function copyExample(example: string, root: string): void {
  const folder = join('examples', example);
  const written = WRITTEN.map((name) => join(folder, name));
  cpSync(folder, root, { recursive: true, filter: (source) => !written.includes(source) });
}
