// Compiles rules/*.toml into one JSON file: { imports: …, hostModules: …, … }. Parsing the TOML takes a quarter of a second,
// reading the JSON a few milliseconds. Each file X.toml is checked against rules/schema/X.json first.
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import TOML from '@iarna/toml';
import { Ajv } from 'ajv';

/** "host-modules" -> "hostModules". */
function sectionName(file) {
  return basename(file, '.toml').replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}

/** The place of a schema error as one writes it in TOML: 'imports.cv2.confidence'. */
function place(instancePath) {
  const keys = instancePath.split('/').slice(1);
  return keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~')).join('.') || 'the file';
}

/**
 * Reads and checks every rules file.
 * @param {string} rulesDir folder with *.toml and schema/*.json
 * @returns {Record<string, unknown>} section name -> content
 * @throws {Error} naming file and row of everything that is wrong
 */
export function readRules(rulesDir) {
  const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false, strictTypes: false });
  const sections = {};
  const problems = [];
  for (const name of readdirSync(rulesDir).sort()) {
    if (!name.endsWith('.toml')) continue;
    const file = join(rulesDir, name);
    try {
      const content = TOML.parse(readFileSync(file, 'utf8'));
      const schema = join(rulesDir, 'schema', name.replace(/toml$/, 'json'));
      const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')));
      if (!validate(content)) {
        for (const error of validate.errors) {
          const detail = error.params.additionalProperty ?? error.params.allowedValues?.join(', ');
          problems.push(
            `${file}: ${place(error.instancePath)}: ${error.message}${detail ? ` (${detail})` : ''}`,
          );
        }
      }
      sections[sectionName(name)] = content;
    } catch (error) {
      problems.push(`${file}: ${error.message}`);
    }
  }
  sections.apis = readApis(join(rulesDir, 'apis'), join(rulesDir, 'schema', 'apis.json'), ajv, problems);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return sections;
}

/** rules/apis/numpy.toml -> { numpy: { names: [ … ] } }: one file for each distribution. */
function readApis(dir, schemaFile, ajv, problems) {
  const apis = {};
  if (!existsSync(dir)) return apis;
  const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')));
  for (const name of readdirSync(dir).sort()) {
    if (!name.endsWith('.toml')) continue;
    const file = join(dir, name);
    try {
      const content = TOML.parse(readFileSync(file, 'utf8'));
      if (!validate(content)) {
        for (const error of validate.errors)
          problems.push(`${file}: ${place(error.instancePath)}: ${error.message}`);
      }
      // How a row was verified is for people who read the rules; the program starts faster without.
      for (const row of content.names ?? []) {
        delete row.verified;
        delete row.note;
      }
      apis[basename(name, '.toml')] = content;
    } catch (error) {
      problems.push(`${file}: ${error.message}`);
    }
  }
  return apis;
}

/**
 * Compiles the rules into one compact JSON file.
 * @param {string} rulesDir folder with *.toml and schema/*.json
 * @param {string} outFile JSON file to write; its folder is made when missing
 * @throws {Error} naming file and row of everything that is wrong
 */
export function compileRules(rulesDir, outFile) {
  const json = JSON.stringify(readRules(rulesDir));
  mkdirSync(dirname(outFile), { recursive: true });
  // In one step: a program that starts meanwhile sees the old rules or the new ones.
  writeFileSync(`${outFile}.new`, json);
  renameSync(`${outFile}.new`, outFile);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    compileRules(process.argv[2] ?? 'rules', process.argv[3] ?? 'dist/rules.json');
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
