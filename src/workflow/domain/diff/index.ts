export type * from './definition-diff.js';
export { diffDefinitions } from './diff-definitions.js';
