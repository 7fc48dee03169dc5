import type { Origin, RequirementFact, Role } from '../model/evidence.js';
import type { Location } from '../model/location.js';
import { formatMarker } from '../python/marker.js';
import { isValidName, normalizeName } from '../python/names.js';
import { parseTarget } from '../python/requirement-target.js';
import type { RequirementTarget } from '../python/requirement-target.js';
import { parseRequirement } from '../python/requirement.js';
import type { RequirementLine, TargetLine } from '../python/requirements-line.js';
import { folderOf, repositoryPath } from './repository-path.js';

/** What the text of a requirement does not say itself. */
export interface RequirementContext {
  location: Location;
  role: Role;
  origin: Origin;
  /** `requirements.txt`, `pyproject.toml`, `Dockerfile` … */
  format: string;
  /** The extra, dependency group or tox environment. */
  group?: string;
  /** The line as written, where it says more than the requirement's own text. */
  text?: string;
  constraint?: boolean;
  editable?: boolean;
  hashes?: string[];
  /** The folder that relative paths start from; the folder of the file where nothing else is known. */
  folder?: string;
}

/**
 * States one requirement from its text: PEP 508, or what pip takes besides (a URL, a VCS reference, a path, an archive).
 * Never throws: a text that the grammar refuses keeps the name it begins with, and `problems` says what is wrong.
 */
export function requirementFact(text: string, context: RequirementContext): RequirementFact {
  const { written, marker } = withoutUrlMarker(text.trim());
  const target = parseTarget(written);
  if (target !== null) return targetFact(target, text, context, { marker });
  const parsed = parseRequirement(text);
  const problems = parsed.problems.map(({ message }) => message);
  if (parsed.kind === 'error') return fact({ rawName: text.trim(), problems }, text, context);
  const { rawName, extras, url, spans } = parsed;
  const known = { rawName, extras, marker: parsed.marker && formatMarker(parsed.marker), problems };
  const urlTarget = url === undefined ? null : parseTarget(url);
  if (urlTarget !== null) return fact({ ...targetFields(urlTarget, context), ...known }, text, context);
  const specifier =
    spans.specifier === undefined ? '' : text.slice(spans.specifier.start, spans.specifier.end);
  return fact({ ...known, url, specifier }, text, context);
}

/** States one requirement that was read from a requirements file. */
export function requirementLineFact(
  line: RequirementLine | TargetLine,
  context: RequirementContext,
): RequirementFact {
  const parts = { hashes: [...line.hashes], problems: line.problems.map(({ message }) => message) };
  const own = { ...context, editable: line.editable || undefined };
  if (line.kind !== 'requirement') {
    const marker = line.marker && formatMarker(line.marker);
    return targetFact(line, line.text, own, { ...parts, marker });
  }
  const { rawName, extras, spans, marker } = line.requirement;
  const specifier =
    spans.specifier === undefined ? '' : line.text.slice(spans.specifier.start, spans.specifier.end);
  return fact(
    { rawName, extras, specifier, marker: marker && formatMarker(marker), ...parts },
    line.text,
    own,
  );
}

function targetFact(
  target: RequirementTarget,
  text: string,
  context: RequirementContext,
  others: Partial<RequirementFact>,
): RequirementFact {
  const fields = targetFields(target, context);
  const hashes = [...(fields.hashes ?? []), ...(others.hashes ?? [])];
  return fact(
    { ...others, ...fields, hashes, rawName: target.rawName ?? '', extras: target.extras },
    text,
    context,
  );
}

/** The normalised name of a distribution; '' for what can be none. */
export function distributionName(rawName: string): string {
  return isValidName(rawName) ? normalizeName(rawName) : '';
}

/** So much of a line is quoted. */
const MAX_TEXT = 1_000;

type Parts = Partial<Omit<RequirementFact, 'extras'>> & { rawName: string; extras?: readonly string[] };

function fact(parts: Parts, text: string, context: RequirementContext): RequirementFact {
  const { rawName, extras, specifier, hashes, problems, ...others } = parts;
  return {
    kind: 'requirement',
    name: distributionName(rawName),
    rawName: rawName.slice(0, MAX_TEXT),
    extras: [...(extras ?? [])],
    specifier: specifier ?? '',
    ...others,
    editable: context.editable,
    hashes: [...(hashes ?? []), ...(context.hashes ?? [])],
    constraint: context.constraint,
    role: context.role,
    group: context.group,
    origin: context.origin,
    format: context.format,
    problems: problems !== undefined && problems.length > 0 ? problems : undefined,
    location: context.location,
    text: (context.text ?? text.trim()).slice(0, MAX_TEXT),
  };
}

function targetFields(target: RequirementTarget, context: RequirementContext): Partial<RequirementFact> {
  switch (target.kind) {
    case 'vcs':
      return { vcs: target.vcs };
    case 'url':
      return {
        url: target.url,
        specifier: target.version === undefined ? '' : `==${target.version}`,
        hashes: target.hash === undefined ? [] : [target.hash],
      };
    case 'path':
      return {
        path: repositoryPath(context.folder ?? folderOf(context.location.file), target.path),
        specifier: target.version === undefined ? '' : `==${target.version}`,
      };
  }
}

/** A marker stands behind a URL or a path after ` ;`: a `;` without a blank before it is part of them. */
function withoutUrlMarker(text: string): { written: string; marker?: string } {
  const end = text.search(/\s;/);
  return end < 0
    ? { written: text }
    : { written: text.slice(0, end).trimEnd(), marker: text.slice(end + 2).trim() };
}
