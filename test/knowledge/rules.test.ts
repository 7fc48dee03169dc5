import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { distributionRelease } from '../../src/knowledge/distribution-releases.js';
import { rowOf } from '../../src/knowledge/rows.js';
import type { ImportRow } from '../../src/knowledge/types.js';
import { rulesCompiler, tablesIn } from './rules.js';

const RULES = join(process.cwd(), 'rules');
const knowledge = loadKnowledge();

describe('the rules', () => {
  test('have the form that their schemas ask for, and are what was compiled', async () => {
    const { readRules } = await rulesCompiler();
    expect(JSON.parse(JSON.stringify(readRules(RULES)))).toEqual(knowledge);
  });

  test('have a schema for each file', () => {
    const names = readdirSync(RULES).filter((name) => name.endsWith('.toml'));
    const schemas = new Set(readdirSync(join(RULES, 'schema')));
    expect(names.filter((name) => !schemas.has(name.replace(/toml$/, 'json')))).toEqual([]);
  });

  test('name no package registry', () => {
    // The shapes of such hosts: a service word, a name, a public suffix.
    const host =
      /\b(?:registry|index|files|deb|archive|security|mirrors?|packages?|repo|crates|proxy|pypi|conda)\.[a-z0-9-]+\.(?:org|com|net|io|dev)\b/;
    const hits: string[] = [];
    for (const name of readdirSync(RULES).filter((file) => file.endsWith('.toml'))) {
      for (const [index, line] of readFileSync(join(RULES, name), 'utf8').split('\n').entries()) {
        if (host.test(line)) hits.push(`${name}:${String(index + 1)}`);
      }
    }
    expect(hits).toEqual([]);
  });

  test('say where each row comes from', () => {
    const { imports, hostModules, stdlib, sonames, apt, executables, images, nixpkgs, pythonReleases } =
      knowledge;
    const keyed = [
      imports.imports,
      hostModules.modules,
      stdlib.modules,
      sonames.libraries,
      sonames.symbols,
      apt.packages,
      executables.programs,
      knowledge.systemLibraries,
      images.python,
      images.families,
      ...Object.values(images.releases),
      nixpkgs.releases,
      nixpkgs.inputs,
      pythonReleases.python,
    ];
    const lists = [
      knowledge.pythonNames.names,
      nixpkgs.unstable,
      images.mirrors,
      ...Object.values(knowledge.gpu),
    ];
    const rows = [...keyed, ...lists].flatMap((table) => Object.entries(table));
    expect(rows.length).toBeGreaterThan(5000);
    expect(rows.filter(([, row]) => row.source.length <= 3).map(([name]) => name)).toEqual([]);
  });

  test('spell nixpkgs attributes as attributes', () => {
    const attributes = new Set<string>();
    for (const [, table] of tablesIn(knowledge)) {
      if (Array.isArray(table.nix)) for (const name of table.nix as string[]) attributes.add(name);
      const changes = (table.nix_by_release ?? {}) as Record<string, string[]>;
      for (const name of Object.values(changes).flat()) attributes.add(name);
    }
    expect(attributes.size).toBeGreaterThan(500);
    expect([...attributes].filter((name) => !/^[A-Za-z_][A-Za-z0-9_.'-]*$/.test(name))).toEqual([]);
  });

  test('list nothing twice', () => {
    const doubles: string[] = [];
    for (const [place, table] of tablesIn(knowledge)) {
      for (const [key, value] of Object.entries(table)) {
        if (!Array.isArray(value) || value.some((item) => typeof item !== 'string')) continue;
        if (new Set(value).size !== value.length) doubles.push(`${place}.${key}`);
      }
    }
    expect(doubles).toEqual([]);
  });

  test('say each import once: by a row, as its own name, or as a host module', () => {
    const rows = new Map<string, ImportRow>(Object.entries(knowledge.imports.imports));
    const identities = knowledge.imports.identity.names;
    expect(identities.filter((name) => rows.has(name))).toEqual([]);
    const hosts = Object.keys(knowledge.hostModules.modules);
    // A generic name may be both.
    expect(hosts.filter((name) => rows.has(name) && !rows.get(name)?.generic)).toEqual([]);
    expect(hosts.filter((name) => identities.includes(name))).toEqual([]);
    const repeated = [...rows].filter(
      ([, row]) => row.distribution !== undefined && row.alternatives?.includes(row.distribution),
    );
    expect(repeated.map(([name]) => name)).toEqual([]);
  });

  test('know every library, package and program that a distribution needs', () => {
    const missing: string[] = [];
    for (const [name, { needs, headers }] of Object.entries(knowledge.systemLibraries)) {
      for (const need of needs) {
        for (const x of need.sonames ?? [])
          if (!rowOf(knowledge.sonames.libraries, x)) missing.push(`${name}: ${x}`);
        for (const x of need.apt ?? []) if (!rowOf(knowledge.apt.packages, x)) missing.push(`${name}: ${x}`);
        for (const x of need.executables ?? []) {
          if (!rowOf(knowledge.executables.programs, x)) missing.push(`${name}: ${x}`);
        }
      }
      for (const x of Object.values(headers ?? {}))
        if (!rowOf(knowledge.apt.packages, x)) missing.push(`${name}: ${x}`);
    }
    expect(missing).toEqual([]);
  });

  test('know the distribution release below every official Python image', () => {
    const unknown = new Set<string>();
    for (const { bases } of Object.values(knowledge.images.python)) {
      for (const [base] of bases) {
        const [name = '', tag] = base.split(':');
        if (tag === undefined) continue; // "buildpack-deps (untagged)", of 2014
        if (!distributionRelease(knowledge, name === 'buildpack-deps' ? 'debian' : name, tag))
          unknown.add(base);
      }
    }
    expect([...unknown]).toEqual([]);
  });

  test('remove each Python name once, and after it was there', () => {
    const names = knowledge.pythonNames.names;
    const keys = names.map((row) => row.symbol ?? `${row.of ?? ''} ${row.member ?? row.parameter ?? ''}`);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    expect(names.length).toBeGreaterThan(300);
    // Only interpreters that exist here can be asked; 3.14 is not one of them.
    expect(names.filter((row) => !row.verified && row.removed_in !== '3.14')).toEqual([]);
    for (const row of names) expect(row.symptom).toMatch(/^[A-Z]\w+(?:Error|Exception): /);
  });
});

describe('compiling rules', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rules-'));
    mkdirSync(join(folder, 'schema'));
    cpSync(join(RULES, 'schema', 'imports.json'), join(folder, 'schema', 'imports.json'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test.each([
    [
      'an unknown key',
      '[identity]\nnames = []\n[imports]\ncv2 = { distribution = "opencv-python", confidence = "high", sourse = "x", source = "y" }\n',
      /imports\.toml: imports\.cv2: must NOT have additional properties \(sourse\)/,
    ],
    [
      'a value that is none of the allowed',
      '[identity]\nnames = []\n[imports]\ncv2 = { distribution = "opencv-python", confidence = "sure", source = "y" }\n',
      /imports\.toml: imports\.cv2\.confidence: must be equal to one of the allowed values \(high, medium, low\)/,
    ],
    ['broken TOML', '[imports\n', /imports\.toml: /],
  ])('names file and row of %s', async (_, text, message) => {
    writeFileSync(join(folder, 'imports.toml'), text);
    const { compileRules } = await rulesCompiler();
    expect(() => {
      compileRules(folder, join(folder, 'out', 'rules.json'));
    }).toThrow(message);
  });
});
