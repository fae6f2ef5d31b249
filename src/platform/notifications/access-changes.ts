import type { AccountId, CaseId, RegionId } from '../../kernel/index.js';
import type { Tx } from '../database/unit-of-work.js';

/** Channel on which every node hears that somebody's access may have changed. */
export const ACCESS_CHANNEL = 'fallwerk_access';

/** Whose access, to what; everybody's to everything in the region when neither is named. */
export interface AccessChange {
  readonly regionId: RegionId;
  readonly caseId?: CaseId;
  readonly accountId?: AccountId;
}

/**
 * Has the open subscriptions of all nodes look again whether their reader may still read, once the transaction has
 * committed. Called wherever a right ends (a consent is revoked, a participation ends, a role is withdrawn); too often
 * does no harm, too rarely leaves a subscription open for up to half a minute.
 *
 * Unlike what is announced of processes, it is part of the transaction: such changes are rare and must not get lost.
 *
 * @param scope Narrows it to one case or one account.
 */
export function accessMayHaveChanged(tx: Tx, scope: Omit<AccessChange, 'regionId'> = {}): void {
  const change: AccessChange = { ...scope, regionId: tx.regionId };
  tx.post('SELECT pg_notify($1, $2)', [ACCESS_CHANNEL, JSON.stringify(change)]);
}

/** Reads a notification of {@link ACCESS_CHANNEL}; `undefined` when it is not one of ours. */
export function accessChangeIn(payload: string): AccessChange | undefined {
  try {
    const change = JSON.parse(payload) as AccessChange | null;
    return typeof change?.regionId === 'string' ? change : undefined;
  } catch {
    return undefined;
  }
}
