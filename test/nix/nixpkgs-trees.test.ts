import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { nixAttributes } from '../../src/knowledge/nix-attributes.js';
import type { FlakePlan } from '../../src/migrator/plan.js';
import { TemporaryNix, nixVersion } from './nix.js';

/**
 * The expected flakes, and all the rules, with real trees of nixpkgs: whether the attributes exist there. `NIXPKGS_TREES` names a folder
 * with a tree per release (`20.09`, `24.11` …); cases whose releases are not there are skipped.
 */
const trees = process.env['NIXPKGS_TREES'];
const cases = join(process.cwd(), 'test/migrator/cases');
const names = readdirSync(cases).filter((name) => name !== 'hostile');

if (trees === undefined || nixVersion === undefined) {
  process.stderr.write(
    `${trees === undefined ? 'NIXPKGS_TREES is not set' : 'nix is not there'}: flakes are not evaluated with the real nixpkgs.\n`,
  );
}
const describeWithTrees = trees === undefined || nixVersion === undefined ? describe.skip : describe;

describeWithTrees('with the real nixpkgs', () => {
  let nix: TemporaryNix;
  beforeAll(() => {
    nix = new TemporaryNix();
  });
  afterAll(() => {
    nix.dispose();
  });

  const evaluable = names.filter((name) =>
    pinsOf(name).every(({ release }) => existsSync(join(trees ?? '', release))),
  );

  test.each(evaluable)(
    '%s evaluates',
    (name) => {
      const project = join(nix.folder, name);
      mkdirSync(project);
      for (const file of ['flake.nix', 'flake.lock']) {
        copyFileSync(join(cases, name, 'expected', file), join(project, file));
      }
      for (const { release, narHash } of pinsOf(name)) nix.provideInput(narHash, join(trees ?? '', release));
      const { status, stderr } = nix.run('nix', [
        '--offline',
        'flake',
        'check',
        '--no-build',
        `path:${project}`,
      ]);
      expect({ status, stderr }).toEqual({ status: 0, stderr: expect.not.stringContaining('error:') });
    },
    300_000,
  );

  test.each(readdirSync(trees ?? '.').filter((name) => existsSync(join(trees ?? '', name, 'pkgs'))))(
    '%s has every attribute that the rules name for it',
    (release) => {
      const query = `{ attributes }:
        let pkgs = import ${join(trees ?? '', release)} { system = "x86_64-linux"; config = { allowAliases = true; }; };
            exists = attribute: let found = builtins.tryEval (pkgs.lib.attrByPath (pkgs.lib.splitString "." attribute) null pkgs); in found.success && found.value != null;
        in builtins.filter (attribute: !exists attribute) (builtins.fromJSON attributes)`;
      const { stdout, stderr } = nix.run('nix-instantiate', [
        ...['--readonly-mode', '--eval', '--strict', '--json', '--expr', query],
        ...['--argstr', 'attributes', JSON.stringify(attributesOf(release))],
      ]);
      expect({ missing: stdout.trim(), stderr }).toMatchObject({ missing: '[]' });
    },
    300_000,
  );
});

/** What a flake for this release may ask for: the first of the attributes that stand for one thing. */
function attributesOf(release: string): string[] {
  const { apt, executables, sonames } = loadKnowledge();
  const rows = [apt.packages, executables.programs, sonames.libraries].flatMap((table) =>
    Object.values(table).filter((row) => row.status === undefined),
  );
  return [...new Set(rows.flatMap((row) => nixAttributes(row, release).slice(0, 1)))];
}

function pinsOf(name: string): FlakePlan['nixpkgs'][] {
  const plan = JSON.parse(readFileSync(join(cases, name, 'plan.json'), 'utf8')) as FlakePlan;
  return plan.eraNixpkgs ? [plan.nixpkgs, plan.eraNixpkgs] : [plan.nixpkgs];
}
