import type { Scanner } from '../scanner.js';
import { buildScript } from './build-script.js';
import { cSource } from './c-source.js';
import { cmake } from './cmake.js';
import { compiledModule } from './compiled-module.js';
import { cython } from './cython.js';

export const native: Scanner[] = [cSource, cmake, cython, compiledModule, buildScript];
