import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of this program's package.json, found upwards from this file: the same from `src`, from compiled tests
 * and from the bundle in `dist`.
 *
 * @throws when there is none, that is, when the installation is damaged
 */
export function packageRoot(): string {
  const start = dirname(fileURLToPath(import.meta.url));
  let folder = start;
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder)
      throw new Error(`no package.json at or above ${start}: the installation is incomplete`);
    folder = parent;
  }
  return folder;
}
