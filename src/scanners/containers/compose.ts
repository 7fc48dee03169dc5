import type { Evidence } from '../../model/evidence.js';
import { folderOf, repositoryPath } from '../repository-path.js';
import type { Scanner, SourceFile } from '../scanner.js';
import { shellFacts } from '../shell/install-commands.js';
import { readYaml } from '../yaml.js';
import { yamlExcerpt } from '../yaml-excerpt.js';
import { expandVariables } from './docker-variables.js';
import { imageFacts } from './image.js';

const FORMAT = 'docker-compose.yml';

/** docker-compose.yml, compose.yaml and their variants: images of services, and the Dockerfiles they build from. */
export const compose: Scanner = {
  format: FORMAT,
  matches: (path) => /(?:^|\/)(?:docker-)?compose(?:[._-][\w.-]+)?\.ya?ml$/.test(path),
  scan,
};

function scan(file: SourceFile): Evidence[] {
  const document = readYaml(file, FORMAT);
  const facts: Evidence[] = [...document.problems];
  const folder = folderOf(file.path);
  for (const { value: service } of document.root.get('services').entries) {
    const image = service.get('image');
    const build = service.get('build');
    if (image.text !== undefined && !build.exists) {
      const { text, unresolved } = expandVariables(image.text, new Map());
      const place = { location: image.location, text: `image: ${image.text}` };
      facts.push(...imageFacts(text, 'service', place, FORMAT, unresolved.length > 0 ? { unresolved } : {}));
    }
    if (build.exists) {
      const contextNode = build.isMap ? build.get('context') : build;
      const context = repositoryPath(folder, contextNode.text ?? '.');
      const name = build.get('dockerfile');
      const node = name.text === undefined ? contextNode : name;
      const isRemote = /^\w+:\/\/|^git@|\$/.test(contextNode.text ?? '');
      if (!isRemote && !name.text?.includes('$')) {
        facts.push({
          kind: 'include',
          target: repositoryPath(context === '.' ? '' : context, name.text ?? 'Dockerfile'),
          as: 'other',
          role: 'runtime',
          required: true,
          location: node.exists ? node.location : build.location,
        });
      }
    }
    for (const key of ['command', 'entrypoint']) {
      const command = service.get(key);
      if (command.text === undefined) continue;
      const context = {
        format: FORMAT,
        role: 'runtime',
        strength: 'runs',
        resolve: () => undefined,
      } as const;
      facts.push(...shellFacts(yamlExcerpt(command, document), context));
    }
  }
  return facts;
}
