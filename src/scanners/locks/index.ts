import type { Scanner } from '../scanner.js';

export const locks: Scanner[] = [];
