import { excerptAt, PiecedExcerpt, type Excerpt } from './excerpt.js';
import type { YamlDocument, YamlNode } from './yaml.js';

/**
 * A scalar of a YAML file (a step's script) whose words can be pointed at: block scalars line by line, others where
 * they stand in the file as they are.
 */
export function yamlExcerpt(node: YamlNode, { positions }: YamlDocument): Excerpt {
  const { location } = node;
  const start = positions.offset(location.line) + (location.column ?? 1) - 1;
  const header = /^([|>])[-+\d]*[ \t]*(?:#.*)?$/.exec(
    restOfLine(positions.line(location.line), location.column),
  );
  if (header) return blockExcerpt(new PiecedExcerpt(positions), location.line + 1, header[1] === '>');
  const text = node.text ?? '';
  if (positions.text.startsWith(text, start))
    return new PiecedExcerpt(positions).append(start, start + text.length);
  return excerptAt(text, location);
}

function restOfLine(line: string, column: number | undefined): string {
  return line.slice((column ?? 1) - 1);
}

/** The lines of a block scalar up to the first that is indented less, without their indentation. */
function blockExcerpt(excerpt: PiecedExcerpt, first: number, folded: boolean): Excerpt {
  const { positions } = excerpt;
  let indent: number | undefined;
  for (let line = first; line <= positions.lineCount; line++) {
    const text = positions.line(line);
    const start = positions.offset(line);
    const own = text.search(/\S/);
    if (own < 0) {
      excerpt.appendAs('\n', start);
      continue;
    }
    indent ??= own;
    if (own < indent || indent === 0) break;
    const end = start + text.length;
    excerpt.append(start + indent, end).appendAs(folded ? ' ' : '\n', end);
  }
  return excerpt;
}
