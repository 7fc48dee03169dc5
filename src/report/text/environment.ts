import type {
  Environment,
  HostModule,
  PackageDecision,
  Reason,
  SystemDecision,
  ExecutableDecision,
} from '../../model/report.js';
import { printable } from '../printable.js';
import { labelled, widthOf } from './layout.js';
import { rule, table } from './page.js';
import type { Page } from './page.js';
import { placeList } from './places.js';

/** How many of a kind are named before the rest is only counted. */
const NAMED = 6;
/** Widest column of labels, where each has a paragraph beside it. */
const LABELS = 24;

interface Row {
  label: string;
  text: string;
  because: readonly Reason[];
}

/** What the repository ran on, a few lines; with `verbose` every package and the reasons of each decision. */
export function environmentSection(environment: Environment, epoch: string, page: Page): string[] {
  const rows = [
    pythonRow(environment, page.verbose),
    ...packageRows(environment.packages, page.verbose),
    ...listRow('libraries', environment.system.map(libraryItem), page.verbose),
    ...listRow('programs', environment.executables.map(executableItem), page.verbose),
    ...cudaRow(environment),
    nixpkgsRow(environment),
  ];
  return [
    ...rule(page, 'environment', page.style.strong, `what it ran on, as of ${printable(epoch)}`),
    '',
    ...(page.verbose ? withReasons(rows, page) : table(rows, page, page.style.faint)),
  ];
}

/** The modules that no package can supply; nothing where there is none. */
export function hostSection(modules: readonly HostModule[], page: Page): string[] {
  if (modules.length === 0) return [];
  const rows = modules.map(({ module, providedBy, worksOnly, because }) => ({
    label: module,
    text: `from ${providedBy}; works only ${worksOnly}${evidence(because)}`,
    because,
  }));
  return [
    ...rule(page, 'host modules', page.style.strong, 'no package index has them'),
    '',
    ...(page.verbose ? withReasons(rows, page) : table(rows, page, page.style.strong)),
  ];
}

function pythonRow({ python }: Environment, verbose: boolean): Row {
  const doubt = python.confidence === 'high' ? '' : `, ${python.confidence} confidence`;
  const [first] = python.because;
  const reason = first && !verbose ? `: ${first.text}${evidence([first])}` : '';
  return {
    label: 'Python',
    text: `${python.version} (${python.window || 'any version'} would do${doubt})${reason}`,
    because: python.because,
  };
}

function packageRows(packages: readonly PackageDecision[], verbose: boolean): Row[] {
  const direct = packages.filter((item) => item.direct);
  if (verbose) {
    return packages.map((item) => ({
      label: item.name,
      text: [
        versionOf(item) || 'any version',
        item.imports.length > 0 ? `for import ${item.imports.join(', ')}` : '',
        item.declared ? '' : item.direct ? 'declared nowhere' : 'needed by another package',
        item.confidence === 'high' ? '' : `${item.confidence} confidence`,
        item.alternatives?.length ? `or else ${item.alternatives.join(', ')}` : '',
      ]
        .filter(Boolean)
        .join('; '),
      because: item.because,
    }));
  }
  const undeclared = direct.filter((item) => !item.declared);
  const declared = packages.filter((item) => item.declared);
  const indirect = packages.length - undeclared.length - declared.length;
  return [
    ...row('packages', [
      declared.length > 0 ? `${declared.length} declared: ${names(declared.map(packageName))}` : '',
      indirect > 0 ? `${indirect} more that these need` : '',
    ]),
    ...row('undeclared', [names(undeclared.map((item) => packageName(item) + importedAs(item)))]),
  ];
}

function cudaRow({ cuda }: Environment): Row[] {
  if (!cuda) return [];
  const { version, cudnn, minimumDriver, because } = cuda;
  const parts = [
    cudnn ? `${version} with cuDNN ${cudnn}` : version,
    minimumDriver ? `the host needs NVIDIA driver ${minimumDriver} or newer` : '',
  ];
  return [{ label: 'CUDA', text: parts.filter(Boolean).join('; '), because }];
}

function nixpkgsRow({ nixpkgs }: Environment): Row {
  return {
    label: 'nixpkgs',
    text: `${nixpkgs.release} (${nixpkgs.rev.slice(0, 8)})`,
    because: nixpkgs.because,
  };
}

function libraryItem({ library, nix, apt, for: purpose, because }: SystemDecision): Row {
  return {
    label: library,
    text: origin(nix, apt) + (purpose === 'build' ? ', to build' : ''),
    because,
  };
}

function executableItem({ name, nix, apt, because }: ExecutableDecision): Row {
  return { label: name, text: origin(nix, apt), because };
}

/** Where it comes from, in the name that readers know: Debian's rather than that of nixpkgs. */
function origin(nix: string | undefined, apt: string | undefined): string {
  if (!nix) return 'from the host';
  return apt ? `apt ${apt}` : `nixpkgs ${nix}`;
}

function listRow(label: string, items: readonly Row[], verbose: boolean): Row[] {
  if (verbose) return [...items];
  return row(label, [names(items.map((item) => `${item.label} (${item.text})`))]);
}

function row(label: string, parts: readonly string[]): Row[] {
  const text = parts.filter(Boolean).join('; ');
  return text ? [{ label, text, because: [] }] : [];
}

function names(items: readonly string[]): string {
  const more = items.length - NAMED;
  return items.slice(0, NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function packageName(item: PackageDecision): string {
  const version = versionOf(item);
  return version ? `${item.name} ${version}` : item.name;
}

function versionOf({ version, specifier }: PackageDecision): string {
  return version ?? specifier;
}

/** The name that the code imports, where it is not that of the package. */
function importedAs({ name, imports }: PackageDecision): string {
  const others = imports.filter((module) => module.toLowerCase().replaceAll('_', '-') !== name);
  return others.length > 0 ? ` (import ${others.join(', ')})` : '';
}

function evidence(because: readonly Reason[]): string {
  const at = because.find(({ location }) => location)?.location;
  return at ? ` (${placeList([at], 1)})` : '';
}

function withReasons(rows: readonly Row[], page: Page): string[] {
  const { width, style } = page;
  const labels = rows.map(({ label }) => printable(label));
  const labelWidth = Math.min(Math.max(...labels.map(widthOf)), LABELS) + 2;
  return rows.flatMap(({ label, text, because }) => [
    ...table([{ label, text }], page, style.strong, { labelWidth }),
    ...because.flatMap((reason) =>
      labelled('–', reason.text + evidence([reason]), {
        width,
        indent: 2 + labelWidth,
        labelWidth: 2,
        paintText: style.faint,
      }),
    ),
  ]);
}
