import type { LockedPackageFact } from '../../model/evidence.js';

/** A property of something that was parsed, if that is an object and has it itself; else undefined. */
export function property(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key];
}

/** A property that holds a text that is not empty; else undefined. */
export function text(value: unknown, key: string): string | undefined {
  const found = property(value, key);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** The elements of a property that holds an array; else none. */
export function list(value: unknown, key: string): unknown[] {
  const found = property(value, key);
  return Array.isArray(found) ? found : [];
}

/** The properties of something that was parsed; none where it is no object. */
export function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

/** A file that a lock names. */
export type LockedFile = NonNullable<LockedPackageFact['files']>[number];

/** The last part of a URL's path, decoded: the name of the file that it leads to. */
export function fileNameOf(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? '';
  const name = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
