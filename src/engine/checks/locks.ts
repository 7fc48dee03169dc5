import type { RequirementFact } from '../../model/evidence.js';
import { contains, parseSpecifier } from '../../python/specifier.js';
import type { Check, CheckContext } from '../check.js';
import { count, enumerate } from '../words.js';

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
      message: `${file} fixes versions and not files: ${bare} of ${count(total, 'package')} ${bare === 1 ? 'has' : 'have'} no hash`,
      remedy: 'write a lock with hashes (pip-compile --generate-hashes, uv, poetry)',
      locations: [{ file, line: 1 }],
      cured: false,
    };
  }
};

/** Locks that no longer say what their manifest asks for: a requirement is missing, or locked at a version it excludes. */
export const staleLocks: Check = function* (context) {
  for (const [lock, manifest] of pairs(context)) {
    const locked = new Map(
      context.project.facts.locked
        .filter((fact) => fact.location.file === lock)
        .map((fact) => [fact.name, fact] as const),
    );
    const missing: RequirementFact[] = [];
    const excluded: RequirementFact[] = [];
    for (const fact of context.project.facts.requirement) {
      if (
        fact.location.file !== manifest ||
        fact.origin !== 'manifest' ||
        fact.role === 'build' ||
        !fact.name
      )
        continue;
      const found = locked.get(fact.name);
      // Optional and conditional requirements may be left out of a lock for good reasons.
      if (!found) {
        if (fact.role === 'runtime' && fact.marker === undefined && !fact.path) missing.push(fact);
      } else if (fact.marker === undefined && !fact.url && !fact.vcs && !admits(fact, found.version)) {
        excluded.push(fact);
      }
    }
    const stale = [...missing, ...excluded];
    if (stale.length === 0) continue;
    const names = stale.map((fact) => fact.rawName);
    yield {
      rule: 'NPA108',
      subject: { file: lock },
      message:
        missing.length > 0
          ? `${manifest} asks for ${enumerate(names)}, which ${lock} does not hold`
          : `${lock} holds ${enumerate(excluded.map((fact) => `${fact.rawName} ${locked.get(fact.name)?.version ?? ''}`))}, which ${manifest} excludes`,
      remedy: 'make the lock anew from the manifest, or the manifest from the lock if that is what ran',
      locations: [...stale.map((fact) => fact.location), { file: lock, line: 1 }],
      confidence: 'medium',
      cured: false,
    };
  }
};

/** Each lock with the manifest beside it that it was made from. */
function pairs(context: CheckContext): [lock: string, manifest: string][] {
  return [...context.project.files.keys()].flatMap((lock): [string, string][] => {
    const name = lock.split('/').at(-1) ?? '';
    const manifest = Object.hasOwn(MANIFEST_OF, name) ? MANIFEST_OF[name] : undefined;
    const path = manifest && lock.slice(0, lock.length - name.length) + manifest;
    return path && context.exists(path) ? [[lock, path]] : [];
  });
}

const MANIFEST_OF: Record<string, string> = {
  'poetry.lock': 'pyproject.toml',
  'uv.lock': 'pyproject.toml',
  'pdm.lock': 'pyproject.toml',
  'Pipfile.lock': 'Pipfile',
};

function admits(fact: RequirementFact, version: string): boolean {
  const set = parseSpecifier(fact.specifier);
  return set.invalid.length > 0 || contains(set, version);
}
