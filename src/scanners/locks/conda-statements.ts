import type { Evidence, LockedPackageFact } from '../../model/evidence.js';
import { cudaPackage } from '../conda-facts.js';

/**
 * What the packages of a conda lock say about Python and CUDA: there these are packages like any other. Each version is
 * stated once, since a lock for several platforms holds it several times.
 */
export function condaStatements(packages: readonly LockedPackageFact[]): Evidence[] {
  const seen = new Set<string>();
  return packages.flatMap(({ name, version, conda, format, location, text }): Evidence[] => {
    if (conda === undefined || seen.has(`${name} ${version}`)) return [];
    seen.add(`${name} ${version}`);
    if (name === 'python') {
      return [
        { kind: 'python', specifier: `==${version}`, strength: 'runs', source: format, location, text },
      ];
    }
    const what = cudaPackage(name);
    const number = /^\d+(\.\d+)*/.exec(version)?.[0];
    if (what === undefined || number === undefined) return [];
    return [{ kind: 'cuda', what, version: number, source: `${format} ${name}`, location, text }];
  });
}
