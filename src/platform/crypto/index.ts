export { searchForm } from './blind-index.js';
export * from './crypto.module.js';
export * from './kept-text.js';
export * from './key-operations.js';
export * from './master-keys.js';
export * from './person-vault.js';
export { SealBroken } from './sealing.js';
export type { Withdrawal, WithdrawalKind } from './withdrawal-file.js';
export * from './withdrawal-list.js';
