import { Injectable } from '@nestjs/common';
import type { ConferenceId, StaffId, UnitId } from '../../../kernel/index.js';
import { keepTexts, newId, PersonVault, readTexts, type KeptText, type Tx } from '../../../platform/index.js';
import type { DecisionKind } from '../../domain/conference.js';
import type { OfConference } from './agreement.repository.js';

/** Why a body does not confirm what was taken down for it. */
export const NOT_CONFIRMED_REASONS = [
  'NOT_COMPETENT',
  'NO_MANDATE',
  'LEGAL_BASIS_MISSING',
  'NO_CAPACITY',
  'OTHER',
] as const;
export type NotConfirmedReason = (typeof NOT_CONFIRMED_REASONS)[number];

/** How binding a decision is now. */
export type DecisionStanding = 'TAKEN' | 'TO_BE_CONFIRMED' | 'CONFIRMED' | 'NOT_CONFIRMED';

/** A decision without its words. */
export interface DecisionHead {
  readonly id: string;
  readonly conferenceId: ConferenceId;
  readonly kind: DecisionKind;
  readonly unitId: UnitId | null;
  readonly standing: DecisionStanding;
}

/** Where the Bescheid of a body is found. */
export interface BescheidReference {
  readonly id: string;
  readonly decisionId: string;
  readonly reference: string | null;
  readonly issuedOn: string;
  readonly notifiedOn: string | null;
  readonly remedy: string;
  /** Last day for it; `null` while it is not notified. */
  readonly remedyUntil: string | null;
}

/** What bodies said to decisions, and their Bescheide. Access is checked by the caller. */
@Injectable()
export class DecisionAnswerRepository {
  constructor(private readonly vault: PersonVault) {}

  /** Heads of the decisions of a conference, in the order of the record. */
  async heads(tx: Tx, conferenceId: ConferenceId): Promise<DecisionHead[]> {
    return tx.query<DecisionHead>(
      `SELECT d.id, d.conference_id AS "conferenceId", d.kind, d.unit_id AS "unitId",
              coalesce(a.outcome, d.status) AS standing
       FROM conference_decision d
       LEFT JOIN conference_decision_answer a ON a.region_id = d.region_id AND a.decision_id = d.id
       WHERE d.region_id = $1 AND d.conference_id = $2 ORDER BY d.position`,
      [tx.regionId, conferenceId],
    );
  }

  /** Conference of a decision; `undefined` when there is none. */
  async conferenceOf(tx: Tx, decisionId: string): Promise<ConferenceId | undefined> {
    const [row] = await tx.query<{ conferenceId: ConferenceId }>(
      `SELECT conference_id AS "conferenceId" FROM conference_decision WHERE region_id = $1 AND id = $2`,
      [tx.regionId, decisionId],
    );
    return row?.conferenceId;
  }

  /** Writes what a body said. @returns Whether nothing had been said before. */
  async insertAnswer(
    tx: Tx,
    { id, conferenceId }: Pick<DecisionHead, 'id' | 'conferenceId'>,
    answer: {
      readonly outcome: 'CONFIRMED' | 'NOT_CONFIRMED';
      readonly reason: NotConfirmedReason | null;
      readonly by: StaffId;
      readonly at: string;
    },
  ): Promise<boolean> {
    const rows = await tx.query<{ id: string }>(
      `INSERT INTO conference_decision_answer (region_id, decision_id, conference_id, outcome, reason, answered_by,
         answered_at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING decision_id AS id`,
      [tx.regionId, id, conferenceId, answer.outcome, answer.reason, answer.by, answer.at],
    );
    return rows.length > 0;
  }

  /** Writes where a Bescheid is found. @returns Its id. */
  async insertReference(
    tx: Tx,
    conference: OfConference,
    bescheid: Omit<BescheidReference, 'id' | 'reference'> & {
      readonly reference: string;
      readonly by: StaffId;
      readonly at: string;
    },
  ): Promise<string> {
    const id = newId<string>();
    const [kept] = await keepTexts(this.vault, tx, conference.personId, [
      { text: bescheid.reference, place: referencePlace(id) },
    ]);
    await tx.query(
      `INSERT INTO conference_decision_reference (region_id, id, decision_id, conference_id, person_id, reference,
         reference_sealed, issued_on, notified_on, remedy, remedy_until, written_by, written_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        tx.regionId,
        id,
        bescheid.decisionId,
        conference.id,
        conference.personId,
        kept?.plain,
        kept?.sealed,
        bescheid.issuedOn,
        bescheid.notifiedOn,
        bescheid.remedy,
        bescheid.remedyUntil,
        bescheid.by,
        bescheid.at,
      ],
    );
    return id;
  }

  /** Bescheide of a conference, oldest first. */
  async listReferences(tx: Tx, { id, personId }: OfConference): Promise<BescheidReference[]> {
    const rows = await tx.query<Omit<BescheidReference, 'reference'> & KeptText>(
      `SELECT id, decision_id AS "decisionId", reference AS plain, reference_sealed AS sealed,
              issued_on::text AS "issuedOn", notified_on::text AS "notifiedOn", remedy,
              remedy_until::text AS "remedyUntil"
       FROM conference_decision_reference WHERE region_id = $1 AND conference_id = $2 ORDER BY written_at, id`,
      [tx.regionId, id],
    );
    const values = rows.map((row) => ({ ...row, personId, place: referencePlace(row.id) }));
    const texts = await readTexts(this.vault, tx, values);
    return rows.map(({ plain: _plain, sealed: _sealed, ...row }, index) => ({
      ...row,
      reference: texts[index] ?? null,
    }));
  }
}

function referencePlace(id: string): string {
  return `conference_decision_reference.reference_sealed:${id}`;
}
