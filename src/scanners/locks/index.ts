import type { Scanner } from '../scanner.js';
import { condaExplicit } from './conda-explicit.js';
import { condaLock } from './conda-lock.js';
import { pdmLock } from './pdm-lock.js';
import { pipfileLock } from './pipfile-lock.js';
import { pixiLock } from './pixi-lock.js';
import { poetryLock } from './poetry-lock.js';
import { pylock } from './pylock.js';
import { uvLock } from './uv-lock.js';

/** Locks: each package at one version. (`requirements.lock` is read with the requirements files.) */
export const locks: Scanner[] = [
  poetryLock,
  uvLock,
  pdmLock,
  pylock,
  pipfileLock,
  pixiLock,
  condaLock,
  condaExplicit,
];
