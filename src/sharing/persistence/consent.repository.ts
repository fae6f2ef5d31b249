import type { CaseId, ConsentId, DataItemId, PersonId, StaffId, UnitId } from '../../kernel/index.js';
import { prepared, type Tx } from '../../platform/index.js';
import type { ConsentKind, ExpiryEvent } from '../domain/consent-offer.js';
import type { ConsentGiver } from '../domain/data-item.js';
import type {
  ConsentCapacity,
  ConsentForm,
  ConsentNotice,
  MediationLevel,
} from '../domain/consent-record.js';
import type { ConsentFactState, SharingGrounds } from '../domain/sharing-input.js';
import type { SharingCategory, SharingPurpose } from '../domain/sharing-codes.js';
import { factsOf } from './consent-facts.js';

/** A consent or release with the state of its process. What the person said in their own words stays sealed. */
export interface ConsentView {
  readonly id: ConsentId;
  readonly kind: ConsentKind;
  readonly caseId: CaseId;
  readonly personId: PersonId;
  readonly givenBy: ConsentGiver;
  /** The one entrusted item it is about; `null` when it holds for its categories in general. */
  readonly entrustedItemId: DataItemId | null;
  readonly discloserUnitId: UnitId;
  readonly recipientUnitId: UnitId;
  readonly recipientFunction: string;
  /** Who is released, by name or function; `null` for consents. */
  readonly secretBearer: string | null;
  readonly categories: readonly SharingCategory[];
  readonly exclusionsSealed: Buffer | null;
  readonly notices: readonly ConsentNotice[];
  readonly section87Warned: boolean;
  readonly purpose: SharingPurpose;
  readonly recurrence: 'SINGLE' | 'RECURRING';
  readonly validFrom: string;
  readonly validUntil: string;
  readonly expiryEvent: ExpiryEvent;
  readonly textVersion: string;
  readonly textHash: string;
  readonly language: string;
  readonly supersedesConsentId: ConsentId | null;
  readonly offeredAt: Date;
  readonly form: ConsentForm | null;
  readonly capacity: ConsentCapacity | null;
  readonly placeSealed: Buffer | null;
  readonly givenAt: Date | null;
  /** Staff recorded the grant and the person has not confirmed it with their own login. */
  readonly toBeConfirmed: boolean;
  readonly state: ConsentFactState;
}

/** Whether the person once said yes, whatever became of it. */
export function wasGiven({ givenAt }: Pick<ConsentView, 'givenAt'>): boolean {
  return givenAt !== null;
}

/** What is written when a declaration is offered. */
export interface NewConsent extends Omit<
  ConsentView,
  'state' | 'form' | 'capacity' | 'placeSealed' | 'givenAt' | 'toBeConfirmed' | 'offeredAt'
> {
  /** `null`: the person narrowed an earlier declaration with their own login. */
  readonly offeredBy: StaffId | null;
  /** Instant, ISO 8601. */
  readonly offeredAt: string;
}

/** Leaf states of both definitions that mean one thing for a disclosure. */
function leaves(...states: readonly string[]): string {
  const paths = ['consent', 'confidentiality-release'].flatMap((machine) =>
    states.map((state) => `'${machine}.${state}'`),
  );
  return `ARRAY[${paths.join(', ')}]`;
}

// Anything that is not granted in full permits nothing.
const STATE = `CASE
    WHEN p.active_states && ${leaves('granted.full')} THEN 'GRANTED'
    WHEN p.active_states && ${leaves('refused')} THEN 'REFUSED'
    WHEN p.active_states && ${leaves('revoked')} THEN 'REVOKED'
    WHEN p.active_states && ${leaves('expired', 'superseded', 'withdrawn', 'granted.limited')} THEN 'EXPIRED'
    ELSE 'OFFERED' END`;

