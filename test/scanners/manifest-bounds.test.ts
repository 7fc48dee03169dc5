import { describe, expect, test } from '@jest/globals';
import { scanFile } from '../../src/scanners/index.js';
import { sourceFile } from './source-file.js';

/** Far more than any of these takes, far less than what a quadratic reader would need. */
const LIMIT = 20_000;

function milliseconds(path: string, text: string): number {
  const start = performance.now();
  scanFile(sourceFile(path, text));
  return performance.now() - start;
}

describe('a hostile manifest costs little time', () => {
  test.each<[string, string]>([
    ['setup.py', 'x = ["a"]\n' + 'x += x\n'.repeat(50_000) + 'setup(install_requires=x)'],
    ['setup.py', 's = "a"\n' + 's = s + s\n'.repeat(40_000) + 'setup(name=s)'],
    ['setup.py', `setup(name=${'('.repeat(100_000)}1`],
    ['setup.py', `setup(name=${'a+'.repeat(100_000)}1)`],
    ['setup.py', `setup(name="{${'a'.repeat(200_000)}".format(1))`],
    ['setup.py', 'def f():\n  return f() + f()\nsetup(name=f())'],
    ['setup.py', 'if a:\n  b = 1\n'.repeat(20_000) + 'setup()'],
    ['setup.py', Array.from({ length: 9_000 }, (_, n) => `v${n} = ${n}\nif v${n}:\n  w${n} = 1\n`).join('')],
    ['setup.py', `x = [1]\nx.append(x)\nx.append(x)\nsetup(install_requires=x, ext_modules=x)`],
    ['setup.cfg', `[options]\ninstall_requires = ${'a; '.repeat(200_000)}`],
    ['setup.cfg', `[${'a.'.repeat(100_000)}]\nx = 1`],
    ['tox.ini', `[tox]\nenvlist = ${'py{'.repeat(200_000)}`],
    ['meta.yaml', `requirements:\n  run:\n    - ${' '.repeat(400_000)}x`],
    ['requirements.txt', 'a'.repeat(1_000_000)],
    ['requirements.txt', '-r '.repeat(200_000)],
    ['requirements.txt', `a==${'1.'.repeat(200_000)}`],
    ['environment.yml', `dependencies:\n${'- a\n'.repeat(50_000)}`],
    ['environment.yml', `dependencies:\n- ${'a '.repeat(100_000)}`],
    [
      'Pipfile.lock',
      `{"default": {${Array.from({ length: 20_000 }, (_, n) => `"\\u0061${n}": {}`).join(',')}}}`,
    ],
    ['Pipfile.lock', '['.repeat(1_000_000)],
    ['conda-lock.yml', 'dependencies: [' + '- '.repeat(100_000)],
    ['spec-file.txt', `@EXPLICIT\nhttps://x.example/${'a-'.repeat(200_000)}`],
  ])('%s (%#)', (path, text) => {
    expect(milliseconds(path, text)).toBeLessThan(LIMIT);
  });
});

describe('a lock of a megabyte', () => {
  const files = Array.from(
    { length: 20 },
    (_, n) =>
      `    {file = "example-1.0-cp3${n}-cp3${n}-manylinux_2_17_x86_64.whl", hash = "sha256:${'0'.repeat(64)}"},\n`,
  ).join('');
  const text = Array.from(
    { length: 350 },
    (_, n) =>
      `[[package]]\nname = "example-${n}"\nversion = "1.${n}"\noptional = false\nfiles = [\n${files}]\n\n`,
  ).join('');

  test('is read whole, in a moment', () => {
    expect(text.length).toBeGreaterThan(1_000_000);
    const facts = scanFile(sourceFile('poetry.lock', text));
    expect(facts).toHaveLength(350);
    expect(facts[349]).toMatchObject({
      kind: 'locked',
      name: 'example-349',
      location: { line: 349 * 27 + 2 },
    });
    expect(milliseconds('poetry.lock', text)).toBeLessThan(20_000);
  });
});
