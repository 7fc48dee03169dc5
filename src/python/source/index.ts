export { allMembers, findMembers } from './member-table.js';
export { readPythonSource } from './read-source.js';
export { pythonBounds, SYNTAX_FEATURES } from './syntax-features.js';
export type { PythonBounds, PythonVersion } from './syntax-features.js';
export type * from '../../model/python-source.js';
