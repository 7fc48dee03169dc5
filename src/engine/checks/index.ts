import type { Check } from '../check.js';
import { cudaExtension, cudaFromHost } from './gpu.js';
import { hostPaths } from './host-paths.js';
import { deadImages, floatingImages, goneRuntimes } from './images.js';
import { hostModules, undeclaredImports, unusedRequirements } from './imports.js';
import { compiledModules, missingFiles, ownNixFiles } from './instructions.js';
import { libraryApis } from './library-apis.js';
import { locksWithoutHashes, staleLocks } from './locks.js';
import { gonePackages } from './packages.js';
import { duplicates, invalidRequirements, transitiveDrift, unpinned } from './pins.js';
import { python2, pythonContradiction, pythonUnstated, removedFromPython } from './python.js';
import {
  missingLocalRequirement,
  refusedProtocol,
  unverifiedDownload,
  urlWithoutHash,
  vcsUnpinned,
} from './remote.js';
import { setupArguments, setupImports } from './setup-script.js';
import { buildNeeds, systemExecutables, systemLibraries, unpinnedSystemPackages } from './system.js';
import { unreadableInput, unreadablePython } from './unreadable.js';
import { noWheelForPython } from './wheels.js';

/** Everything that is looked for. A new check is one line here and a rule in rules/checks.toml. */
export const checks: readonly Check[] = [
  unpinned,
  transitiveDrift,
  duplicates,
  invalidRequirements,
  locksWithoutHashes,
  staleLocks,
  missingFiles,
  pythonUnstated,
  pythonContradiction,
  python2,
  removedFromPython,
  unreadablePython,
  libraryApis,
  undeclaredImports,
  unusedRequirements,
  hostModules,
  compiledModules,
  noWheelForPython,
  gonePackages,
  setupArguments,
  setupImports,
  systemLibraries,
  buildNeeds,
  systemExecutables,
  unpinnedSystemPackages,
  cudaFromHost,
  cudaExtension,
  deadImages,
  floatingImages,
  goneRuntimes,
  vcsUnpinned,
  urlWithoutHash,
  missingLocalRequirement,
  unverifiedDownload,
  refusedProtocol,
  hostPaths,
  ownNixFiles,
  unreadableInput,
];
