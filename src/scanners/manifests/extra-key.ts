import { normalMarker } from './markers.js';

/**
 * Splits a key of `extras_require`: `dev` is an extra, `:python_version<"3"` a marker, and `dev:sys_platform=="win32"` both.
 */
export function splitExtraKey(key: string): { extra?: string; marker?: string } {
  const colon = key.indexOf(':');
  if (colon < 0) return { extra: key.trim() };
  const extra = key.slice(0, colon).trim();
  const marker = key.slice(colon + 1).trim();
  return {
    extra: extra === '' ? undefined : extra,
    marker: marker === '' ? undefined : normalMarker(marker),
  };
}
