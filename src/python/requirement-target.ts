import type { VcsReference } from '../model/evidence.js';
import { parseSdistName, parseWheelName } from './tags.js';

/** A requirement that says where its code lies rather than which version of a name it wants. */
export type RequirementTarget = UrlTarget | VcsTarget | PathTarget;

interface NamedTarget {
  /** As written after `#egg=`, or from the file name; undefined where only the code itself would tell. */
  readonly rawName?: string;
  /** From the file name of a wheel or sdist. */
  readonly version?: string;
  readonly extras: readonly string[];
}

/** A file to download, or a `file:` URL. */
export interface UrlTarget extends NamedTarget {
  readonly kind: 'url';
  /** Without fragment. */
  readonly url: string;
  /** `sha256:…`, where the fragment has one. */
  readonly hash?: string;
  readonly subdirectory?: string;
}

/** A repository of a version control system. */
export interface VcsTarget extends NamedTarget {
  readonly kind: 'vcs';
  readonly vcs: VcsReference;
}

/** A local file or folder, as written. */
export interface PathTarget extends NamedTarget {
  readonly kind: 'path';
  readonly path: string;
}

const ARCHIVE = /\.(?:whl|zip|tar\.gz|tgz|tar\.bz2|tbz|tar\.xz|txz|tar)$/i;

/**
 * Reads a URL, a version control URL or a local path. Gives null where the text is none of these: a plain requirement.
 * Markers and options must be cut off before. Throws nothing.
 */
export function parseTarget(text: string): RequirementTarget | null {
  const vcs = parseVcs(text);
  if (vcs) return vcs;
  if (/^(?:https?|ftp|file):/i.test(text)) return parseUrl(text);
  return looksLikePath(text) ? parsePath(text) : null;
}

/** Reads a local path with its extras: `.[test]`, `../lib`, `C:\wheels\x.whl`. */
export function parsePath(text: string): PathTarget {
  const open = text.endsWith(']') ? text.lastIndexOf('[') : -1;
  const path = open === -1 ? text : text.slice(0, open);
  return {
    kind: 'path',
    path: path.trim(),
    extras: open === -1 ? [] : splitExtras(text.slice(open + 1, -1)),
    ...fromFileName(path),
  };
}

function parseVcs(text: string): VcsTarget | null {
  // `git+git@host:owner/project` and a bare `git@host:…` are refused by pip, yet stand in files.
  const match = /^(?:(?<system>git|hg|svn|bzr)\+(?=\S)|(?=git:\/\/|git@[^/\s]*:))/i.exec(text);
  if (match === null) return null;
  const { address, fragment } = splitFragment(text.slice(match[0].length));
  const pathStart = startOfPath(address);
  const at = address.lastIndexOf('@');
  const hasRevision = at > pathStart;
  const revision = hasRevision ? address.slice(at + 1) : '';
  const subdirectory = fragment.get('subdirectory');
  return {
    kind: 'vcs',
    vcs: {
      system: (match.groups!.system?.toLowerCase() ?? 'git') as VcsReference['system'],
      url: hasRevision ? address.slice(0, at) : address,
      ...(revision && { revision }),
      ...(subdirectory && { subdirectory }),
    },
    ...fromEgg(fragment.get('egg')),
  };
}

function parseUrl(text: string): UrlTarget {
  const { address, fragment } = splitFragment(text);
  const egg = fragment.get('egg');
  const subdirectory = fragment.get('subdirectory');
  const algorithm = ['sha256', 'sha512', 'sha384', 'sha224', 'sha1', 'md5'].find((name) =>
    fragment.has(name),
  );
  return {
    kind: 'url',
    url: address,
    ...fromFileName(address.split('?', 1)[0]!),
    ...fromEgg(egg),
    ...(algorithm && { hash: `${algorithm}:${fragment.get(algorithm)!}` }),
    ...(subdirectory && { subdirectory }),
  };
}

/** A path separator or a leading dot is what pip goes by; a bare archive it finds on the disk. */
function looksLikePath(text: string): boolean {
  if (/^[.~/\\]/.test(text) || /^[A-Za-z]:[\\/]/.test(text)) return true;
  if (/[<>=!~;@\s"']/.test(text)) return false;
  return /[\\/]/.test(text) || ARCHIVE.test(text);
}

function splitFragment(text: string): { address: string; fragment: Map<string, string> } {
  const hash = text.indexOf('#');
  if (hash === -1) return { address: text, fragment: new Map() };
  const pairs = text
    .slice(hash + 1)
    .split('&')
    .map((pair): [string, string] => {
      const equals = pair.indexOf('=');
      return equals === -1 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
    });
  return { address: text.slice(0, hash), fragment: new Map(pairs) };
}

/** An `@` before the path belongs to the user name, not to a revision. */
function startOfPath(address: string): number {
  const scheme = address.indexOf('://');
  if (scheme === -1) return address.indexOf(':');
  const slash = address.indexOf('/', scheme + 3);
  return slash === -1 ? address.length : slash;
}

/** The fragment is a name with extras; older files put a version behind it (`egg=foo-1.0`, `egg=foo==1.0`). */
function fromEgg(egg: string | undefined): NamedTarget {
  const match = /^([A-Za-z0-9][\w.-]*)(?:\[([^\]]*)\])?/.exec(decode(egg ?? ''));
  if (match === null) return { extras: [] };
  return { rawName: match[1]!.split(/-\d+\.\d/, 1)[0]!, extras: splitExtras(match[2] ?? '') };
}

function fromFileName(path: string): { rawName?: string; version?: string } {
  const file = decode(path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1));
  const parsed = parseWheelName(file) ?? parseSdistName(file);
  return parsed ? { rawName: parsed.name, version: parsed.version } : {};
}

function splitExtras(text: string): string[] {
  return text
    .split(',')
    .map((extra) => extra.trim())
    .filter((extra) => extra !== '');
}

/** `torch-1.4.0%2Bcpu-….whl`; a stray `%` stays as it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
