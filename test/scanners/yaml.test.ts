import { describe, expect, test } from '@jest/globals';
import { readYaml } from '../../src/scanners/yaml.js';
import { sourceFile } from './source-file.js';

function read(text: string) {
  return readYaml(sourceFile('x.yml', text), 'x.yml');
}

describe('reading YAML', () => {
  test('a scalar keeps its spelling', () => {
    const { root } = read('python: 3.10\nhex: 0x1F\nquoted: "3.10"\nyes: yes\n');
    expect(root.entries.map(({ key, value }) => [key, value.text])).toEqual([
      ['python', '3.10'],
      ['hex', '0x1F'],
      ['quoted', '3.10'],
      ['yes', 'yes'],
    ]);
  });

  test('places are those of the text without quotation marks', () => {
    const { root } = read('\uFEFFa:\r\n  - "b c"\r\n  - d\r\n');
    expect(root.get('a').items.map((item) => item.location)).toEqual([
      { file: 'x.yml', line: 2, column: 6, endColumn: 9 },
      { file: 'x.yml', line: 3, column: 5, endColumn: 6 },
    ]);
    expect(root.get('a').keyLocation).toEqual({ file: 'x.yml', line: 1, column: 1, endColumn: 2 });
  });

  test('what is not there gives nothing', () => {
    const { root } = read('a: 1\n');
    expect(root.get('b', 'c').exists).toBe(false);
    expect(root.get('a', 'b').text).toBeUndefined();
    expect(root.get('b').items).toEqual([]);
  });

  test('tags that nobody knows, and further documents, are no problem', () => {
    const yaml = read('a: !Ref b\n---\nc: d\n');
    expect(yaml.problems).toEqual([]);
    expect(yaml.root.get('a').text).toBe('b');
  });

  test('a broken file says where, and keeps what could be read', () => {
    const yaml = read('a: 1\nb: [2\nc: 3\n');
    expect(yaml.problems).toHaveLength(1);
    expect(yaml.problems[0]?.location.line).toBeGreaterThan(1);
    expect(yaml.root.get('a').text).toBe('1');
  });

  test('aliases are followed, but not without end', () => {
    const { root } = read('a: &x [1]\nb: *x\n');
    expect(root.get('b').items.map((item) => item.text)).toEqual(['1']);
    const many = read(`a: &x [1]\nb: [${'*x,'.repeat(5_000)}]\n`);
    expect(many.root.get('b').items.filter((item) => item.exists).length).toBeLessThanOrEqual(100);
  });

  test.each(['['.repeat(50_000), '- '.repeat(20_000), 'a: &a [*a, *a]', '{'.repeat(20_000)])(
    'a hostile text ends soon (%#)',
    (text) => {
      const start = performance.now();
      expect(() => read(text)).not.toThrow();
      expect(performance.now() - start).toBeLessThan(10_000);
    },
  );
});
