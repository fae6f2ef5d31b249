import type { Temporal } from 'temporal-polyfill';
import { newId, type Tx } from '../../../platform/index.js';

/** What became of a work item. */
export interface NewWorkItemStep {
  readonly workItemId: string;
  readonly kind: 'CLAIMED' | 'RELEASED' | 'DELEGATED' | 'REASSIGNED' | 'ESCALATED';
  readonly reason?: string;
  readonly toStaffId?: string | null;
  readonly toUnitId?: string | null;
  /** Whom an escalation goes to. */
  readonly toCode?: string;
  readonly level?: number;
}

/** Appends a step; nobody waits for the answer. */
export function insertStep(tx: Tx, step: NewWorkItemStep, at: Temporal.Instant): void {
  tx.post(
    `INSERT INTO work_item_step (region_id, id, work_item_id, kind, at, actor_id, reason, to_staff_id, to_unit_id,
                                 to_code, level)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      tx.regionId,
      newId(at),
      step.workItemId,
      step.kind,
      at.toString(),
      tx.principal.accountId,
      step.reason ?? null,
      step.toStaffId ?? null,
      step.toUnitId ?? null,
      step.toCode ?? null,
      step.level ?? null,
    ],
  );
}
