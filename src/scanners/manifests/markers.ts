import { formatMarker, parseMarker } from '../../python/marker.js';

/** Both markers at once; undefined where there is none. */
export function bothMarkers(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined || a === b) return a ?? b;
  const parenthesise = (marker: string): string => (/\bor\b/.test(marker) ? `(${marker})` : marker);
  return `${parenthesise(a)} and ${parenthesise(b)}`;
}

/** A marker in its normal form; as written where it is none. */
export function normalMarker(text: string): string {
  const { marker } = parseMarker(text);
  return marker === undefined ? text : formatMarker(marker);
}
