import type { CaseId, DataItemId, PersonId, UnitId } from '../../../kernel/index.js';
import { newId, type Tx } from '../../../platform/index.js';
import type { Temporal } from 'temporal-polyfill';
import type { ItemCategory } from '../../domain/sharing-codes.js';
import type { ErasureMethod, PersonHold } from '../domain/erasure.js';

/** Proof to be written; codes and identifiers only. */
export interface NewErasureProof {
  readonly recordKind: string;
  readonly recordId: string | null;
  readonly records: number;
  readonly personId: PersonId | null;
  readonly controllerUnitId: UnitId | null;
  readonly category: string | null;
  readonly method: ErasureMethod;
  readonly norm: string;
  readonly requestId: string | null;
}

/** Item whose text was taken away. */
export interface ErasedItem {
  readonly id: DataItemId;
  readonly caseId: CaseId;
  readonly personId: PersonId;
  readonly controllerUnitId: UnitId;
  readonly category: ItemCategory;
}

const GONE = `erased_at = $3, text_sealed = NULL, disputed_at = NULL, dispute_sealed = NULL, release_reason_sealed = NULL`;
const ITEM = `id, case_id AS "caseId", person_id AS "personId", controller_unit_id AS "controllerUnitId", category`;

/** Takes the texts of items away, with those of the versions they replaced. Erased ones are left out of the answer. */
export async function eraseTexts(tx: Tx, ids: readonly DataItemId[], at: string): Promise<ErasedItem[]> {
  return tx.query<ErasedItem>(
    `WITH RECURSIVE older AS (
       SELECT i.id FROM data_item i WHERE i.region_id = $1 AND i.id = ANY($2::uuid[])
       UNION
       SELECT i.id FROM data_item i JOIN older ON i.corrected_by_item_id = older.id WHERE i.region_id = $1)
     UPDATE data_item SET ${GONE}
     WHERE region_id = $1 AND id IN (SELECT id FROM older) AND erased_at IS NULL RETURNING ${ITEM}`,
    [tx.regionId, ids, at],
  );
}

/** Restricts items; those that are restricted already keep their date. @returns The newly restricted ones. */
export async function restrictItems(tx: Tx, ids: readonly DataItemId[], at: string): Promise<ErasedItem[]> {
  return tx.query<ErasedItem>(
    `UPDATE data_item SET restricted_at = $3 WHERE region_id = $1 AND id = ANY($2::uuid[])
       AND restricted_at IS NULL AND erased_at IS NULL RETURNING ${ITEM}`,
    [tx.regionId, ids, at],
  );
}

/** Appends proofs of erasure. */
export function insertProofs(tx: Tx, proofs: readonly NewErasureProof[], at: Temporal.Instant): void {
  for (const proof of proofs) {
    tx.post(
      `INSERT INTO erasure_proof (region_id, id, record_kind, record_id, records, person_id, controller_unit_id,
         category, method, norm, request_id, erased_by, erased_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        tx.regionId,
        newId<string>(at),
        proof.recordKind,
        proof.recordId,
        proof.records,
        proof.personId,
        proof.controllerUnitId,
        proof.category,
        proof.method,
        proof.norm,
        proof.requestId,
        tx.principal.accountId,
        at.toString(),
      ],
    );
  }
}

/** One line of proof as it is shown. */
export interface ErasureProofRow extends NewErasureProof {
  readonly id: string;
  readonly erasedAt: Date;
}

/** Proofs of what one request erased, oldest first. */
export async function proofsOfRequest(tx: Tx, requestId: string): Promise<ErasureProofRow[]> {
  return tx.query<ErasureProofRow>(
    `SELECT id, record_kind AS "recordKind", record_id AS "recordId", records, person_id AS "personId",
            controller_unit_id AS "controllerUnitId", category, method, norm, request_id AS "requestId",
            erased_at AS "erasedAt"
     FROM erasure_proof WHERE region_id = $1 AND request_id = $2 ORDER BY erased_at, id`,
    [tx.regionId, requestId],
  );
}

/**
 * What still needs the key of a person.
 *
 * @param except     Request that is being answered.
 * @param controller Unit that erases: what it holds itself is no reason to keep.
 * @param proofSince Declarations that ended after this day are still needed as proof.
 */
export async function personHolds(
  tx: Tx,
  personId: PersonId,
  {
    except,
    controller,
    proofSince,
  }: {
    readonly except: string | null;
    readonly controller: UnitId | null;
    readonly proofSince: string;
  },
): Promise<readonly PersonHold[]> {
  const rows = await tx.exOfficio(() =>
    tx.query<{ readonly hold: PersonHold }>(
      `SELECT 'OTHER_CONTROLLER' AS hold WHERE EXISTS (
         SELECT 1 FROM data_item i WHERE i.region_id = $1 AND i.person_id = $2 AND i.erased_at IS NULL
           AND i.controller_unit_id IS DISTINCT FROM $4::uuid AND $4 IS NOT NULL)
     UNION ALL SELECT 'CONSENT_PROOF' WHERE EXISTS (
         SELECT 1 FROM consent c
         JOIN process p ON p.region_id = c.region_id AND p.subject_type = 'consent' AND p.subject_id = c.id
         WHERE c.region_id = $1 AND c.person_id = $2
           AND (p.status = 'active' OR (p.ended_at >= $5::date AND c.given_at IS NOT NULL)))
     UNION ALL SELECT 'OPEN_REQUEST' WHERE EXISTS (
         SELECT 1 FROM data_subject_request r
         JOIN process p ON p.region_id = r.region_id AND p.subject_type = 'data-subject-request'
           AND p.subject_id = r.id
         WHERE r.region_id = $1 AND r.person_id = $2 AND p.status = 'active' AND r.id IS DISTINCT FROM $3::uuid)
     UNION ALL SELECT 'OPEN_BREACH' WHERE EXISTS (
         SELECT 1 FROM data_breach_person bp JOIN data_breach b ON b.region_id = bp.region_id AND b.id = bp.breach_id
         WHERE bp.region_id = $1 AND bp.person_id = $2 AND b.closed_at IS NULL)`,
      [tx.regionId, personId, except, controller, proofSince],
    ),
  );
  return rows.map(({ hold }) => hold);
}

/** Cases of a person. */
export async function otherHolders(
  tx: Tx,
  caseId: CaseId,
  controller: UnitId,
  participating: readonly UnitId[],
): Promise<boolean> {
  if (participating.some((unitId) => unitId !== controller)) return true;
  const rows = await tx.exOfficio(() =>
    tx.query(
      `SELECT 1 FROM case_file c JOIN case_file o ON o.region_id = c.region_id AND o.person_id = c.person_id
     WHERE c.region_id = $1 AND c.id = $2 AND o.id <> c.id LIMIT 1`,
      [tx.regionId, caseId],
    ),
  );
  return rows.length > 0;
}
