import { parseDirectReference, type DirectReference } from './direct-reference.js';
import { recogniseForeignLine, type ForeignLine } from './foreign-line.js';
import type { Marker } from './marker.js';
import { parsePath, type RequirementTarget } from './requirement-target.js';
import { parseRequirement, type Requirement } from './requirement.js';
import { parseOptions, startOfOptions, type PipOption, type PipOptionName } from './requirements-options.js';
import { placeOf, readLogicalLines, type LogicalLine, type Place } from './requirements-text.js';
import { trimmedSpan, type Problem, type Span } from './span.js';

/**
 * One statement of a requirements file. A line with several options gives one statement for each. The place is that of
 * the statement, without the options that belong to it.
 */
export type RequirementsLine = RequirementLine | TargetLine | IncludeLine | OptionLine | InvalidLine;

interface Statement extends Place {
  /** The statement as written, continuation lines joined. */
  readonly text: string;
  /** Names of `${VARIABLES}` in it, which pip replaces and which are kept here. */
  readonly environmentVariables: readonly string[];
  /** What pip refuses or passes over in it. */
  readonly problems: readonly (Place & { readonly message: string })[];
}

interface Installable {
  readonly editable: boolean;
  /** `sha256:…` as written after `--hash`. */
  readonly hashes: readonly string[];
  /** `--global-option`, `--install-option` and `--config-settings`. */
  readonly options: readonly { readonly name: PipOptionName; readonly value: string }[];
}

/** `numpy>=1.0` */
export interface RequirementLine extends Statement, Installable {
  readonly kind: 'requirement';
  readonly requirement: Requirement;
  /** Where its parts stand in the file. */
  readonly places: {
    readonly name: Place;
    readonly extras?: Place;
    readonly specifier?: Place;
    readonly marker?: Place;
  };
}

/** A URL, a version control URL or a path: plain, after `-e`, or after `name @`. */
export type TargetLine = Statement & Installable & RequirementTarget & { readonly marker?: Marker };

/** `-r other.txt` and `-c constraints.txt` */
export interface IncludeLine extends Statement {
  readonly kind: 'include';
  /** As written. */
  readonly target: string;
  readonly constraint: boolean;
}

/** An option that holds for the whole file. */
export interface OptionLine extends Statement {
  readonly kind: 'option';
  readonly option: Exclude<PipOptionName, 'requirement' | 'constraint' | 'editable'>;
  /** Empty for an option that takes none. */
  readonly value: string;
}

/** A line on which pip gives up the whole file, or which it silently passes over. */
export interface InvalidLine extends Statement {
  readonly kind: 'invalid';
  readonly message: string;
  /** What the line nevertheless tells: it may be a row of `conda list`. */
  readonly pin?: ForeignLine['pin'];
}

const REQUIREMENT_OPTIONS: ReadonlySet<PipOptionName> = new Set<PipOptionName>([
  'hash',
  'global-option',
  'install-option',
  'config-settings',
]);

/** Reads the text of a pip requirements or constraints file, statement by statement. Throws nothing. */
export function readRequirementsText(text: string): RequirementsLine[] {
  return readLogicalLines(text).flatMap(readLine);
}

function readLine(line: LogicalLine): RequirementsLine[] {
  const foreign = recogniseForeignLine(line.text);
  if (foreign)
    return [{ kind: 'invalid', ...foreign, ...statement(line, { start: 0, end: line.text.length }) }];

  const optionsStart = startOfOptions(line.text);
  const { options, problems } = parseOptions(line.text, optionsStart);
  const span = trimmedSpan(line.text, 0, optionsStart);
  if (span.end > 0) return [readRequirementLine(line, span, options, problems)];

  const editable = options.some(({ name }) => name === 'editable');
  return [
    ...options
      // After `-e path`, these belong to it.
      .filter(({ name }) => !(editable && REQUIREMENT_OPTIONS.has(name)))
      .map((option) => readOption(line, option, options)),
    ...problems.map((problem): InvalidLine => ({
      kind: 'invalid',
      message: problem.message,
      ...statement(line, problem),
    })),
  ];
}

