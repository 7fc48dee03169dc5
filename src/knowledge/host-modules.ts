import { rowOfPrefix } from './rows.js';
import type { HostModuleRow, Knowledge } from './types.js';

/** A module that no Python index can supply on Linux. */
export interface KnownHostModule extends HostModuleRow {
  /** The prefix of the module that the row is about: `maya.cmds`. */
  module: string;
}

/**
 * Says who supplies a module that no index can supply on Linux.
 *
 * @param module dotted, as imported; the longest prefix with a row decides
 * @returns undefined where nothing of the kind is known
 */
export function hostModule(knowledge: Knowledge, module: string): KnownHostModule | undefined {
  const found = rowOfPrefix(knowledge.hostModules.modules, module);
  return found && { module: found.prefix, ...found.row };
}
