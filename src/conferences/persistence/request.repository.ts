import type { CaseId, ConferenceId, StaffId, UnitId } from '../../kernel/index.js';
import { newId, prepared, type Tx } from '../../platform/index.js';
import type { SharingCategory } from '../../sharing/index.js';
import type { BlockConcern } from '../domain/block-facts.js';
import { namedFor, type ConferenceParticipant } from '../domain/conference.js';
import type { QuorumRule, Statute } from '../domain/conference-kinds.js';

/** As what somebody declared a conflict. */
export type ConflictDeclarer = 'CONVENER' | 'CHAIR' | 'PERSON' | 'BODY' | 'OFFICER';

const CONFLICTS = prepared(
  'conference_conflicts',
  `SELECT DISTINCT unit_id AS "unitId", staff_id AS "staffId" FROM conference_conflict
   WHERE region_id = $1 AND conference_id = $2 AND withdrawn_at IS NULL ORDER BY unit_id, staff_id`,
);

/** Conflicts that stand, each once; only for decisions, since nobody may learn them from here. */
export async function listConflicts(tx: Tx, id: ConferenceId): Promise<BlockConcern[]> {
  return tx.exOfficio(() => tx.query<BlockConcern>(CONFLICTS, [tx.regionId, id]));
}

/** Keeps a declared conflict. */
export async function insertConflict(
  tx: Tx,
  conflict: BlockConcern & {
    readonly conferenceId: ConferenceId;
    readonly declaredAs: ConflictDeclarer;
    readonly at: string;
  },
): Promise<void> {
  await tx.exOfficio(() =>
    tx.query(
      `INSERT INTO conference_conflict
         (region_id, id, conference_id, unit_id, staff_id, declared_as, declared_by_account, declared_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        tx.regionId,
        newId(),
        conflict.conferenceId,
        conflict.unitId,
        conflict.staffId,
        conflict.declaredAs,
        tx.principal.accountId,
        conflict.at,
      ],
    ),
  );
}

/** Who is out of a conference is out of the one that takes its place or looks back at it, without being declared anew. */
export async function passConflictsOn(
  tx: Tx,
  from: ConferenceId,
  to: ConferenceId,
  at: string,
): Promise<void> {
  await tx.exOfficio(() =>
    tx.query(
      `INSERT INTO conference_conflict
         (region_id, id, conference_id, unit_id, staff_id, declared_as, declared_by_account, declared_at)
       SELECT region_id, uuidv7(), $3, unit_id, staff_id, declared_as, declared_by_account, $4
       FROM conference_conflict WHERE region_id = $1 AND conference_id = $2 AND withdrawn_at IS NULL`,
      [tx.regionId, from, to, at],
    ),
  );
}

/** Takes a body out of the circle; what it was to learn is not told. @returns Whether it was in it. */
export async function excludeBody(tx: Tx, id: ConferenceId, unitId: UnitId, at: string): Promise<boolean> {
  return tx.exOfficio(async () => {
    const [body] = await tx.query<Pick<ConferenceParticipant, 'staffId' | 'furtherStaffIds'>>(
      `SELECT staff_id AS "staffId", further_staff_ids AS "furtherStaffIds" FROM conference_participation
       WHERE region_id = $1 AND conference_id = $2 AND unit_id = $3 AND excluded_at IS NULL FOR UPDATE`,
      [tx.regionId, id, unitId],
    );
    if (!body) return false;
    await tx.query(
      `UPDATE conference_participation SET excluded_at = $4, staff_id = NULL, further_staff_ids = '{}'
       WHERE region_id = $1 AND conference_id = $2 AND unit_id = $3`,
      [tx.regionId, id, unitId, at],
    );
    for (const staffId of namedFor(body)) await freeStaff(tx, id, staffId, at);
    return true;
  });
}

/** Whoever comes for a body is no longer named when it is this staff member; who comes besides still does. */
export async function unnameAttendee(tx: Tx, id: ConferenceId, staffId: StaffId, at: string): Promise<void> {
  await tx.exOfficio(async () => {
    await tx.query(
      `UPDATE conference_participation
       SET staff_id = CASE WHEN staff_id = $3 THEN further_staff_ids[1] ELSE staff_id END,
         further_staff_ids = CASE WHEN staff_id = $3 THEN further_staff_ids[2:] ELSE array_remove(further_staff_ids, $3) END
       WHERE region_id = $1 AND conference_id = $2 AND (staff_id = $3 OR $3 = ANY (further_staff_ids))`,
      [tx.regionId, id, staffId],
    );
    await freeStaff(tx, id, staffId, at);
  });
}

/** Their time is theirs again. */
async function freeStaff(tx: Tx, id: ConferenceId, staffId: StaffId, at: string): Promise<void> {
  await tx.query(
    `UPDATE conference_booking SET released_at = $4
     WHERE region_id = $1 AND conference_id = $2 AND resource_id = $3 AND released_at IS NULL`,
    [tx.regionId, id, staffId, at],
  );
}

/** Sets what a body would have to learn. @returns Whether the body takes part. */
export async function writeNeeds(
  tx: Tx,
  id: ConferenceId,
  unitId: UnitId,
  categories: readonly SharingCategory[],
): Promise<boolean> {
  const written = await tx.query(
    `UPDATE conference_participation SET needed_categories = $4
     WHERE region_id = $1 AND conference_id = $2 AND unit_id = $3 AND excluded_at IS NULL RETURNING unit_id`,
    [tx.regionId, id, unitId, categories],
  );
  return written.length > 0;
}

/** Keeps what a body says about its mandate. @returns Whether the body takes part. */
export async function writeMandate(
  tx: Tx,
  id: ConferenceId,
  unitId: UnitId,
  mandate: boolean,
): Promise<boolean> {
  const written = await tx.query(
    `UPDATE conference_participation SET mandate = $4
     WHERE region_id = $1 AND conference_id = $2 AND unit_id = $3 AND excluded_at IS NULL RETURNING unit_id`,
    [tx.regionId, id, unitId, mandate],
  );
  return written.length > 0;
}

/** From now on it is a consultation, or a conference that decides. */
export async function writeConsultation(tx: Tx, id: ConferenceId, isConsultation: boolean): Promise<void> {
  await tx.query(`UPDATE case_conference SET is_consultation = $3 WHERE region_id = $1 AND id = $2`, [
    tx.regionId,
    id,
    isConsultation,
  ]);
}

const QUORUM = prepared(
  'conference_quorum',
  `SELECT quorum_bodies AS bodies, quorum_mandate_percent AS "mandatePercent" FROM conference_rule
   WHERE region_id = $1 AND valid_from <= $2::date ORDER BY valid_from DESC, decided_at DESC, id DESC LIMIT 1`,
);

/** Quorum that a region decided, as it holds on a day; `undefined` when it decided none. */
export async function findQuorum(tx: Tx, day: string): Promise<QuorumRule | undefined> {
  const [row] = await tx.exOfficio(() => tx.query<QuorumRule>(QUORUM, [tx.regionId, day]));
  return row;
}

/** Keeps a quorum that a region decided. */
export async function insertQuorum(
  tx: Tx,
  rule: QuorumRule & { readonly basis: string; readonly validFrom: string },
  by: StaffId,
  at: string,
): Promise<void> {
  await tx.query(
    `INSERT INTO conference_rule
       (region_id, id, quorum_bodies, quorum_mandate_percent, basis, valid_from, decided_by, decided_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [tx.regionId, newId(), rule.bodies, rule.mandatePercent, rule.basis, rule.validFrom, by, at],
  );
}

/** Link to a conference of other law. */
export interface StatutoryConferenceView {
  readonly id: string;
  readonly statute: Statute;
  readonly norm: string;
  readonly authorityUnitId: UnitId;
  readonly plannedOn: string | null;
}

/** Keeps a link. */
export async function insertStatutoryConference(
  tx: Tx,
  link: StatutoryConferenceView & { readonly caseId: CaseId },
  by: StaffId,
  at: string,
): Promise<void> {
  await tx.query(
    `INSERT INTO statutory_conference
       (region_id, id, case_id, statute, norm, authority_unit_id, planned_on, linked_by, linked_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      tx.regionId,
      link.id,
      link.caseId,
      link.statute,
      link.norm,
      link.authorityUnitId,
      link.plannedOn,
      by,
      at,
    ],
  );
}

/** Links of a case, oldest first, at most 100. */
export async function listStatutoryConferences(tx: Tx, caseId: CaseId): Promise<StatutoryConferenceView[]> {
  return tx.query<StatutoryConferenceView>(
    `SELECT id, statute, norm, authority_unit_id AS "authorityUnitId", planned_on::text AS "plannedOn"
     FROM statutory_conference WHERE region_id = $1 AND case_id = $2 ORDER BY linked_at, id LIMIT 100`,
    [tx.regionId, caseId],
  );
}