function readOption(line: LogicalLine, option: PipOption, all: readonly PipOption[]): RequirementsLine {
  const { name, value } = option;
  switch (name) {
    case 'requirement':
    case 'constraint':
      return {
        kind: 'include',
        target: value,
        constraint: name === 'constraint',
        ...statement(line, option),
      };
    case 'editable':
      return readEditable(line, option, all);
    default:
      return { kind: 'option', option: name, value, ...statement(line, option) };
  }
}

function readRequirementLine(
  line: LogicalLine,
  span: Span,
  options: readonly PipOption[],
  optionProblems: readonly Problem[],
): RequirementsLine {
  const ignored = options
    .filter(({ name }) => !REQUIREMENT_OPTIONS.has(name))
    .map(({ name, start, end }) => ({
      message: `\`--${name}\` has no effect behind a requirement`,
      start,
      end,
    }));
  const problems = [...optionProblems, ...ignored];
  const text = line.text.slice(span.start, span.end);
  const installable = { editable: false, ...belonging(options) };

  const reference = parseDirectReference(text);
  if (reference) {
    const { target, marker } = reference;
    const found = statement(line, span, [...reference.problems, ...problems]);
    return { ...target, ...(marker && { marker }), ...installable, ...found };
  }
  const requirement = parseRequirement(text);
  if (requirement.kind === 'error') {
    return { kind: 'invalid', message: requirement.problems[0]!.message, ...statement(line, span) };
  }
  const refused = reasonToRefuse(requirement);
  if (refused !== null) return { kind: 'invalid', message: refused, ...statement(line, span) };
  return {
    kind: 'requirement',
    requirement,
    places: placesOf(line, requirement),
    ...installable,
    ...statement(line, span, [...requirement.problems, ...problems]),
  };
}

/** Reads the value of `-e`: what is neither a URL nor looks like a path is a folder all the same. */
function readEditable(line: LogicalLine, option: PipOption, all: readonly PipOption[]): RequirementsLine {
  const { target, marker, problems }: DirectReference = parseDirectReference(option.value) ?? {
    target: parsePath(option.value),
    problems: [],
  };
  // The value may have been quoted: what is wrong in it is shown on the whole statement.
  const placed = problems.map(({ message }) => ({ message, start: option.start, end: option.end }));
  return {
    ...target,
    ...(marker && { marker }),
    editable: true,
    ...belonging(all),
    ...statement(line, option, placed),
  };
}

/** What stands behind the name must at least begin like a comparison; else the line is something else altogether. */
function reasonToRefuse(requirement: Requirement): string | null {
  if (requirement.url !== undefined) return `\`${requirement.url}\` is neither a URL nor a path`;
  return requirement.specifier.invalid.find(({ text }) => !/^[<>=!~]/.test(text))?.message ?? null;
}

function belonging(options: readonly PipOption[]): Omit<Installable, 'editable'> {
  const own = options.filter(({ name }) => REQUIREMENT_OPTIONS.has(name));
  return {
    hashes: own.filter(({ name }) => name === 'hash').map(({ value }) => value),
    options: own.filter(({ name }) => name !== 'hash').map(({ name, value }) => ({ name, value })),
  };
}

function placesOf(line: LogicalLine, { spans }: Requirement): RequirementLine['places'] {
  return {
    name: placeOf(line, spans.name),
    ...(spans.extras && { extras: placeOf(line, spans.extras) }),
    ...(spans.specifier && { specifier: placeOf(line, spans.specifier) }),
    ...(spans.marker && { marker: placeOf(line, spans.marker) }),
  };
}

function statement(line: LogicalLine, span: Span, problems: readonly Problem[] = []): Statement {
  const text = line.text.slice(span.start, span.end);
  return {
    text,
    ...placeOf(line, span),
    environmentVariables: [...text.matchAll(/\$\{([A-Z0-9_]+)\}/g)].map((match) => match[1]!),
    problems: problems.map((problem) => ({ message: problem.message, ...placeOf(line, problem) })),
  };
}
