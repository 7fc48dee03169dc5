import type { Problem, Span } from './span.js';

/** An option as pip reads it from a requirements file; `name` is the long one, without dashes. */
export interface PipOption extends Span {
  readonly name: PipOptionName;
  /** Empty for an option that takes none. */
  readonly value: string;
}

export type PipOptionName = keyof typeof OPTIONS;

/** What each option takes and its short form. */
const OPTIONS = {
  requirement: { short: 'r', takesValue: true },
  constraint: { short: 'c', takesValue: true },
  editable: { short: 'e', takesValue: true },
  'index-url': { short: 'i', takesValue: true },
  'extra-index-url': { takesValue: true },
  'find-links': { short: 'f', takesValue: true },
  'no-index': { takesValue: false },
  pre: { takesValue: false },
  'prefer-binary': { takesValue: false },
  'no-binary': { takesValue: true },
  'only-binary': { takesValue: true },
  'trusted-host': { takesValue: true },
  'require-hashes': { takesValue: false },
  'use-feature': { takesValue: true },
  hash: { takesValue: true },
  'global-option': { takesValue: true },
  'install-option': { takesValue: true },
  'config-settings': { short: 'C', takesValue: true },
} as const satisfies Record<string, { short?: string; takesValue: boolean }>;

const ALIASES = new Map<string, PipOptionName>([
  ['pypi-url', 'index-url'],
  ['config-setting', 'config-settings'],
]);

/** Options of earlier pips: today's refuses the whole file. */
const REMOVED = new Set([
  'allow-all-external',
  'allow-external',
  'allow-insecure',
  'allow-unverified',
  'always-unzip',
  'mirrors',
  'no-use-wheel',
  'process-dependency-links',
  'use-mirrors',
  'use-wheel',
]);

const BY_SHORT = new Map<string, PipOptionName>(
  Object.entries(OPTIONS).flatMap(([name, option]) =>
    'short' in option ? [[option.short, name as PipOptionName]] : [],
  ),
);

interface Word extends Span {
  readonly value: string;
}

/**
 * Reads the options in `text` from `start` on, in all forms that pip's own parser takes: `--opt value`, `--opt=value`,
 * `-o value`, `-ovalue`, an unambiguous beginning of a long name, and quotes as in a shell. What pip would refuse
 * or pass over is in `problems`. Throws nothing.
 */
export function parseOptions(text: string, start: number): { options: PipOption[]; problems: Problem[] } {
  const { words, problems } = splitWords(text, start);
  const options: PipOption[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    const { name, inlineValue, message } = readOptionWord(word.value);
    if (name === undefined) {
      problems.push({ message, start: word.start, end: word.end });
      // Whether an unknown option takes a value is unknown too: one report is enough.
      if (word.value.startsWith('-') && words[index + 1]?.value.startsWith('-') === false) index++;
      continue;
    }
    if (!OPTIONS[name].takesValue) {
      if (inlineValue !== undefined)
        problems.push({ ...place(word), message: `\`--${name}\` takes no value` });
      options.push({ name, value: '', ...place(word) });
    } else if (inlineValue !== undefined) {
      options.push({ name, value: inlineValue, ...place(word) });
    } else if (index + 1 < words.length) {
      const valueWord = words[++index]!;
      options.push({ name, value: valueWord.value, start: word.start, end: valueWord.end });
    } else {
      problems.push({ message: `\`--${name}\` needs a value`, ...place(word) });
    }
  }
  return { options, problems };
}

/** Gives the offset of the first word that begins with a dash, where pip takes the requirement to end. */
export function startOfOptions(text: string): number {
  if (text.startsWith('-')) return 0;
  const found = /\s-/.exec(text);
  return found ? found.index + 1 : text.length;
}

function place({ start, end }: Word): Span {
  return { start, end };
}

type OptionWord =
  | { name: PipOptionName; inlineValue?: string; message?: undefined }
  | { name?: undefined; inlineValue?: undefined; message: string };

function readOptionWord(word: string): OptionWord {
  if (word.startsWith('--')) {
    const equals = word.indexOf('=');
    const long = equals === -1 ? word.slice(2) : word.slice(2, equals);
    const name = findLong(long);
    if (name === undefined) {
      const message = REMOVED.has(long)
        ? `pip has no option \`--${long}\` any more`
        : `pip has no option \`--${long}\` here`;
      return { message };
    }
    return equals === -1 ? { name } : { name, inlineValue: word.slice(equals + 1) };
  }
  if (word.startsWith('-')) {
    const name = BY_SHORT.get(word.charAt(1));
    if (name === undefined) return { message: `pip has no option \`${word.slice(0, 2)}\` here` };
    return word.length === 2 ? { name } : { name, inlineValue: word.slice(2) };
  }
  return { message: 'pip reads nothing that follows an option' };
}

function findLong(long: string): PipOptionName | undefined {
  if (Object.hasOwn(OPTIONS, long)) return long as PipOptionName;
  const alias = ALIASES.get(long);
  if (alias !== undefined || long === '') return alias;
  const beginning = (Object.keys(OPTIONS) as PipOptionName[]).filter((name) => name.startsWith(long));
  return beginning.length === 1 ? beginning[0] : undefined;
}

/** Splits as a POSIX shell does, without expansions. */
function splitWords(text: string, from: number): { words: Word[]; problems: Problem[] } {
  const words: Word[] = [];
  const problems: Problem[] = [];
  let position = from;
  while (position < text.length) {
    if (/\s/.test(text[position]!)) {
      position++;
      continue;
    }
    const start = position;
    const parts: string[] = [];
    while (position < text.length && !/\s/.test(text[position]!)) {
      const quote = text[position]!;
      if (quote === '"' || quote === "'") {
        const close = text.indexOf(quote, position + 1);
        const end = close === -1 ? text.length : close;
        if (close === -1) problems.push({ message: `\`${quote}\` is never closed`, start: position, end });
        parts.push(text.slice(position + 1, end));
        position = end + 1;
      } else if (quote === '\\') {
        parts.push(text.charAt(position + 1));
        position += 2;
      } else {
        parts.push(quote);
        position++;
      }
    }
    words.push({ value: parts.join(''), start, end: Math.min(position, text.length) });
  }
  return { words, problems };
}
