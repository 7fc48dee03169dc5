import type { Scanner } from '../scanner.js';
import { cog } from './cog.js';
import { compose } from './compose.js';
import { devcontainer } from './devcontainer.js';
import { dockerfile } from './dockerfile.js';

export const containers: Scanner[] = [dockerfile, compose, devcontainer, cog];
