import type { Evidence, OutputFact, UnreadableFact } from '../../model/evidence.js';
import type { Location } from '../../model/location.js';
import { readPythonSource } from '../../python/source/index.js';
import { decodeJsonString } from '../json-walk.js';
import { nestsTooDeep } from '../nesting.js';
import { Positions } from '../positions.js';
import { folderOf } from '../repository-path.js';
import type { Scanner, SourceFile } from '../scanner.js';
import type { ShellCommand } from '../shell/command.js';
import { roleOfPlace } from '../shell/command-context.js';
import { commandFacts } from '../shell/install-commands.js';
import { readCells, type Cell, type NotebookText } from './notebook-cells.js';
import { cellCommands, isPythonCell } from './notebook-magics.js';
import { pythonFacts } from './python-facts.js';

const FORMAT = 'notebook';
const MAX_BYTES = 64 * 1024 * 1024;

/** Longer ones are read, but not checked as a whole: their objects would take many times their size in memory. */
const MAX_CHECKED = 16 * 1024 * 1024;

/** Jupyter notebooks of formats 3 and 4. */
export const notebook: Scanner = {
  format: FORMAT,
  matches: (path) => path.endsWith('.ipynb'),
  scan,
};

const NBFORMAT = /"nbformat"[ \t]{0,9}:[ \t]{0,9}(\d{1,9})/;

function scan(file: SourceFile): Evidence[] {
  const whole = { file: file.path, line: 1 };
  if (file.bytes.length > MAX_BYTES) {
    return [{ kind: 'unreadable', format: FORMAT, message: 'bigger than 64 MB', location: whole }];
  }
  const positions = new Positions(file.path, file.text);
  if (nestsTooDeep(positions.text, { strings: true }))
    return [{ kind: 'unreadable', format: FORMAT, message: 'nested too deep', location: whole }];
  const facts: Evidence[] = jsonProblems(positions);
  const text = readCells(positions);
  const { cells, metadata } = text;
  const nbformat =
    Number(NBFORMAT.exec(positions.text.slice(-2000))?.[1] ?? 0) || nbformatAnywhere(positions);
  const kernel = metadata.get('kernelspec.name')?.value;
  const language =
    metadata.get('kernelspec.language')?.value ??
    metadata.get('language_info.name')?.value ??
    cells.find((cell) => cell.language !== undefined)?.language;
  facts.push({
    kind: 'notebook',
    ...(kernel === undefined ? {} : { kernel }),
    ...(language === undefined ? {} : { language }),
    nbformat,
    cells: cells.length,
    location: whole,
  });
  if (language !== undefined && !/^i?python\d?$/i.test(language)) return facts;
  facts.push(...kernelVersion(text, positions));
  const code = cells.filter(({ type }) => type === 'code');
  facts.push(...sourceFacts(code, positions));
  facts.push(...magicFacts(code, file.path));
  facts.push(...outputFacts(code, positions));
  return facts;
}

/** Where the JSON breaks off, in the parser's words. */
function jsonProblems(positions: Positions): UnreadableFact[] {
  if (positions.text.length > MAX_CHECKED) return [];
  try {
    JSON.parse(positions.text);
    return [];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const offset = Number(/position (\d+)/.exec(message)?.[1] ?? positions.text.length);
    const location = positions.at(Math.min(offset, positions.text.length));
    return [{ kind: 'unreadable', format: FORMAT, message, location }];
  }
}

function nbformatAnywhere({ text }: Positions): number {
  return Number(NBFORMAT.exec(text)?.[1] ?? 0);
}

function kernelVersion({ metadata }: NotebookText, positions: Positions): Evidence[] {
  const version = metadata.get('language_info.version');
  if (!version || !/^\d+\.\d+(?:\.\d+)?$/.test(version.value)) return [];
  const specifier = version.value.split('.').length === 3 ? `==${version.value}` : `==${version.value}.*`;
  const location = positions.at(version.string.start + 1, version.string.end - 1);
  return [
    { kind: 'python', specifier, strength: 'runs', source: 'notebook kernel', location, text: version.value },
  ];
}

/** Reads all cells as one program, since names that one cell imports are used in the others. */
function sourceFacts(cells: readonly Cell[], positions: Positions): Evidence[] {
  const lines: { text: string; cell: Cell; offset: number }[] = [];
  for (const cell of cells) {
    if (!isPythonCell(cell.source.text)) continue;
    let offset = 0;
    for (const text of cell.source.text.split('\n')) {
      lines.push({ text, cell, offset });
      offset += text.length + 1;
    }
  }
  if (lines.length === 0) return [];
  const source = readPythonSource(Buffer.from(lines.map(({ text }) => text).join('\n')));
  const start = (line: number): Location => {
    const found = lines[line - 1];
    return found ? found.cell.source.at(found.offset) : { file: positions.file, line: 1 };
  };
  const place = {
    location: ({ line, column, endColumn }: { line: number; column: number; endColumn: number }) => {
      const found = lines[line - 1];
      return found
        ? found.cell.source.at(found.offset + column - 1, found.offset + endColumn - 1)
        : start(line);
    },
    line: (line: number) => lines[line - 1]?.text ?? '',
  };
  return [
    { kind: 'python-source', source, place: start, location: { file: positions.file, line: 1 } },
    ...pythonFacts(source, place),
  ];
}

function magicFacts(cells: readonly Cell[], path: string): Evidence[] {
  const commands: ShellCommand[] = [];
  // `%cd` changes the folder for all that follows, `!cd` only for its own line.
  let directory: string | undefined = folderOf(path);
  for (const { source } of cells) {
    const read = cellCommands(source, directory);
    commands.push(...read.commands);
    directory = read.directory;
  }
  return commandFacts(commands, {
    format: FORMAT,
    role: roleOfPlace(path),
    strength: 'runs',
    filesRequired: false,
  });
}

const WARNING = /(?:^|[\s:])([A-Z]\w*Warning): (\S[^\r\n]*)/;
const MAX_MESSAGE = 500;

/** Errors and warnings that were kept with the notebook, each once. */
function outputFacts(cells: readonly Cell[], positions: Positions): OutputFact[] {
  const facts = new Map<string, OutputFact>();
  for (const cell of cells) {
    for (const output of cell.outputs) {
      if (!output) continue;
      const at = (start: number, end: number): Location => ({
        ...positions.at(start, end),
        cell: cell.source.number,
      });
      if ((output.type === 'error' || output.type === 'pyerr') && output.ename !== undefined) {
        const location = at(output.place.start + 1, output.place.end - 1);
        add(facts, {
          kind: 'output',
          type: 'error',
          name: output.ename,
          message: output.evalue ?? '',
          location,
        });
      } else if (output.type === 'stream' && output.stream === 'stderr') {
        for (const string of output.text) {
          for (const line of valueOf(positions, string).split('\n')) {
            const warning = WARNING.exec(line.slice(0, 2000));
            if (!warning) continue;
            const location = at(string.start + 1, string.end - 1);
            add(facts, {
              kind: 'output',
              type: 'warning',
              name: warning[1]!,
              message: warning[2]!,
              location,
            });
          }
        }
      }
    }
  }
  return [...facts.values()];
}

function valueOf(positions: Positions, string: { start: number; end: number }): string {
  return decodeJsonString(positions.text, string)
    .map(({ value }) => value)
    .join('');
}

function add(facts: Map<string, OutputFact>, fact: OutputFact): void {
  const message = fact.message.slice(0, MAX_MESSAGE);
  const key = `${fact.type} ${fact.name} ${message}`;
  if (!facts.has(key)) facts.set(key, { ...fact, message });
}
