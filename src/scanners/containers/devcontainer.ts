import type { Evidence } from '../../model/evidence.js';
import { excerptAt } from '../excerpt.js';
import { stripJsonComments } from '../jsonc.js';
import { Positions } from '../positions.js';
import { folderOf, repositoryPath } from '../repository-path.js';
import type { Scanner, SourceFile } from '../scanner.js';
import { shellFacts } from '../shell/install-commands.js';
import { imageFacts } from './image.js';

const FORMAT = 'devcontainer.json';

/** devcontainer.json: the image or Dockerfile of the development container, and what is installed once it is there. */
export const devcontainer: Scanner = {
  format: FORMAT,
  matches: (path) => /(?:^|\/)\.?devcontainer\.json$/.test(path),
  scan,
};

const MAX_LENGTH = 50_000;

const COMMANDS = ['onCreateCommand', 'updateContentCommand', 'postCreateCommand', 'postStartCommand'];

function scan(file: SourceFile): Evidence[] {
  const positions = new Positions(file.path, file.text.replace(/^\uFEFF/, ''));
  let settings: unknown;
  try {
    if (positions.text.length > MAX_LENGTH) throw new Error('too big to be read');
    settings = JSON.parse(stripJsonComments(positions.text));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [{ kind: 'unreadable', format: FORMAT, message, location: { file: file.path, line: 1 } }];
  }
  const facts: Evidence[] = [];
  const image = stringAt(settings, 'image');
  if (image !== undefined) {
    const place = { location: positions.find(image), text: image };
    facts.push(...imageFacts(image, 'devcontainer', place, FORMAT));
  }
  const dockerfile = stringAt(settings, 'dockerFile') ?? stringAt(valueAt(settings, 'build'), 'dockerfile');
  if (dockerfile !== undefined) {
    facts.push({
      kind: 'include',
      target: repositoryPath(folderOf(file.path), dockerfile),
      as: 'other',
      role: 'dev',
      required: true,
      location: positions.find(dockerfile),
    });
  }
  for (const name of COMMANDS) {
    const command = stringAt(settings, name);
    if (command === undefined) continue;
    // In JSON the text may be escaped: the command as a whole is pointed at.
    const location = positions.find(positions.text.includes(command) ? command : name);
    const context = { format: FORMAT, role: 'dev', strength: 'runs', filesRequired: false } as const;
    facts.push(...shellFacts(excerptAt(command, location), context));
  }
  return facts;
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

function stringAt(value: unknown, key: string): string | undefined {
  const found = valueAt(value, key);
  return typeof found === 'string' ? found : undefined;
}
