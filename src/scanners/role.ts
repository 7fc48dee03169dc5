import type { Role } from '../model/evidence.js';

const WORDS = new Map<string, Role>(
  (
    [
      [
        'test',
        'test tests testing tester unittest unittests pytest tox ci coverage check checks e2e benchmark benchmarks',
      ],
      ['docs', 'doc docs documentation sphinx rtd readthedocs mkdocs website'],
      [
        'dev',
        'dev devel develop development developer local lint linter linting style typing types mypy format formatting qa quality release tools',
      ],
      ['build', 'build building setup wheel packaging'],
      ['optional', 'optional opt extra extras optionals recommended'],
    ] as const
  ).flatMap(([role, words]) => words.split(' ').map((word): [string, Role] => [word, role])),
);

/**
 * What a name says about why something is required: of an extra, a dependency group, a tox environment or a file
 * (`requirements-dev.txt`, `docs/requirements.txt`). Gives `otherwise` where no word of the name says anything.
 */
export function roleOfName(name: string, otherwise: Role): Role {
  const words = name.toLowerCase().split(/[^a-z0-9]+/);
  return words.map((word) => WORDS.get(word)).find((role) => role !== undefined) ?? otherwise;
}
