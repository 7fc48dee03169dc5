import type { DoubleQuotedChild, ParsedScript, Word, WordPart } from 'unbash';

/** Values of variables as far as known. */
export type Variables = Map<string, string>;

/** A word after expansion, with the command substitutions that stand in it. */
export interface ExpandedWord {
  value: string;
  /** Something in it stays unknown; that part of `value` is as written. */
  dynamic: boolean;
  scripts: { script: ParsedScript; start: number; end: number }[];
}

/** A word that grows beyond this is left as written: variables that name each other could fill the memory. */
const MAX_WORD = 100_000;

/**
 * Expands a word as the shell would, with what is known. Globs stay as they are: `foo[extra]` and `==1.*` look like
 * globs but are meant literally, and mostly match no file.
 */
export function expandWord(word: Word, variables: ReadonlyMap<string, string>): ExpandedWord {
  const expanded: ExpandedWord = { value: '', dynamic: false, scripts: [] };
  if (!word.parts) expanded.value = word.value;
  else for (const part of word.parts) addPart(part, variables, expanded);
  return expanded;
}

function addPart(
  part: WordPart | DoubleQuotedChild,
  variables: ReadonlyMap<string, string>,
  to: ExpandedWord,
): void {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      to.value += part.value;
      return;
    case 'Glob':
      to.value += part.text;
      return;
    case 'DoubleQuoted':
    case 'LocaleString':
      for (const child of part.parts) addPart(child, variables, to);
      return;
    case 'SimpleExpansion':
      addVariable(part.text.slice(1), part.text, undefined, variables, to);
      return;
    case 'ParameterExpansion': {
      const { operation } = part;
      if (part.prefix || part.index || (operation && operation.type !== 'Default')) break;
      let fallback: string | undefined;
      if (operation?.operator.endsWith('-') || operation?.operator.endsWith('=')) {
        const operand = expandWord(operation.operand, variables);
        if (!operand.dynamic) fallback = operand.value;
      } else if (operation?.operator.endsWith('+')) break;
      addVariable(part.parameter, part.text, fallback, variables, to);
      return;
    }
    case 'CommandExpansion':
    case 'ProcessSubstitution':
      if (part.script) to.scripts.push({ script: part.script, start: part.pos, end: part.end });
      break;
    default:
  }
  to.value += part.text;
  to.dynamic = true;
}

function addVariable(
  name: string,
  text: string,
  fallback: string | undefined,
  variables: ReadonlyMap<string, string>,
  to: ExpandedWord,
): void {
  const value = to.value.length < MAX_WORD ? (variables.get(name) ?? fallback) : undefined;
  to.value += value ?? text;
  if (value === undefined) to.dynamic = true;
}
