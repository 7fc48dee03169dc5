import type { Scanner } from '../scanner.js';
import { makefile } from './makefile.js';
import { nixFile } from './nix-file.js';
import { aptList, brewfile, ebextensions } from './package-lists.js';
import { procfile } from './procfile.js';
import { pythonVersion } from './python-version.js';
import { shellScript } from './shell-script.js';
import { toolVersions } from './tool-versions.js';

export const host: Scanner[] = [
  pythonVersion,
  toolVersions,
  procfile,
  aptList,
  brewfile,
  ebextensions,
  makefile,
  shellScript,
  nixFile,
];
