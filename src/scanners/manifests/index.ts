import type { Scanner } from '../scanner.js';
import { environmentYml } from './environment-yml.js';
import { metaYaml } from './meta-yaml.js';
import { pipfile } from './pipfile.js';
import { pixiToml } from './pixi-toml.js';
import { pyproject } from './pyproject/index.js';
import { requirementsTxt } from './requirements-txt.js';
import { setupCfg } from './setup-cfg.js';
import { setupPy } from './setup-py/index.js';
import { toxIni } from './tox-ini.js';

/** Manifests: what a project says that it needs. */
export const manifests: Scanner[] = [
  requirementsTxt,
  pyproject,
  setupPy,
  setupCfg,
  toxIni,
  pipfile,
  environmentYml,
  metaYaml,
  pixiToml,
];
