import { Injectable } from '@nestjs/common';
import type { ConferenceId, StaffId, UnitId } from '../../../kernel/index.js';
import {
  keepTexts,
  newId,
  PersonVault,
  readTexts,
  type KeptText,
  type KeptValue,
  type Tx,
} from '../../../platform/index.js';
import type { ConferenceRow } from '../../domain/conference.js';
import type { Addendum, AgreementState, Correction, CorrectionOutcome } from '../domain/agreement.js';
import type { RecordTarget } from '../domain/record-check.js';

/** Conference a record belongs to, and the person with whose key its texts are sealed. */
export type OfConference = Pick<ConferenceRow, 'id' | 'personId'>;

/** What is written when an error is reported. */
export interface NewCorrection extends Pick<Correction, 'raisedAs' | 'unitId' | 'target' | 'decisionId'> {
  readonly wish: string;
  /** Staff member who reported it, also for the person; `null` when the person did. */
  readonly raisedBy: StaffId | null;
  readonly at: string;
}

/** The answer to a correction. */
export interface CorrectionAnswer {
  readonly outcome: CorrectionOutcome;
  readonly answer: string;
  readonly newText: string | null;
  readonly by: StaffId;
  readonly at: string;
}

interface CorrectionRow extends Omit<Correction, 'wish' | 'answer' | 'newText'> {
  readonly wish: string | null;
  readonly wishSealed: Buffer | null;
  readonly answer: string | null;
  readonly answerSealed: Buffer | null;
  readonly newText: string | null;
  readonly newTextSealed: Buffer | null;
}

const CORRECTIONS = `
  SELECT c.id, c.raised_as AS "raisedAs", c.unit_id AS "unitId", c.target, c.decision_id AS "decisionId",
         c.raised_at AS "raisedAt", c.outcome, c.wish, c.wish_sealed AS "wishSealed", c.answer,
         c.answer_sealed AS "answerSealed", c.new_text AS "newText", c.new_text_sealed AS "newTextSealed"
  FROM conference_correction c WHERE c.region_id = $1 AND c.conference_id = $2 ORDER BY c.raised_at, c.id`;

/** Corrections, agreements and addenda. Their texts are sealed like the record’s. Access is checked by the caller. */
@Injectable()
export class AgreementRepository {
  constructor(private readonly vault: PersonVault) {}

