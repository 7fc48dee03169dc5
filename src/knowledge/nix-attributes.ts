import { rowOf } from './rows.js';
import type { NixNames } from './types.js';

/**
 * The nixpkgs attributes that stand for something in a release. Releases are compared as text, which their form
 * (`20.09`) allows.
 *
 * @param release `21.05`
 * @returns empty where that release has none, or none is known
 */
export function nixAttributes(names: NixNames, release: string): string[] {
  if (names.nix_since !== undefined && release < names.nix_since) return [];
  const changes = names.nix_by_release ?? {};
  const latest = Object.keys(changes)
    .filter((change) => change <= release)
    .sort()
    .at(-1);
  return (latest === undefined ? undefined : rowOf(changes, latest)) ?? names.nix;
}
