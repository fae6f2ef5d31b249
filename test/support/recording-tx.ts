import type { Tx } from '../../src/platform/index.js';

/** The same transaction, with the text of every statement that is waited for added to `statements`. */
export function recordingTx(tx: Tx, statements: string[]): Tx {
  return {
    regionId: tx.regionId,
    principal: tx.principal,
    query: (sql, parameters) => {
      statements.push(typeof sql === 'string' ? sql : sql.text);
      return tx.query(sql, parameters);
    },
    post: (sql, parameters) => tx.post(sql, parameters),
    announce: (channel, key, value) => tx.announce(channel, key, value),
    beforeCommit: (work) => tx.beforeCommit(work),
    exOfficio: (work) => tx.exOfficio(work),
    once: (key, read) => tx.once(key, read),
  };
}
