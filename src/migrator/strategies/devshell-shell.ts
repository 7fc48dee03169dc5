import { installCommands, installTool, packageSources, watchedFiles } from '../install-commands.js';
import {
  attrset,
  bind,
  blank,
  call,
  comment,
  concat,
  identifier,
  indented,
  inherit,
  lambda,
  letIn,
  list,
  nothing,
  select,
  string,
  type Entry,
  type Expression,
  type Remark,
} from '../nix/expression.js';
import type { FlakePlan, NixPackage, NixpkgsPin } from '../plan.js';
import { plainText } from '../plain-text.js';
import { shellCommand, shellQuote } from '../shell-quote.js';
import { setUpScript, shellHook, type SetUpOptions } from './devshell-scripts.js';

/** The input with packages that the first one no longer has. */
export const ERA_INPUT = 'nixpkgs-old';

const pkgs = identifier('pkgs');
const lib = identifier('lib');

/** Whether a pin is of a release before `release` (`20.03`). A pin that names no release counts as new. */
export function releaseBefore(pin: NixpkgsPin, release: string): boolean {
  return /^\d\d\.\d\d$/.test(pin.release) && pin.release < release;
}

/** `system: …`, the function in flake.nix that makes the shell: first what a reader may want to change. */
export function shellFunction(plan: FlakePlan): Expression {
  return lambda('system', letIn([...content(plan), blank, ...machinery(plan)], shell(plan)));
}

/** What the shell consists of, each with its reason. */
function content(plan: FlakePlan): Entry[] {
  const { python, install, cuda } = plan;
  const tool = installTool(install);
  const programs: NixPackage[] = [...plan.executables, ...plan.buildTools.filter(({ headers }) => !headers)];
  if (tool !== undefined && !programs.some(({ attribute }) => attribute === tool)) {
    programs.unshift({ attribute: tool, because: 'installs the Python packages of this repository' });
  }
  const headers = plan.buildTools.filter((one) => one.headers);
  const commands = installCommands(install).map((argv) => string(shellCommand(argv)));
  const environment = plan.environmentVariables.flatMap(({ name, value, because }) => [
    comment(because),
    string(`${name}=${shellQuote(value)}`),
  ]);
  return [
    bind('pkgs', call(identifier('pkgsFor'), identifier('system'))),
    ...(plan.eraNixpkgs ? [bind('oldPkgs', call(identifier('oldPkgsFor'), identifier('system')))] : []),
    inherit(['lib'], pkgs),
    blank,
    comment(python.because),
    bind('python', packageOf(python)),
    blank,
    ...(cuda
      ? [
          comment(`CUDA ${cuda.version}: ${cuda.because}`),
          bind(
            'cuda',
            call(
              select(pkgs, ['symlinkJoin']),
              attrset([
                bind('name', string('cuda')),
                bind('paths', list(cuda.attributes.map((attribute) => packageOf({ attribute })))),
              ]),
            ),
          ),
          blank,
        ]
      : []),
    comment('Libraries that Python packages load. Only Python is told where they are.'),
    bind('libraries', packageList(plan.libraries)),
    blank,
    comment('Programs that the project starts, or that are needed to install it.'),
    bind('programs', packageList(programs)),
    blank,
    ...(headers.length > 0
      ? [comment('Only needed to compile packages.'), bind('headers', packageList(headers)), blank]
      : []),
    comment('How the Python packages are installed: again whenever one of these files changes.'),
    bind('installedFrom', list(watchedFiles(install).map(string))),
    bind('install', list(commands)),
    ...(environment.length > 0
      ? [blank, comment('Variables that programs in the shell see.'), bind('environment', list(environment))]
      : []),
  ];
}

/** How the parts are put together: the same in every flake. */
function machinery(plan: FlakePlan): Entry[] {
  const found = [identifier('python'), ...(plan.cuda ? [identifier('cuda')] : [])].map((one) => list([one]));
  return [
    comment('From here on: how it works. There should be no need to change it.'),
    bind('libraryPath', call(select(lib, ['makeLibraryPath']), concat(...found, identifier('libraries')))),
    blank,
    comment(
      'Python, with the libraries on its search path. Python takes the path back as soon as it runs (pythonStart), so that programs which it starts do not load these libraries in place of their own.',
    ),
    bind(
      'pythonWithLibraries',
      call(
        select(pkgs, ['writeShellScriptBin']),
        select(identifier('python'), ['libPrefix']),
        launcher(plan),
      ),
    ),
    bind('pythonStart', writeFile('python_start.py', PYTHON_START)),
    ...(marksManylinux(plan)
      ? [
          comment(
            'This release of nixpkgs has its Python refuse wheels for "manylinux". The libraries are there: allow them.',
          ),
          bind('manylinux', writeFile('_manylinux.py', MANYLINUX)),
        ]
      : []),
    blank,
    ...messages(plan),
    blank,
    comment('The program that makes .venv-nix.'),
    bind(
      'setUp',
      call(select(pkgs, ['writeShellScriptBin']), string('set-up-python'), setUpScript(setUpOptions(plan))),
    ),
  ];
}

