import { nixpkgsRelease, nixpkgsReleases } from './nixpkgs.js';
import { rowOf } from './rows.js';
import type { Knowledge, NixpkgsReleaseRow } from './types.js';

/** CUDA as one nixpkgs release has it. */
export interface NixCuda {
  /** Attributes of the toolkit, cuDNN and what else makes up one CUDA folder. */
  attributes: string[];
}

/**
 * The attributes of a CUDA version and its cuDNN in a nixpkgs release.
 *
 * Up to 21.11 the toolkit is `cudatoolkit_10_1` with three outputs (cuBLAS lies in `out`, the run time in `lib`) and
 * cuDNN `cudnn_cudatoolkit_10_1`; from 22.05 on both lie in `cudaPackages_10_1`.
 *
 * @param cuda `10.1`
 * @returns undefined where the release has no such CUDA
 */
export function nixCuda(knowledge: Knowledge, release: string, cuda: string): NixCuda | undefined {
  const pin = nixpkgsRelease(knowledge, release);
  if (!pin) return undefined;
  const suffix = cuda.replace('.', '_');
  const packages = `cudaPackages_${suffix}`;
  if (hasVersion(pin, packages, cuda))
    return { attributes: [`${packages}.cudatoolkit`, `${packages}.cudnn`] };
  // 8.0 and older have no second number in their name.
  const toolkit = [`cudatoolkit_${suffix}`, `cudatoolkit_${suffix.replace(/_0$/, '')}`].find((name) =>
    hasVersion(pin, name, cuda),
  );
  if (toolkit === undefined) return undefined;
  return { attributes: [`${toolkit}.out`, `${toolkit}.lib`, `cudnn_${toolkit}`] };
}

/** The newest release that has both a Python and a CUDA version. */
export function releaseWithCuda(knowledge: Knowledge, python: string, cuda: string): string | undefined {
  const attribute = `python${python.replace('.', '')}`;
  return nixpkgsReleases(knowledge)
    .reverse()
    .find((release) => {
      const pin = nixpkgsRelease(knowledge, release);
      return (
        pin !== undefined &&
        rowOf(pin.pythons, attribute) !== undefined &&
        nixCuda(knowledge, release, cuda) !== undefined
      );
    });
}

function hasVersion(pin: NixpkgsReleaseRow, attribute: string, cuda: string): boolean {
  const version = pin.cuda && rowOf(pin.cuda, attribute);
  return version !== undefined && (version === cuda || version.startsWith(`${cuda}.`));
}
