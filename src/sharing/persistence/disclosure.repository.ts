import type { CaseId, ConsentId, DataItemId, DisclosureId, StaffId, UnitId } from '../../kernel/index.js';
import { prepared, type Tx } from '../../platform/index.js';
import type { BasisAnswer, BasisEndReason, DisclosureRecord, RegisteredWay } from '../domain/disclosure.js';
import type { DisclosureFacts } from '../domain/disclosure-register.js';
import type { SharingPurpose } from '../domain/sharing-codes.js';

/** What is written when something is disclosed. */
export type NewDisclosure = DisclosureFacts;

const DISCLOSURE = `
  SELECT d.id, d.act_id AS "actId", d.case_id AS "caseId", d.person_id AS "personId", d.item_id AS "itemId",
         d.category, d.from_unit_id AS "fromUnitId", d.to_unit_id AS "toUnitId",
         d.recipient_function AS "recipientFunction", d.purpose, d.channel,
         d.contribution_id AS "contributionId", d.effect, d."row", d.basis,
         d.table_version AS "tableVersion", d.consent_id AS "consentId", d.release_id AS "releaseId",
         d.confirmed_conditions AS "confirmedConditions", d.necessity,
         d.exclusions_considered AS "exclusionsConsidered", d.decided_by AS "decidedBy", d.disclosed_at AS "disclosedAt", d.basis_ended_at AS "basisEndedAt",
         d.basis_end_reason AS "basisEndReason", d.answer_due_on::text AS "answerDueOn", d.answer,
         d.answer_norm AS "answerNorm", d.answer_reminder AS "answerReminder"
  FROM disclosure d`;

const ITEMS_TO_UNITS = prepared(
  'disclosures_of_items_to_units',
  `SELECT d.item_id AS "itemId", d.from_unit_id AS "fromUnitId", d.to_unit_id AS "toUnitId", d.purpose,
          d.consent_id AS "consentId", d.release_id AS "releaseId", d.basis_ended_at AS "basisEndedAt"
   FROM disclosure d WHERE d.region_id = $1 AND d.case_id = $2 AND d.to_unit_id = ANY($3::uuid[])
     AND d.item_id IS NOT NULL ORDER BY d.disclosed_at, d.id`,
);

const REGISTER = prepared(
  'disclosures_of_case',
  `${DISCLOSURE} WHERE d.region_id = $1 AND d.case_id = $2
     AND ($3::uuid[] IS NULL OR d.from_unit_id = ANY($3) OR d.to_unit_id = ANY($3))
     AND ($4::timestamptz IS NULL OR (d.disclosed_at, d.id) < ($4, $5::uuid))
   ORDER BY d.disclosed_at DESC, d.id DESC LIMIT $6`,
);

const USED_UP = prepared(
  'single_declarations_used_up',
  `WITH RECURSIVE used AS (
     SELECT c.id FROM consent c WHERE c.region_id = $1 AND c.case_id = $2 AND c.recurrence = 'SINGLE'
       AND EXISTS (SELECT 1 FROM disclosure d WHERE d.region_id = c.region_id
                   AND (d.consent_id = c.id OR d.release_id = c.id))
     UNION
     SELECT narrower.id FROM used
     JOIN consent narrower ON narrower.region_id = $1 AND narrower.case_id = $2 AND narrower.supersedes_consent_id = used.id)
   SELECT id FROM used`,
);

/** Appends lines to the register, in one statement. */
export async function insertDisclosures(tx: Tx, lines: readonly NewDisclosure[]): Promise<void> {
  await tx.query(
    `INSERT INTO disclosure (region_id, id, act_id, case_id, person_id, item_id, category, from_unit_id, to_unit_id,
       recipient_function, purpose, channel, contribution_id, effect, "row", basis, table_version, consent_id, release_id, confirmed_conditions,
       necessity, exclusions_considered, decided_by,
       disclosed_at)
     SELECT $1, id, "actId", "caseId", "personId", "itemId", category, "fromUnitId", "toUnitId", "recipientFunction",
            purpose, channel, "contributionId", effect, "row", basis, "tableVersion", "consentId", "releaseId",
            coalesce("confirmedConditions", '{}'), necessity, coalesce("exclusionsConsidered", false), "decidedBy", "disclosedAt"
     FROM jsonb_to_recordset($2::jsonb) AS line (id uuid, "actId" uuid, "caseId" uuid, "personId" uuid, "itemId" uuid,
       category text, "fromUnitId" uuid, "toUnitId" uuid, "recipientFunction" text, purpose text, channel text,
       "contributionId" uuid, effect text, "row" smallint, basis text[], "tableVersion" integer, "consentId" uuid, "releaseId" uuid,
       "confirmedConditions" text[], necessity text, "exclusionsConsidered" boolean, "decidedBy" uuid, "disclosedAt" timestamptz)`,
    [tx.regionId, JSON.stringify(lines)],
  );
}

