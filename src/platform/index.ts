export * from './auth/access-denied.js';
export * from './auth/principal.js';
export * from './clock/clock.js';
export * from './clock/ids.js';
export * from './commands/command-runner.js';
export * from './commands/command.errors.js';
export * from './database/unit-of-work.js';
