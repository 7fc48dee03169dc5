import { knowsAllReleases, newestFor } from '../knowledge/wheels.js';
import type { Location } from '../model/location.js';
import { allowsAnyAtLeast, parseSpecifier } from '../python/specifier.js';
import { compareVersionTexts, parseVersion } from '../python/version.js';
import type { CheckContext } from './check.js';

/** What a fresh installation gives of a distribution. */
export interface Installed {
  /** The exact release, where a pin, a lock or the known wheels tell. */
  version?: string;
  /** Whether it is (or, where only a range is known, can be) that release or a later one. */
  reaches: (version: string) => boolean;
  /** Why, for people: `numpy==1.18.3 is pinned`, `requirements.txt allows any version`. */
  because: string;
  /** The line that says so. */
  location?: Location;
}

/**
 * Says what pip would install of a distribution: what is pinned or locked, else the newest release that the
 * requirement allows and that has a wheel for the Python.
 *
 * @param module the import that it is used by: `cv2` may come from any of four distributions
 * @param python the minor version that pip runs on
 */
export function installedOn(
  context: CheckContext,
  distribution: string,
  module: string,
  python: string,
): Installed {
  const { packages } = context.environment;
  const entry =
    packages.find((one) => one.imports.includes(module)) ?? packages.find((one) => one.name === distribution);
  const location = entry?.declared ? entry.because.find((reason) => reason.location)?.location : undefined;
  const place = location ? { location } : {};
  const name = entry?.name ?? distribution;
  if (entry?.version !== undefined) {
    const pinned = entry.version;
    return {
      version: pinned,
      reaches: (version) => compareVersionTexts(pinned, version) >= 0,
      because: `${name}==${pinned} is pinned`,
      ...place,
    };
  }
  const specifier = parseSpecifier(entry?.specifier ?? '');
  const because =
    entry && entry.specifier !== ''
      ? `${name}${entry.specifier} is asked for`
      : location
        ? `${location.file} allows any version`
        : 'nothing bounds the version';
  const known = [name, distribution].find((one) => knowsAllReleases(context.knowledge, one));
  const newest = known && newestFor(context.knowledge, known, python, specifier);
  if (newest !== undefined) {
    return {
      version: newest,
      reaches: (version) => compareVersionTexts(newest, version) >= 0,
      because,
      ...place,
    };
  }
  return {
    reaches: (version) => {
      const bound = parseVersion(version);
      return bound === null || allowsAnyAtLeast(specifier, bound);
    },
    because,
    ...place,
  };
}
