import type { Scanner } from '../scanner.js';
import { environmentYml } from './environment-yml.js';
import { pyproject } from './pyproject/index.js';
import { requirementsTxt } from './requirements-txt.js';
import { setupPy } from './setup-py/index.js';

/** Manifests: what a project says that it needs. */
export const manifests: Scanner[] = [requirementsTxt, pyproject, setupPy, environmentYml];
