import type { Evidence, SystemPackageFact } from '../../model/evidence.js';
import { factAt } from './command-context.js';
import type { ShellCommand } from './command.js';
import { optionSet, parseArguments, programName } from './options.js';

interface PackageManager {
  manager: SystemPackageFact['manager'];
  /** Words that install what follows. */
  verbs: ReadonlySet<string>;
  takesValue: ReadonlySet<string>;
  /** Splits `name` and `version`. */
  version?: RegExp;
}

const APT: PackageManager = {
  manager: 'apt',
  verbs: optionSet('install build-dep'),
  takesValue: optionSet('-t --target-release --default-release -o --option -c --config-file -a'),
  version: /^([^=/]+)(?:=([^/]+))?(?:\/.*)?$/,
};
const YUM: PackageManager = {
  manager: 'yum',
  verbs: optionSet('install localinstall reinstall'),
  takesValue: optionSet(
    '-c -x -d -e -R --enablerepo --disablerepo --releasever --installroot --setopt --exclude',
  ),
};

const MANAGERS: ReadonlyMap<string, PackageManager> = new Map<string, PackageManager>([
  ['apt', APT],
  ['apt-get', APT],
  ['aptitude', APT],
  ['yum', YUM],
  ['dnf', YUM],
  ['microdnf', YUM],
  [
    'apk',
    {
      manager: 'apk',
      verbs: optionSet('add'),
      takesValue: optionSet('-t --virtual -X --repository -p --root --arch --keys-dir --repositories-file'),
      version: /^([^=<>~@]+)(?:[=<>~]+([^=<>~@][^@]*))?(?:@.*)?$/,
    },
  ],
  [
    'brew',
    {
      manager: 'brew',
      verbs: optionSet('install cask'),
      takesValue: optionSet('--cc --language --appdir'),
      version: /^(?:[\w-]+\/[\w-]+\/)?([^@]+)(?:@(.+))?$/,
    },
  ],
  [
    'pacman',
    { manager: 'pacman', verbs: optionSet('-S'), takesValue: optionSet('--config --root -r -b --dbpath') },
  ],
  [
    'zypper',
    {
      manager: 'zypper',
      verbs: optionSet('install in'),
      takesValue: optionSet('-r --repo -t --type --root -R'),
      version: /^([^=<>]+)(?:[=<>]+([^=<>].*))?$/,
    },
  ],
  [
    'choco',
    {
      manager: 'choco',
      verbs: optionSet('install'),
      takesValue: optionSet('--version -s --source --params'),
    },
  ],
  [
    'nix-env',
    { manager: 'nix', verbs: optionSet('-i -iA --install'), takesValue: optionSet('-f --file -p --profile') },
  ],
  [
    'nix-shell',
    { manager: 'nix', verbs: optionSet('-p --packages'), takesValue: optionSet('--run --command -I -A') },
  ],
]);

/** Whether a program is a package manager of an operating system. */
export function isPackageManager(program: string): boolean {
  return MANAGERS.has(program);
}

/** States the packages of the operating system that a command installs. */
export function systemPackageFacts(command: ShellCommand): Evidence[] {
  const program = programName(command.argv[0]!.value);
  const known = MANAGERS.get(program);
  if (!known) return [];
  const { manager, verbs } = known;
  const { options, operands } = parseArguments(command.argv.slice(1), known.takesValue);
  if ([...verbs].some((verb) => verb.startsWith('-'))) {
    if (
      !options.some(
        ({ word }) => verbs.has(word.value) || (program === 'pacman' && word.value.startsWith('-S')),
      )
    )
      return [];
  } else if (!verbs.has(operands.shift()?.value ?? '')) return [];
  if (manager === 'brew' && operands[0]?.value === 'install') operands.shift();
  return operands.flatMap((word): Evidence[] => {
    if (
      word.dynamic ||
      !/^(?:@|[A-Za-z0-9])/.test(word.value) ||
      /:\/\/|\.(?:deb|rpm|apk)$|[*<>()]$/.test(word.value)
    )
      return [];
    const match = known.version?.exec(word.value);
    const name = match?.[1] ?? word.value;
    // `apt-get install x+` and `x-` install and remove.
    const installed = manager === 'apt' && /[a-z0-9]-$/.test(name) ? undefined : name;
    if (installed === undefined) return [];
    const version = match?.[2];
    return [
      {
        kind: 'system-package',
        manager,
        name: manager === 'nix' ? name.replace(/^nixpkgs[.#]/, '') : name,
        ...(version === undefined ? {} : { version }),
        origin: 'command',
        ...factAt(command, word),
      },
    ];
  });
}
