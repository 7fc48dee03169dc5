import type { Check } from '../check.js';
import { groupBy } from '../group-by.js';
import { count, enumerate } from '../words.js';

/** Absolute paths of somebody's machine, one finding for each folder they lie in. */
export const hostPaths: Check = function* (context) {
  const own = context.project.facts['host-path'].filter((fact) => {
    const role = context.project.files.get(fact.location.file);
    return role !== 'vendored' && role !== 'test';
  });
  for (const [place, facts] of groupBy(own, (fact) => folderOf(fact.path))) {
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
