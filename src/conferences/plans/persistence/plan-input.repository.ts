import type { StaffId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';

/** Whether one of these people is away, or has something else in their own calendar, at that time. */
export async function someoneIsBusy(
  tx: Tx,
  staffIds: readonly StaffId[],
  slot: { readonly startsAt: Date; readonly endsAt: Date },
): Promise<boolean> {
  const [row] = await tx.query<{ busy: boolean }>(
    `SELECT EXISTS (SELECT FROM staff_busy_time t WHERE t.region_id = $1 AND t.staff_id = ANY($2::uuid[])
         AND t.starts_at < $4 AND t.ends_at > $3)
       OR EXISTS (SELECT FROM absence a WHERE a.region_id = $1 AND a.staff_id = ANY($2::uuid[])
         AND a.starts_at < $4 AND a.ends_at > $3) AS busy`,
    [tx.regionId, staffIds, slot.startsAt, slot.endsAt],
  );
  return row?.busy === true;
}
