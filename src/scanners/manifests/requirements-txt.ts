import type {
  Evidence,
  LockedPackageFact,
  RequirementFact,
  Role,
  UnreadableFact,
} from '../../model/evidence.js';
import type { Location } from '../../model/location.js';
import { readRequirementsText } from '../../python/requirements-line.js';
import type { RequirementsLine } from '../../python/requirements-line.js';
import { baseName, folderOf } from '../repository-path.js';
import { roleOfName } from '../role.js';
import type { Scanner, SourceFile } from '../scanner.js';
import { isExplicit } from '../locks/conda-explicit.js';
import { pipLineFacts } from './pip-lines.js';

const FORMAT = 'requirements.txt';

/** Bigger files are no lists that anybody keeps. */
const MAX_LENGTH = 4_000_000;

/** More refused lines of one file say no more about it. */
const MAX_REFUSED = 20;

/** requirements.txt and its many relatives: requirements, constraints, and the locks that rye and uv write. */
export const requirementsTxt: Scanner = {
  format: FORMAT,
  matches: isRequirementsFile,
  scan: (file) => scanRequirementsText(file, roleOfFile(file.path)),
};

/** Whether a path is one that people give to requirements and constraints files. */
export function isRequirementsFile(path: string): boolean {
  const name = baseName(path).toLowerCase();
  if (/\.(txt|in|pip)$/.test(name)) {
    return (
      /require(ments?|s)|(^|[-_.])reqs?[-_.]|^constraints?\b|^pip[-_]?(freeze|packages|deps|install|list)?\.|^freeze\.|^dep(endencie)?s\./.test(
        name,
      ) || /(^|\/)(requirements?|reqs?|constraints)\/[^/]*$/i.test(path)
    );
  }
  return (
    /^requirements[-\w]*\.lock$/.test(name) || /^(pip|test)-requires$/.test(name) || name === 'requirements'
  );
}

/** What the name of the file, or else its folder, says about why these packages are required. */
function roleOfFile(path: string): Role {
  const byName = roleOfName(baseName(path), 'runtime');
  if (byName !== 'runtime') return byName;
  const folder = roleOfName(baseName(folderOf(path)), 'runtime');
  return folder === 'test' || folder === 'docs' ? folder : 'runtime';
}

/**
 * States what a requirements file says, whatever its name: for files that a `-r`, a Dockerfile or a setup.py refers to.
 * A list that belongs to conda's `@EXPLICIT` form, or holds hardly anything that pip could read, gives no requirements.
 */
export function scanRequirementsText(file: SourceFile, role: Role): Evidence[] {
  const text = file.text;
  if (text.length > MAX_LENGTH) return [unreadable({ file: file.path, line: 1 }, 'too big to be read')];
  if (isExplicit(text)) return [];
  const lines = readRequirementsText(text);
  const refused = lines.filter((line) => line.kind === 'invalid' && line.pin === undefined);
  if (refused.length > 3 && refused.length * 2 > lines.length) {
    // `dependencies.txt`, or a text in a folder of that name, never claimed to be a list for pip.
    const claims = /require/i.test(baseName(file.path));
    return claims
      ? [unreadable(placeOf(file, refused[0]!), 'most lines are no requirements', refused[0]!.text)]
      : [];
  }
  const isLock = file.path.endsWith('.lock');
  const constraint = /^constraints?\b/i.test(baseName(file.path)) || undefined;
  let count = 0;
  const facts = lines.flatMap((line): Evidence[] => {
    if (line.kind === 'invalid' && line.pin === undefined && ++count > MAX_REFUSED) return [];
    return pipLineFacts(line, {
      location: placeOf(file, line),
      role,
      constraint,
      origin: 'manifest',
      format: FORMAT,
    });
  });
  return [...compilerPython(file), ...(isLock ? asLock(facts) : facts)];
}

/** A file of pins alone that a tool wrote as a lock states packages at versions, not wishes. */
function asLock(facts: Evidence[]): Evidence[] {
  const requirements = facts.filter((fact) => fact.kind === 'requirement');
  const isPinned = (fact: RequirementFact): boolean =>
    /^===?[^*,]+$/.test(fact.specifier) || fact.name === '';
  if (!requirements.every((fact) => isPinned(fact) || fact.vcs !== undefined || fact.url !== undefined))
    return facts;
  return facts.flatMap((fact) => (fact.kind === 'requirement' ? lockedPackage(fact) : [fact]));
}

function lockedPackage(fact: RequirementFact): LockedPackageFact[] {
  // `-e file:.` is the project itself.
  if (fact.name === '') return [];
  return [
    {
      kind: 'locked',
      name: fact.name,
      version: fact.specifier.replace(/^===?\s*/, ''),
      hashes: fact.hashes,
      marker: fact.marker,
      source:
        fact.vcs !== undefined
          ? { kind: 'vcs', vcs: fact.vcs }
          : fact.url !== undefined
            ? { kind: 'url', url: fact.url }
            : undefined,
      role: fact.role,
      format: 'requirements.lock',
      location: fact.location,
      text: fact.text,
    },
  ];
}

/** pip-compile and uv write into the head of their output which Python they resolved for. */
function compilerPython(file: SourceFile): Evidence[] {
  const head = file.text.slice(0, 2000);
  const match =
    /^#.*\bpip-compile with python (?<version>\d+\.\d+)/im.exec(head) ??
    /^#.*\buv pip compile .*--python(?:-version)?[ =](?<version>\d+\.\d+)/im.exec(head);
  const version = match?.groups?.version;
  if (match === null || version === undefined) return [];
  const line = head.slice(0, match.index).split('\n').length;
  const location = { file: file.path, line, column: 1, endColumn: match[0].length + 1 };
  return [
    {
      kind: 'python',
      specifier: `==${version}.*`,
      strength: 'runs',
      source: 'pip-compile',
      location,
      text: match[0],
    },
  ];
}

function placeOf(file: SourceFile, { line, column, endColumn }: RequirementsLine): Location {
  return { file: file.path, line, column, endColumn };
}

function unreadable(location: Location, message: string, text?: string): UnreadableFact {
  return { kind: 'unreadable', format: FORMAT, message, location, text };
}
