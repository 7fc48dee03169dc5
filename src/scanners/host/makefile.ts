import type { Evidence } from '../../model/evidence.js';
import { cudaArchitectures } from '../cuda.js';
import { PiecedExcerpt } from '../excerpt.js';
import { Positions } from '../positions.js';
import { folderOf } from '../repository-path.js';
import type { Scanner, SourceFile } from '../scanner.js';
import type { ShellCommand } from '../shell/command.js';
import { commandsIn } from '../shell/commands.js';
import { joinFolders } from '../shell/folders.js';
import { roleOfPlace } from '../shell/command-context.js';
import { commandFacts } from '../shell/install-commands.js';

const FORMAT = 'Makefile';
const MAX_LINES = 20_000;
const MAX_VALUE = 10_000;
const MAX_RECIPE = 100_000;

/** Makefiles: the shell of their recipes. */
export const makefile: Scanner = {
  format: FORMAT,
  matches: (path) => /(?:^|\/)(?:GNU)?[Mm]akefile(?:\.(?!am$|in$|nix$)[\w-]+)?$|\.mk$/.test(path),
  scan,
};

function scan(file: SourceFile): Evidence[] {
  const positions = new Positions(file.path, file.text);
  const variables = new Map([['MAKE', 'make']]);
  const commands: ShellCommand[] = [];
  const facts: Evidence[] = [];
  const architectures = new Set<string>();
  const directory = folderOf(file.path);
  for (let line = 1; line <= Math.min(positions.lineCount, MAX_LINES); line++) {
    const text = positions.line(line);
    for (const version of cudaArchitectures(text.replace(/#.*/, ''))) {
      if (architectures.has(version)) continue;
      architectures.add(version);
      facts.push({
        kind: 'cuda',
        what: 'architecture',
        version,
        source: FORMAT,
        location: positions.atLine(line),
        text: text.trim(),
      });
    }
    const assignment = /^(?:export\s+)?([\w.-]+)\s*(?:::?|\?|!)?=(.*)$/.exec(text);
    if (assignment && !text.startsWith('\t')) {
      // Continued and computed values are left unknown.
      const value = expandMakeVariables(assignment[2]!.split(/\s#/, 1)[0]!.trim(), variables);
      if (!/\$|\\$/.test(value) && value.length < MAX_VALUE) variables.set(assignment[1]!, value);
      else variables.delete(assignment[1]!);
    }
    if (!text.startsWith('\t')) continue;
    const recipe = new PiecedExcerpt(positions);
    const first = line;
    for (;;) {
      const part = positions.line(line);
      const continued = /\\$/.test(part) && line < positions.lineCount;
      const start = positions.offset(line) + (part.startsWith('\t') ? 1 : 0);
      const end = positions.offset(line) + part.length - (continued ? 1 : 0);
      // `@`, `-` and `+` before a command speak to make.
      const prefix = line === first ? (/^\t[\s@+-]*/.exec(part)?.[0].length ?? 1) - 1 : 0;
      appendExpanded(recipe, Math.min(start + prefix, end), end, variables);
      if (!continued) break;
      line++;
    }
    commands.push(...commandsIn(recipe, { directory }));
  }
  const context = {
    format: FORMAT,
    role: roleOfPlace(file.path),
    strength: 'runs',
    programs: 'Makefile',
    hostPaths: true,
    filesRequired: true,
  } as const;
  const stated = commandFacts(
    commands.map((command) => within(command, directory)),
    context,
  );
  return [...facts, ...stated.filter((fact) => fact.kind !== 'cuda' || !architectures.has(fact.version))];
}

/** Recipes run one by one in the Makefile's folder, never in one that an earlier recipe entered. */
function within(command: ShellCommand, directory: string): ShellCommand {
  return command.directory === undefined
    ? command
    : { ...command, directory: joinFolders('', command.directory || directory) };
}

const REFERENCE = /\$\$|\$(?:\(([\w.-]+)\)|\{([\w.-]+)\})/g;

function expandMakeVariables(text: string, variables: ReadonlyMap<string, string>): string {
  let length = text.length;
  return text.replace(REFERENCE, (whole: string, round?: string, curly?: string) => {
    const name = round ?? curly;
    const value = name === undefined || length > MAX_VALUE ? undefined : variables.get(name);
    length += value?.length ?? 0;
    return value ?? whole;
  });
}

/** Appends a part of a recipe: known variables put in, unknown ones as shell variables, `$$` as the `$` of the shell. */
function appendExpanded(
  recipe: PiecedExcerpt,
  start: number,
  end: number,
  variables: ReadonlyMap<string, string>,
): void {
  const text = recipe.positions.text.slice(start, end);
  let last = 0;
  for (const match of text.matchAll(REFERENCE)) {
    recipe.append(start + last, start + match.index);
    const name = match[1] ?? match[2];
    const value =
      name === undefined
        ? '$'
        : ((recipe.text.length < MAX_RECIPE ? variables.get(name) : undefined) ??
          '${' + name.replace(/\W/g, '_') + '}');
    recipe.appendAs(value, start + match.index);
    last = match.index + match[0].length;
  }
  recipe.append(start + last, end);
}
