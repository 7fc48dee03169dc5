import type { VcsReference } from '../../model/evidence.js';

/**
 * Reads where a repository lies from a table of a manifest: `git = "https://…"` with `rev`, `ref`, `tag` or `branch`.
 * Gives undefined where the table names none.
 */
export function vcsReference(table: Record<string, unknown>): VcsReference | undefined {
  const text = (key: string): string | undefined => {
    const value = Object.hasOwn(table, key) ? table[key] : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  const system = (['git', 'hg', 'svn', 'bzr'] as const).find((name) => text(name) !== undefined);
  if (system === undefined) return undefined;
  return {
    system,
    url: text(system)!,
    revision: text('rev') ?? text('ref') ?? text('tag') ?? text('branch'),
    subdirectory: text('subdirectory'),
  };
}
