import type { Scanner } from '../scanner.js';

export const manifests: Scanner[] = [];
