import type { Evidence, IndexFact } from '../../model/evidence.js';
import type { InvalidLine, RequirementsLine } from '../../python/requirements-line.js';
import { condaPinFacts } from '../conda-facts.js';
import { folderOf, repositoryPath } from '../repository-path.js';
import { requirementFact, requirementLineFact } from '../requirement-fact.js';
import type { RequirementContext } from '../requirement-fact.js';

const INDEX_OPTIONS = new Set<string>([
  'index-url',
  'extra-index-url',
  'find-links',
  'no-index',
  'trusted-host',
  'pre',
  'no-binary',
  'only-binary',
] satisfies IndexFact['option'][]);

/**
 * States what one line says that pip reads: in a requirements file, in the `pip:` list of an environment.yml, in the
 * `deps` of a tox.ini. The context says where the line stands and what it is for.
 */
export function pipLineFacts(line: RequirementsLine, context: RequirementContext): Evidence[] {
  const { location, role } = context;
  const { text } = line;
  switch (line.kind) {
    case 'include': {
      const target = repositoryPath(folderOf(location.file), line.target);
      const as = line.constraint ? 'constraints' : 'requirements';
      return [{ kind: 'include', target, as, role, required: true, location, text }];
    }
    case 'option':
      if (!INDEX_OPTIONS.has(line.option)) return [];
      return [
        { kind: 'index', option: line.option as IndexFact['option'], value: line.value, location, text },
      ];
    case 'invalid':
      return invalidLineFacts(line, { ...context, text });
    default:
      return [requirementLineFact(line, context)];
  }
}

/** So much of a line that is no requirement is quoted. */
const MAX_TEXT = 1_000;

/** A row of `conda list` or `pip list` still names a package and its version. */
function invalidLineFacts(line: InvalidLine, context: RequirementContext): Evidence[] {
  const problems = [line.message];
  if (line.pin === undefined) {
    const { format, location, text } = context;
    return [
      {
        kind: 'unreadable',
        format,
        message: line.message.slice(0, MAX_TEXT),
        location,
        text: text?.slice(0, MAX_TEXT),
      },
    ];
  }
  const { name, version, build } = line.pin;
  // Only `conda list` knows builds; a row of `pip list` names a distribution.
  if (build !== undefined) return condaPinFacts({ name, version, build }, { ...context, problems });
  return [{ ...requirementFact(`${name}==${version}`, context), problems }];
}
