import { rowOf } from './rows.js';
import type { Knowledge, NixpkgsReleaseRow } from './types.js';

/** A nixpkgs release that has a wanted Python. */
export interface ReleaseWithPython {
  /** `21.05` */
  release: string;
  /** `python36` */
  attribute: string;
  /** `3.6.14`; `3.6.x` where the patch release is not known. */
  version: string;
  /** nixpkgs refuses the attribute unless it is permitted as insecure. */
  insecure: boolean;
  pin: NixpkgsReleaseRow;
}

/** All releases with a known revision, oldest first: `18.09` … */
export function nixpkgsReleases(knowledge: Knowledge): string[] {
  return Object.keys(knowledge.nixpkgs.releases).sort();
}

/**
 * The newest nixpkgs release that has a Python, and has it without calling it insecure where there is such a release:
 * wheels bring their own libraries, a newer C library runs older wheels, and newer releases are better cached.
 *
 * @param python `3.7` or `3.7.4`
 * @returns undefined where no known release has it
 */
export function releaseForPython(knowledge: Knowledge, python: string): ReleaseWithPython | undefined {
  const attribute = `python${python.split('.').slice(0, 2).join('')}`;
  let insecure: ReleaseWithPython | undefined;
  for (const release of nixpkgsReleases(knowledge).reverse()) {
    const pin = rowOf(knowledge.nixpkgs.releases, release);
    const version = pin && rowOf(pin.pythons, attribute);
    if (!pin || version === undefined) continue;
    const found = { release, attribute, version, insecure: pin.insecure?.includes(attribute) ?? false, pin };
    if (!found.insecure) return found;
    insecure ??= found;
  }
  return insecure;
}

/** The pin of a release, `21.05`. */
export function nixpkgsRelease(knowledge: Knowledge, release: string): NixpkgsReleaseRow | undefined {
  return rowOf(knowledge.nixpkgs.releases, release);
}

/** Whether nixpkgs refuses an attribute (`unrar`, `cudaPackages_11.cudnn`) unless packages without a free licence are allowed. */
export function isUnfree(knowledge: Knowledge, attribute: string): boolean {
  return knowledge.nixpkgs.unfree.some((name) => attribute === name || attribute.startsWith(`${name}.`));
}
