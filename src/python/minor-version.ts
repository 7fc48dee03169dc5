/** A minor version of CPython: `2.7`, `3.6`. */
export type MinorVersion = string;

/** The minor version that a release belongs to: `3.7` for `3.7.4`. */
export function minorOf(version: string): MinorVersion {
  return version.split('.').slice(0, 2).join('.');
}

/** Orders `2.7` before `3.6` before `3.10`. */
export function compareMinor(a: MinorVersion, b: MinorVersion): number {
  const [aMajor = 0, aMinor = 0] = a.split('.').map(Number);
  const [bMajor = 0, bMinor = 0] = b.split('.').map(Number);
  return aMajor - bMajor || aMinor - bMinor;
}

/** The minor version before one: 3.9 before 3.10, 2.7 before 3.0. */
export function minorBefore(version: MinorVersion): MinorVersion {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return minor > 0 ? `${major}.${minor - 1}` : '2.7';
}

/** How many minor versions lie between two of the same major version; the later major version is far away. */
export function minorsBetween(from: MinorVersion, to: MinorVersion): number {
  const [fromMajor = 0, fromMinor = 0] = from.split('.').map(Number);
  const [toMajor = 0, toMinor = 0] = to.split('.').map(Number);
  return fromMajor === toMajor ? toMinor - fromMinor : (toMajor - fromMajor) * 100;
}
