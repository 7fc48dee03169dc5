import type { EntryPointFact } from '../../model/evidence.js';
import type { Location } from '../../model/location.js';

/**
 * Reads an entry point as setuptools has it: `name = package.module:function [extra]`.
 * Takes the group (`console_scripts`); gives undefined where the text is something else.
 */
export function entryPointFact(group: string, text: string, location: Location): EntryPointFact | undefined {
  const equals = text.indexOf('=');
  if (equals < 0) return undefined;
  const command = text
    .slice(equals + 1)
    .split('[', 1)[0]!
    .trim();
  const name = text.slice(0, equals).trim();
  if (name === '' || command === '') return undefined;
  return { kind: 'entry-point', source: group, command, name, location };
}
