import type { HostPathFact } from '../../model/evidence.js';
import type { Check } from '../check.js';
import { count, enumerate } from '../words.js';

/** Absolute paths of somebody's machine, one finding for each folder they lie in. */
export const hostPaths: Check = function* (context) {
  const byPlace = new Map<string, HostPathFact[]>();
  for (const fact of context.project.facts['host-path']) {
    const role = context.project.files.get(fact.location.file);
    if (role === 'vendored' || role === 'test') continue;
    const place = folderOf(fact.path);
    const known = byPlace.get(place);
    if (known) known.push(fact);
    else byPlace.set(place, [fact]);
  }
  for (const [place, facts] of byPlace) {
    const first = facts[0];
    if (!first) continue;
    const paths = [...new Set(facts.map((fact) => fact.path))];
    const overridable = facts.every((fact) => fact.overridable);
    yield {
      rule: 'NPA901',
      subject: { file: place },
      message:
        paths.length === 1
          ? `${paths[0] ?? place} exists only on the author’s machine${overridable ? ' (an option overrides it)' : ''}`
          : `${count(paths.length, 'path')} below ${place} exist only on the author’s machine: ${enumerate(paths, 2)}`,
      symptom: `FileNotFoundError: [Errno 2] No such file or directory: '${first.path}'`,
      remedy: overridable ? 'pass your own path' : 'make it an argument, or relative to the repository',
      locations: facts.map((fact) => fact.location),
      ...(overridable ? { severity: 'note' as const } : {}),
      confidence: 'medium',
      cured: false,
    };
  }
};

/** `/home/alice`, `C:\Users\alice`, `/data1/zhang`: as much of a path as tells whose machine it was. */
function folderOf(path: string): string {
  const parts = path.split(/[\\/]/);
  return parts.slice(0, 3).join(path.includes('\\') ? '\\' : '/');
}
