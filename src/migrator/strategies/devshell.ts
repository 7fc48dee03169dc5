import { flakeLock, flakeUrl, type FlakeInput } from '../flake-lock.js';
import { HEADER, type GeneratedFile } from '../generated-file.js';
import { CONSTRAINTS, EXTRA_REQUIREMENTS, packageSources, watchedFiles } from '../install-commands.js';
import {
  attrset,
  bind,
  blank,
  boolean,
  call,
  comment,
  identifier,
  inherit,
  lambda,
  letIn,
  list,
  select,
  string,
  type Entry,
  type Expression,
} from '../nix/expression.js';
import { printComment, printExpression } from '../nix/printer.js';
import { checkPlan, type ExtraRequirement, type FlakePlan, type NixpkgsPin } from '../plan.js';
import { plainText } from '../plain-text.js';
import { shellCommand } from '../shell-quote.js';
import { ERA_INPUT, releaseBefore, shellFunction } from './devshell-shell.js';

/**
 * The strategy `devshell`: `nix develop` opens a shell with Python, libraries and programs from Nix, and pip (or the
 * repository's own tool) installs the Python packages into a folder beside the code. Not sealed off as a build is,
 * but it needs no lock of the Python packages and works as the repository's own instructions do.
 *
 * @returns flake.nix, flake.lock, .envrc, and lists of requirements where the plan adds some
 * @throws {PlanError} for a plan with malformed values
 * @throws {RangeError} for text that no Nix string can hold, or a pin that Nix would refuse
 */
export function devShell(plan: FlakePlan): GeneratedFile[] {
  checkPlan(plan);
  const { extraPackages, constraints = [] } = plan.install;
  const files: GeneratedFile[] = [
    { path: 'flake.nix', content: flakeNix(plan) },
    { path: 'flake.lock', content: flakeLock(flakeInputs(plan)), belongsTo: 'flake.nix' },
    { path: '.envrc', content: envrc(plan) },
  ];
  if (extraPackages.length > 0) {
    const purpose = 'What pip installs besides what the files of this repository ask for.';
    files.push({ path: EXTRA_REQUIREMENTS, content: requirementsFile(purpose, extraPackages) });
  }
  if (constraints.length > 0) {
    const purpose = 'Bounds for the versions that pip chooses, also while it compiles packages.';
    files.push({ path: CONSTRAINTS, content: requirementsFile(purpose, constraints) });
  }
  return files;
}

function flakeInputs({ nixpkgs, eraNixpkgs }: FlakePlan): FlakeInput[] {
  return [{ name: 'nixpkgs', pin: nixpkgs }, ...(eraNixpkgs ? [{ name: ERA_INPUT, pin: eraNixpkgs }] : [])];
}

function flakeNix(plan: FlakePlan): string {
  const flake = attrset([
    bind('description', string(plainText(plan.description))),
    blank,
    comment(releaseRemark(plan.nixpkgs)),
    bindInput('nixpkgs', plan.nixpkgs),
    ...(plan.eraNixpkgs
      ? [
          comment(`${releaseRemark(plan.eraNixpkgs)} For what newer ones no longer have.`),
          bindInput(ERA_INPUT, plan.eraNixpkgs),
        ]
      : []),
    blank,
    bind('outputs', outputs(plan)),
  ]);
  return `${introduction(plan)}${printExpression(flake)}\n`;
}

/** What a person reads first who opens flake.nix and does not know Nix. */
function introduction({ name, python, install, warnings }: FlakePlan): string {
  const sources = packageSources(install).join(', ');
  const paragraphs = [
    `A shell in which ${name} runs, with Python ${python.version}, the libraries and the programs listed below. These stay exactly the same, on every machine and at any time.`,
    ...(sources
      ? [
          `The Python packages are installed in the folder .venv-nix, in the versions that these files ask for: ${sources}.`,
        ]
      : []),
    'Enter it with: nix develop',
    'Nix sees only files that git knows: git add -N flake.nix flake.lock',
    ...warnings.map((warning) => `Mind: ${warning}`),
  ];
  const comments = paragraphs.map((paragraph) => printComment(paragraph));
  return [HEADER, '# nix-py-audit: strategy=devshell', '#', ...comments].join('\n') + '\n';
}

function releaseRemark({ release, lastModified }: NixpkgsPin): string {
  const date = new Date(lastModified * 1000).toISOString().slice(0, 10);
  return `The packages of Nix, release ${release}, as of ${date}.`;
}

function bindInput(name: string, pin: NixpkgsPin): Entry {
  return bind(['inputs', name], attrset([bind('url', string(flakeUrl(pin))), bind('flake', boolean(false))]));
}

function outputs(plan: FlakePlan): Expression {
  const inputs = flakeInputs(plan).map(({ name }) => name);
  const config = nixpkgsConfig(plan);
  const packagesOf = (input: string) =>
    lambda(
      'system',
      call(identifier('import'), identifier(input), attrset([inherit(['system']), bind('config', config)])),
    );
  const hasFormatter = !releaseBefore(plan.nixpkgs, '20.03');
  const entries: Entry[] = plan.systems.flatMap((name) => [
    bind(['devShells', name, 'default'], call(identifier('shellFor'), string(name))),
    ...(hasFormatter ? [bind(['formatter', name], call(identifier('formatterFor'), string(name)))] : []),
  ]);
  return lambda(
    ['self', ...inputs],
    letIn(
      [
        bind('pkgsFor', packagesOf('nixpkgs')),
        ...(plan.eraNixpkgs ? [bind('oldPkgsFor', packagesOf(ERA_INPUT))] : []),
        blank,
        bind('shellFor', shellFunction(plan)),
        ...(hasFormatter ? [blank, comment('For: nix fmt'), bind('formatterFor', FORMATTER)] : []),
      ],
      attrset(entries),
    ),
  );
}

/** nixpkgs has a formatter from 20.03 on, each release under the name of its time. */
const FORMATTER = lambda(
  'system',
  letIn(
    [bind('pkgs', call(identifier('pkgsFor'), identifier('system')))],
    select(
      identifier('pkgs'),
      ['nixfmt-tree'],
      select(identifier('pkgs'), ['nixfmt-rfc-style'], select(identifier('pkgs'), ['nixpkgs-fmt'])),
    ),
  ),
);

function nixpkgsConfig({ cuda, allowUnfree, permittedInsecure }: FlakePlan): Expression {
  const entries: Entry[] = [];
  if (allowUnfree) {
    const remark = `${cuda ? 'CUDA' : 'One of the packages below'} has no free licence.`;
    entries.push(comment(remark), bind('allowUnfree', boolean(true)));
  }
  if (permittedInsecure.length > 0) {
    entries.push(
      comment('No longer maintained: security holes in it stay open.'),
      bind('permittedInsecurePackages', list(permittedInsecure.map(string))),
    );
  }
  return attrset(entries);
}

/** direnv opens the same shell whenever one enters the folder. */
function envrc({ install }: FlakePlan): string {
  const files = watchedFiles(install);
  const watch =
    files.length > 0 ? `${shellCommand(['watch_file', ...files.map((file) => `./${file}`)])}\n` : '';
  return `${HEADER}\n${watch}use flake\n`;
}

function requirementsFile(purpose: string, requirements: readonly ExtraRequirement[]): string {
  const lines = requirements.flatMap(({ requirement, because }) => [
    '',
    `# ${plainText(because)}`,
    requirement,
  ]);
  return [HEADER, `# ${purpose}`, ...lines, ''].join('\n');
}
