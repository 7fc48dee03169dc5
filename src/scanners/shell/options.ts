import type { ShellWord } from './command.js';

/** The name of a program: its last path component, without `.exe`. */
export function programName(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1).replace(/\.exe$/i, '');
}

/** An option of a command line, with its value if it takes one. */
export interface CommandOption {
  /** With its dashes. */
  name: string;
  value?: ShellWord;
  word: ShellWord;
}

/** The arguments of a command, told apart. */
export interface ParsedArguments {
  options: CommandOption[];
  operands: ShellWord[];
}

/**
 * Tells options and operands apart as getopt does: `--name value`, `--name=value`, `-n value`, `-nvalue`, `-abn value`.
 * `takesValue` names the options that have a value; options and operands may be mixed.
 */
export function parseArguments(
  words: readonly ShellWord[],
  takesValue: ReadonlySet<string>,
): ParsedArguments {
  const options: CommandOption[] = [];
  const operands: ShellWord[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const { value } = word;
    if (value === '--') {
      operands.push(...words.slice(i + 1));
      break;
    }
    if (value.startsWith('--')) {
      const equals = value.indexOf('=');
      const name = equals < 0 ? value : value.slice(0, equals);
      if (equals >= 0) options.push({ name, value: wordFrom(word, equals + 1), word });
      else if (takesValue.has(name)) options.push(withValue(name, word, words[++i]));
      else options.push({ name, word });
    } else if (value.startsWith('-') && value.length > 1) {
      // Some programs have long options with one dash (`-version`); those that matter here are listed whole.
      if (takesValue.has(value)) {
        options.push(withValue(value, word, words[++i]));
        continue;
      }
      for (let j = 1; j < value.length; j++) {
        const name = '-' + value[j]!;
        if (!takesValue.has(name)) options.push({ name, word });
        else {
          options.push(
            j + 1 < value.length
              ? { name, value: wordFrom(word, j + 1), word }
              : withValue(name, word, words[++i]),
          );
          break;
        }
      }
    } else operands.push(word);
  }
  return { options, operands };
}

function withValue(name: string, word: ShellWord, value: ShellWord | undefined): CommandOption {
  return value ? { name, value, word } : { name, word };
}

/** The rest of a word from an index into its value on; its range is exact where the word stands there as it is. */
function wordFrom(word: ShellWord, index: number): ShellWord {
  const plain = word.end - word.start === word.value.length;
  return { ...word, value: word.value.slice(index), start: plain ? word.start + index : word.start };
}

/** Splits space separated option names; only for tables of options. */
export function optionSet(names: string): ReadonlySet<string> {
  return new Set(names.split(' '));
}
