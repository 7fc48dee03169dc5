import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * A hostile repository can name programs in its own configuration. These settings take every such door away that
 * listing files and reading history could open: hooks, the file-system monitor, signature checks, and transports for
 * objects that a partial clone lacks.
 */
const SAFE_CONFIGURATION = [
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', '/dev/null'],
  ['core.untrackedCache', 'false'],
  ['log.showSignature', 'false'],
  ['gpg.program', 'false'],
].flatMap(([key, value]) => ['-c', `${key}=${value}`]);

/** A pipe in place of a file that git reads would keep it forever. */
const TIMEOUT_MS = 10_000;

/** Folders in which git did not come back: it is not asked there again. */
const stuck = new Set<string>();

const SAFE_ENVIRONMENT = {
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_TERMINAL_PROMPT: '0',
  GIT_PAGER: 'cat',
  LC_ALL: 'C',
};

/**
 * Runs a reading git command in a folder.
 *
 * @returns what it printed, or undefined where git is missing, the folder is in no work tree, the command failed or took too long
 */
export async function git(folder: string, args: string[]): Promise<string | undefined> {
  if (stuck.has(folder)) return undefined;
  const environment: NodeJS.ProcessEnv = { ...process.env, ...SAFE_ENVIRONMENT };
  // A caller's own GIT_DIR would point at another repository than the one audited.
  delete environment.GIT_DIR;
  delete environment.GIT_WORK_TREE;
  delete environment.GIT_INDEX_FILE;
  try {
    const { stdout } = await run('git', [...SAFE_CONFIGURATION, ...args], {
      cwd: folder,
      env: environment,
      maxBuffer: 256 * 1024 * 1024,
      timeout: TIMEOUT_MS,
      killSignal: 'SIGKILL',
    });
    return stdout;
  } catch (error) {
    if ((error as { killed?: boolean }).killed) stuck.add(folder);
    return undefined;
  }
}
