import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { scanFile } from '../../src/scanners/index.js';
import type { Evidence } from '../../src/model/evidence.js';

// A case is a folder: `input/` holds files as a repository would, `expected.json` every fact that the scanners state
// about them (Python source apart: see test/python). `UPDATE=1 npm test` rewrites the expectation: read the diff.
const CASES = join(process.cwd(), 'test/scanners/cases');

function filesBelow(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? filesBelow(path) : [path];
    });
}

function scanCase(input: string): Evidence[] {
  return filesBelow(input).flatMap((path) => {
    const bytes = readFileSync(path);
    return scanFile({ path: relative(input, path), bytes, text: bytes.toString('utf8') }).filter(
      (fact) => fact.kind !== 'python-source',
    );
  });
}

describe('scanners', () => {
  for (const name of readdirSync(CASES).sort()) {
    const expectation = join(CASES, name, 'expected.json');
    test(name, () => {
      const found: unknown = JSON.parse(JSON.stringify(scanCase(join(CASES, name, 'input'))));
      if (process.env.UPDATE) writeFileSync(expectation, JSON.stringify(found, null, 2) + '\n');
      expect(found).toEqual(JSON.parse(readFileSync(expectation, 'utf8')));
    });
  }
});
