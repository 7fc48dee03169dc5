import { posix } from 'node:path';
import type { InstallKind, InstallPlan } from './plan.js';

/** Where packages that the repository does not declare are listed, and the bounds for versions. */
export const EXTRA_REQUIREMENTS = 'nix/requirements.txt';
export const CONSTRAINTS = 'nix/constraints.txt';

/** Tools with a command of their own, and the package of nixpkgs that has it. */
const TOOLS = new Map<InstallKind, string>([
  ['poetry', 'poetry'],
  ['pipenv', 'pipenv'],
  ['pdm', 'pdm'],
  ['uv', 'uv'],
]);

const PIP = ['python', '-m', 'pip', 'install'];

/** The package of nixpkgs with the tool that the repository is installed with, if that is another one than pip. */
export function installTool({ kind, commands }: InstallPlan): string | undefined {
  return commands ? undefined : TOOLS.get(kind);
}

/**
 * The commands that install the Python packages into the active environment, in order, each as a list of arguments:
 * the repository's own way first, then what we add to it.
 */
export function installCommands(install: InstallPlan): string[][] {
  const { tools = [], extraPackages } = install;
  const commands: string[][] = [];
  if (tools.length > 0) commands.push([...PIP, ...tools.map(({ requirement }) => requirement)]);
  commands.push(...(install.commands ?? ownCommands(install)));
  if (extraPackages.length > 0) {
    const pip = install.kind === 'uv' ? ['uv', 'pip', 'install'] : PIP;
    commands.push([...pip, '-r', EXTRA_REQUIREMENTS]);
  }
  return commands;
}

/** The files that name packages, for people to read: no included ones. */
export function packageSources({ files, included = [], extraPackages }: InstallPlan): string[] {
  return [
    ...files.filter((file) => !included.includes(file)),
    ...(extraPackages.length > 0 ? [EXTRA_REQUIREMENTS] : []),
  ];
}

/** The files that decide what gets installed. */
export function watchedFiles({ files, extraPackages, constraints = [] }: InstallPlan): string[] {
  return [
    ...files,
    ...(extraPackages.length > 0 ? [EXTRA_REQUIREMENTS] : []),
    ...(constraints.length > 0 ? [CONSTRAINTS] : []),
  ];
}

function ownCommands({ kind, files, included = [] }: InstallPlan): string[][] {
  const has = (lock: string) => files.some((file) => posix.basename(file) === lock);
  switch (kind) {
    case 'requirements': {
      // One command, so that pip chooses versions that suit all of them.
      const options = files
        .filter((file) => !included.includes(file))
        .flatMap((file) => ['-r', asPath(file)]);
      return options.length > 0 ? [[...PIP, ...options]] : [];
    }
    case 'project': {
      const folders = [...new Set(files.map((file) => posix.dirname(file)))];
      return [[...PIP, ...folders.flatMap((folder) => ['-e', asPath(folder)])]];
    }
    case 'poetry':
      return [['poetry', 'install', '--no-interaction']];
    case 'pipenv':
      return [has('Pipfile.lock') ? ['pipenv', 'sync'] : ['pipenv', 'install', '--skip-lock']];
    case 'pdm':
      return [has('pdm.lock') ? ['pdm', 'sync'] : ['pdm', 'install']];
    case 'uv':
      // --inexact: uv would remove pip from the environment.
      return [['uv', 'sync', '--inexact', ...(has('uv.lock') ? ['--frozen'] : [])]];
    case 'conda-pip':
    case 'none':
      return [];
  }
}

/** A path that pip cannot take for an option, a URL or the name of a package. */
function asPath(file: string): string {
  return /^[A-Za-z0-9_][A-Za-z0-9_./-]*$/.test(file) || file === '.' ? file : `./${file}`;
}
