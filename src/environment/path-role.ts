import type { PathRole } from '../model/project.js';

const FOLDERS: Record<string, PathRole> = {
  test: 'test',
  tests: 'test',
  testing: 'test',
  unittest: 'test',
  unittests: 'test',
  unit_tests: 'test',
  test_suite: 'test',
  doc: 'docs',
  docs: 'docs',
  documentation: 'docs',
  example: 'example',
  examples: 'example',
  demo: 'example',
  demos: 'example',
  tutorial: 'example',
  tutorials: 'example',
  vendor: 'vendored',
  vendors: 'vendored',
  vendored: 'vendored',
  _vendor: 'vendored',
  _vendored: 'vendored',
  third_party: 'vendored',
  thirdparty: 'vendored',
  'third-party': 'vendored',
  '3rdparty': 'vendored',
  '3rd_party': 'vendored',
  extern: 'vendored',
  external: 'vendored',
  externals: 'vendored',
  _externals: 'vendored',
  ci: 'tooling',
  '.ci': 'tooling',
  '.github': 'tooling',
  '.circleci': 'tooling',
  '.devcontainer': 'tooling',
  '.binder': 'tooling',
  binder: 'tooling',
};

/** In the order of how much it takes away from a finding's weight: a test of a vendored package is vendored. */
const WEIGHT: PathRole[] = ['code', 'tooling', 'example', 'docs', 'test', 'vendored'];

/**
 * Tells from a path what a file is there for.
 *
 * @param path relative to the project's folder, with `/`
 */
export function pathRole(path: string): PathRole {
  const parts = path.split('/');
  const name = parts.pop() ?? '';
  let role: PathRole = 'code';
  for (const part of parts) {
    const found = FOLDERS[part.toLowerCase()];
    if (found && WEIGHT.indexOf(found) > WEIGHT.indexOf(role)) role = found;
  }
  if (role !== 'code') return role;
  if (/^(test_.*|.*_test|tests?|conftest)\.py$/.test(name)) return 'test';
  if (/^(setup|noxfile|versioneer|ez_setup)\.py$/.test(name)) return 'tooling';
  return 'code';
}
