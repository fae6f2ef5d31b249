export * from './access-changes.js';
export { announcedIn } from './announcements.js';
export * from './notification-listener.js';
