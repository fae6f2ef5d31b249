import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import {
  err,
  ok,
  type CaseId,
  type PersonId,
  type Result,
  type TaskId,
  type UnitId,
} from '../../kernel/index.js';
import {
  Clock,
  keepTexts,
  newId,
  PersonVault,
  readTexts,
  unitsOf,
  type KeptText,
  type Tx,
} from '../../platform/index.js';
import { CaseRelations } from '../../sharing/index.js';
import { WorkflowEngine, type EngineRefusal, type ProcessActor } from '../../workflow/index.js';
import { existsInUnit } from '../persistence/compartment.sql.js';
import { titlePlace } from '../persistence/sealed-places.js';
import { CASE_ROLES } from './case-relations.database.js';

/** Who has to do with a task, and what it came from. */
export interface TaskParties {
  readonly id: TaskId;
  readonly caseId: CaseId | null;
  /** Unit that is to do it; `null` when the person holds it. */
  readonly unitId: UnitId | null;
  readonly heldByPerson: boolean;
  readonly dueOn: string;
  readonly originType: string;
  readonly originId: string;
  /** Unit from whose side the task was given; `null` when nobody's. */
  readonly createdByUnitId: UnitId | null;
}

/** An agreed step. */
export interface TaskView extends TaskParties {
  /** What is to be done; `null` once the person of the case was erased. */
  readonly title: string | null;
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

interface TaskRow extends TaskParties, KeptText {
  readonly personId: PersonId | null;
}

const PARTIES = `t.id, t.case_id AS "caseId", t.unit_id AS "unitId", t.held_by_person AS "heldByPerson",
                 t.due_on::text AS "dueOn", t.origin_type AS "originType", t.origin_id AS "originId",
                 t.created_by_unit_id AS "createdByUnitId"`;
const TASK = `SELECT ${PARTIES}, t.person_id AS "personId", t.title AS plain, t.title_sealed AS sealed FROM task t`;

/** Tasks of bodies and persons. Their state is a process of the definition `task`; silence never means acceptance. */
@Injectable()
export class TaskBook {
  constructor(
    private readonly engine: WorkflowEngine,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly relations: CaseRelations,
    private readonly vault: PersonVault,
  ) {}

  /** Offers a task to a unit or to the person, in the transaction of whoever decided it. */
  async offer(tx: Tx, task: NewTask, actor: ProcessActor): Promise<Result<TaskId, EngineRefusal>> {
    const at = this.clock.now();
    const id = newId<TaskId>(at);
    await this.insert(tx, id, task, at.toString());
    const started = await this.engine.start(tx, {
      key: 'task',
      subject: { type: 'task', id },
      caseId: task.caseId,
      context: {
        dueOn: task.dueOn,
        offeredOn: this.clock.today().toString(),
        heldBy: task.unitId === null ? 'PERSON' : 'UNIT',
      },
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

  /** Who has to do with a task, whoever asks: the caller checks access. */
  async find(tx: Tx, id: TaskId): Promise<TaskParties | undefined> {
    const [row] = await tx.query<TaskParties>(
      `SELECT ${PARTIES} FROM task t WHERE t.region_id = $1 AND t.id = $2`,
      [tx.regionId, id],
    );
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
    const rows = await tx.query<TaskRow>(
      `${TASK} WHERE t.region_id = $1
         AND (t.unit_id = ANY($2::uuid[]) OR (t.held_by_person AND t.case_id IN (
               SELECT c.id FROM case_file c WHERE c.region_id = t.region_id AND c.person_id = $3)))
         AND NOT EXISTS (SELECT 1 FROM case_file c WHERE c.region_id = t.region_id AND c.id = t.case_id
                         AND c.lead_unit_id = ANY($2::uuid[]) AND NOT ${existsInUnit('c', 'c.lead_unit_id', '$8')})
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
        principal.kind === 'staff' ? principal.staffId : null,
      ],
    );
    return this.open(tx, rows);
  }

  /** Tasks that came from one thing, in order of due date. The caller checks access. */
  async listByOrigin(tx: Tx, originType: string, originIds: readonly string[]): Promise<TaskView[]> {
    const rows = await tx.query<TaskRow>(
      `${TASK} WHERE t.region_id = $1 AND t.origin_type = $2 AND t.origin_id = ANY($3::uuid[]) ORDER BY t.due_on, t.id`,
      [tx.regionId, originType, originIds],
    );
    return this.open(tx, rows);
  }

  /** Who holds the tasks that came from one thing, without their titles; in order of due date. The caller checks access. */
  async partiesByOrigin(
    tx: Tx,
    originType: string,
    originIds: readonly string[],
  ): Promise<readonly TaskParties[]> {
    return tx.query<TaskParties>(
      `SELECT ${PARTIES} FROM task t WHERE t.region_id = $1 AND t.origin_type = $2 AND t.origin_id = ANY($3::uuid[])
       ORDER BY t.due_on, t.id`,
      [tx.regionId, originType, originIds],
    );
  }

  /** Identifiers of the tasks that came from one thing and have not ended. The caller checks access. */
  async openOf(tx: Tx, originType: string, originId: string): Promise<ReadonlySet<TaskId>> {
    const rows = await tx.query<{ id: TaskId }>(
      `SELECT t.id FROM task t
       JOIN process p ON p.region_id = t.region_id AND p.subject_type = 'task' AND p.subject_id = t.id
       WHERE t.region_id = $1 AND t.origin_type = $2 AND t.origin_id = $3 AND p.status <> 'done'`,
      [tx.regionId, originType, originId],
    );
    return new Set(rows.map(({ id }) => id));
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

  private async insert(tx: Tx, id: TaskId, task: NewTask, at: string): Promise<void> {
    const personId = task.caseId === null ? null : ((await this.relations.personOf(tx, task.caseId)) ?? null);
    const [title] = await keepTexts(this.vault, tx, personId, [{ text: task.title, place: titlePlace(id) }]);
    await tx.query(
      `INSERT INTO task (region_id, id, case_id, person_id, title, title_sealed, unit_id, held_by_person, due_on,
                         origin_type, origin_id, created_by_unit_id, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        tx.regionId,
        id,
        task.caseId,
        personId,
        title?.plain,
        title?.sealed,
        task.unitId,
        task.unitId === null,
        task.dueOn,
        task.originType,
        task.originId,
        task.createdByUnitId,
        at,
      ],
    );
  }

  /** Opens the titles of all tasks at once. */
  private async open(tx: Tx, rows: readonly TaskRow[]): Promise<TaskView[]> {
    const values = rows.map((row) => ({ ...row, place: titlePlace(row.id) }));
    const titles = await readTexts(this.vault, tx, values);
    return rows.map(({ personId: _personId, plain: _plain, sealed: _sealed, ...parties }, index) => ({
      ...parties,
      title: titles[index] ?? null,
    }));
  }
}
