import type { StaffId, TaskId } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';

/** Staff member who accepted a task last; `undefined` before that, and when the person did. The caller checks access. */
export async function acceptedBy(tx: Tx, id: TaskId): Promise<StaffId | undefined> {
  const [row] = await tx.query<{ staffId: StaffId }>(
    `SELECT a.staff_id AS "staffId" FROM process p
     JOIN process_event e ON e.region_id = p.region_id AND e.process_id = p.id
     JOIN account a ON a.region_id = e.region_id AND a.id = e.actor_id AND a.staff_id IS NOT NULL
     WHERE p.region_id = $1 AND p.subject_type = 'task' AND p.subject_id = $2 AND e.type = 'TASK_ACCEPTED'
       AND e.actor_kind = 'staff' ORDER BY e.seq DESC LIMIT 1`,
    [tx.regionId, id],
  );
  return row?.staffId;
}
