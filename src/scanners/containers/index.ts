import type { Scanner } from '../scanner.js';

export const containers: Scanner[] = [];
