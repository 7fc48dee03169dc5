export { divide } from './divide.js';
export { infer } from './infer.js';
