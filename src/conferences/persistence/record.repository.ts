import { Injectable } from '@nestjs/common';
import type { StaffId, UnitId } from '../../kernel/index.js';
import { keepTexts, newId, PersonVault, readTexts, type KeptText, type Tx } from '../../platform/index.js';
import type { ConferenceRow, DecisionKind } from '../domain/conference.js';
import { AgreementRepository, wordingsOf } from '../record/persistence/agreement.repository.js';
import type { DecisionStanding } from '../record/persistence/decision-answer.repository.js';
import { decisionPlace, recordPlace } from './sealed-places.js';

/** What a record says in words; each `null` once the person was erased. */
export interface RecordTexts {
  readonly result: string | null;
  readonly personsView: string | null;
  readonly personAbsentReason: string | null;
  readonly resourcesNamed: string | null;
  readonly dissent: string | null;
}

/** Record of a conference: result, not a transcript. */
export interface RecordView extends RecordTexts {
  readonly id: string;
  readonly personPresent: boolean;
  readonly confidentialityReminded: boolean;
  readonly interpreterLevel: 'LAY' | 'QUALIFIED' | 'SWORN' | null;
  /** BCP 47; `null` when nobody interpreted. */
  readonly interpreterLanguage: string | null;
  readonly companionPresent: boolean;
  readonly recordedAt: Date;
  /** When it was submitted for corrections. */
  readonly submittedAt: Date | null;
  /** Last day for corrections; `null` while it is not submitted. */
  readonly correctionsUntil: string | null;
  readonly approvedAt: Date | null;
  /** The basis on which chair and recorder read it had ended when it was approved. */
  readonly approvedUnread: boolean;
  /** Corrections that nobody answered before it was approved; they stay with it, like dissent. */
  readonly correctionsUnresolved: number;
}

export interface DecisionView {
  readonly id: string;
  readonly kind: DecisionKind;
  readonly unitId: UnitId | null;
  /** Wording; `null` once the person was erased. */
  readonly text: string | null;
  /** Whether the body stands behind it. */
  readonly standing: DecisionStanding;
}

/** A decision as the recorder writes it. */
export interface DecisionContent extends Omit<DecisionView, 'id' | 'text' | 'standing'> {
  readonly text: string;
  /** Nobody with mandate was there for the body: it has to be confirmed by one. */
  readonly toBeConfirmed: boolean;
}

/** Content of a record as the recorder writes it. */
export interface RecordContent {
  readonly result: string;
  readonly personsView: string;
  readonly personPresent: boolean;
  readonly personAbsentReason?: string | null;
  readonly resourcesNamed: string;
  readonly dissent?: string | null;
  readonly confidentialityReminded: boolean;
  readonly interpreterLevel?: 'LAY' | 'QUALIFIED' | 'SWORN' | null;
  /** BCP 47. */
  readonly interpreterLanguage?: string | null;
  readonly companionPresent?: boolean | null;
}

/** Conference a record belongs to, and the person with whose key its texts are sealed. */
type OfConference = Pick<ConferenceRow, 'id' | 'personId'>;

/** Columns of the texts, in the order in which they are written. */
const COLUMNS = ['result', 'persons_view', 'person_absent_reason', 'resources_named', 'dissent'] as const;
type TextColumn = (typeof COLUMNS)[number];

type RecordRow = Omit<RecordView, keyof RecordTexts> &
  Readonly<Record<TextColumn, string | null>> &
  Readonly<Record<`${TextColumn}_sealed`, Buffer | null>>;

/** Records and decisions. Their texts are sealed when the conference is about a case. Access is checked by the caller. */
@Injectable()
export class RecordRepository {
  constructor(
    private readonly vault: PersonVault,
    private readonly agreements: AgreementRepository,
  ) {}

  /** Writes the record. A second one changes nothing; the engine then refuses the step. */
  async insert(
    tx: Tx,
    conference: OfConference,
    record: RecordContent,
    recordedBy: StaffId,
    at: string,
  ): Promise<void> {
    const id = newId<string>();
    const texts = [
      record.result,
      record.personsView,
      record.personAbsentReason,
      record.resourcesNamed,
      record.dissent,
    ];
    const kept = await keepTexts(
      this.vault,
      tx,
      conference.personId,
      COLUMNS.map((column, index) => ({ text: said(texts[index]), place: recordPlace(column, id) })),
    );
    const columns = COLUMNS.flatMap((column) => [column, `${column}_sealed`]).join(', ');
    await tx.query(
      `INSERT INTO conference_record (region_id, id, conference_id, person_present, confidentiality_reminded,
         interpreter_level, interpreter_language, companion_present, recorded_by, recorded_at, ${columns})
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
       ON CONFLICT (region_id, conference_id) DO NOTHING`,
      [
        tx.regionId,
        id,
        conference.id,
        record.personPresent,
        record.confidentialityReminded,
        record.interpreterLevel ?? null,
        record.interpreterLanguage ?? null,
        record.companionPresent === true,
        recordedBy,
        at,
        ...kept.flatMap(({ plain, sealed }) => [plain, sealed]),
      ],
    );
  }