const CONSENT = `
  SELECT c.id, c.kind, c.case_id AS "caseId", c.person_id AS "personId",
         c.given_by AS "givenBy", c.entrusted_item_id AS "entrustedItemId", c.discloser_unit_id AS "discloserUnitId",
         c.recipient_unit_id AS "recipientUnitId", c.recipient_function AS "recipientFunction",
         c.secret_bearer AS "secretBearer", c.categories, c.exclusions_sealed AS "exclusionsSealed", c.notices,
         c.section87_warned AS "section87Warned", c.purpose, c.recurrence,
         c.valid_from::text AS "validFrom", c.valid_until::text AS "validUntil", c.expiry_event AS "expiryEvent",
         c.text_version AS "textVersion", c.text_hash AS "textHash", c.language,
         c.supersedes_consent_id AS "supersedesConsentId", c.offered_at AS "offeredAt",
         c.form, c.capacity, c.place_sealed AS "placeSealed", c.given_at AS "givenAt",
         c.given_by = 'PERSON' AND c.recorded_by IS NOT NULL AND c.confirmed_at IS NULL AND p.active_states && ${leaves('granted.full')}
           AS "toBeConfirmed",
         ${STATE} AS state
  FROM consent c
  JOIN process p ON p.region_id = c.region_id AND p.subject_type = 'consent' AND p.subject_id = c.id`;

