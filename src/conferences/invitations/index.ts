export * from './application/invitations.js';
export * from './domain/calendar.errors.js';
export * from './domain/invitation.errors.js';
