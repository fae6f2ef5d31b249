import { LockConflict, prepared, sqlState, type Tx } from '../../platform/index.js';

const LOCK_ALL = prepared(
  'lock_processes_in_order',
  `SELECT id FROM process WHERE region_id = $1 AND id = ANY ($2::uuid[]) ORDER BY id FOR UPDATE`,
);
/** SQLSTATE `lock_not_available`. */
const NOT_AVAILABLE = '55P03';

/**
 * Which processes each open transaction holds, so that all transactions wait for processes in the order of their ids
 * and never for each other.
 *
 * An event may move other processes (effects, messages, sub-processes), and which ones shows only on the way. Waiting
 * for a higher id than all held ones is safe. For a lower one nobody waits: when it is not free at once, the transaction
 * begins anew with all ids known by then, lowest first.
 */
export class HeldProcesses {
  private readonly idsByTx = new WeakMap<Tx, Set<string>>();

  /** Whether the transaction may wait for this process; asked before it is locked. */
  mayWaitFor(tx: Tx, id: string): boolean {
    const ids = this.idsOf(tx);
    if (ids.has(id)) return true;
    for (const held of ids) if (held > id) return false;
    return true;
  }

  /** Notes a process that the transaction holds from now on. */
  add(tx: Tx, id: string): void {
    this.idsOf(tx).add(id);
  }

  /** What to throw after a lock that was not waited for: the failure itself, unless somebody else held the process. */
  conflictOf(tx: Tx, id: string, failure: unknown): unknown {
    if (sqlState(failure) !== NOT_AVAILABLE) return failure;
    const wanted = [...this.idsOf(tx), id].sort();
    return new LockConflict(async (fresh) => {
      await fresh.query(LOCK_ALL, [fresh.regionId, wanted]);
      for (const one of wanted) this.add(fresh, one);
    });
  }

  private idsOf(tx: Tx): Set<string> {
    const known = this.idsByTx.get(tx);
    if (known) return known;
    const ids = new Set<string>();
    this.idsByTx.set(tx, ids);
    return ids;
  }
}
