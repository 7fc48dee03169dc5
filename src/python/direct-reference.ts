import { parseMarker, type Marker } from './marker.js';
import { parseTarget, type RequirementTarget } from './requirement-target.js';
import { parseRequirement } from './requirement.js';
import { shift, type Problem } from './span.js';

/** A requirement that says where its code lies, with what surrounds that place. */
export interface DirectReference {
  readonly target: RequirementTarget;
  readonly marker?: Marker;
  /** Offsets are those of the text that was read. */
  readonly problems: readonly Problem[];
}

/**
 * Reads `URL ; marker`, `path ; marker` and `name[extra] @ URL ; marker`. Gives null for a requirement by version, and for
 * text behind `name @` that is neither URL nor path. Throws nothing.
 */
export function parseDirectReference(text: string): DirectReference | null {
  const address = withoutMarker(text);
  const target = parseTarget(address);
  if (target === null) return parseNamedReference(text);
  const problems: Problem[] = [];
  if (/^(?:git\+)?git@/i.test(address)) {
    const message = 'pip wants `git+ssh://git@host/path` in place of `git@host:path`';
    problems.push({ message, start: 0, end: address.length });
  }
  const markerStart = text.indexOf(';', address.length) + 1;
  if (markerStart === 0) return { target, problems };
  const { marker, problem } = parseMarker(text.slice(markerStart));
  if (problem) problems.push(shift(problem, markerStart));
  return { target, ...(marker && { marker }), problems };
}

function parseNamedReference(text: string): DirectReference | null {
  const requirement = parseRequirement(text);
  if (requirement.kind === 'error' || requirement.url === undefined) return null;
  const target = parseTarget(requirement.url);
  if (target === null) return null;
  const { rawName, extras, marker, problems } = requirement;
  return {
    target: { ...target, rawName, extras: [...extras, ...target.extras] },
    ...(marker && { marker }),
    problems,
  };
}

/** In a URL `;` may be a part of it; there it begins a marker next to a blank only. */
function withoutMarker(text: string): string {
  const isUrl = /^[a-z][a-z+]+:/i.test(text);
  const found = isUrl ? text.search(/\s;|;\s/) : text.indexOf(';');
  return (found === -1 ? text : text.slice(0, found)).trim();
}
