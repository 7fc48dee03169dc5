import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { CAUSES, SEVERITIES, VERDICTS } from '../../src/model/report.js';
import type { Report } from '../../src/model/report.js';
import { KEY_ORDER, jsonReporter } from '../../src/report/json.js';
import { maximal } from './maximal.js';

interface Schema {
  enum?: string[];
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  $ref?: string;
  $defs?: Record<string, Schema>;
}

const schema = JSON.parse(readFileSync('report.schema.json', 'utf8')) as Schema;
const validate = new Ajv2020({ allErrors: true }).compile(schema);
const CASES = join(process.cwd(), 'test/report/cases');
const context = { width: 80, color: 0, verbose: false, quiet: false, readLine: () => undefined } as const;

function render(report: Report): string {
  return jsonReporter.render(report, context);
}

/** Every object of a document with the path that leads to it. */
function* objectsOf(value: unknown, path = ''): Generator<{ path: string; object: Record<string, unknown> }> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield { path, object: value as Record<string, unknown> };
  for (const [key, item] of Object.entries(value)) yield* objectsOf(item, `${path}/${key}`);
}

/** Every schema of the file that describes an object. */
function* objectSchemas(part: Schema): Generator<Schema> {
  if (part.properties) yield part;
  const inner = [
    ...Object.values(part.properties ?? {}),
    ...Object.values(part.$defs ?? {}),
    ...(part.anyOf ?? []),
    ...(part.items ? [part.items] : []),
  ];
  for (const each of inner) yield* objectSchemas(each);
}

/** The keys that may be left out, as the model has them. */
const OPTIONAL = new Set([
  ...['distribution', 'symbol', 'module', 'library', 'executable', 'image', 'url', 'file'].map(
    (key) => `/findings/0/subject/${key}`,
  ),
  ...['symptom', 'remedy', 'bound', 'project'].map((key) => `/findings/0/${key}`),
  ...['', '/projects/0'].flatMap((project) => [
    ...['version', 'extras', 'alternatives'].map((key) => `${project}/environment/packages/0/${key}`),
    ...['nix', 'apt'].map((key) => `${project}/environment/system/0/${key}`),
    ...['nix', 'apt'].map((key) => `${project}/environment/executables/0/${key}`),
    ...['cudnn', 'minimumDriver'].map((key) => `${project}/environment/cuda/${key}`),
  ]),
]);

function isOptional(path: string): boolean {
  return (
    OPTIONAL.has(path) ||
    /\/because\/0\/location$/.test(path) ||
    /\/locations?(\/0)?\/(column|endColumn|cell|cellLine)$/.test(path)
  );
}

describe('report.schema.json', () => {
  test('takes a report with every key of the model', () => {
    expect(validate(maximal)).toBe(true);
  });

  test.each(readdirSync(CASES))('takes the report of case %s', (name) => {
    const file = join(CASES, name, 'report.json');
    expect(existsSync(file)).toBe(true);
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
    validate(JSON.parse(render(report)));
    expect(validate.errors).toBeNull();
  });

  test('knows no key that the model has not', () => {
    const keys = new Set([...objectsOf(maximal)].flatMap(({ object }) => Object.keys(object)));
    for (const { properties } of objectSchemas(schema)) {
      for (const key of Object.keys(properties!)) expect(keys).toContain(key);
    }
  });

  const everyKey = [...objectsOf(maximal)].flatMap(({ path, object }) =>
    Object.keys(object).map((key) => `${path}/${key}`),
  );

  function changed(path: string, change: (holder: Record<string, unknown>, key: string) => void): unknown {
    const copy = structuredClone(maximal);
    const parent = path.slice(0, path.lastIndexOf('/'));
    const holder = [...objectsOf(copy)].find((each) => each.path === parent)!.object;
    change(holder, path.slice(path.lastIndexOf('/') + 1));
    return copy;
  }

  test('misses a key that was removed, unless the model says that it may', () => {
    for (const path of everyKey) {
      const report = changed(path, (holder, key) => Reflect.deleteProperty(holder, key));
      expect([path, validate(report)]).toEqual([path, isOptional(path)]);
    }
  });

  test('refuses a key of another name, and a value of another type', () => {
    for (const path of everyKey) {
      const renamed = changed(path, (holder, key) => {
        holder[`${key}s`] = holder[key];
        Reflect.deleteProperty(holder, key);
      });
      expect([path, validate(renamed)]).toEqual([path, false]);
      const retyped = changed(path, (holder, key) => {
        holder[key] = Symbol.iterator;
      });
      expect([path, validate(retyped)]).toEqual([path, false]);
    }
  });

  test('has the words of the model', () => {
    const defs = schema.$defs!;
    expect(defs['cause']!.enum).toEqual([...CAUSES]);
    expect(defs['verdict']!.properties!['status']!.enum).toEqual([...VERDICTS]);
    expect(defs['finding']!.properties!['severity']!.enum).toEqual([...SEVERITIES]);
    expect(defs['report']!.properties!['summary']!.required).toEqual([...SEVERITIES]);
  });
});

describe('JSON report', () => {
  test('loses nothing', () => {
    expect(JSON.parse(render(maximal))).toEqual(maximal);
    const keys = [...objectsOf(maximal)].flatMap(({ object }) => Object.keys(object));
    expect(new Set(KEY_ORDER)).toEqual(new Set(keys));
  });

  test('is the same bytes however the report was put together, and ends in a newline', () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, item]) => [key, reversed(item)]),
      );
    };
    const text = render(maximal);
    expect(render(reversed(maximal) as Report)).toBe(text);
    expect(text).toMatch(/^\{\n {2}"schemaVersion": 1,\n[^]*\}\n$/);
  });

  test('shows a terminal no control character, and keeps what it says', () => {
    const path = '\u001b[31m \u009b2J \u202e \u2028 \u{e0041} \ud800 \t\n é 字 👩‍👧';
    const report = { ...maximal, project: { ...maximal.project, path } };
    const text = render(report);
    expect(text).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u202e\u2028]|\u{e0041}/u);
    expect((JSON.parse(text) as Report).project.path).toBe(path);
  });
});
