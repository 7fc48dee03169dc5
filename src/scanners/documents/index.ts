import type { Scanner } from '../scanner.js';

export const documents: Scanner[] = [];
