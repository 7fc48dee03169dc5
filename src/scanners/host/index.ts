import type { Scanner } from '../scanner.js';

export const host: Scanner[] = [];
