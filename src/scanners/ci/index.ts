import type { Scanner } from '../scanner.js';
import { appveyor } from './appveyor.js';
import { azurePipelines } from './azure-pipelines.js';
import { circleci } from './circleci.js';
import { githubWorkflow } from './github-workflow.js';
import { gitlab } from './gitlab.js';
import { readthedocs } from './readthedocs.js';
import { travis } from './travis.js';

export const ci: Scanner[] = [
  travis,
  githubWorkflow,
  gitlab,
  circleci,
  azurePipelines,
  appveyor,
  readthedocs,
];
