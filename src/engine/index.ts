export { boundsOf } from './bounds.js';
export type { CheckContext } from './check.js';
export { findProblems, summarize } from './findings.js';
export { verdictOf } from './verdict.js';
