import type { CudaFact, Evidence, RequirementFact } from '../model/evidence.js';
import { parseCondaSpec } from '../python/conda-spec.js';
import type { CondaSpec } from '../python/conda-spec.js';
import { isValidName, normalizeName } from '../python/names.js';
import { enclosingSpecifier, formatSpecifier } from '../python/specifier.js';
import type { SpecifierSet } from '../python/specifier.js';
import type { RequirementContext } from './requirement-fact.js';

/** Packages that bring CUDA or cuDNN of their own version. */
const CUDA_PACKAGES = new Map<string, CudaFact['what']>([
  ['cudatoolkit', 'cuda'],
  ['cudatoolkit-dev', 'cuda'],
  ['cuda', 'cuda'],
  ['cuda-toolkit', 'cuda'],
  ['cuda-version', 'cuda'],
  ['pytorch-cuda', 'cuda'],
  ['cudnn', 'cudnn'],
]);

/** What a conda package brings that only a GPU needs; undefined for all others. */
export function cudaPackage(name: string): CudaFact['what'] | undefined {
  return CUDA_PACKAGES.get(name);
}

/** A context whose facts may carry what is wrong with the line as a whole. */
type CondaContext = RequirementContext & { problems?: string[] };

/**
 * States what one match specification of conda asks for: a package, and where it speaks of them, Python or CUDA.
 * `python=3.6` is a statement about Python and no requirement. A text that names no package is kept as a problem.
 */
export function condaSpecFacts(text: string, context: CondaContext): Evidence[] {
  const spec = parseCondaSpec(text);
  if (spec === null)
    return [requirement({ name: '', alternatives: [] }, text.trim(), '', context, ['names no package'])];
  // Versions of conda packages need not be ones that PEP 440 knows (`openssl=1.1.1g`), but they hold a digit or a star.
  if (spec.version !== undefined && !/[\d*]/.test(spec.version)) {
    return [requirement(spec, text.trim(), '', context, [`\`${spec.version}\` is no version`])];
  }
  return packageFacts(spec, specifierOf(spec.alternatives), text, context);
}

/** States a row of `conda list`: a package at the version and build that were installed. */
export function condaPinFacts(
  pin: { name: string; version: string; build?: string },
  context: CondaContext,
): Evidence[] {
  return condaSpecFacts(
    `${pin.name}==${pin.version}${pin.build === undefined ? '' : `=${pin.build}`}`,
    context,
  );
}

/**
 * The name under which a conda package is known here: normalised like that of a distribution, where it could be one
 * (`_libgcc_mutex` could not).
 */
export function condaName(name: string): string {
  return isValidName(name) ? normalizeName(name) : name.toLowerCase();
}

/** One set for all alternatives; a single one stays as written, since `1.1.1c` means a pre-release to PEP 440 alone. */
function specifierOf(alternatives: readonly SpecifierSet[]): string {
  const [only, ...others] = alternatives;
  if (only === undefined || others.length > 0) return formatSpecifier(enclosingSpecifier(alternatives));
  return only.clauses
    .map(({ operator, text, prefix }) => `${operator}${text}${prefix ? '.*' : ''}`)
    .join(',');
}

function packageFacts(spec: CondaSpec, specifier: string, text: string, context: CondaContext): Evidence[] {
  const { location } = context;
  const written = context.text ?? text.trim();
  if (spec.name === 'python') {
    return [
      { kind: 'python', specifier, strength: 'requires', source: context.format, location, text: written },
    ];
  }
  const fact = requirement(spec, text.trim(), specifier, context);
  const what = cudaPackage(spec.name);
  const version = /^(\d+(?:\.\d+)*)/.exec((spec.version ?? '').replace(/^[=~<>]*\s*/, ''))?.[1];
  if (what === undefined || version === undefined || /^[<!]/.test(spec.version ?? '')) return [fact];
  return [
    fact,
    { kind: 'cuda', what, version, source: `${context.format} ${spec.name}`, location, text: written },
  ];
}

function requirement(
  spec: CondaSpec,
  text: string,
  specifier: string,
  context: CondaContext,
  found: string[] = [],
): RequirementFact {
  const { name, channel, build } = spec;
  const problems = [...(context.problems ?? []), ...found];
  return {
    kind: 'requirement',
    name: condaName(name),
    rawName: name === '' ? text : name,
    extras: [],
    specifier,
    hashes: [],
    constraint: context.constraint,
    role: context.role,
    group: context.group,
    origin: context.origin,
    format: context.format,
    conda: { channel, build },
    problems: problems.length > 0 ? problems : undefined,
    location: context.location,
    text: context.text ?? text,
  };
}
