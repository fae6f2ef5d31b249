import type { ConferenceId, StaffId, UnitId } from '../../kernel/index.js';
import { newId, type Tx } from '../../platform/index.js';
import type { DecisionKind } from '../domain/conference.js';

/** Record of a conference: result, not a transcript. */
export interface RecordView {
  readonly id: string;
  readonly result: string;
  readonly personsView: string;
  readonly personPresent: boolean;
  readonly personAbsentReason: string | null;
  readonly resourcesNamed: string;
  readonly dissent: string | null;
  readonly confidentialityReminded: boolean;
  readonly interpreterLevel: 'LAY' | 'QUALIFIED' | 'SWORN' | null;
  readonly recordedAt: Date;
  readonly approvedAt: Date | null;
}

export interface DecisionView {
  readonly id: string;
  readonly kind: DecisionKind;
  readonly unitId: UnitId | null;
  readonly text: string;
}

/** Content of a record as the recorder writes it. */
export interface RecordContent extends Omit<
  RecordView,
  'id' | 'recordedAt' | 'approvedAt' | 'personAbsentReason' | 'dissent' | 'interpreterLevel'
> {
  readonly personAbsentReason?: string | null;
  readonly dissent?: string | null;
  readonly interpreterLevel?: 'LAY' | 'QUALIFIED' | 'SWORN' | null;
}

/** Writes the record. A second one changes nothing; the engine then refuses the step. */
export async function insertRecord(
  tx: Tx,
  conferenceId: ConferenceId,
  record: RecordContent,
  recordedBy: StaffId,
  at: string,
): Promise<void> {
  await tx.query(
    `INSERT INTO conference_record (region_id, id, conference_id, result, persons_view, person_present,
       person_absent_reason, resources_named, dissent, confidentiality_reminded, interpreter_level, recorded_by,
       recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     ON CONFLICT (region_id, conference_id) DO NOTHING`,
    [
      tx.regionId,
      newId(),
      conferenceId,
      record.result,
      record.personsView,
      record.personPresent,
      record.personAbsentReason ?? null,
      record.resourcesNamed,
      record.dissent ?? null,
      record.confidentialityReminded,
      record.interpreterLevel ?? null,
      recordedBy,
      at,
    ],
  );
}

/** Notes who of the bodies was there. */
export async function writeAttendance(
  tx: Tx,
  conferenceId: ConferenceId,
  unitIds: readonly UnitId[],
  reviewOn: string,
): Promise<void> {
  await tx.query(
    `UPDATE conference_participation SET attended = (unit_id = ANY($3::uuid[]))
     WHERE region_id = $1 AND conference_id = $2`,
    [tx.regionId, conferenceId, unitIds],
  );
  await tx.query(`UPDATE case_conference SET review_on = $3 WHERE region_id = $1 AND id = $2`, [
    tx.regionId,
    conferenceId,
    reviewOn,
  ]);
}

/** Writes one decision; `position` counts from 1. @returns Its id. */
export async function insertDecision(
  tx: Tx,
  conferenceId: ConferenceId,
  decision: Omit<DecisionView, 'id'>,
  position: number,
): Promise<string> {
  const id = newId<string>();
  await tx.query(
    `INSERT INTO conference_decision (region_id, id, conference_id, kind, unit_id, text, position)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [tx.regionId, id, conferenceId, decision.kind, decision.unitId, decision.text, position],
  );
  return id;
}

/** Marks the record as approved. A repeated approval changes nothing. */
export async function approveRecord(
  tx: Tx,
  conferenceId: ConferenceId,
  by: StaffId,
  at: string,
): Promise<void> {
  await tx.query(
    `UPDATE conference_record SET approved_by = $3, approved_at = $4
     WHERE region_id = $1 AND conference_id = $2 AND approved_at IS NULL`,
    [tx.regionId, conferenceId, by, at],
  );
}

/** The record, `undefined` while there is none. */
export async function findRecord(
  tx: Tx,
  conferenceId: ConferenceId,
): Promise<(RecordView & { readonly approvedBy: StaffId | null }) | undefined> {
  const [row] = await tx.query<RecordView & { readonly approvedBy: StaffId | null }>(
    `SELECT id, result, persons_view AS "personsView", person_present AS "personPresent",
            person_absent_reason AS "personAbsentReason", resources_named AS "resourcesNamed", dissent,
            confidentiality_reminded AS "confidentialityReminded", interpreter_level AS "interpreterLevel",
            recorded_at AS "recordedAt", approved_at AS "approvedAt", approved_by AS "approvedBy"
     FROM conference_record WHERE region_id = $1 AND conference_id = $2`,
    [tx.regionId, conferenceId],
  );
  return row;
}

/** Decisions in the order of the record. */
export async function listDecisions(tx: Tx, conferenceId: ConferenceId): Promise<DecisionView[]> {
  return tx.query<DecisionView>(
    `SELECT id, kind, unit_id AS "unitId", text FROM conference_decision
     WHERE region_id = $1 AND conference_id = $2 ORDER BY position`,
    [tx.regionId, conferenceId],
  );
}
