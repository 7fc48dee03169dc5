import type { Guard } from '../../model/python-source.js';

/** What an `if` says about its two branches. */
export interface Condition {
  body: Guard;
  /** Absent where the condition says nothing about the other branch. */
  otherwise?: Guard;
}

type Comparison = '<' | '<=' | '>' | '>=' | '==' | '!=';

const INVERSE: Readonly<Record<Comparison, Comparison>> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '==': '!=',
  '!=': '==',
};

const COMPARISON = '(<=|>=|==|!=|<|>)';
/** `sys.version_info[:2] >= (3, 8)`: what is compared, how, with what. */
const VERSION_INFO = new RegExp(
  String.raw`^(?:[\w.]*\.)?version_info(\[0\]|\.major|\[:\d\])?${COMPARISON}\(?(\d+)(?:,(\d+))?[\w,']*\)?$`,
);
const VERSION_TEXT = new RegExp(
  String.raw`^(?:int\()?(?:sys\.version|[\w.]*python_version\(\)|[\w.]*python_version_tuple\(\))(?:\[:?\d\])?\)?${COMPARISON}["']?(\d)(?:\.(\d+))?[\d.]*["']?$`,
);
const VERSION_START =
  /^(?:sys\.version|[\w.]*python_version\(\))\.startswith\(["'](\d)(?:\.(\d+))?\.?["']\)$/;
const HEX_VERSION = new RegExp(
  String.raw`^(?:sys\.)?hexversion${COMPARISON}0x0?(\d)([\da-f]{2})[\da-f]*$`,
  'i',
);
const VERSION_NAME = /^(?:\w+\.)*_?(?:is_?)?py(?:thon)?_?([23])(\d*)k?$/i;

const PLATFORM = /^(?:[\w.]*\.)?(?:sys\.platform|os\.name|platform\.system\(\)|^platform|^system\(\))/;
const PLATFORM_COMPARED = /^[\w.]+(?:\(\))?(?:\.lower\(\)|\[:\d\])?(==|!=|in|notin)\(?["']([^"']{1,40})["']/;
const PLATFORM_START = /^[\w.]+(?:\(\))?(?:\.lower\(\))?\.startswith\(\(?["']([^"']{1,40})["']/;
const PLATFORM_INSIDE = /^["']([^"']{1,40})["'](in|notin)([\w.]+(?:\(\))?)/;

/** A condition without blanks, `and` and `or` at its top split off: see `readCondition`. */
function readTerm(term: string): Condition | undefined {
  if (term.startsWith('not ')) return negated(readTerm(term.slice(4)));
  if (term.startsWith('(') && term.endsWith(')') && !term.slice(1, -1).includes('(')) {
    return readTerm(term.slice(1, -1));
  }
  const text = term.replaceAll(' ', '');
  if (/^(?:\w+\.)*(?:TYPE_CHECKING|MYPY)$/.test(text)) {
    return { body: { kind: 'type-checking' }, otherwise: { kind: 'type-checking', negated: true } };
  }
  if (/^__name__==["']__main__["']$/.test(text) || /^["']__main__["']==__name__$/.test(text)) {
    return { body: { kind: 'main' } };
  }
  if (/^hasattr\(/.test(text)) {
    const guard: Guard = { kind: 'other-try', branch: 'body', catches: ['AttributeError'] };
    return { body: guard, otherwise: { ...guard, branch: 'handler' } };
  }
  return readVersion(text) ?? readPlatform(text);
}

function negated(condition: Condition | undefined): Condition | undefined {
  if (condition?.otherwise === undefined) return undefined;
  return { body: condition.otherwise, otherwise: condition.body };
}

function readVersion(text: string): Condition | undefined {
  const name = VERSION_NAME.exec(text);
  if (name !== null) return versionCondition('==', Number(name[1]), name[2] ? Number(name[2]) : undefined);
  const start = VERSION_START.exec(text);
  if (start !== null)
    return versionCondition('==', Number(start[1]), start[2] ? Number(start[2]) : undefined);
  const hex = HEX_VERSION.exec(text);
  if (hex !== null)
    return versionCondition(hex[1] as Comparison, Number(hex[2]), parseInt(hex[3]!, 16), true);
  const info = VERSION_INFO.exec(text);
  if (info !== null) {
    // A slice of two ends with the minor number; the whole tuple goes on and is greater than its beginning
    const whole = info[1] === undefined;
    return versionCondition(
      info[2] as Comparison,
      Number(info[3]),
      info[4] === undefined ? undefined : Number(info[4]),
      whole,
    );
  }
  const words = VERSION_TEXT.exec(text);
  if (words !== null) {
    const whole = !text.includes('[');
    return versionCondition(
      words[1] as Comparison,
      Number(words[2]),
      words[3] ? Number(words[3]) : undefined,
      whole,
    );
  }
  if (
    /version|(?:^|[._])py/i.test(text) &&
    /version_info|hexversion|sys\.version|python_version/.test(text)
  ) {
    return { body: { kind: 'version' }, otherwise: { kind: 'version' } };
  }
  return undefined;
}

/**
 * `whole`: the left side goes on after what is compared, so that 3.8.1 is both `>` and `>=` to (3, 8), and `<=` is
 * never met by it.
 */
function versionCondition(comparison: Comparison, major: number, minor?: number, whole = false): Condition {
  let operator = comparison;
  if (whole && operator === '>') operator = '>=';
  if (whole && operator === '<=') operator = '<';
  return {
    body: versionGuard(operator, major, minor),
    otherwise: versionGuard(INVERSE[operator], major, minor),
  };
}

function versionGuard(operator: Comparison, major: number, minor: number | undefined): Guard {
  const guard: Guard = { kind: 'version' };
  const next = minor === undefined ? `${major + 1}` : `${major}.${minor + 1}`;
  const version = minor === undefined ? `${major}` : `${major}.${minor}`;
  if (minor === undefined && (operator === '==' || operator === '!=')) {
    // There are two Pythons: to be the one is not to be the other
    guard.python = (major === 3) === (operator === '==') ? 3 : 2;
    guard.specifier = guard.python === 3 ? '>=3' : '<3';
    return guard;
  }
  if (operator === '==' || operator === '!=') guard.specifier = `${operator}${version}.*`;
  else if (operator === '>') guard.specifier = `>=${next}`;
  else if (operator === '<=') guard.specifier = `<${next}`;
  else guard.specifier = `${operator}${version}`;

  const bound = guard.specifier.replace(/^\D+/, '').split('.').map(Number);
  const beforeThree = bound[0]! < 3 || (bound[0] === 3 && (bound[1] ?? 0) === 0);
  if (guard.specifier.startsWith('<') && beforeThree) guard.python = 2;
  if (guard.specifier.startsWith('>') && bound[0]! >= 3) guard.python = 3;
  if (operator === '==') guard.python = major === 3 ? 3 : 2;
  return guard;
}

function readPlatform(text: string): Condition | undefined {
  const inside = PLATFORM_INSIDE.exec(text);
  const compared = PLATFORM_COMPARED.exec(text) ?? undefined;
  const subject = inside?.[3] ?? text;
  if (!PLATFORM.test(subject)) return undefined;
  const name = inside?.[1] ?? compared?.[2] ?? PLATFORM_START.exec(text)?.[1];
  if (name === undefined) return undefined;
  const operator = inside?.[2] ?? compared?.[1] ?? '==';
  const here: Guard = { kind: 'platform', platform: name };
  const elsewhere: Guard = { kind: 'platform', platform: name, negated: true };
  return operator === '==' || operator === 'in'
    ? { body: here, otherwise: elsewhere }
    : { body: elsewhere, otherwise: here };
}

/**
 * Reads the condition of an `if`, given as its tokens with one blank between words. Of `a and b` the branch knows the
 * first that is understood and the other branch nothing certain; of `a or b` neither knows more than the kind.
 */
export function readCondition(text: string): Condition | undefined {
  if (text.length > 300) return undefined;
  if (/ or /.test(text)) {
    for (const term of text.split(' or ')) {
      const condition = readTerm(term.trim());
      if (condition === undefined) continue;
      const { kind } = condition.body;
      if (kind === 'version') return { body: { kind }, otherwise: { kind } };
      if (kind === 'platform') return condition;
    }
    return undefined;
  }
  const terms = text.split(' and ');
  for (const term of terms) {
    const condition = readTerm(term.trim());
    if (condition === undefined) continue;
    if (terms.length === 1) return condition;
    return condition.body.kind === 'version'
      ? { body: condition.body, otherwise: { kind: 'version' } }
      : { body: condition.body };
  }
  return undefined;
}