/** Inserts the declaration; its process is started by the caller in the same transaction. */
export async function insertConsent(tx: Tx, consent: NewConsent): Promise<void> {
  const columns: Readonly<Record<string, unknown>> = {
    region_id: tx.regionId,
    id: consent.id,
    kind: consent.kind,
    case_id: consent.caseId,
    person_id: consent.personId,
    given_by: consent.givenBy,
    entrusted_item_id: consent.entrustedItemId,
    discloser_unit_id: consent.discloserUnitId,
    recipient_unit_id: consent.recipientUnitId,
    recipient_function: consent.recipientFunction,
    secret_bearer: consent.secretBearer,
    categories: consent.categories,
    exclusions_sealed: consent.exclusionsSealed,
    notices: consent.notices,
    section87_warned: consent.section87Warned,
    purpose: consent.purpose,
    recurrence: consent.recurrence,
    valid_from: consent.validFrom,
    valid_until: consent.validUntil,
    expiry_event: consent.expiryEvent,
    text_version: consent.textVersion,
    text_hash: consent.textHash,
    language: consent.language,
    supersedes_consent_id: consent.supersedesConsentId,
    offered_by: consent.offeredBy,
    explained_by: consent.offeredBy,
    offered_at: consent.offeredAt,
  };
  const names = Object.keys(columns);
  await tx.query(
    `INSERT INTO consent (${names.join(', ')}) VALUES (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
    Object.values(columns),
  );
}

/** How a declaration was given, as it is kept. */
export interface KeptEvidence {
  readonly form: ConsentForm;
  readonly teachBack: boolean;
  readonly mediationLevel: MediationLevel | null;
  readonly copyHandedOver: boolean;
  readonly capacity: ConsentCapacity;
  readonly placeSealed: Buffer;
  /** Instant, ISO 8601. */
  readonly givenAt: string;
  /** Free texts about explanation and form, one sealed JSON object. */
  readonly circumstancesSealed: Buffer;
  /** Who recorded it; `null`: the person themself. */
  readonly recordedBy: StaffId | null;
}

/** Writes the evidence of a grant; of what was given before, nothing changes. */
export async function writeEvidence(tx: Tx, id: ConsentId, evidence: KeptEvidence): Promise<void> {
  await tx.query(
    `UPDATE consent SET form = $3, teach_back = $4, mediation_level = $5, copy_handed_over = $6, capacity = $7,
       place_sealed = $8, given_at = $9, circumstances_sealed = $10, recorded_by = $11
     WHERE region_id = $1 AND id = $2 AND given_at IS NULL`,
    [
      tx.regionId,
      id,
      evidence.form,
      evidence.teachBack,
      evidence.mediationLevel,
      evidence.copyHandedOver,
      evidence.capacity,
      evidence.placeSealed,
      evidence.givenAt,
      evidence.circumstancesSealed,
      evidence.recordedBy,
    ],
  );
}

/** Sealed words about how a declaration was explained and given; `null` before the answer. */
export async function findCircumstances(tx: Tx, id: ConsentId): Promise<Buffer | null> {
  const [row] = await tx.query<{ readonly sealed: Buffer | null }>(
    `SELECT circumstances_sealed AS sealed FROM consent WHERE region_id = $1 AND id = $2`,
    [tx.regionId, id],
  );
  return row?.sealed ?? null;
}

/** Carries the evidence of a declaration over to the narrower one that takes its place. */
export async function copyEvidence(
  tx: Tx,
  from: ConsentId,
  to: ConsentId,
  sealed: Pick<KeptEvidence, 'placeSealed' | 'circumstancesSealed'>,
): Promise<void> {
  await tx.query(
    `UPDATE consent narrower SET form = wider.form, teach_back = wider.teach_back,
       mediation_level = wider.mediation_level, copy_handed_over = wider.copy_handed_over,
       capacity = wider.capacity, place_sealed = $5, given_at = wider.given_at,
       recorded_by = wider.recorded_by, confirmed_at = wider.confirmed_at, circumstances_sealed = $4
     FROM consent wider
     WHERE narrower.region_id = $1 AND narrower.id = $3 AND wider.region_id = $1 AND wider.id = $2`,
    [tx.regionId, from, to, sealed.circumstancesSealed, sealed.placeSealed],
  );
}

/** Another text, or the same again, was put before the person, who has not said yes before. */
export async function writeExplanation(
  tx: Tx,
  id: ConsentId,
  shown: {
    readonly textVersion: string;
    readonly textHash: string;
    readonly language: string;
    readonly explainedBy: StaffId;
  },
): Promise<void> {
  await tx.query(
    `UPDATE consent SET text_version = $3, text_hash = $4, language = $5, explained_by = $6
     WHERE region_id = $1 AND id = $2 AND given_at IS NULL`,
    [tx.regionId, id, shown.textVersion, shown.textHash, shown.language, shown.explainedBy],
  );
}

/** The person says with their own login that what staff recorded is true. */
export async function writeConfirmation(tx: Tx, id: ConsentId, at: string): Promise<void> {
  await tx.query(`UPDATE consent SET confirmed_at = $3 WHERE region_id = $1 AND id = $2`, [
    tx.regionId,
    id,
    at,
  ]);
}

/** Second line of the check: whether a grant could count by what is written down. */
export async function hasEvidence(tx: Tx, id: ConsentId): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    `SELECT c.id FROM consent c
     WHERE c.region_id = $1 AND c.id = $2 AND c.form IS NOT NULL AND c.circumstances_sealed IS NOT NULL
       AND c.given_at IS NOT NULL AND c.place_sealed IS NOT NULL AND c.capacity IS NOT NULL
       AND c.teach_back AND c.copy_handed_over
       AND (c.recorded_by IS NULL OR c.form = 'WITNESSED_ORAL' OR c.supersedes_consent_id IS NOT NULL OR EXISTS (
         SELECT 1 FROM consent_evidence e WHERE e.region_id = c.region_id AND e.consent_id = c.id))`,
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

const OF_CASE = prepared(
  'consents_of_case',
  `${CONSENT} WHERE c.region_id = $1 AND c.case_id = $2 ORDER BY c.offered_at, c.id`,
);

/** Declarations of a case in order of offering. */
export async function listConsents(tx: Tx, caseId: CaseId): Promise<ConsentView[]> {
  return tx.once(`consents-of-case:${caseId}`, () => tx.query<ConsentView>(OF_CASE, [tx.regionId, caseId]));
}

/** Granted declarations of persons who are minors, in order of the case. */
export async function listGrantedByMinors(tx: Tx): Promise<ConsentView[]> {
  return tx.query<ConsentView>(
    `${CONSENT} WHERE c.region_id = $1 AND c.capacity <> 'OF_AGE' AND c.given_by = 'PERSON'
       AND p.active_states && ${leaves('granted.full')}
     ORDER BY c.case_id, c.id`,
    [tx.regionId],
  );
}

/** Consents and releases about the person of a case, all of them, as the decision wants them. */
export async function loadGrounds(tx: Tx, caseId: CaseId): Promise<SharingGrounds> {
  const rows = await tx.exOfficio(() => listConsents(tx, caseId));
  return { consents: factsOf(rows, 'CONSENT'), releases: factsOf(rows, 'CONFIDENTIALITY_RELEASE') };
}
