export * from './calendar/index.js';
export * from './canonical-json.js';
export * from './errors.js';
export * from './hash-chain.js';
export * from './hash.js';
export * from './ids.js';
export * from './result.js';
export * from './calendar/calendar.errors.js';
