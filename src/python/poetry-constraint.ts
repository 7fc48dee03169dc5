import { parseSpecifier, type SpecifierSet } from './specifier.js';
import { parseVersion } from './version.js';

const CONSTRAINT = /^(?<operator>\^|~=|~|===|==|=|!=|<>|<=|>=|<|>)?(?<version>.*)$/;

/**
 * Reads a version constraint of Poetry (`^1.2`, `~1.2`, `1.2.*`, `>=1,<2 || >=3`; a bare `1.2` means `==1.2`). Gives one
 * PEP 440 set for each alternative. What Poetry refuses too is listed in the set's `invalid`. Throws nothing.
 */
export function parsePoetryConstraint(text: string): SpecifierSet[] {
  return text.split(/\|\|?/).map((alternative) => {
    // An operator may stand apart from its version; otherwise blanks separate as commas do.
    const constraints = alternative.replace(/([\^~=<>!])\s+/g, '$1').split(/[\s,]+/);
    return parseSpecifier(constraints.map(toPep440).join(','));
  });
}

function toPep440(constraint: string): string {
  const { operator = '', version: written = '' } = CONSTRAINT.exec(constraint)?.groups ?? {};
  const stem = withoutStars(written);
  if (stem === '') return written === '' ? operator : '';
  const version = stem === written ? written : `${stem}.*`;
  switch (operator) {
    case '^':
      return upTo(version, caretPart(version)) ?? constraint;
    case '~':
      return upTo(version, 1) ?? constraint;
    case '':
    case '=':
      return `==${version}`;
    case '<>':
      return `!=${version}`;
    default:
      return `${operator}${version}`;
  }
}

/** Cuts off `.*` and `.x`, also repeated (`1.*.*`); a lone star leaves nothing. */
function withoutStars(text: string): string {
  let end = text.length;
  while (/[*xX]/.test(text.charAt(end - 1)) && (end === 1 || text[end - 2] === '.'))
    end = Math.max(end - 2, 0);
  return text.slice(0, end);
}

/** The part that a caret lets stand: the first that is not 0, among major, minor and patch. */
function caretPart(version: string): number {
  const release = parseVersion(version)?.release ?? [];
  const firstNonZero = release.findIndex((part) => part !== 0);
  return Math.min(firstNonZero === -1 ? release.length - 1 : firstNonZero, 2);
}

/** Gives `>=version` below the next value of the release's part `index`, or of its last part if it is shorter. */
function upTo(version: string, index: number): string | null {
  const release = parseVersion(version)?.release;
  if (release === undefined) return null;
  const next = release.slice(0, index + 1);
  next[next.length - 1]! += 1;
  return `>=${version},<${next.join('.')}`;
}
