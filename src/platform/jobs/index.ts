export * from './enqueue.js';
export * from './job-registry.js';
export * from './job-runner.js';
export * from './job-schema.js';
export * from './living-workers.js';
export * from './jobs.module.js';
export * from './system-principal.js';
