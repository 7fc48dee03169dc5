import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A page of rules/docs, taken apart. */
export interface RulePage {
  heading: string;
  /** The line below the heading, with severity and cause. */
  facts: string;
  /** Headings of the sections, in order. */
  sections: string[];
  /** The files of the example: path and content. */
  example: Map<string, string>;
  /** The page says that no check reports the rule so far. */
  unreported: boolean;
}

/** Takes a page apart; what is not there comes out empty. */
export function readRulePage(text: string): RulePage {
  const prose = text.replace(/^```[\s\S]*?^```$/gm, '');
  const [heading = '', , facts = ''] = text.split('\n');
  return {
    heading,
    facts,
    sections: [...prose.matchAll(/^## (.+)$/gm)].map((match) => match[1] ?? ''),
    example: exampleFiles(/^## Example$([\s\S]*?)^## /m.exec(text)?.[1] ?? ''),
    unreported: prose.includes('Nothing reports this yet'),
  };
}

/** A block is a file, named by the comment at its top, or a listing of files whose content does not matter. */
function exampleFiles(section: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const [, block = ''] of section.matchAll(/^```\w+\n([\s\S]*?)^```$/gm)) {
    const listing = /^\$ git ls-files\n([\s\S]*)$/.exec(block)?.[1];
    if (listing !== undefined) {
      for (const path of listing.trim().split('\n')) files.set(path, '');
      continue;
    }
    const caption = /^(?:#|\/\/) (\S+)\n/.exec(block);
    if (!caption) throw new Error(`a block of the example names no file: ${block}`);
    files.set(caption[1] ?? '', block.slice(caption[0].length));
  }
  return files;
}

/** Writes the files of an example into a folder. */
export function writeExample(folder: string, { example }: RulePage): void {
  for (const [path, content] of example) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}
