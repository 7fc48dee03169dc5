import { partOf, type Excerpt } from '../excerpt.js';
import type { ShellCommand } from '../shell/command.js';
import { commandsIn } from '../shell/commands.js';
import { enterFolder } from '../shell/folders.js';

/** Cell magics after which the cell is still Python. */
const PYTHON_MAGICS =
  /^%%(?:time|timeit|capture|prun|python[23]?|pypy|cython|debug|memit|mprun|heat|wandb|skip)\b/;

/** Whether the code of a cell is Python: not shell, HTML, SQL … below a cell magic. */
export function isPythonCell(text: string): boolean {
  const first = /^\s*(%%\S*)/.exec(text)?.[1];
  return first === undefined || (PYTHON_MAGICS.test(first) && first !== '%%cython');
}

/**
 * The shell commands of a cell: `!pip install x`, `%pip install x`, `%conda`, `%sh`, and all of a `%%bash` cell, which
 * run in `directory`. Gives the folder that `%cd` leads to besides.
 */
export function cellCommands(
  cell: Excerpt,
  directory: string | undefined,
): { commands: ShellCommand[]; directory: string | undefined } {
  const { text } = cell;
  const magic = /^\s*%%(?:bash|sh|shell|script\s+(?:\S*\/)?(?:bash|sh))\b[^\n]*\n?/.exec(text);
  if (magic) return { commands: run(partOf(cell, magic[0].length, text.length), directory), directory };
  if (!isPythonCell(text)) return { commands: [], directory };
  const commands: ShellCommand[] = [];
  let folder = directory;
  const lines = /^[ \t]*(?:(!)!?|%(sx?|sh|pip\d?|conda|mamba|cd|bash)\b)((?:[^\n\\]|\\\n|\\.){0,5000})/gm;
  for (const match of text.matchAll(lines)) {
    const [whole, shell, name, rest] = match;
    const end = match.index + whole.length;
    if (name === 'cd') folder = enter(folder, rest!.trim());
    else {
      // `%pip install x` is the command `pip install x`.
      const isCommand = !shell && /^(?:pip|conda|mamba)/.test(name!);
      const start = end - rest!.length - (isCommand ? name!.length : 0);
      commands.push(...run(partOf(cell, start, end), folder));
    }
  }
  return { commands, directory: folder };
}

/** IPython puts values of Python into the command: `{name}` and `$name`. To the shell both are unknown. */
function run(excerpt: Excerpt, directory: string | undefined): ShellCommand[] {
  const text = excerpt.text.replace(/(?<![$\\])\{(\w+)\}/g, '$$$1_');
  const commands = commandsIn(
    { text, at: (start, end) => excerpt.at(start, end) },
    { directory: directory ?? '' },
  );
  return directory === undefined ? commands.map((command) => ({ ...command, directory })) : commands;
}

function enter(folder: string | undefined, target: string): string | undefined {
  const path = target.replace(/^(["'])(.*)\1$/, '$2');
  if (path === '' || /[$~{]/.test(path) || path === '-') return undefined;
  if (path.startsWith('/')) return path;
  return folder === undefined ? undefined : enterFolder(folder, path);
}
