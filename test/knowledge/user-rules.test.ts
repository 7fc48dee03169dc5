import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { distributionsFor } from '../../src/knowledge/import-names.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { needsOf } from '../../src/knowledge/system-libraries.js';
import { loadUserRules } from '../../src/knowledge/user-rules.js';

describe('loadUserRules', () => {
  let folder = '';
  const write = (name: string, text: string): void => {
    writeFileSync(join(folder, name), text);
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'user-rules-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test('adds rows and replaces them as a whole', () => {
    write(
      'imports.toml',
      '[imports]\nour_lab = { distribution = "lab-tools", confidence = "high", source = "us" }\n' +
        'cv2 = { distribution = "our-opencv", confidence = "high", source = "us" }\n[identity]\nnames = ["labcore"]\n',
    );
    const knowledge = loadUserRules(folder);
    expect(distributionsFor(knowledge, 'our_lab').name).toBe('lab-tools');
    expect(distributionsFor(knowledge, 'cv2')).toMatchObject({ name: 'our-opencv', alternatives: [] });
    expect(distributionsFor(knowledge, 'labcore').confidence).toBe('high');
    expect(distributionsFor(knowledge, 'numpy').confidence).toBe('high');
    expect(distributionsFor(knowledge, 'yaml').name).toBe('pyyaml');
  });

  test('replaces a row that is a table of its own', () => {
    write('system-libraries.toml', '[opencv-python]\nneeds = []\nsource = "ours is static"\n');
    expect(needsOf(loadUserRules(folder), 'opencv-python')).toEqual({ needs: [], source: 'ours is static' });
  });

  test('leaves the built-in knowledge as it is', () => {
    const before = JSON.stringify(loadKnowledge());
    write('imports.toml', '[imports]\ncv2 = { distribution = "x", confidence = "low", source = "us" }\n');
    loadUserRules(folder);
    expect(JSON.stringify(loadKnowledge())).toBe(before);
  });

  test.each([
    [
      'imports.toml',
      '[imports]\ncv2 = { distribution = "x" }\n',
      /imports\.toml: imports\.cv2: must have required property 'source'/,
    ],
    ['imports.toml', '[imports\n', /imports\.toml: /],
    ['import.toml', '', /import\.toml: there is no such rules file; known are .*imports\.toml/],
  ])('names what is wrong in %s', (name, text, message) => {
    write(name, text);
    expect(() => loadUserRules(folder)).toThrow(message);
  });

  test('says when there is no such folder', () => {
    expect(() => loadUserRules(join(folder, 'missing'))).toThrow(
      /missing: the folder of rules cannot be read/,
    );
  });
});
