export * from './create-app.js';
export * from './graceful-shutdown.js';
