export * from './imap-mailbox.js';
export * from './mail.errors.js';
export * from './mail.module.js';
export * from './mail-addresses.js';
export * from './mail-outbox.js';
export * from './mail-writers.js';
export * from './mailer.js';
export * from './send-mail.js';
