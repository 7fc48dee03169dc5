import type { Confidence } from '../model/report.js';
import { isValidName, normalizeName } from '../python/names.js';
import { hostModule } from './host-modules.js';
import { oncePerKnowledge } from './once.js';
import { rowOf } from './rows.js';
import type { ImportRow, Knowledge } from './types.js';

/** What is known about an import. */
export interface ImportedDistribution {
  /** Normalised; absent where the name alone tells nothing (a namespace, a generic name). */
  name?: string;
  confidence: Confidence;
  alternatives: string[];
  /** No row says so: the distribution is taken to be called like the import. */
  identity: boolean;
  /** Shared by many distributions, and the given name names none of them. */
  namespace: boolean;
  /** Nearly always a file of the repository itself. */
  generic: boolean;
  /** A distribution of the import's own name exists and is something else. */
  stranger: boolean;
  note?: string;
  source?: string;
}

/** Imports whose distribution is known to be called like them. */
const knownIdentities = oncePerKnowledge((knowledge) => new Set(knowledge.imports.identity.names));

/**
 * Says which distribution installs a module. The longest dotted prefix that has a row decides; a name without a row
 * is taken for the distribution's own, with confidence `high` where that is known and `medium` otherwise, unless it
 * is the module of a host (`maya`, `win32api`): for those, no distribution of their name is ever proposed.
 *
 * @param module dotted, as imported: `cv2`, `google.cloud.storage`
 * @param options `python: 2` asks for the distribution that Python 2 used
 */
export function distributionsFor(
  knowledge: Knowledge,
  module: string,
  options: { python?: 2 | 3 } = {},
): ImportedDistribution {
  const parts = module.split('.');
  for (let length = parts.length; length > 0; length--) {
    const prefix = parts.slice(0, length).join('.');
    if (knownIdentities(knowledge).has(prefix)) return itself(prefix, 'high');
    const row = rowOf(knowledge.imports.imports, prefix);
    if (!row) continue;
    const member = row.joined && length < parts.length ? parts.slice(0, length + 1).join('.') : undefined;
    return fromRow(row, member, options.python);
  }
  return fromHost(knowledge, module) ?? itself(parts[0] ?? '', 'medium');
}

/** For a module that no index supplies on Linux: what an index has for it, if anything, and never its namesake. */
function fromHost(knowledge: Knowledge, module: string): ImportedDistribution | undefined {
  const host = hostModule(knowledge, module);
  if (!host) return undefined;
  return {
    ...UNREMARKABLE,
    ...(host.distribution ? { name: host.distribution } : {}),
    confidence: 'low',
    generic: host.generic ?? false,
    source: host.source,
  };
}

/** A distribution called like the import; no distribution where that is no valid name (`_private`). */
function itself(prefix: string, confidence: Confidence): ImportedDistribution {
  const name = normalizeName(prefix);
  return isValidName(name)
    ? { name, confidence, ...UNREMARKABLE, identity: true }
    : { confidence: 'low', ...UNREMARKABLE, identity: true };
}

const UNREMARKABLE = { alternatives: [], identity: false, namespace: false, generic: false, stranger: false };

function fromRow(
  row: ImportRow,
  member: string | undefined,
  python: 2 | 3 | undefined,
): ImportedDistribution {
  const name = member
    ? normalizeName(member)
    : ((python === 2 ? row.python2 : undefined) ?? row.distribution);
  const alternatives = python === 2 && row.python2 && row.distribution ? [row.distribution] : [];
  for (const other of row.alternatives ?? []) if (other !== name) alternatives.push(other);
  return {
    ...UNREMARKABLE,
    ...(name ? { name } : {}),
    // What a namespace's members are called is a guess as long as no row names them.
    confidence: row.confidence ?? 'low',
    alternatives,
    namespace: Boolean(row.namespace) && !member,
    generic: Boolean(row.generic),
    stranger: Boolean(row.stranger),
    ...(row.note ? { note: row.note } : {}),
    source: row.source,
  };
}
