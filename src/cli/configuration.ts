import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SEVERITIES, type Severity } from '../model/report.js';
import { UserError } from './exit.js';

/** What a repository may settle for itself in `nix-py-audit.toml`. */
export interface Configuration {
  /** ISO date: overrides the epoch. */
  asOf?: string;
  failOn?: Severity | 'never';
  /** Rule ids that are not reported. */
  ignore: string[];
}

/** Where a repository keeps its settings, in its root. */
export const CONFIGURATION_FILE = 'nix-py-audit.toml';

const MAX_SIZE = 64 * 1024;

/**
 * Reads the configuration of a repository, if it has one.
 *
 * @throws UserError naming file and key where it is invalid
 */
export async function readConfiguration(root: string): Promise<Configuration> {
  const path = join(root, CONFIGURATION_FILE);
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (!status?.isFile()) return { ignore: [] };
  if (status.size > MAX_SIZE) throw new UserError(`${CONFIGURATION_FILE}: too big for three settings`);
  const { default: toml } = await import('@iarna/toml');
  let table: Record<string, unknown>;
  try {
    table = toml.parse(readFileSync(path, 'utf8').replaceAll('\r\n', '\n'));
  } catch (error) {
    throw new UserError(
      `${CONFIGURATION_FILE}: ${(error as Error).message.split('\n')[0] ?? 'no valid TOML'}`,
    );
  }
  const configuration: Configuration = { ignore: [] };
  for (const [key, value] of Object.entries(table)) {
    switch (key) {
      case 'as-of': {
        const date = value instanceof Date ? value.toISOString().slice(0, 10) : value;
        if (typeof date !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(Date.parse(date))) {
          throw new UserError(`${CONFIGURATION_FILE}: as-of must be a date such as 2018-06-20`);
        }
        configuration.asOf = date;
        break;
      }
      case 'fail-on': {
        if (value !== 'never' && !SEVERITIES.includes(value as Severity)) {
          throw new UserError(
            `${CONFIGURATION_FILE}: fail-on must be one of ${SEVERITIES.join(', ')}, never`,
          );
        }
        configuration.failOn = value as Severity | 'never';
        break;
      }
      case 'ignore': {
        if (!Array.isArray(value) || !value.every((id) => typeof id === 'string' && /^NPA\d{3}$/.test(id))) {
          throw new UserError(`${CONFIGURATION_FILE}: ignore must be a list of rule ids such as ["NPA101"]`);
        }
        configuration.ignore = value as string[];
        break;
      }
      default:
        throw new UserError(`${CONFIGURATION_FILE}: unknown key ${key} (known: as-of, fail-on, ignore)`);
    }
  }
  return configuration;
}
