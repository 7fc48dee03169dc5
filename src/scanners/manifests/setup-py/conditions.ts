import type { Condition } from './values.js';

const OPPOSITES = new Map([
  ['<', '>='],
  ['>=', '<'],
  ['>', '<='],
  ['<=', '>'],
  ['==', '!='],
  ['!=', '=='],
]);

const PLATFORMS = new Map([
  ['Windows', 'win32'],
  ['Darwin', 'darwin'],
  ['Linux', 'linux'],
]);

/**
 * Reads a comparison with the running Python or platform, as old setup.py files make them, from its text.
 * Gives undefined for every other condition.
 */
export function readCondition(written: string): Condition | undefined {
  const text = written.replace(/\s+/g, '').slice(0, 200);
  return pythonCondition(text) ?? platformCondition(text);
}

/** The opposite of a condition. */
export function negate(condition: Condition): Condition {
  return { kind: 'condition', marker: condition.opposite, opposite: condition.marker };
}

function pythonCondition(text: string): Condition | undefined {
  if (/^(six\.)?PY3$/.test(text)) return compare('python_version', '>=', '3');
  if (/^(six\.)?PY2$/.test(text)) return compare('python_version', '<', '3');
  const match =
    /^sys\.version(?:_info)?(?<part>\[0\]|\.major|\[:\d\])?(?<operator><=|>=|==|!=|<|>)(?:\((?<tuple>\d+(?:,\d+)*),?\)|['"]?(?<plain>\d+(?:\.\d+)*)['"]?)$/.exec(
      text,
    );
  if (match === null) return undefined;
  const { operator = '', tuple, plain } = match.groups ?? {};
  const parts = (tuple ?? plain ?? '').split(/[.,]/);
  // `python_version` has two parts: equality with a major version alone is a comparison with the border between 2 and 3.
  if (parts.length === 1 && (operator === '==' || operator === '!=')) {
    const isThree = (parts[0] === '3') === (operator === '==');
    return compare('python_version', isThree ? '>=' : '<', '3');
  }
  if (parts.length === 1 && operator === '>') return compareFirst(match.groups?.part, parts[0]!, '>');
  if (parts.length === 1 && operator === '<=') return compareFirst(match.groups?.part, parts[0]!, '<=');
  return compare(parts.length > 2 ? 'python_full_version' : 'python_version', operator, parts.join('.'));
}

/** `sys.version_info[0] > 2` speaks of the next major version, `sys.version_info > (3,)` of every 3.x. */
function compareFirst(part: string | undefined, major: string, operator: '>' | '<='): Condition {
  const border = part === undefined ? major : String(Number(major) + 1);
  return compare('python_version', operator === '>' ? '>=' : '<', border);
}

function platformCondition(text: string): Condition | undefined {
  const equality = /^(sys\.platform|os\.name|platform\.system\(\))(==|!=)['"](\w+)['"]$/.exec(text);
  if (equality !== null) {
    const [, subject = '', operator = '', value = ''] = equality;
    if (subject === 'platform.system()')
      return compare('sys_platform', operator, PLATFORMS.get(value) ?? value);
    return compare(subject === 'os.name' ? 'os_name' : 'sys_platform', operator, value);
  }
  const start = /^sys\.platform\.startswith\(['"](win|linux|darwin)\w*['"]\)$/.exec(text)?.[1];
  return start === undefined ? undefined : compare('sys_platform', '==', start === 'win' ? 'win32' : start);
}

function compare(variable: string, operator: string, value: string): Condition {
  const write = (op: string): string => `${variable} ${op} "${value}"`;
  return { kind: 'condition', marker: write(operator), opposite: write(OPPOSITES.get(operator) ?? '!=') };
}
