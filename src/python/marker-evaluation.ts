import type { Marker, MarkerOperand, MarkerOperator, MarkerVariable } from './marker.js';
import { normalizeName } from './names.js';
import { contains, parseSpecifier } from './specifier.js';

/** The values of marker variables, as far as they are known. */
export type PartialMarkerEnvironment = Readonly<Partial<Record<MarkerVariable, string>>>;

/** The values of all marker variables; without `extra`, no extra is asked for. */
export type MarkerEnvironment = Readonly<Record<Exclude<MarkerVariable, 'extra'>, string>> & {
  readonly extra?: string;
};

/** What may be said of a marker when some variables are unknown. */
export type Truth = boolean | 'unknown';

/** Compared as versions (PEP 508); all other variables are compared as text. */
const VERSION_VARIABLES: ReadonlySet<MarkerVariable> = new Set<MarkerVariable>([
  'python_version',
  'python_full_version',
  'implementation_version',
  'platform_release',
]);

const SYSTEMS = {
  linux: { os_name: 'posix', platform_system: 'Linux' },
  darwin: { os_name: 'posix', platform_system: 'Darwin' },
  win32: { os_name: 'nt', platform_system: 'Windows' },
} as const;

/**
 * Gives the environment of CPython on a platform. `python` may be `3.7` (taken as 3.7.0) or `3.7.4`; `platform` is
 * that of `sys.platform`, without the `2` that Python 2 appends on Linux.
 */
export function environmentFor(target: {
  python: string;
  platform: keyof typeof SYSTEMS;
  machine: string;
}): MarkerEnvironment {
  const [major = '0', minor = '0', patch = '0'] = target.python.split('.');
  const fullVersion = `${major}.${minor}.${patch}`;
  return {
    ...SYSTEMS[target.platform],
    sys_platform: target.platform === 'linux' && major === '2' ? 'linux2' : target.platform,
    python_version: `${major}.${minor}`,
    python_full_version: fullVersion,
    platform_machine: target.machine,
    platform_python_implementation: 'CPython',
    platform_release: '',
    platform_version: '',
    implementation_name: 'cpython',
    implementation_version: fullVersion,
  };
}

/** Says whether the marker holds in `environment`. A comparison that has no meaning (`os_name ~= "x"`) does not hold. */
export function evaluateMarker(marker: Marker, environment: MarkerEnvironment): boolean {
  return possibleWith(marker, { extra: '', ...environment }) === true;
}

/** Says whether the marker holds where only some variables are known: for certain, certainly not, or `'unknown'`. */
export function possibleWith(marker: Marker, environment: PartialMarkerEnvironment): Truth {
  if (marker.kind === 'comparison') return compare(marker, environment);
  // An `or` is decided by one true operand, an `and` by one false operand; unknown ones matter only if none is.
  const decisive = marker.kind === 'or';
  const truths = marker.operands.map((operand) => possibleWith(operand, environment));
  if (truths.includes(decisive)) return decisive;
  return truths.includes('unknown') ? 'unknown' : !decisive;
}

function compare(comparison: Marker & { kind: 'comparison' }, environment: PartialMarkerEnvironment): Truth {
  const { left, operator, right } = comparison;
  const leftValue = valueOf(left, environment);
  const rightValue = valueOf(right, environment);
  if (leftValue === undefined || rightValue === undefined) return 'unknown';
  const asVersions =
    isVersion(left) || isVersion(right) ? compareAsVersions(leftValue, operator, rightValue) : null;
  return asVersions ?? compareAsText(leftValue, operator, rightValue);
}

function isVersion(operand: MarkerOperand): boolean {
  return operand.kind === 'variable' && VERSION_VARIABLES.has(operand.name);
}

function valueOf(operand: MarkerOperand, environment: PartialMarkerEnvironment): string | undefined {
  if (operand.kind === 'literal') return operand.value;
  const value = environment[operand.name];
  return operand.name === 'extra' && value !== undefined ? normalizeName(value) : value;
}

/** Gives null where `operator right` is no version specifier. */
function compareAsVersions(left: string, operator: MarkerOperator, right: string): boolean | null {
  if (right.includes(',')) return null;
  const specifier = parseSpecifier(`${operator}${right}`);
  return specifier.clauses.length === 1 && specifier.invalid.length === 0 ? contains(specifier, left) : null;
}

/** Text has no order here: `<=` and `>=` hold for equal texts only, as in installers of today. */
function compareAsText(left: string, operator: MarkerOperator, right: string): boolean {
  switch (operator) {
    case '==':
    case '<=':
    case '>=':
      return left === right;
    case '!=':
      return left !== right;
    case 'in':
      return right.includes(left);
    case 'not in':
      return !right.includes(left);
    default:
      return false;
  }
}
