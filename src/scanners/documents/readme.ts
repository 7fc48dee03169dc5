import type { Evidence } from '../../model/evidence.js';
import { Positions } from '../positions.js';
import { folderOf } from '../repository-path.js';
import type { Scanner, SourceFile } from '../scanner.js';
import { commandsIn } from '../shell/commands.js';
import { commandFacts } from '../shell/install-commands.js';
import { readCodeBlocks } from './code-blocks.js';
import { proseFacts } from './prose.js';

const FORMAT = 'README';
const MAX_LENGTH = 400_000;

const NAME =
  /^(?:[^/]+\/)?(?:readme|install(?:ation|ing)?|getting[-_]?started|set-?up|building|requirements?(?=\.(?:md|rst)$)|prerequisites|dependencies(?=\.(?:md|rst)$))(?:[-_.][\w.-]*)?$/i;
const DOCS =
  /^docs?\/(?:[\w-]+\/){0,2}(?:install(?:ation|ing)?|getting[-_]?started|set-?up|quick-?start)\.(?:md|rst|txt)$/i;

/** README, INSTALL and the installation pages of documentation: what they tell people to do, and which versions they name. */
export const readme: Scanner = {
  format: FORMAT,
  matches: (path) =>
    (NAME.test(path) || DOCS.test(path)) && !/\.(?:py|sh|ipynb|html?|json|ya?ml|pdf|cfg|in)$/i.test(path),
  scan,
};

function scan(file: SourceFile): Evidence[] {
  const positions = new Positions(file.path, file.text.slice(0, MAX_LENGTH));
  const { blocks, prose } = readCodeBlocks(positions);
  // Instructions of a page in a folder for documents start from the root, those of a README beside its code from there.
  const directory = /^(?:docs?|documentation|readme|install|\.github)\//i.test(file.path)
    ? ''
    : folderOf(file.path);
  const commands = blocks.flatMap((block) => commandsIn(block, { directory }));
  const context = { format: FORMAT, role: 'runtime', strength: 'mentions', entryPoints: 'README' } as const;
  return [...commandFacts(commands, context), ...proseFacts(prose, positions)];
}
