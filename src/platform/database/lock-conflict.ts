import type { Tx } from './unit-of-work.js';

/**
 * A lock cannot be waited for without the danger of a deadlock, because it is asked for out of order. `UnitOfWork` ends
 * the transaction and runs it again with these locks taken first, in order. Never caught by anybody else.
 */
export class LockConflict extends Error {
  override readonly name = 'LockConflict';

  /** @param lockFirst Takes all locks that are known to be needed, in the order everybody keeps. */
  constructor(readonly lockFirst: (tx: Tx) => Promise<void>) {
    super('A lock was asked for out of order');
  }
}
