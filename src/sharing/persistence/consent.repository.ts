import type { CaseId, ConsentId, PersonId, StaffId, UnitId } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';
import type { ConsentKind } from '../domain/consent-offer.js';
import type { ConsentFact, ConsentFactState, SharingGrounds } from '../domain/sharing-input.js';
import type { SharingCategory, SharingPurpose } from '../domain/sharing-codes.js';

/** A consent or release with the state of its process. */
export interface ConsentView {
  readonly id: ConsentId;
  readonly kind: ConsentKind;
  readonly caseId: CaseId;
  readonly personId: PersonId;
  readonly discloserUnitId: UnitId;
  readonly recipientUnitId: UnitId;
  readonly recipientFunction: string;
  readonly categories: readonly SharingCategory[];
  readonly exclusions: string | null;
  readonly section87Warned: boolean;
  readonly purpose: SharingPurpose;
  readonly recurrence: 'SINGLE' | 'RECURRING';
  readonly validFrom: string;
  readonly validUntil: string;
  readonly textVersion: string;
  readonly language: string;
  readonly form: 'PAPER' | 'ELECTRONIC' | 'WITNESSED_ORAL' | null;
  readonly offeredAt: Date;
  readonly state: ConsentFactState;
}

/** What is written when a declaration is offered. */
export interface NewConsent extends Omit<ConsentView, 'state' | 'form' | 'offeredAt'> {
  readonly offeredBy: StaffId;
  /** Instant, ISO 8601. */
  readonly offeredAt: string;
}

// Leaf states of the definition `consent` by what they mean for a disclosure; anything else permits nothing.
const STATE = `CASE
    WHEN 'consent.granted.full' = ANY(p.active_states) THEN 'GRANTED'
    WHEN 'consent.refused' = ANY(p.active_states) THEN 'REFUSED'
    WHEN 'consent.revoked' = ANY(p.active_states) THEN 'REVOKED'
    WHEN p.active_states && ARRAY['consent.expired', 'consent.superseded', 'consent.withdrawn'] THEN 'EXPIRED'
    ELSE 'OFFERED' END`;

const CONSENT = `
  SELECT c.id, c.kind, c.case_id AS "caseId", c.person_id AS "personId", c.discloser_unit_id AS "discloserUnitId",
         c.recipient_unit_id AS "recipientUnitId", c.recipient_function AS "recipientFunction", c.categories,
         c.exclusions, c.section87_warned AS "section87Warned", c.purpose, c.recurrence,
         c.valid_from::text AS "validFrom", c.valid_until::text AS "validUntil", c.text_version AS "textVersion",
         c.language, c.form, c.offered_at AS "offeredAt", ${STATE} AS state
  FROM consent c
  JOIN process p ON p.region_id = c.region_id AND p.subject_type = 'consent' AND p.subject_id = c.id`;

/** Inserts the declaration; its process is started by the caller in the same transaction. */
export async function insertConsent(tx: Tx, consent: NewConsent): Promise<void> {
  await tx.query(
    `INSERT INTO consent (region_id, id, kind, case_id, person_id, discloser_unit_id, recipient_unit_id,
       recipient_function, categories, exclusions, section87_warned, purpose, recurrence, valid_from, valid_until,
       text_version, language, offered_by, offered_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
    [
      tx.regionId,
      consent.id,
      consent.kind,
      consent.caseId,
      consent.personId,
      consent.discloserUnitId,
      consent.recipientUnitId,
      consent.recipientFunction,
      consent.categories,
      consent.exclusions,
      consent.section87Warned,
      consent.purpose,
      consent.recurrence,
      consent.validFrom,
      consent.validUntil,
      consent.textVersion,
      consent.language,
      consent.offeredBy,
      consent.offeredAt,
    ],
  );
}

/** Evidence of how the declaration was explained and given. */
export interface ConsentEvidence {
  readonly form: 'PAPER' | 'ELECTRONIC' | 'WITNESSED_ORAL';
  readonly explainedHow: string;
  readonly teachBack: boolean;
  readonly mediationLevel: 'LAY' | 'QUALIFIED' | 'SWORN' | null;
  readonly copyHandedOver: boolean;
}

/** Writes the evidence of a grant. */
export async function writeEvidence(tx: Tx, id: ConsentId, evidence: ConsentEvidence): Promise<void> {
  await tx.query(
    `UPDATE consent SET form = $3, explained_how = $4, teach_back = $5, mediation_level = $6, copy_handed_over = $7
     WHERE region_id = $1 AND id = $2`,
    [
      tx.regionId,
      id,
      evidence.form,
      evidence.explainedHow,
      evidence.teachBack,
      evidence.mediationLevel,
      evidence.copyHandedOver,
    ],
  );
}

/** Whether the evidence a valid declaration needs is written down (form, explanation, copy). */
export async function hasEvidence(tx: Tx, id: ConsentId): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM consent WHERE region_id = $1 AND id = $2 AND form IS NOT NULL AND explained_how IS NOT NULL
       AND teach_back AND copy_handed_over`,
    [tx.regionId, id],
  );
  return rows.length > 0;
}

/** One declaration, `undefined` when it is not there. */
export async function findConsent(tx: Tx, id: ConsentId): Promise<ConsentView | undefined> {
  const [row] = await tx.query<ConsentView>(`${CONSENT} WHERE c.region_id = $1 AND c.id = $2`, [
    tx.regionId,
    id,
  ]);
  return row;
}

/** Declarations of a case in order of offering. */
export async function listConsents(tx: Tx, caseId: CaseId): Promise<ConsentView[]> {
  return tx.query<ConsentView>(
    `${CONSENT} WHERE c.region_id = $1 AND c.case_id = $2 ORDER BY c.offered_at, c.id`,
    [tx.regionId, caseId],
  );
}

/** Consents and releases of the person of a case, as the decision wants them. */
export async function loadGrounds(tx: Tx, caseId: CaseId): Promise<SharingGrounds> {
  const rows = await listConsents(tx, caseId);
  const facts = (kind: ConsentKind): ConsentFact[] =>
    rows
      .filter((row) => row.kind === kind)
      .map((row) => ({
        discloserUnitId: row.discloserUnitId,
        recipientUnitId: row.recipientUnitId,
        categories: row.categories,
        purpose: row.purpose,
        validFrom: row.validFrom,
        validUntil: row.validUntil,
        state: row.state,
        warnedOfSection87: row.section87Warned,
      }));
  return { consents: facts('CONSENT'), releases: facts('CONFIDENTIALITY_RELEASE') };
}
