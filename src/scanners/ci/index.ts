import type { Scanner } from '../scanner.js';

export const ci: Scanner[] = [];