  /** Reports an error. @returns Its id. */
  async insertCorrection(tx: Tx, conference: OfConference, correction: NewCorrection): Promise<string> {
    const id = newId<string>();
    const texts = [{ text: correction.wish, place: correctionPlace('wish', id) }];
    const [wish] = await keepTexts(this.vault, tx, conference.personId, texts);
    await tx.query(
      `INSERT INTO conference_correction (region_id, id, conference_id, person_id, raised_as, unit_id, raised_by, target,
         decision_id, wish, wish_sealed, raised_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        tx.regionId,
        id,
        conference.id,
        conference.personId,
        correction.raisedAs,
        correction.unitId,
        correction.raisedBy,
        correction.target,
        correction.decisionId,
        wish?.plain,
        wish?.sealed,
        correction.at,
      ],
    );
    return id;
  }

  /** Answers a correction. @returns Whether it was still open. */
  async answerCorrection(
    tx: Tx,
    { personId }: OfConference,
    id: string,
    { outcome, answer, newText, by, at }: CorrectionAnswer,
  ): Promise<boolean> {
    const [words, wording] = await keepTexts(this.vault, tx, personId, [
      { text: answer, place: correctionPlace('answer', id) },
      { text: newText, place: correctionPlace('new_text', id) },
    ]);
    const rows = await tx.query<{ id: string }>(
      `UPDATE conference_correction SET outcome = $3, answer = $4, answer_sealed = $5, new_text = $6,
         new_text_sealed = $7, answered_by = $8, answered_at = $9
       WHERE region_id = $1 AND id = $2 AND outcome IS NULL RETURNING id`,
      [
        tx.regionId,
        id,
        outcome,
        words?.plain,
        words?.sealed,
        wording?.plain ?? null,
        wording?.sealed ?? null,
        by,
        at,
      ],
    );
    return rows.length > 0;
  }

  /** Conference of a correction; `undefined` when there is none. */
  async conferenceOf(tx: Tx, correctionId: string): Promise<ConferenceId | undefined> {
    const [row] = await tx.query<{ conferenceId: ConferenceId }>(
      `SELECT conference_id AS "conferenceId" FROM conference_correction WHERE region_id = $1 AND id = $2`,
      [tx.regionId, correctionId],
    );
    return row?.conferenceId;
  }

  /** Corrections in the order in which they came, all opened at once. */
  async listCorrections(tx: Tx, { id, personId }: OfConference): Promise<Correction[]> {
    const rows = await tx.query<CorrectionRow>(CORRECTIONS, [tx.regionId, id]);
    const texts = await readTexts(
      this.vault,
      tx,
      rows.flatMap((row): KeptValue[] => [
        { personId, plain: row.wish, sealed: row.wishSealed, place: correctionPlace('wish', row.id) },
        { personId, plain: row.answer, sealed: row.answerSealed, place: correctionPlace('answer', row.id) },
        {
          personId,
          plain: row.newText,
          sealed: row.newTextSealed,
          place: correctionPlace('new_text', row.id),
        },
      ]),
    );
    return rows.map(
      ({ wishSealed: _wish, answerSealed: _answer, newTextSealed: _newText, ...row }, index) => ({
        ...row,
        wish: texts[index * 3] ?? null,
        answer: texts[index * 3 + 1] ?? null,
        newText: texts[index * 3 + 2] ?? null,
      }),
    );
  }

  /** Somebody has nothing to correct; `unitId` is `null` for the person. A repeat changes nothing. */
  async insertAgreement(
    tx: Tx,
    conferenceId: ConferenceId,
    agreement: { readonly unitId: UnitId | null; readonly by: StaffId | null; readonly at: string },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO conference_record_agreement (region_id, id, conference_id, unit_id, given_by, given_at)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [tx.regionId, newId(), conferenceId, agreement.unitId, agreement.by, agreement.at],
    );
  }

  /** How the agreement stands, without a word of it. */
  async stateOf(tx: Tx, conferenceId: ConferenceId): Promise<AgreementState> {
    const [row] = await tx.query<AgreementState>(
      `SELECT (SELECT corrections_until::text FROM conference_record r
               WHERE r.region_id = $1 AND r.conference_id = $2) AS until,
              (SELECT count(*)::int FROM conference_correction c
               WHERE c.region_id = $1 AND c.conference_id = $2 AND c.outcome IS NULL) AS "openCorrections",
              array(SELECT a.unit_id FROM conference_record_agreement a
                    WHERE a.region_id = $1 AND a.conference_id = $2
                    UNION SELECT c.unit_id FROM conference_correction c
                    WHERE c.region_id = $1 AND c.conference_id = $2 AND c.raised_as IN ('BODY', 'PERSON')) AS answered`,
      [tx.regionId, conferenceId],
    );
    if (!row) throw new Error('A query without FROM answers one row');
    return row;
  }

  /** Sets something right in an approved record. @returns Its id. */
  async insertAddendum(
    tx: Tx,
    conference: OfConference,
    addendum: {
      readonly words: string;
      readonly concernedUnitIds: readonly UnitId[];
      readonly by: StaffId;
      readonly at: string;
    },
  ): Promise<string> {
    const id = newId<string>();
    const text = { text: addendum.words, place: addendumPlace(id) };
    const [words] = await keepTexts(this.vault, tx, conference.personId, [text]);
    await tx.query(
      `INSERT INTO conference_addendum (region_id, id, conference_id, person_id, words, words_sealed,
         concerned_unit_ids, written_by, written_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        tx.regionId,
        id,
        conference.id,
        conference.personId,
        words?.plain,
        words?.sealed,
        addendum.concernedUnitIds,
        addendum.by,
        addendum.at,
      ],
    );
    return id;
  }

  /** Addenda, oldest first. */
  async listAddenda(tx: Tx, { id, personId }: OfConference): Promise<Addendum[]> {
    const rows = await tx.query<Omit<Addendum, 'words'> & KeptText>(
      `SELECT id, words AS plain, words_sealed AS sealed, concerned_unit_ids AS "concernedUnitIds",
              written_by AS "writtenBy", written_at AS "writtenAt"
       FROM conference_addendum WHERE region_id = $1 AND conference_id = $2 ORDER BY written_at, id`,
      [tx.regionId, id],
    );
    const values = rows.map((row) => ({ ...row, personId, place: addendumPlace(row.id) }));
    const words = await readTexts(this.vault, tx, values);
    return rows.map(({ plain: _plain, sealed: _sealed, ...row }, index) => ({
      ...row,
      words: words[index] ?? null,
    }));
  }
}

/** What an accepted correction made of a part of the record, the last one of each part. */
export function wordingsOf(
  corrections: readonly Correction[],
): ReadonlyMap<string, { readonly target: RecordTarget; readonly text: string | null }> {
  return new Map(
    corrections
      .filter(({ outcome }) => outcome === 'ACCEPTED')
      .map(({ target, decisionId, newText }) => [decisionId ?? target, { target, text: newText }]),
  );
}

function correctionPlace(column: 'wish' | 'answer' | 'new_text', id: string): string {
  return `conference_correction.${column}_sealed:${id}`;
}

function addendumPlace(id: string): string {
  return `conference_addendum.words_sealed:${id}`;
}
