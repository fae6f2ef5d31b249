export * from './application/conference-overview.js';
