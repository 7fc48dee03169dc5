import type { Finding } from '../model/report.js';
import { compareVersionTexts } from '../python/version.js';

/** A bound on a version, and the finding that asks for it. */
export interface Bound {
  /** `scipy<1.3` */
  requirement: string;
  because: string;
}

/** The bounds that cure findings: for each distribution the lowest. */
export function boundsOf(findings: readonly Finding[]): Bound[] {
  const bounds = new Map<string, Bound & { version: string }>();
  for (const { bound, message, locations } of findings) {
    const [, name, version] = /^([a-z0-9-]+)<(\S+)$/.exec(bound ?? '') ?? [];
    if (bound === undefined || name === undefined || version === undefined) continue;
    const lowest = bounds.get(name)?.version;
    if (lowest !== undefined && compareVersionTexts(lowest, version) <= 0) continue;
    const place = locations[0] ? ` (${locations[0].file}:${locations[0].line})` : '';
    bounds.set(name, {
      requirement: bound,
      because: `${message.split(';', 1)[0] ?? message}${place}`,
      version,
    });
  }
  return [...bounds.values()].map(({ requirement, because }) => ({ requirement, because }));
}
