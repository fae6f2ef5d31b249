import type {
  CaseId,
  ConsentId,
  DataItemId,
  DisclosureId,
  PersonId,
  StaffId,
  UnitId,
} from '../../kernel/index.js';
import { prepared, type Tx } from '../../platform/index.js';
import type { BasisAnswer, BasisEndReason, DisclosureRecord } from '../domain/disclosure.js';
import type { SharingPurpose } from '../domain/sharing-codes.js';

/** What is written when something is disclosed. */
export type NewDisclosure = Omit<
  DisclosureRecord,
  'basisEndedAt' | 'basisEndReason' | 'answerDueOn' | 'answer' | 'answerNorm'
>;

const DISCLOSURE = `
  SELECT d.id, d.act_id AS "actId", d.case_id AS "caseId", d.person_id AS "personId", d.item_id AS "itemId",
         d.category, d.from_unit_id AS "fromUnitId", d.to_unit_id AS "toUnitId",
         d.recipient_function AS "recipientFunction", d.purpose, d.channel, d.effect, d."row", d.basis,
         d.table_version AS "tableVersion", d.consent_id AS "consentId", d.release_id AS "releaseId",
         d.decided_by AS "decidedBy", d.disclosed_at AS "disclosedAt", d.basis_ended_at AS "basisEndedAt",
         d.basis_end_reason AS "basisEndReason", d.answer_due_on::text AS "answerDueOn", d.answer,
         d.answer_norm AS "answerNorm"
  FROM disclosure d`;

const ITEMS_TO_UNITS = prepared(
  'disclosures_of_items_to_units',
  `${DISCLOSURE} WHERE d.region_id = $1 AND d.case_id = $2 AND d.to_unit_id = ANY($3::uuid[])
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
  `SELECT c.id FROM consent c WHERE c.region_id = $1 AND c.case_id = $2 AND c.recurrence = 'SINGLE'
     AND EXISTS (SELECT 1 FROM disclosure d WHERE d.region_id = c.region_id
                 AND (d.consent_id = c.id OR d.release_id = c.id))`,
);

/** Appends lines to the register, in one statement. */
export async function insertDisclosures(tx: Tx, lines: readonly NewDisclosure[]): Promise<void> {
  await tx.query(
    `INSERT INTO disclosure (region_id, id, act_id, case_id, person_id, item_id, category, from_unit_id, to_unit_id,
       recipient_function, purpose, channel, effect, "row", basis, table_version, consent_id, release_id, decided_by,
       disclosed_at)
     SELECT $1, id, "actId", "caseId", "personId", "itemId", category, "fromUnitId", "toUnitId", "recipientFunction",
            purpose, channel, effect, "row", basis, "tableVersion", "consentId", "releaseId", "decidedBy", "disclosedAt"
     FROM jsonb_to_recordset($2::jsonb) AS line (id uuid, "actId" uuid, "caseId" uuid, "personId" uuid, "itemId" uuid,
       category text, "fromUnitId" uuid, "toUnitId" uuid, "recipientFunction" text, purpose text, channel text,
       effect text, "row" smallint, basis text[], "tableVersion" integer, "consentId" uuid, "releaseId" uuid,
       "decidedBy" uuid, "disclosedAt" timestamptz)`,
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

/** Disclosures of items to units in a case, oldest first. */
export async function itemsDisclosedTo(
  tx: Tx,
  caseId: CaseId,
  unitIds: readonly UnitId[],
): Promise<DisclosureRecord[]> {
  return tx.query<DisclosureRecord>(ITEMS_TO_UNITS, [tx.regionId, caseId, unitIds]);
}

/** Declarations of a case for one disclosure that have had it, whoever gave or received. */
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

/** Up to `limit` disclosures to units whose basis ended and that wait for an answer, earliest due first. */
export async function awaitingAnswer(
  tx: Tx,
  unitIds: readonly UnitId[],
  limit: number,
  after: DisclosurePosition | undefined,
): Promise<DisclosureRecord[]> {
  return tx.query<DisclosureRecord>(
    `${DISCLOSURE} WHERE d.region_id = $1 AND d.to_unit_id = ANY($2::uuid[]) AND d.answer_due_on IS NOT NULL
       AND d.answer IS NULL AND ($3::date IS NULL OR (d.answer_due_on, d.id) > ($3, $4::uuid))
     ORDER BY d.answer_due_on, d.id LIMIT $5`,
    [tx.regionId, unitIds, after === undefined ? null : String(after.sortKey), after?.id ?? null, limit],
  );
}

/** What units learned about a person, by unit and category; the unit that learned something last comes first. */
export async function learnedAbout(tx: Tx, personId: PersonId): Promise<LearnedRow[]> {
  return tx.query<LearnedRow>(
    `SELECT d.to_unit_id AS "toUnitId", d.category, min(d.disclosed_at) AS "firstAt", max(d.disclosed_at) AS "lastAt",
            count(DISTINCT d.act_id)::int AS times, bool_and(d.basis_ended_at IS NOT NULL) AS "isOver",
            array_agg(DISTINCT d.from_unit_id)::text[] AS "fromUnitIds", array_agg(DISTINCT d.purpose) AS purposes,
            array_agg(DISTINCT d.channel) AS channels
     FROM disclosure d WHERE d.region_id = $1 AND d.person_id = $2
     GROUP BY d.to_unit_id, d.category
     ORDER BY max(max(d.disclosed_at)) OVER (PARTITION BY d.to_unit_id) DESC, d.to_unit_id, d.category`,
    [tx.regionId, personId],
  );
}

/** What a unit learned of one category. */
export interface LearnedRow extends Pick<DisclosureRecord, 'toUnitId' | 'category'> {
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly times: number;
  readonly isOver: boolean;
  readonly fromUnitIds: readonly UnitId[];
  readonly purposes: readonly SharingPurpose[];
  readonly channels: readonly DisclosureRecord['channel'][];
}
