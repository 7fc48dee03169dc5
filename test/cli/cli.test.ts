import { afterAll, describe, expect, test } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Report } from '../../src/model/report.js';
import { copyExample, folderOf, removeFolders, run } from './program.js';

const EXAMPLES = readdirSync('examples', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** numpy.int fails with today's numpy: one finding that breaks. */
const BREAKS = { 'requirements.txt': 'numpy\n', 'a.py': 'import numpy as np\n\nprint(np.int(3))\n' };

afterAll(removeFolders);

function copyOf(example: string): string {
  // The name of the folder becomes the name of the project.
  const root = join(folderOf({}), example);
  copyExample(example, root);
  return root;
}

/** Every file below a folder with its content. */
function contentOf(root: string): Record<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(root, path), readFileSync(path, 'latin1')]),
  );
}

describe('arguments', () => {
  test('--version prints the version of the package', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(run(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  test.each<[string[], RegExp]>([
    [['--no-such-option'], /unknown option/],
    [['--format', 'xml'], /xml/],
    [['--fail-on', 'everything'], /everything/],
    [['--as-of', '2018-13-45'], /2018-06-20/],
    [['--width', '3'], /width/],
    [['--dry-run'], /--dry-run goes with --fix/],
    [['--force'], /--force goes with --fix/],
    [['/no/such/folder'], /no folder \/no\/such\/folder/],
    [['package.json'], /package\.json is a file/],
  ])('%j is refused with exit code 2 and a reason', (args, reason) => {
    const { code, stdout, stderr } = run(args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(reason);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test.each([
    ['colour = true\n', /nix-py-audit\.toml: unknown key colour/],
    ['as-of = "yesterday"\n', /nix-py-audit\.toml: as-of/],
    ['fail-on = "all"\n', /nix-py-audit\.toml: fail-on/],
    ['ignore = "NPA101"\n', /nix-py-audit\.toml: ignore/],
    ['ignore = [\n', /nix-py-audit\.toml: /],
  ])('the configuration %j is refused by file and key', (configuration, reason) => {
    const { code, stderr } = run([folderOf({ 'nix-py-audit.toml': configuration })]);
    expect(code).toBe(2);
    expect(stderr).toMatch(reason);
  });
});

describe('exit codes', () => {
  test.each<[string, number]>([
    ['breaks', 1],
    ['hidden', 1],
    ['drifts', 1],
    ['note', 1],
    ['never', 0],
  ])('what breaks, with --fail-on %s', (severity, code) => {
    expect(run([folderOf(BREAKS), '--fail-on', severity]).code).toBe(code);
  });

  test('what only drifts fails from its own severity on', () => {
    const root = folderOf({ 'requirements.txt': 'flask\n', 'a.py': 'import flask\n' });
    expect(run([root]).code).toBe(0);
    expect(run([root, '--fail-on', 'hidden']).code).toBe(0);
    expect(run([root, '--fail-on', 'drifts']).code).toBe(1);
  });

  test('the configuration sets the level, and the option overrides it', () => {
    const root = folderOf({ ...BREAKS, 'nix-py-audit.toml': 'fail-on = "never"\n' });
    expect(run([root]).code).toBe(0);
    expect(run([root, '--fail-on', 'breaks']).code).toBe(1);
  });
});

describe('colour', () => {
  const root = folderOf(BREAKS);
  const escape = '\u001b[';

  test('none where nobody looks, none with NO_COLOR', () => {
    expect(run([root]).stdout).not.toContain(escape);
    expect(run([root], { NO_COLOR: '1', FORCE_COLOR: '3' }).stdout).not.toContain(escape);
    expect(run([root, '--no-color'], { FORCE_COLOR: '3' }).stdout).not.toContain(escape);
  });

  test('with FORCE_COLOR', () => {
    expect(run([root], { FORCE_COLOR: '1' }).stdout).toContain(escape);
  });
});

describe.each(EXAMPLES)('the example %s', (example) => {
  test('gives one JSON document, as the schema has it', () => {
    const { stdout } = run([join('examples', example), '--format', 'json']);
    const report: unknown = JSON.parse(stdout);
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile<Report>(
      JSON.parse(readFileSync('report.schema.json', 'utf8')) as object,
    );
    validate(report);
    expect(validate.errors).toBeNull();
  });

  test('--dry-run writes nothing, and its diff makes what --fix writes', () => {
    const [dry, wet] = [copyOf(example), copyOf(example)];
    const before = contentOf(dry);
    const { stdout } = run([dry, '--fix', '--dry-run', '--as-of', '2020-01-01']);
    expect(contentOf(dry)).toEqual(before);
    run([wet, '--fix', '--as-of', '2020-01-01']);
    expect(Object.keys(contentOf(wet))).toContain('flake.nix');
    const start = stdout.search(/^--- /m);
    execFileSync('git', ['apply', '--unsafe-paths', `--directory=${dry}`, '-'], {
      cwd: '/',
      input: stdout.slice(start),
    });
    expect(contentOf(dry)).toEqual(contentOf(wet));
  });

  test('--fix twice changes nothing the second time', () => {
    const root = copyOf(example);
    run([root, '--fix']);
    const [content, { mtimeMs }] = [contentOf(root), statSync(join(root, 'flake.nix'))];
    expect(run([root, '--fix']).stdout).toMatch(/^Up to date: /m);
    expect(contentOf(root)).toEqual(content);
    expect(statSync(join(root, 'flake.nix')).mtimeMs).toBe(mtimeMs);
  });
});

describe('--fix', () => {
  test('leaves a foreign flake.nix alone with exit code 2, and writes nothing else', () => {
    const root = folderOf({ ...BREAKS, 'flake.nix': '{ outputs = _: { }; }\n' });
    const before = contentOf(root);
    const { code, stdout } = run([root, '--fix']);
    expect(code).toBe(2);
    expect(stdout).toMatch(/flake\.nix is left alone: .*--force/);
    expect(contentOf(root)).toEqual(before);
  });

  test('replaces it with --force', () => {
    const root = folderOf({ ...BREAKS, 'flake.nix': '{ outputs = _: { }; }\n' });
    run([root, '--fix', '--force']);
    expect(readFileSync(join(root, 'flake.nix'), 'utf8')).toMatch(/^# Written by nix-py-audit/);
  });

  test('allows packages without a free licence only where one is wanted', () => {
    const flakeFor = (program: string): string => {
      const root = folderOf({ 'a.py': `import subprocess\nsubprocess.run(["${program}", "x"])\n` });
      run([root, '--fix']);
      return readFileSync(join(root, 'flake.nix'), 'utf8');
    };
    expect(flakeFor('unrar')).toContain('# One of the packages below has no free licence.\n');
    expect(flakeFor('unrar')).toContain('allowUnfree = true;');
    expect(flakeFor('ffmpeg')).not.toContain('allowUnfree');
  });

  test('keeps standard output for the document with --format json', () => {
    const { stdout } = run([folderOf(BREAKS), '--fix', '--format', 'json']);
    expect(() => void JSON.parse(stdout)).not.toThrow();
  });
});

test('a reader that stops early is no failure', () => {
  const root = folderOf(BREAKS);
  writeFileSync(
    join(root, 'b.py'),
    Array.from({ length: 3000 }, (_, n) => `open("/home/bob/d${n}/x")\n`).join(''),
  );
  const { stdout, stderr } = spawnSync(
    'sh',
    ['-c', `"${process.execPath}" dist/cli.js "${root}" --format json | head -1`],
    { encoding: 'utf8', timeout: 10_000 },
  );
  expect(stdout).toBe('{\n');
  expect(stderr).toBe('');
});
