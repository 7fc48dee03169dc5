import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

interface RulesCompiler {
  readRules: (rulesDir: string) => Record<string, unknown>;
  compileRules: (rulesDir: string, outFile: string) => void;
}

/** The compiler of the rules, which is a build script and not part of the compiled tests. */
export async function rulesCompiler(): Promise<RulesCompiler> {
  const script = join(process.cwd(), 'scripts', 'compile-rules.mjs');
  return (await import(pathToFileURL(script).href)) as RulesCompiler;
}

/** Visits every table below `value`, with the place where it stands. */
export function* tablesIn(value: unknown, place = ''): Generator<[string, Record<string, unknown>]> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* tablesIn(item, `${place}[${String(index)}]`);
  } else if (typeof value === 'object' && value !== null) {
    yield [place, value as Record<string, unknown>];
    for (const [key, item] of Object.entries(value)) yield* tablesIn(item, `${place}.${key}`);
  }
}
