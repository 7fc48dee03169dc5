import type { Evidence } from '../../model/evidence.js';
import type { Scanner, SourceFile } from '../scanner.js';
import { readYaml } from '../yaml.js';
import { pythonTested } from './ci-context.js';

const FORMAT = 'appveyor.yml';

/** appveyor.yml: the Pythons that were tested on Windows. Its scripts are cmd and PowerShell: they say nothing here. */
export const appveyor: Scanner = {
  format: FORMAT,
  matches: (path) => /(?:^|\/)\.?appveyor\.ya?ml$/.test(path),
  scan,
};

function scan(file: SourceFile): Evidence[] {
  const document = readYaml(file, FORMAT);
  const facts: Evidence[] = [...document.problems];
  const environment = document.root.get('environment');
  for (const entry of [environment, ...environment.get('matrix').items]) {
    for (const { key, value } of entry.entries) {
      if (/^python_version$/i.test(key)) facts.push(...pythonTested(value, FORMAT));
      const folder = /^python$/i.test(key) && /Python(\d)(\d{1,2})(?:-x64)?$/i.exec(value.text ?? '');
      if (!folder) continue;
      facts.push({
        kind: 'python',
        specifier: `==${folder[1]!}.${folder[2]!}.*`,
        strength: 'tests',
        source: FORMAT,
        location: value.location,
        text: value.text ?? '',
      });
    }
  }
  return facts;
}
