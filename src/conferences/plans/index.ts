export * from './application/accept-plan.js';
export * from './application/cancel-plan.js';
export * from './application/plan-conferences.js';
export * from './application/plan-reader.js';
export * from './application/plan-search.js';
export * from './application/run-plans.js';
export * from './domain/plan.errors.js';
