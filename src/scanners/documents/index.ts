import type { Scanner } from '../scanner.js';
import { notebook } from './notebook.js';
import { pythonFile } from './python-file.js';
import { readme } from './readme.js';

export const documents: Scanner[] = [pythonFile, notebook, readme];
