import type { ConferenceId, RegionId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';

/** Channel on which every node hears which conferences moved on in their sitting. */
export const SITTING_CHANNEL = 'fallwerk_sitting';

/** Names a conference among those of all regions; contains no space. */
export function sittingKey(regionId: RegionId, id: ConferenceId): string {
  return `${regionId}/${id}`;
}

/** Tells the nodes, once the transaction has committed, to look again. */
export function announceSitting(tx: Tx, id: ConferenceId, version: string): void {
  tx.announce(SITTING_CHANNEL, sittingKey(tx.regionId, id), version.replaceAll(/\s/g, '') || '-');
}
