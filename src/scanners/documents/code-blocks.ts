import { PiecedExcerpt, type Excerpt } from '../excerpt.js';
import type { Positions } from '../positions.js';

/** A document told apart. */
export interface CodeBlocks {
  /** Shell text: fenced and indented blocks, and spans in a line that hold a command. */
  blocks: Excerpt[];
  /** Numbers of the lines that are prose. */
  prose: number[];
}

const SHELL = /^(?:bash|sh|shell|zsh|console|terminal|shell-?session|shellscript|commandline)$/i;
/** Languages in which a line that looks like a command is none. Other names are often but the editor's default. */
const OTHER_LANGUAGE =
  /^(?:py\w*|ya?ml|json\w*|toml|ini|cfg|conf|javascript|js|jsx|ts|tsx|typescript|c|cc|cpp|c\+\+|cuda|cs|csharp|java|kotlin|scala|go|rust|ruby|php|perl|lua|r|julia|matlab|html|xml|css|sql|diff|patch|docker\w*|nix|make|makefile|cmake|latex|tex|bib\w*|markdown|md|rst|log|output|powershell|ps1|mermaid)$/i;

/** The beginning of a line that tells somebody to install, fetch or start something. */
const COMMAND =
  /^(?:sudo\s+(?:-\w+\s+)*)?(?:[A-Z_]+=\S+\s+)*(?:pip[\d.]*\s+(?:install|download)\b|python[\d.]*\s+(?:-m|-u|\S+\.py\b|setup\.py)|conda\s+(?:install|create|env|config|activate)\b|mamba\s+(?:install|create|env)\b|(?:apt|apt-get|aptitude|yum|dnf|brew|zypper)\s+(?:-\w+\s+)*(?:install|update|cask)\b|apk\s+add\b|pacman\s+-S|git\s+(?:clone|checkout|submodule)\s+\S|(?:wget|curl|gdown|aria2c)\s+\S|cd\s+\S+\s*$|make(?:\s+(?!sure\b|it\b|the\b)[\w.=/-]+){0,2}\s*$|cmake\s+\S|easy_install\s+\S|poetry\s+(?:install|add)\b|pipenv\s+(?:install|sync)\b|pdm\s+(?:install|sync)\b|uv\s+(?:sync|pip|venv|add)\b|virtualenv\s+\S|pyenv\s+\w+\s+\S|nvcc\s+\S|(?:bash|sh)\s+\S+\.sh\b)/;

/** `$ `, `> `, `(env) $ `, `user@host:~$ `, `C:\> `. */
const PROMPT =
  /^\s*(?:\([\w.-]+\)\s*)?(?:[\w.-]+@[\w.-]+[:\s][^\s$#]*\s*)?[$%]\s+|^\s*(?:[A-Z]:\\[^>]*)?>\s+/;

/** Tells the code of a Markdown, reStructuredText or plain text document from its prose. */
export function readCodeBlocks(positions: Positions): CodeBlocks {
  const blocks: Excerpt[] = [];
  const prose: number[] = [];
  let fence: string | undefined;
  let language = '';
  let block: number[] = [];
  const close = (): void => {
    const isShell = SHELL.test(language);
    if (block.length > 0 && (isShell || !OTHER_LANGUAGE.test(language)))
      blocks.push(shellOf(positions, block, isShell));
    block = [];
  };
  for (let line = 1; line <= positions.lineCount; line++) {
    const text = positions.line(line);
    const mark = /^\s*(?:>\s*)?(`{3,}|~{3,})\s*\{?\.?([\w+-]*)/.exec(text);
    if (fence !== undefined) {
      if (mark && mark[1]!.startsWith(fence) && mark[2] === '') {
        close();
        fence = undefined;
      } else block.push(line);
    } else if (mark && !/`{3,}.*`{3,}/.test(text)) {
      close();
      fence = mark[1]!;
      language = mark[2]!;
    } else if (/^(?: {4}|\t| {2,3}(?=\S))/.test(text) && isCommand(text)) {
      // An indented line may be code or a paragraph of a list: it counts as code if it is a command.
      language = '';
      line = withContinuation(positions, line, block);
    } else if (text.trim() === '') continue;
    else {
      close();
      if (PROMPT.test(text) && isCommand(text)) {
        language = '';
        line = withContinuation(positions, line, block);
        close();
        continue;
      }
      prose.push(line);
      blocks.push(...spansOf(positions, line, text));
    }
  }
  close();
  return { blocks, prose };
}

/** Adds a line and those that it continues on; gives the last. */
function withContinuation(positions: Positions, line: number, block: number[]): number {
  block.push(line);
  while (/\\\s*$/.test(positions.line(line)) && line < positions.lineCount) block.push(++line);
  return line;
}

function isCommand(text: string): boolean {
  return text
    .replace(PROMPT, '')
    .split(/&&|;/)
    .some((part) => COMMAND.test(part.trimStart()));
}

/**
 * The lines of a block as shell text. Where lines have prompts, the others are output. In a block that does not call
 * itself shell, what begins like no command may be anything and is left out, unless the line before continues on it.
 */
function shellOf(positions: Positions, lines: readonly number[], isShell: boolean): Excerpt {
  const excerpt = new PiecedExcerpt(positions);
  const hasPrompts = lines.some((line) => PROMPT.test(positions.line(line)));
  let continued = false;
  for (const line of lines) {
    const text = positions.line(line);
    const prompt = PROMPT.exec(text)?.[0].length ?? 0;
    const isOutput = hasPrompts && prompt === 0;
    if (!continued && (isOutput || !(isShell || isCommand(text)))) continue;
    const start = positions.offset(line);
    excerpt.append(start + (continued ? 0 : prompt), start + text.length).appendAs('\n', start + text.length);
    continued = /\\\s*$/.test(text);
  }
  return excerpt;
}

const SPAN = /(`{1,2})(?!`)([^`]{4,300})\1(?!`)/g;

/** `pip install x` in a line of text; a span that only names a command has nothing to install. */
function spansOf(positions: Positions, line: number, text: string): Excerpt[] {
  if (/\b(?:not|n't|instead of|avoid|uninstall)\b/i.test(text)) return [];
  const spans: Excerpt[] = [];
  for (const match of text.matchAll(SPAN)) {
    const skipped = /^\s*(?:\$\s+)?/.exec(match[2]!)![0].length;
    const content = match[2]!.slice(skipped).trimEnd();
    if (!COMMAND.test(content) || /^cd\s|^make\b/.test(content)) continue;
    const start = positions.offset(line) + match.index + match[1]!.length + skipped;
    const end = start + content.length;
    spans.push(new PiecedExcerpt(positions).append(start, end));
  }
  return spans;
}
