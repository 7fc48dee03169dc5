import type { PythonStatementFact } from '../../model/evidence.js';
import type { CommandContext } from '../shell/command-context.js';
import type { YamlNode } from '../yaml.js';

/** What a command of a CI configuration means: it runs in the repository, for its tests. */
export function ciContext(format: string): CommandContext {
  return { format, role: 'test', strength: 'tests', filesRequired: true };
}

/** States the Python version that a scalar names (`3.6`, `"3.10"`, `3.6-dev`, `py36`, `3.x`); nothing for others. */
export function pythonTested(node: YamlNode, source: string): PythonStatementFact[] {
  const text = node.text;
  if (text === undefined) return [];
  const match = /^(?:python-?)?(\d+(?:\.\d+){0,2})(?:\.x|-dev|\.\*)?$/.exec(text);
  if (!match) return [];
  const version = match[1]!;
  const specifier = version.split('.').length === 3 ? `==${version}` : `==${version}.*`;
  return [{ kind: 'python', specifier, strength: 'tests', source, location: node.location, text }];
}
