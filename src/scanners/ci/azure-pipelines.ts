import type { Evidence } from '../../model/evidence.js';
import type { Scanner, SourceFile } from '../scanner.js';
import type { ShellCommand } from '../shell/command.js';
import { commandsIn } from '../shell/commands.js';
import { commandFacts } from '../shell/install-commands.js';
import { readYaml, type YamlNode } from '../yaml.js';
import { yamlExcerpt } from '../yaml-excerpt.js';
import { ciContext, pythonTested } from './ci-context.js';

const FORMAT = 'azure-pipelines.yml';
const MAX_DEPTH = 12;

/** azure-pipelines.yml: Pythons of the tasks and matrices, and scripts. */
export const azurePipelines: Scanner = {
  format: FORMAT,
  matches: (path) => /(?:^|\/)\.?azure-pipelines(?:[._-][\w.-]+)?\.ya?ml$/.test(path),
  scan,
};

function scan(file: SourceFile): Evidence[] {
  const document = readYaml(file, FORMAT);
  const facts: Evidence[] = [...document.problems];
  const commands: ShellCommand[] = [];
  // Stages, jobs and steps nest as their author likes, templates included: what counts is the key.
  const visit = (node: YamlNode, depth: number): void => {
    if (depth > MAX_DEPTH) return;
    for (const item of node.items) visit(item, depth + 1);
    const isPythonTask = /^UsePythonVersion@/.test(node.get('task').text ?? '');
    for (const { key, value } of node.entries) {
      if (isPythonTask && key === 'inputs') facts.push(...pythonTested(value.get('versionSpec'), FORMAT));
      else if (/^python[._]?version$/i.test(key)) facts.push(...pythonTested(value, FORMAT));
      else if ((key === 'script' || key === 'bash') && value.text !== undefined) {
        commands.push(...commandsIn(yamlExcerpt(value, document)));
      } else visit(value, depth + 1);
    }
  };
  visit(document.root, 0);
  return [...facts, ...commandFacts(commands, ciContext(FORMAT))];
}
