import type { PersonId, StaffId, UnitId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';
import type { BreachRecord, DataBreachId } from '../domain/breach.js';

const MACHINE = 'data-breach';

function inState(...states: readonly string[]): string {
  return `p.active_states && ARRAY[${states.map((state) => `'${MACHINE}.${state}'`).join(', ')}]`;
}

const BREACH = `
  SELECT b.id, b.controller_unit_id AS "controllerUnitId", b.kinds, b.categories, b.noticed_at AS "noticedAt",
         b.report_due_at AS "reportDueAt", b.facts, b.persons_estimated AS "personsEstimated", b.risk, b.effects,
         b.measures, b.reported_at AS "reportedAt", b.authority_reference AS "authorityReference",
         b.delay_reason AS "delayReason", b.told_at AS "toldAt", b.told_way AS "toldWay", b.closed_at AS "closedAt",
         CASE WHEN ${inState('closed')} THEN 'CLOSED' WHEN ${inState('documented')} THEN 'DOCUMENTED'
              WHEN ${inState('open.authority.late')} THEN 'LATE'
              WHEN ${inState('open.authority.inTime.toReport')} THEN 'TO_REPORT'
              WHEN ${inState('open.authority.inTime.unassessed')} THEN 'NOTICED' ELSE 'TO_TELL' END AS state,
         ARRAY(SELECT bp.person_id FROM data_breach_person bp
               WHERE bp.region_id = b.region_id AND bp.breach_id = b.id ORDER BY bp.person_id)::text[] AS "personIds"
  FROM data_breach b
  JOIN process p ON p.region_id = b.region_id AND p.subject_type = '${MACHINE}' AND p.subject_id = b.id`;

/** A breach to be written. */
export type NewBreach = Pick<
  BreachRecord,
  | 'id'
  | 'controllerUnitId'
  | 'kinds'
  | 'categories'
  | 'noticedAt'
  | 'reportDueAt'
  | 'facts'
  | 'personsEstimated'
  | 'personIds'
> & { readonly recordedBy: StaffId; readonly recordedAt: Date };

/** Inserts a breach with the persons it concerns; its process is started by the caller in the same transaction. */
export async function insertBreach(tx: Tx, breach: NewBreach): Promise<void> {
  await tx.query(
    `INSERT INTO data_breach (region_id, id, controller_unit_id, kinds, categories, noticed_at, report_due_at, facts,
       persons_estimated, recorded_by, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      tx.regionId,
      breach.id,
      breach.controllerUnitId,
      breach.kinds,
      breach.categories,
      breach.noticedAt,
      breach.reportDueAt,
      breach.facts,
      breach.personsEstimated,
      breach.recordedBy,
      breach.recordedAt,
    ],
  );
  tx.post(
    `INSERT INTO data_breach_person (region_id, breach_id, person_id) SELECT $1, $2, unnest($3::uuid[])`,
    [tx.regionId, breach.id, breach.personIds],
  );
}

/** The breach, whoever asks: the caller checks access. */
export async function findBreach(tx: Tx, id: DataBreachId): Promise<BreachRecord | undefined> {
  const [row] = await tx.query<BreachRecord>(`${BREACH} WHERE b.region_id = $1 AND b.id = $2`, [
    tx.regionId,
    id,
  ]);
  return row;
}

/** Up to `limit` breaches of controllers, newest first. */
export async function listBreaches(
  tx: Tx,
  unitIds: readonly UnitId[],
  limit: number,
  after: { readonly sortKey: string | number; readonly id: string } | undefined,
): Promise<BreachRecord[]> {
  return tx.query<BreachRecord>(
    `${BREACH} WHERE b.region_id = $1 AND b.controller_unit_id = ANY($2::uuid[])
       AND ($3::timestamptz IS NULL OR (b.noticed_at, b.id) < ($3, $4::uuid))
     ORDER BY b.noticed_at DESC, b.id DESC LIMIT $5`,
    [tx.regionId, unitIds, after === undefined ? null : String(after.sortKey), after?.id ?? null, limit],
  );
}

/** Fields a step of a breach writes; columns by name. */
export type BreachChange = Partial<
  Record<
    | 'risk'
    | 'effects'
    | 'measures'
    | 'reported_at'
    | 'authority_reference'
    | 'delay_reason'
    | 'told_at'
    | 'told_way'
    | 'closed_at',
    string | null
  >
>;

/** Writes what a step found out or did. */
export async function writeBreach(tx: Tx, id: DataBreachId, change: BreachChange): Promise<void> {
  const columns = Object.keys(change);
  const assignments = columns.map((column, index) => `${column} = $${index + 3}`);
  await tx.query(`UPDATE data_breach SET ${assignments.join(', ')} WHERE region_id = $1 AND id = $2`, [
    tx.regionId,
    id,
    ...Object.values(change),
  ]);
}

/** Persons of whom a unit holds something, of those named; the others are left out. */
export async function personsHeldBy(
  tx: Tx,
  unitId: UnitId,
  personIds: readonly PersonId[],
): Promise<readonly PersonId[]> {
  const rows = await tx.exOfficio(() =>
    tx.query<{ readonly personId: PersonId }>(
      `SELECT DISTINCT i.person_id AS "personId" FROM data_item i
     WHERE i.region_id = $1 AND i.controller_unit_id = $2 AND i.person_id = ANY($3::uuid[])
     UNION SELECT d.person_id FROM disclosure d
     WHERE d.region_id = $1 AND d.to_unit_id = $2 AND d.person_id = ANY($3::uuid[]) ORDER BY 1`,
      [tx.regionId, unitId, personIds],
    ),
  );
  return rows.map(({ personId }) => personId);
}
