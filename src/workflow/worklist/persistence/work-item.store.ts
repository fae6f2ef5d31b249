import { Injectable } from '@nestjs/common';
import type { ProcessId, StaffId, UnitId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';
import type { ProcessView } from '../../domain/process.js';
import { PROCESS_COLUMNS, toProcess, type ProcessRecord } from '../../persistence/process.mapping.js';
import type { WorkItem, WorkItemStatus } from '../domain/work-item.js';
import { heldBy } from './work-item.writes.js';

/** A row as the driver gives it. */
export interface WorkItemRecord extends Omit<WorkItem, 'openedAt'> {
  readonly openedAt: Date;
}

/** Columns of {@link WorkItemRecord}, of a relation named `item`. */
export const WORK_ITEM_COLUMNS = `item.id, item.process_id AS "processId", item.subject_type AS "subjectType",
  item.definition_key AS "definitionKey", item.state_id AS "stateId", item.owner, item.unit_id AS "unitId",
  item.is_shared AS "isShared", item.status, item.assignee_id AS "assigneeId", item.due_on AS "dueOn",
  item.opened_at AS "openedAt", item.escalation_level AS "escalationLevel", item.revision`;

/** Row to work item. */
export function toWorkItem(row: WorkItemRecord): WorkItem {
  return { ...row, openedAt: row.openedAt.toISOString() };
}

/** Who has it from now on. */
export interface Assignment {
  readonly status: Exclude<WorkItemStatus, 'closed'>;
  readonly unitId: UnitId | null;
  readonly assigneeId: StaffId | null;
}

/** An item whose escalation chain may go on. */
export interface EscalationCandidate {
  readonly id: string;
  readonly processId: ProcessId;
  readonly definitionHash: string;
  readonly caseId: string | null;
  readonly stateId: string;
  readonly unitId: UnitId | null;
  readonly assigneeId: StaffId | null;
  readonly dueOn: string;
  readonly level: number;
}

/** Rows of work items, for those who work on them. */
@Injectable()
export class WorkItemStore {
  /**
   * An item, whatever its status, locked until the transaction ends; `undefined` when the region has no such item, or
   * its process is concealed: asking for what is not to be known must neither lock anything nor cost more.
   */
  async lock(tx: Tx, id: string): Promise<WorkItem | undefined> {
    const [row] = await tx.query<WorkItemRecord>(
      `SELECT ${WORK_ITEM_COLUMNS} FROM work_item item
       WHERE item.region_id = $1 AND item.id = $2
         AND EXISTS (SELECT 1 FROM process p WHERE p.region_id = item.region_id AND p.id = item.process_id)
       FOR UPDATE`,
      [tx.regionId, id],
    );
    return row && toWorkItem(row);
  }

  /** Processes by id; order is not defined. */
  async processes(tx: Tx, ids: readonly string[]): Promise<ProcessView[]> {
    if (ids.length === 0) return [];
    const rows = await tx.query<ProcessRecord>(
      `SELECT ${PROCESS_COLUMNS} FROM process WHERE region_id = $1 AND id = ANY ($2::uuid[])`,
      [tx.regionId, ids],
    );
    return rows.map(toProcess);
  }

  /** Units that hold the owner code of an item for its subject; empty without a scope. */
  async holders(tx: Tx, id: string, holders: string | undefined): Promise<readonly UnitId[]> {
    const [row] = await tx.exOfficio(() =>
      tx.query<{ units: UnitId[] | null }>(
        `SELECT held.units::text[] AS units FROM work_item item
         JOIN process ON process.region_id = item.region_id AND process.id = item.process_id
         CROSS JOIN LATERAL ${heldBy(holders, 'process.subject_id')} held
         WHERE item.region_id = $1 AND item.id = $2`,
        [tx.regionId, id],
      ),
    );
    return row?.units ?? [];
  }

  /** Gives an item, which the caller has locked and found open, to somebody. */
  assign(tx: Tx, id: string, assignment: Assignment): void {
    tx.post(
      `UPDATE work_item SET status = $3, unit_id = $4, assignee_id = $5, revision = revision + 1
       WHERE region_id = $1 AND id = $2`,
      [tx.regionId, id, assignment.status, assignment.unitId, assignment.assigneeId],
    );
  }

  /** Items whose day to look has come, in order of that day; held by this transaction, others skip them. */
  async takeEscalations(tx: Tx, today: string, limit: number): Promise<EscalationCandidate[]> {
    return tx.query(
      `SELECT item.id, item.process_id AS "processId", process.definition_hash AS "definitionHash",
              process.case_id AS "caseId", item.state_id AS "stateId", item.unit_id AS "unitId",
              item.assignee_id AS "assigneeId", item.due_on AS "dueOn", item.escalation_level AS level
       FROM work_item item JOIN process ON process.region_id = item.region_id AND process.id = item.process_id
       WHERE item.region_id = $1 AND item.next_escalation_on <= $2::date
       ORDER BY item.next_escalation_on, item.id LIMIT $3 FOR UPDATE OF item SKIP LOCKED`,
      [tx.regionId, today, limit],
    );
  }

  /** Notes how far the chain of an item has come and when to look again. */
  setEscalation(tx: Tx, id: string, level: number, nextOn: string | null): void {
    tx.post(
      `UPDATE work_item SET escalation_level = $3, next_escalation_on = $4 WHERE region_id = $1 AND id = $2`,
      [tx.regionId, id, level, nextOn],
    );
  }
}
