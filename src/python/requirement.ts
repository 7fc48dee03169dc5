import { Cursor } from './cursor.js';
import { parseMarker, type Marker } from './marker.js';
import { normalizeName } from './names.js';
import { shift, trimmedSpan, type Problem, type Span } from './span.js';
import { ANY_VERSION, parseSpecifier, type SpecifierSet } from './specifier.js';

/** A dependency specifier (PEP 508), with the place of each part in the text it was read from. */
export interface Requirement {
  readonly kind: 'requirement';
  /** Normalised (PEP 503). */
  readonly name: string;
  /** As written. */
  readonly rawName: string;
  /** As written. */
  readonly extras: readonly string[];
  readonly specifier: SpecifierSet;
  /** What follows `@`. */
  readonly url?: string;
  readonly marker?: Marker;
  readonly spans: RequirementSpans;
  /** What PEP 508 refuses in it. What could be read besides is there nevertheless. */
  readonly problems: readonly Problem[];
}

/** Where the parts are: without the parentheses, brackets, `@` and `;` around them. */
export interface RequirementSpans {
  readonly name: Span;
  readonly extras?: Span;
  readonly specifier?: Span;
  readonly url?: Span;
  readonly marker?: Span;
}

/** The text names no distribution. */
export interface RequirementError {
  readonly kind: 'error';
  readonly problems: readonly Problem[];
}

type Parts = Pick<Requirement, 'specifier' | 'url' | 'marker'> & {
  readonly spans: Omit<RequirementSpans, 'name' | 'extras'>;
  readonly problems: readonly Problem[];
};

/** No requirement that anybody wrote is longer, hashes aside; what is made of it ends up in messages. */
const MAX_LENGTH = 4_000;

/**
 * Reads a requirement: `name[extra]>=1.0; marker`, `name @ url`, and the parenthesised `name (>=1.0)` of old metadata.
 * Comments and pip's options must be cut off before. Throws nothing: what is refused is in `problems`.
 */
export function parseRequirement(text: string): Requirement | RequirementError {
  if (text.length > MAX_LENGTH) {
    const message = `longer than ${MAX_LENGTH} characters`;
    return { kind: 'error', problems: [{ message, start: 0, end: text.length }] };
  }
  const cursor = new Cursor(text);
  cursor.skipBlanks();
  const start = cursor.position;
  const rawName = cursor.read(/[A-Za-z0-9](?:[\w.-]*\w)?/y);
  if (rawName === null) {
    const message = `expected the name of a package, found ${cursor.peekWord()}`;
    return { kind: 'error', problems: [{ message, start, end: text.length }] };
  }
  const nameSpan = { start, end: cursor.position };
  const extras = parseExtras(cursor);
  cursor.skipBlanks();
  const parts = cursor.readLiteral('@') ? parseUrlAndMarker(cursor) : parseVersionsAndMarker(cursor);
  return {
    kind: 'requirement',
    name: normalizeName(rawName),
    rawName,
    extras: extras.names,
    ...parts,
    spans: { name: nameSpan, ...(extras.span && { extras: extras.span }), ...parts.spans },
    problems: [...extras.problems, ...parts.problems],
  };
}

function parseExtras(cursor: Cursor): { names: string[]; span?: Span; problems: Problem[] } {
  cursor.skipBlanks();
  if (!cursor.readLiteral('[')) return { names: [], problems: [] };
  const start = cursor.position;
  const inner = cursor.read(/[^\]]*/y) ?? '';
  const span = { start, end: cursor.position };
  const problems: Problem[] = [];
  if (!cursor.readLiteral(']'))
    problems.push({ message: '`[` is never closed', start: start - 1, end: span.end });
  const names = inner.trim() === '' ? [] : inner.split(',').map((name) => name.trim());
  const wrong = names.find((name) => !/^[A-Za-z0-9][\w.-]*$/.test(name));
  if (wrong !== undefined) problems.push({ message: `\`${wrong}\` cannot name an extra`, ...span });
  return { names, span, problems };
}

/** Reads what follows `@`. The URL ends at a blank, since `;` and `#` may be part of it. */
function parseUrlAndMarker(cursor: Cursor): Parts {
  cursor.skipBlanks();
  const start = cursor.position;
  const url = cursor.read(/\S+/y);
  if (url === null) {
    return {
      specifier: ANY_VERSION,
      spans: {},
      problems: [{ message: '`@` is followed by no URL', start: start - 1, end: start }],
    };
  }
  const span = { start, end: cursor.position };
  const marker = parseMarkerPart(cursor);
  return { specifier: ANY_VERSION, url, ...marker, spans: { url: span, ...marker.spans } };
}

function parseVersionsAndMarker(cursor: Cursor): Parts {
  const parenthesised = cursor.readLiteral('(');
  const open = cursor.position;
  const raw = cursor.read(parenthesised ? /[^);]*/y : /[^;]*/y) ?? '';
  const span = trimmedSpan(cursor.text, open, open + raw.length);
  const specifier = parseSpecifier(cursor.text.slice(span.start, span.end));
  const problems: Problem[] = specifier.invalid.map(({ message, start, end }) => {
    return shift({ message, start, end }, span.start);
  });
  if (/^,|,\s*,/.test(raw.trimStart())) problems.push({ message: 'a comma separates nothing', ...span });
  if (parenthesised && !cursor.readLiteral(')')) {
    problems.push({ message: '`(` is never closed', start: open - 1, end: span.end });
  }
  const marker = parseMarkerPart(cursor);
  return {
    specifier,
    ...marker,
    spans: { ...(span.end > span.start && { specifier: span }), ...marker.spans },
    problems: [...problems, ...marker.problems],
  };
}

function parseMarkerPart(cursor: Cursor): Pick<Parts, 'marker' | 'spans' | 'problems'> {
  cursor.skipBlanks();
  if (cursor.atEnd) return { spans: {}, problems: [] };
  const end = cursor.text.length;
  if (!cursor.readLiteral(';')) {
    const message = `expected \`;\` or the end of the requirement, found ${cursor.peekWord()}`;
    return { spans: {}, problems: [{ message, start: cursor.position, end }] };
  }
  const span = trimmedSpan(cursor.text, cursor.position, end);
  const { marker, problem } = parseMarker(cursor.text.slice(span.start, span.end));
  if (problem) return { spans: { marker: span }, problems: [shift(problem, span.start)] };
  return { marker, spans: { marker: span }, problems: [] };
}
