import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { copyExample, run } from '../cli/program.js';
import { TemporaryNix, nixVersion, sayIfNixIsMissing } from './nix.js';

/** The way of a reader of the README: `--fix` on each example, and Nix takes what was written. No network, no root. */

sayIfNixIsMissing();
const describeWithNix = nixVersion === undefined ? describe.skip : describe;
const examples = readdirSync('examples', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

interface Lock {
  nodes: { nixpkgs: { locked: { narHash: string } } };
}

describeWithNix('examples', () => {
  let nix: TemporaryNix;
  beforeAll(() => {
    nix = new TemporaryNix();
  });
  afterAll(() => {
    nix.dispose();
  });

  test.each(examples)(
    '%s: the flake that --fix writes evaluates, and its lock stays as it is',
    (name) => {
      const project = join(nix.folder, name);
      copyExample(name, project);
      const fix = run([project, '--fix', '--quiet']);
      expect(fix.stdout).toContain('Wrote flake.nix, flake.lock');

      const lock = readFileSync(join(project, 'flake.lock'));
      const { narHash } = (JSON.parse(lock.toString()) as Lock).nodes.nixpkgs.locked;
      const release = /release (\d\d\.\d\d),/.exec(readFileSync(join(project, 'flake.nix'), 'utf8'))?.[1];
      nix.provideStub({ narHash, release: release ?? 'none' });
      const { stdout, stderr } = nix.run('nix', [
        '--offline',
        'eval',
        '--raw',
        `path:${project}#devShells.x86_64-linux.default.drvPath`,
      ]);
      expect({ stdout, stderr }).toEqual({
        stdout: expect.stringMatching(/-nix-shell\.drv$/),
        stderr: expect.not.stringContaining('error:'),
      });
      expect(readFileSync(join(project, 'flake.lock'))).toEqual(lock);
    },
    30_000,
  );
});
