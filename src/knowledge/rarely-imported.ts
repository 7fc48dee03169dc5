import type { Knowledge } from './types.js';

/**
 * Whether a distribution is declared and never imported by design: a command, a plug-in, a stub, a driver.
 *
 * @param distribution normalised
 */
export function isRarelyImported(knowledge: Knowledge, distribution: string): boolean {
  const { names, prefixes, suffixes } = knowledge.rarelyImported;
  return (
    names.includes(distribution) ||
    prefixes.some((prefix) => distribution.startsWith(prefix)) ||
    suffixes.some((suffix) => distribution.endsWith(suffix))
  );
}

/**
 * Whether a distribution installs others, rather than being what is installed.
 *
 * @param distribution normalised
 */
export function isInstaller(knowledge: Knowledge, distribution: string): boolean {
  return knowledge.rarelyImported.installers.includes(distribution);
}