/**
 * Holds what is disclosed in a case until the transaction ends, so that no disclosure slips in beside a revocation and
 * a declaration for one disclosure is not used twice.
 */
export function holdDisclosures(tx: Tx, caseId: CaseId): void {
  tx.post(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`disclosure:${tx.regionId}:${caseId}`]);
}

/** On which ways units got items of a case, oldest first. */
export async function itemsDisclosedTo(
  tx: Tx,
  caseId: CaseId,
  unitIds: readonly UnitId[],
): Promise<RegisteredWay[]> {
  return tx.query<RegisteredWay>(ITEMS_TO_UNITS, [tx.regionId, caseId, unitIds]);
}

/**
 * Declarations of a case for one disclosure that have had it, whoever gave or received: one that takes the place of
 * another has had what that one had.
 */
export async function usedUpDeclarations(tx: Tx, caseId: CaseId): Promise<ReadonlySet<ConsentId>> {
  const rows = await tx.exOfficio(() => tx.query<{ readonly id: ConsentId }>(USED_UP, [tx.regionId, caseId]));
  return new Set(rows.map(({ id }) => id));
}

/** Disclosures of one item whose basis has not ended, oldest first. */
export async function openDisclosuresOf(tx: Tx, itemId: DataItemId): Promise<DisclosureRecord[]> {
  return tx.query<DisclosureRecord>(
    `${DISCLOSURE} WHERE d.region_id = $1 AND d.item_id = $2 AND d.basis_ended_at IS NULL
     ORDER BY d.disclosed_at, d.id`,
    [tx.regionId, itemId],
  );
}

/** A way a declaration opened. */
export interface DeclaredWay {
  readonly caseId: CaseId;
  readonly discloserUnitId: UnitId;
  readonly recipientUnitId: UnitId;
  readonly purpose: SharingPurpose;
}

/** The ways that declarations opened, each once. */
export async function waysOf(tx: Tx, consentIds: readonly ConsentId[]): Promise<DeclaredWay[]> {
  return tx.query<DeclaredWay>(
    `SELECT DISTINCT case_id AS "caseId", discloser_unit_id AS "discloserUnitId",
            recipient_unit_id AS "recipientUnitId", purpose
     FROM consent WHERE region_id = $1 AND id = ANY($2::uuid[])
     ORDER BY case_id, discloser_unit_id, recipient_unit_id, purpose`,
    [tx.regionId, consentIds],
  );
}

/** Disclosures on one way that rest on a declaration and have not lost it, oldest first. */
export async function restingOnDeclarations(tx: Tx, way: DeclaredWay): Promise<DisclosureRecord[]> {
  return tx.query<DisclosureRecord>(
    `${DISCLOSURE} WHERE d.region_id = $1 AND d.case_id = $2 AND d.to_unit_id = $3 AND d.from_unit_id = $4
       AND d.purpose = $5 AND d.basis_ended_at IS NULL AND d.effect IN ('CONSENT', 'CONSENT_AND_RELEASE')
     ORDER BY d.disclosed_at, d.id`,
    [tx.regionId, way.caseId, way.recipientUnitId, way.discloserUnitId, way.purpose],
  );
}

/** What units were told in parts of a conference record, whoever asks; oldest first. */
export async function toldIn(
  tx: Tx,
  caseId: CaseId,
  contributionIds: readonly string[],
): Promise<DisclosureRecord[]> {
  return tx.exOfficio(() =>
    tx.query<DisclosureRecord>(
      `${DISCLOSURE} WHERE d.region_id = $1 AND d.case_id = $2 AND d.contribution_id = ANY($3::uuid[])
       ORDER BY d.disclosed_at, d.id`,
      [tx.regionId, caseId, contributionIds],
    ),
  );
}

/** Writes that the basis of disclosures ended, and by when the recipients answer. */
export async function endBases(
  tx: Tx,
  ids: readonly DisclosureId[],
  end: { readonly at: string; readonly reason: BasisEndReason; readonly answerDueOn: string | null },
): Promise<void> {
  await tx.query(
    `UPDATE disclosure SET basis_ended_at = $3, basis_end_reason = $4, answer_due_on = $5
     WHERE region_id = $1 AND id = ANY($2::uuid[]) AND basis_ended_at IS NULL`,
    [tx.regionId, ids, end.at, end.reason, end.answerDueOn],
  );
}

