import type { Evidence } from '../../model/evidence.js';
import { imageFacts } from '../containers/image.js';
import type { Scanner, SourceFile } from '../scanner.js';
import { commandsIn } from '../shell/commands.js';
import { commandFacts } from '../shell/install-commands.js';
import { readYaml, type YamlDocument, type YamlNode } from '../yaml.js';
import { yamlExcerpt } from '../yaml-excerpt.js';
import { ciContext, pythonTested } from './ci-context.js';

const FORMAT = 'GitHub workflow';

/** .github/workflows/*.yml: Pythons set up, images, and the shell of the steps. */
export const githubWorkflow: Scanner = {
  format: FORMAT,
  matches: (path) => /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/.test(path),
  scan,
};

function scan(file: SourceFile): Evidence[] {
  const document = readYaml(file, FORMAT);
  const facts: Evidence[] = [...document.problems];
  for (const { value: job } of document.root.get('jobs').entries) facts.push(...jobFacts(job, document));
  return facts;
}

function jobFacts(job: YamlNode, document: YamlDocument): Evidence[] {
  const facts: Evidence[] = [];
  const container = job.get('container');
  const images = [container.isMap ? container.get('image') : container];
  for (const { value: service } of job.get('services').entries) images.push(service.get('image'));
  images.forEach((image, i) => {
    if (image.text === undefined || image.text === '' || image.text.includes('${{')) return;
    const place = { location: image.location, text: image.text };
    facts.push(...imageFacts(image.text, i === 0 ? 'ci' : 'service', place, FORMAT, {}, 'tests'));
  });
  const matrices = new Set<string>();
  const commands = [];
  for (const step of job.get('steps').items) {
    const uses = step.get('uses').text ?? '';
    if (
      /^(?:actions\/setup-python|conda-incubator\/setup-miniconda|mamba-org\/|s-weigl\/setup-conda|astral-sh\/setup-uv)/.test(
        uses,
      )
    ) {
      for (const version of step.get('with', 'python-version').texts) {
        const matrix = /^\$\{\{\s*matrix\.([\w-]+)\s*\}\}$/.exec(version.text)?.[1];
        if (matrix === undefined) facts.push(...pythonTested(version.node, FORMAT));
        else matrices.add(matrix);
      }
    }
    const run = step.get('run');
    const shell = step.get('shell').text;
    if (run.text === undefined || (shell !== undefined && !/^(?:ba)?sh\b/.test(shell))) continue;
    const folder =
      step.get('working-directory').text ?? job.get('defaults', 'run', 'working-directory').text ?? '';
    const directory = folder.replace(/^\.\/?/, '').replace(/\/$/, '');
    commands.push(...commandsIn(withoutExpressions(yamlExcerpt(run, document)), { directory }));
  }
  const matrix = job.get('strategy', 'matrix');
  for (const name of matrices) {
    for (const { node } of matrix.get(name).texts) facts.push(...pythonTested(node, FORMAT));
    for (const included of matrix.get('include').items)
      facts.push(...pythonTested(included.get(name), FORMAT));
  }
  facts.push(...commandFacts(commands, ciContext(FORMAT)));
  return facts;
}

/** To the shell, `${{ … }}` is as unknown as a variable: it becomes one of the same length. */
function withoutExpressions(excerpt: ReturnType<typeof yamlExcerpt>): ReturnType<typeof yamlExcerpt> {
  const text = excerpt.text.replace(
    /\$\{\{[^{}]*\}\}/g,
    (whole) => '${' + whole.slice(2, -1).replace(/\W/g, '_') + '}',
  );
  return { text, at: (start, end) => excerpt.at(start, end) };
}