/** What the shell says while it is set up, and when it is ready. */
function messages({ python, install, entryPoints = [] }: FlakePlan): Entry[] {
  const sources = packageSources(install).join(', ');
  const subject = `Python ${python.version}${sources && ` with the packages of ${sources}`}`;
  const tries = entryPoints.map(shellCommand).join('; or: ');
  return [
    bind(
      'startMessage',
      string(plainText(`Setting up ${subject} in .venv-nix; this may take some minutes.`)),
    ),
    bind(
      'readyMessage',
      string(plainText(`${subject} is ready (.venv-nix).${tries && ` Try: ${tries}`}`, 1000)),
    ),
  ];
}

function setUpOptions(plan: FlakePlan): SetUpOptions {
  const { install, python, driverLibraries = false } = plan;
  return {
    isPython2: python.version === '2.7',
    manylinux: marksManylinux(plan),
    driverLibraries,
    constraints: (install.constraints ?? []).length > 0,
    installs: installCommands(install).length > 0,
  };
}

function shell(plan: FlakePlan): Expression {
  const hasHeaders = plan.buildTools.some(({ headers }) => headers);
  const libraries = identifier('libraries');
  return call(
    select(pkgs, ['mkShell']),
    attrset([
      bind('buildInputs', hasHeaders ? concat(libraries, identifier('headers')) : libraries),
      bind('nativeBuildInputs', concat(identifier('programs'), list([identifier('setUp')]))),
      comment('Old C code does not compile with the warnings that Nix turns into errors.'),
      bind('hardeningDisable', list([string('all')])),
      bind(
        'shellHook',
        shellHook({
          environment: plan.environmentVariables.length > 0,
          cuda: plan.cuda !== undefined,
          uv: plan.install.kind === 'uv',
        }),
      ),
    ]),
  );
}

/** The wrapper around the interpreter. `$0` stays the name it was called by: Python finds .venv-nix from it. */
function launcher(plan: FlakePlan): Expression {
  const driver = indented`
    here=$(cd "\${0%/*}" && pwd)
    path=$path:/run/opengl-driver/lib:/usr/lib/wsl/lib:$here/../gpu-driver
  `;
  const userSite = indented`
    export PYTHONNOUSERSITE=1
  `;
  return indented`
    path=${identifier('libraryPath')}
    ${plan.driverLibraries ? driver : nothing}
    ${plan.python.version === '2.7' ? userSite : nothing}
    export LD_LIBRARY_PATH_BEFORE_PYTHON=\${LD_LIBRARY_PATH-}
    export LD_LIBRARY_PATH=$path\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
    exec -a "$0" ${select(identifier('python'), ['interpreter'])} "$@"
  `;
}

const PYTHON_START = indented`
  import os

  before = os.environ.pop("LD_LIBRARY_PATH_BEFORE_PYTHON", None)
  if before:
      os.environ["LD_LIBRARY_PATH"] = before
  elif before is not None:
      os.environ.pop("LD_LIBRARY_PATH", None)
`;

const MANYLINUX = indented`
  manylinux1_compatible = manylinux2010_compatible = manylinux2014_compatible = True
`;

/** Up to 19.09 the Python of nixpkgs says of itself that it cannot use manylinux wheels. */
function marksManylinux({ nixpkgs }: FlakePlan): boolean {
  return releaseBefore(nixpkgs, '20.03');
}

function writeFile(name: string, text: Expression): Expression {
  return call(select(pkgs, ['writeTextDir']), string(name), text);
}

function packageOf({ attribute, from }: Pick<NixPackage, 'attribute' | 'from'>): Expression {
  return select(from === 'era' ? identifier('oldPkgs') : pkgs, attribute.split('.'));
}

/** Each package once, under the reasons of all its mentions. */
function packageList(packages: readonly NixPackage[]): Expression {
  const reasons = new Map<string, { one: NixPackage; because: string[] }>();
  for (const one of packages) {
    const key = `${one.from ?? ''} ${one.attribute}`;
    const known = reasons.get(key);
    if (known) known.because.push(one.because);
    else reasons.set(key, { one, because: [one.because] });
  }
  const items: (Expression | Remark)[] = [];
  for (const { one, because } of reasons.values()) {
    items.push(comment([...new Set(because)].map((reason) => plainText(reason)).join('; ')), packageOf(one));
  }
  return list(items);
}
