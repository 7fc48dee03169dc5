import type { Check } from '../check.js';
import { count } from '../words.js';

/** Locks that name versions but no hashes. */
export const locksWithoutHashes: Check = function* (context) {
  const byFile = new Map<string, { total: number; bare: number }>();
  for (const fact of context.project.facts.locked) {
    if (fact.source && fact.source.kind !== 'index' && fact.source.kind !== 'conda') continue;
    const entry = byFile.get(fact.location.file) ?? { total: 0, bare: 0 };
    entry.total++;
    if (fact.hashes.length === 0 && (fact.files ?? []).every((file) => file.hash === undefined)) entry.bare++;
    byFile.set(fact.location.file, entry);
  }
  for (const [file, { total, bare }] of byFile) {
    if (bare === 0) continue;
    yield {
      rule: 'NPA107',
      subject: { file },
      message: `${file} fixes the version of ${count(total, 'package')}, and for ${bare === total ? 'none' : `only ${total - bare}`} of them the file`,
      remedy: 'write a lock with hashes (pip-compile --generate-hashes, uv, poetry)',
      locations: [{ file, line: 1 }],
      cured: false,
    };
  }
};
