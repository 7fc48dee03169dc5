import { nixAttributes } from './nix-attributes.js';
import { oncePerKnowledge } from './once.js';
import { rowOf } from './rows.js';
import type { Knowledge, SonameRow } from './types.js';

/** A shared library and who carries it. */
export interface SharedLibrary {
  soname: string;
  class: string;
  /** Debian packages that hold the file. */
  apt: string[];
  /** Attributes in a nixpkgs release; empty where it has none. */
  nix: (release: string) => string[];
  /** Belongs to the NVIDIA driver of the machine and never comes from a package set. */
  hostDriver: boolean;
  note?: string;
}

/** What `libfoo.so.1` has after its stem, `libfoo`. */
const VERSION = /\.so(?:\.[0-9A-Za-z._]+)?$/;

/**
 * Finds a shared library by the name that code gives: a soname (`libGL.so.1`), a file name without version
 * (`libGL.so`), a path, or what ctypes.util.find_library takes (`GL`). Where the version is left open, the newest one
 * known answers.
 */
export function sharedLibrary(knowledge: Knowledge, name: string): SharedLibrary | undefined {
  const file = name.slice(name.lastIndexOf('/') + 1);
  const exact = rowOf(knowledge.sonames.libraries, file);
  if (exact) return describe(file, exact);
  // A version that is not known (libfoo.so.9) is not answered with another one.
  if (/\.so\./.test(file)) return undefined;
  const stem = file.replace(VERSION, '');
  const index = stemIndex(knowledge);
  const soname = index.get(stem) ?? (VERSION.test(file) ? undefined : index.get(`lib${stem}`));
  const row = soname === undefined ? undefined : rowOf(knowledge.sonames.libraries, soname);
  return soname !== undefined && row ? describe(soname, row) : undefined;
}

function describe(soname: string, row: SonameRow): SharedLibrary {
  return {
    soname,
    class: row.class,
    apt: row.apt,
    nix: (release) => nixAttributes(row, release),
    hostDriver: row.status === 'host-driver',
    ...(row.note ? { note: row.note } : {}),
  };
}

/** Stem -> newest soname. */
const stemIndex = oncePerKnowledge((knowledge): ReadonlyMap<string, string> => {
  const newest = new Map<string, string>();
  for (const soname of Object.keys(knowledge.sonames.libraries)) {
    const stem = soname.replace(VERSION, '');
    const other = newest.get(stem);
    if (other === undefined || other.localeCompare(soname, 'en', { numeric: true }) < 0)
      newest.set(stem, soname);
  }
  return newest;
});

/** The shared library that a Debian package holds, the first where there are several. */
export function libraryIn(knowledge: Knowledge, apt: string): string | undefined {
  return Object.entries(knowledge.sonames.libraries).find(([, row]) => row.apt.includes(apt))?.[0];
}
