import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { err, ok, type CaseId, type Result, type TaskId, type UnitId } from '../../kernel/index.js';
import { Clock, newId, unitsOf, type Tx } from '../../platform/index.js';
import { WorkflowEngine, type EngineRefusal, type ProcessActor } from '../../workflow/index.js';
import { CASE_ROLES } from './case-relations.database.js';

/** An agreed step. */
export interface TaskView {
  readonly id: TaskId;
  readonly caseId: CaseId | null;
  readonly title: string;
  /** Unit that is to do it; `null` when the person holds it. */
  readonly unitId: UnitId | null;
  readonly heldByPerson: boolean;
  readonly dueOn: string;
  readonly originType: string;
  readonly originId: string;
  /** Unit from whose side the task was given; `null` when nobody's. */
  readonly createdByUnitId: UnitId | null;
}

export interface NewTask {
  readonly caseId: CaseId | null;
  /** Readable without knowledge of the case; no personal data. */
  readonly title: string;
  /** Responsible unit; `null` lets the person of the case hold it. */
  readonly unitId: UnitId | null;
  /** Calendar date. */
  readonly dueOn: string;
  /** What it came from, e.g. `conferenceDecision` and its id. */
  readonly originType: string;
  readonly originId: string;
  readonly createdByUnitId: UnitId | null;
}

const TASK = `SELECT t.id, t.case_id AS "caseId", t.title, t.unit_id AS "unitId", t.held_by_person AS "heldByPerson",
                     t.due_on::text AS "dueOn", t.origin_type AS "originType", t.origin_id AS "originId",
                     t.created_by_unit_id AS "createdByUnitId" FROM task t`;

/** Tasks of bodies and persons. Their state is a process of the definition `task`; silence never means acceptance. */
@Injectable()
export class TaskBook {
  constructor(
    private readonly engine: WorkflowEngine,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** Offers a task to a unit or to the person, in the transaction of whoever decided it. */
  async offer(tx: Tx, task: NewTask, actor: ProcessActor): Promise<Result<TaskId, EngineRefusal>> {
    const at = this.clock.now();
    const id = newId<TaskId>(at);
    await tx.query(
      `INSERT INTO task (region_id, id, case_id, title, unit_id, held_by_person, due_on, origin_type, origin_id,
                         created_by_unit_id, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        tx.regionId,
        id,
        task.caseId,
        task.title,
        task.unitId,
        task.unitId === null,
        task.dueOn,
        task.originType,
        task.originId,
        task.createdByUnitId,
        at.toString(),
      ],
    );
    const started = await this.engine.start(tx, {
      key: 'task',
      subject: { type: 'task', id },
      caseId: task.caseId,
      context: { dueOn: task.dueOn, offeredOn: this.clock.today().toString() },
      at,
      actor,
    });
    if (!started.ok) return err(started.error);
    await this.audit.record(tx, {
      action: 'TASK_OFFERED',
      objectType: 'task',
      objectId: id,
      ...(task.caseId === null ? {} : { caseId: task.caseId }),
      details: { unitId: task.unitId },
    });
    return ok(id);
  }

  /** One task, whoever asks: the caller checks access. */
  async find(tx: Tx, id: TaskId): Promise<TaskView | undefined> {
    const [row] = await tx.query<TaskView>(`${TASK} WHERE t.region_id = $1 AND t.id = $2`, [tx.regionId, id]);
    return row;
  }

  /** Tasks of the actor's units, or held by the person; earliest first. `onlyOpen` leaves out ended ones. */
  async listOwn(
    tx: Tx,
    options: {
      readonly limit: number;
      readonly after?: { readonly sortKey: string | number; readonly id: string } | undefined;
      readonly onlyOpen: boolean;
    },
  ): Promise<TaskView[]> {
    const { principal } = tx;
    return tx.query<TaskView>(
      `${TASK} WHERE t.region_id = $1
         AND (t.unit_id = ANY($2::uuid[]) OR (t.held_by_person AND t.case_id IN (
               SELECT c.id FROM case_file c WHERE c.region_id = t.region_id AND c.person_id = $3)))
         AND ($4::date IS NULL OR (t.due_on, t.id) > ($4::date, $5::uuid))
         AND (NOT $6 OR EXISTS (SELECT 1 FROM process p WHERE p.region_id = t.region_id AND p.subject_type = 'task'
                                AND p.subject_id = t.id AND p.status = 'active'))
       ORDER BY t.due_on, t.id LIMIT $7`,
      [
        tx.regionId,
        unitsOf(principal, ...CASE_ROLES),
        principal.kind === 'person' ? principal.personId : null,
        options.after === undefined ? null : String(options.after.sortKey),
        options.after?.id ?? null,
        options.onlyOpen,
        options.limit,
      ],
    );
  }

  /** Tasks that came from one thing, in order of due date. The caller checks access. */
  async listByOrigin(tx: Tx, originType: string, originIds: readonly string[]): Promise<TaskView[]> {
    return tx.query<TaskView>(
      `${TASK} WHERE t.region_id = $1 AND t.origin_type = $2 AND t.origin_id = ANY($3::uuid[]) ORDER BY t.due_on, t.id`,
      [tx.regionId, originType, originIds],
    );
  }

  /** Whether every task that came from these things has ended. True when there is none. */
  async allSettled(tx: Tx, originType: string, originIds: readonly string[]): Promise<boolean> {
    const rows = await tx.query<{ id: string }>(
      `SELECT t.id FROM task t
       JOIN process p ON p.region_id = t.region_id AND p.subject_type = 'task' AND p.subject_id = t.id
       WHERE t.region_id = $1 AND t.origin_type = $2 AND t.origin_id = ANY($3::uuid[]) AND p.status <> 'done' LIMIT 1`,
      [tx.regionId, originType, originIds],
    );
    return rows.length === 0;
  }
}