/** Disclosures by id. */
export async function disclosuresById(tx: Tx, ids: readonly DisclosureId[]): Promise<DisclosureRecord[]> {
  return tx.query<DisclosureRecord>(`${DISCLOSURE} WHERE d.region_id = $1 AND d.id = ANY($2::uuid[])`, [
    tx.regionId,
    ids,
  ]);
}

/** Disclosures by id, held until the transaction ends. */
export async function lockDisclosures(tx: Tx, ids: readonly DisclosureId[]): Promise<DisclosureRecord[]> {
  return tx.query<DisclosureRecord>(
    `${DISCLOSURE} WHERE d.region_id = $1 AND d.id = ANY($2::uuid[]) ORDER BY d.id FOR UPDATE`,
    [tx.regionId, ids],
  );
}

/** Writes what a recipient did after the basis ended. */
export async function writeBasisAnswer(
  tx: Tx,
  ids: readonly DisclosureId[],
  answer: {
    readonly answer: BasisAnswer;
    readonly norm: string | null;
    readonly by: StaffId;
    readonly at: string;
  },
): Promise<void> {
  await tx.query(
    `UPDATE disclosure SET answer = $3, answer_norm = $4, answered_by = $5, answered_at = $6
     WHERE region_id = $1 AND id = ANY($2::uuid[])`,
    [tx.regionId, ids, answer.answer, answer.norm, answer.by, answer.at],
  );
}

/** Disclosures made under a declaration, oldest first. */
export async function madeUnder(tx: Tx, consentId: ConsentId): Promise<DisclosureRecord[]> {
  return tx.query<DisclosureRecord>(
    `${DISCLOSURE} WHERE d.region_id = $1 AND (d.consent_id = $2 OR d.release_id = $2)
     ORDER BY d.disclosed_at, d.id`,
    [tx.regionId, consentId],
  );
}

/** Position in a list ordered by time and id. */
export interface DisclosurePosition {
  readonly sortKey: string | number;
  readonly id: string;
}

/** Up to `limit` lines of a case, newest first: all, or those units gave or received. */
export async function registerOfCase(
  tx: Tx,
  caseId: CaseId,
  options: {
    /** `null` for the whole register. */
    readonly unitIds: readonly UnitId[] | null;
    readonly limit: number;
    readonly after: DisclosurePosition | undefined;
  },
): Promise<DisclosureRecord[]> {
  return tx.query<DisclosureRecord>(REGISTER, [
    tx.regionId,
    caseId,
    options.unitIds,
    options.after === undefined ? null : String(options.after.sortKey),
    options.after?.id ?? null,
    options.limit,
  ]);
}

/**
 * Up to `limit` disclosures to units whose basis ended and that wait for an answer, earliest due first.
 *
 * @param closed Cases that are left out.
 */
export async function awaitingAnswer(
  tx: Tx,
  unitIds: readonly UnitId[],
  closed: readonly CaseId[],
  limit: number,
  after: DisclosurePosition | undefined,
): Promise<DisclosureRecord[]> {
  return tx.query<DisclosureRecord>(
    `${DISCLOSURE} WHERE d.region_id = $1 AND d.to_unit_id = ANY($2::uuid[]) AND d.answer_due_on IS NOT NULL
       AND d.answer IS NULL AND ($3::date IS NULL OR (d.answer_due_on, d.id) > ($3, $4::uuid))
       AND d.case_id <> ALL($6::uuid[])
     ORDER BY d.answer_due_on, d.id LIMIT $5`,
    [
      tx.regionId,
      unitIds,
      after === undefined ? null : String(after.sortKey),
      after?.id ?? null,
      limit,
      closed,
    ],
  );
}

/** Up to `limit` lines without a basis that units told, newest first; those about protected cases are left out. */
export async function toldWithoutBasis(
  tx: Tx,
  unitIds: readonly UnitId[],
  limit: number,
  after: DisclosurePosition | undefined,
): Promise<DisclosureRecord[]> {
  return tx.query<DisclosureRecord>(
    `${DISCLOSURE} WHERE d.region_id = $1 AND d.from_unit_id = ANY($2::uuid[]) AND d.effect = 'NEVER'
       AND ($3::timestamptz IS NULL OR (d.disclosed_at, d.id) < ($3, $4::uuid))
       AND is_open(d.region_id, d.case_id)
     ORDER BY d.disclosed_at DESC, d.id DESC LIMIT $5`,
    [tx.regionId, unitIds, after === undefined ? null : String(after.sortKey), after?.id ?? null, limit],
  );
}