  /** Writes one decision; `position` counts from 1. @returns Its id. */
  async insertDecision(
    tx: Tx,
    conference: OfConference,
    { kind, unitId, text, toBeConfirmed }: DecisionContent,
    position: number,
  ): Promise<string> {
    const id = newId<string>();
    const place = decisionPlace(id);
    const [kept] = await keepTexts(this.vault, tx, conference.personId, [{ text, place }]);
    await tx.query(
      `INSERT INTO conference_decision (region_id, id, conference_id, kind, unit_id, text, text_sealed, position, status)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        tx.regionId,
        id,
        conference.id,
        kind,
        unitId,
        kept?.plain,
        kept?.sealed,
        position,
        toBeConfirmed ? 'TO_BE_CONFIRMED' : 'TAKEN',
      ],
    );
    return id;
  }

  /** The record as accepted corrections made it, `undefined` while there is none. */
  async find(tx: Tx, conference: OfConference): Promise<RecordView | undefined> {
    const columns = COLUMNS.flatMap((column) => [column, `${column}_sealed`]).join(', ');
    const [row] = await tx.query<RecordRow>(
      `SELECT id, person_present AS "personPresent", confidentiality_reminded AS "confidentialityReminded",
              interpreter_level AS "interpreterLevel", interpreter_language AS "interpreterLanguage",
              companion_present AS "companionPresent", recorded_at AS "recordedAt", submitted_at AS "submittedAt",
              corrections_until::text AS "correctionsUntil", approved_at AS "approvedAt",
              approved_unread AS "approvedUnread", corrections_unresolved AS "correctionsUnresolved",
              ${columns}
       FROM conference_record WHERE region_id = $1 AND conference_id = $2`,
      [tx.regionId, conference.id],
    );
    if (!row) return undefined;
    const { id, personPresent, confidentialityReminded, interpreterLevel, interpreterLanguage } = row;
    const { companionPresent, recordedAt, submittedAt, correctionsUntil, approvedAt } = row;
    const { approvedUnread, correctionsUnresolved } = row;
    const texts = await this.corrected(tx, conference, await this.open(tx, conference, row));
    return {
      id,
      ...texts,
      personPresent,
      confidentialityReminded,
      interpreterLevel,
      interpreterLanguage,
      companionPresent,
      recordedAt,
      submittedAt,
      correctionsUntil,
      approvedAt,
      approvedUnread,
      correctionsUnresolved,
    };
  }

  /** Decisions in the order of the record, all opened at once. */
  async listDecisions(tx: Tx, conference: OfConference): Promise<DecisionView[]> {
    const rows = await tx.query<Omit<DecisionView, 'text'> & KeptText>(
      `SELECT d.id, d.kind, d.unit_id AS "unitId", d.text AS plain, d.text_sealed AS sealed,
              coalesce(a.outcome, d.status) AS standing
       FROM conference_decision d
       LEFT JOIN conference_decision_answer a ON a.region_id = d.region_id AND a.decision_id = d.id
       WHERE d.region_id = $1 AND d.conference_id = $2 ORDER BY d.position`,
      [tx.regionId, conference.id],
    );
    const { personId } = conference;
    const values = rows.map((row) => ({ ...row, personId, place: decisionPlace(row.id) }));
    const texts = await readTexts(this.vault, tx, values);
    const wordings = wordingsOf(await this.agreements.listCorrections(tx, conference));
    return rows.map(({ id, kind, unitId, standing }, index) => {
      const wording = wordings.get(id);
      return { id, kind, unitId, standing, text: wording ? wording.text : (texts[index] ?? null) };
    });
  }

  /** What was written stays as it is; what an accepted correction says is read in its place. */
  private async corrected(tx: Tx, conference: OfConference, texts: RecordTexts): Promise<RecordTexts> {
    const wordings = wordingsOf(await this.agreements.listCorrections(tx, conference));
    const read = (target: string, text: string | null): string | null => {
      const wording = wordings.get(target);
      return wording ? wording.text : text;
    };
    return {
      result: read('RESULT', texts.result),
      personsView: read('PERSONS_VIEW', texts.personsView),
      personAbsentReason: read('PERSON_ABSENT_REASON', texts.personAbsentReason),
      resourcesNamed: read('RESOURCES_NAMED', texts.resourcesNamed),
      dissent: read('DISSENT', texts.dissent),
    };
  }

  private async open(tx: Tx, { personId }: OfConference, row: RecordRow): Promise<RecordTexts> {
    const [
      result = null,
      personsView = null,
      personAbsentReason = null,
      resourcesNamed = null,
      dissent = null,
    ] = await readTexts(
      this.vault,
      tx,
      COLUMNS.map((column) => ({
        personId,
        plain: row[column],
        sealed: row[`${column}_sealed`],
        place: recordPlace(column, row.id),
      })),
    );
    return { result, personsView, personAbsentReason, resourcesNamed, dissent };
  }
}

/** Blank is not said; whether something was said stays visible when it can no longer be read. */
function said(text: string | null | undefined): string | null {
  return text == null || text.trim() === '' ? null : text;
}
