import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from './package-root.js';
import type { Knowledge } from './types.js';

let builtIn: Knowledge | undefined;

/**
 * The built-in knowledge: `rules/*.toml` as compiled into dist/rules.json. Read once, then shared: do not change it.
 * `loadUserRules` adds a user's own.
 *
 * @throws when the program was not built
 */
export function loadKnowledge(): Knowledge {
  builtIn ??= JSON.parse(readCompiledRules()) as Knowledge;
  return builtIn;
}

function readCompiledRules(): string {
  const file = join(packageRoot(), 'dist', 'rules.json');
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`${file} is missing: run "npm run build"`, { cause: error });
  }
}
