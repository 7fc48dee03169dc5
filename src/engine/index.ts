export { boundsOf } from './bounds.js';
export { findProblems, summarize } from './findings.js';
export { verdictOf } from './verdict.js';
