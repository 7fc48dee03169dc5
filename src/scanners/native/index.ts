import type { Scanner } from '../scanner.js';

export const native: Scanner[] = [];
