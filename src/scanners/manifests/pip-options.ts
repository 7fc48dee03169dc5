import type { IndexFact } from '../../model/evidence.js';
import type { Location } from '../../model/location.js';

const OPTIONS = new Set<string>([
  'index-url',
  'extra-index-url',
  'find-links',
  'no-index',
  'trusted-host',
  'pre',
  'no-binary',
  'only-binary',
] satisfies IndexFact['option'][]);

/** States an option of a requirements file (`--index-url …`), if it is one that says where packages come from. */
export function optionFact(option: string, value: string, location: Location, text: string): IndexFact[] {
  if (!OPTIONS.has(option)) return [];
  return [{ kind: 'index', option: option as IndexFact['option'], value, location, text }];
}
