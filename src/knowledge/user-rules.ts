import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import TOML from '@iarna/toml';
import { Ajv } from 'ajv';
import { loadKnowledge } from './load.js';
import { packageRoot } from './package-root.js';
import type { Knowledge } from './types.js';

type Table = Record<string, unknown>;

/**
 * The built-in knowledge with a user's own rules laid over it. Files are named and built as those in `rules/`; a row of
 * the same name replaces the built-in one, lists of rows grow. Import this module only where it is needed: the checker
 * behind it is large.
 *
 * @param dir folder with TOML files; other files are ignored
 * @throws naming file and row of everything that cannot be read or has another form than the built-in rules
 */
export function loadUserRules(dir: string): Knowledge {
  const schemas = join(packageRoot(), 'rules', 'schema');
  const known = readdirSync(schemas).map((name) => name.replace(/\.json$/, ''));
  const merged: Table = { ...loadKnowledge() };
  const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false, strictTypes: false });
  for (const file of tomlFiles(dir)) {
    const path = join(dir, file);
    const name = file.replace(/\.toml$/, '');
    if (!known.includes(name)) {
      throw new Error(
        `${path}: there is no such rules file; known are ${known.map((k) => `${k}.toml`).join(', ')}`,
      );
    }
    const content = parse(path);
    const schema = JSON.parse(readFileSync(join(schemas, `${name}.json`), 'utf8')) as Table;
    // A user's file need not have every table that the built-in one has.
    const validate = ajv.compile({ ...schema, required: [] });
    if (!validate(content)) {
      throw new Error(
        (validate.errors ?? [])
          .map((error) => `${path}: ${place(error.instancePath)}: ${error.message ?? 'is wrong'}`)
          .join('\n'),
      );
    }
    const section = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
    merged[section] = overlay(merged[section] as Table, content);
  }
  return merged as unknown as Knowledge;
}

function tomlFiles(dir: string): string[] {
  try {
    return readdirSync(dir).filter((name) => name.endsWith('.toml'));
  } catch (error) {
    throw new Error(`${dir}: the folder of rules cannot be read`, { cause: error });
  }
}

function parse(path: string): Table {
  try {
    return TOML.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** A JSON pointer as one writes it in TOML: `imports.cv2.confidence`. */
function place(pointer: string): string {
  const keys = pointer.split('/').slice(1);
  return keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~')).join('.') || 'the file';
}

/** Lays `own` over `base`: lists grow, tables are merged, but a row (it has a source) replaces the other as a whole. */
function overlay(base: Table, own: Table): Table {
  const result = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(own)) {
    const old = result.get(key);
    if (Array.isArray(old) && Array.isArray(value))
      result.set(key, [...(old as unknown[]), ...(value as unknown[])]);
    else if (isTable(old) && isTable(value) && !Object.hasOwn(value, 'source'))
      result.set(key, overlay(old, value));
    else result.set(key, value);
  }
  return Object.fromEntries(result);
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
