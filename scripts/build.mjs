// Bundles src into dist/: one small entry and lazily loaded chunks, so that `--version` costs hardly more than
// starting Node. Also compiles rules/*.toml into dist/rules.json, which is read faster than TOML.
import { rmSync, chmodSync } from 'node:fs';
import { build } from 'esbuild';
import { compileRules } from './compile-rules.mjs';

// First, so that a mistake in a rule leaves the last good build alone.
compileRules('rules', 'dist/rules.json');
rmSync('dist/chunks', { recursive: true, force: true });
await build({
  entryPoints: { cli: 'src/cli/main.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  chunkNames: 'chunks/[name]-[hash]',
  banner: {
    // Some dependencies are CommonJS and call require() for Node's own modules.
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  legalComments: 'none',
});
chmodSync('dist/cli.js', 0o755);
