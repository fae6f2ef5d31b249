import { Injectable } from '@nestjs/common';
import type { ConferenceId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';
import { ConferenceAccess, type ConferenceStanding } from '../../application/conference-access.js';
import { ConferenceReader } from '../../application/conference-reader.js';
import { whoAgrees, type Addendum, type Correction } from '../domain/agreement.js';
import { doubtsOf, type RecordDoubt, type RecordTarget, type RecordText } from '../domain/record-check.js';
import { withoutQuotes } from '../domain/record-quotes.js';
import { AgreementRepository } from '../persistence/agreement.repository.js';
import {
  DecisionAnswerRepository,
  type BescheidReference,
} from '../persistence/decision-answer.repository.js';
import { QuoteRepository } from '../persistence/quote.repository.js';

/** How the agreement on a record stands, as far as the reader may know it. */
export interface AgreementView {
  /** Last day for corrections; `null` while it is not submitted. */
  readonly correctionsUntil: string | null;
  /** How many of those who may correct have not answered yet. */
  readonly waitingFor: number;
  /** All for convening side, chair, recorder and person; for a body its own. */
  readonly corrections: readonly Correction[];
}

/** Something in a record that should be looked at again. */
export interface DoubtView {
  readonly target: RecordTarget;
  readonly doubt: RecordDoubt;
}

/** Reads what belongs to a record. What of the record itself somebody may read is decided by {@link ConferenceReader}. */
@Injectable()
export class RecordReader {
  constructor(
    private readonly access: ConferenceAccess,
    private readonly reader: ConferenceReader,
    private readonly agreements: AgreementRepository,
    private readonly decisions: DecisionAnswerRepository,
    private readonly quotes: QuoteRepository,
  ) {}

  /** `null` for those who may not read the record, and while there is none. @throws {AccessDenied} */
  async agreement(tx: Tx, id: ConferenceId): Promise<AgreementView | null> {
    const standing = await this.access.get(tx, id);
    const record = await this.reader.record(tx, id);
    if (record === null) return null;
    const { conference, participants, unitIds } = standing;
    const [state, corrections] = await tx.exOfficio(() =>
      Promise.all([this.agreements.stateOf(tx, id), this.agreements.listCorrections(tx, conference)]),
    );
    const { unitIds: bodies, person } = whoAgrees(conference, participants);
    const all = [...bodies, ...(person ? [null] : [])];
    return {
      correctionsUntil: state.until,
      waitingFor: state.until === null ? 0 : all.filter((one) => !state.answered.includes(one)).length,
      corrections: isInside(standing)
        ? corrections
        : corrections
            .filter(({ unitId }) => unitId !== null && unitIds.includes(unitId))
            // What is masked in the record is not to be read in an answer to a wish about it.
            .map((one) => (record.isMasked ? { ...one, answer: null, newText: null } : one)),
    };
  }

  /** Addenda of an approved record: all for who may read it whole, for a body those that concern it. @throws {AccessDenied} */
  async addenda(tx: Tx, id: ConferenceId): Promise<readonly Addendum[]> {
    const standing = await this.access.get(tx, id);
    const record = await this.reader.record(tx, id);
    if (record === null) return [];
    const addenda = await this.agreements.listAddenda(tx, standing.conference);
    if (isInside(standing)) return addenda;
    // What the common result says is masked for it: then what sets it right is, too.
    if (record.isMasked) return [];
    return addenda.filter(({ concernedUnitIds }) =>
      concernedUnitIds.some((unitId) => standing.unitIds.includes(unitId)),
    );
  }

  /** What recorder and chair should look at again before the record goes out; empty for others. @throws {AccessDenied} */
  async doubts(tx: Tx, id: ConferenceId): Promise<readonly DoubtView[]> {
    const standing = await this.access.get(tx, id);
    if (!standing.isChair && !standing.isRecorder) return [];
    const record = await this.reader.record(tx, id);
    if (!record) return [];
    const decisions = await this.reader.decisions(tx, id);
    const texts: readonly (readonly [RecordTarget, string | null])[] = [
      ['RESULT', record.result],
      ['PERSON_ABSENT_REASON', record.personAbsentReason],
      ['RESOURCES_NAMED', record.resourcesNamed],
      ['DISSENT', record.dissent],
      ...decisions.map(({ text }): readonly [RecordTarget, string | null] => ['DECISION', text]),
    ];
    const said = texts.flatMap(([target, text]): RecordText[] => (text === null ? [] : [{ target, text }]));
    // What is quoted is marked with its kind; only what was written anew has to be guessed at.
    return doubtsOf(withoutQuotes(said, await this.quotes.list(tx, standing.conference)));
  }

  /** Bescheide of a decision that the reader may read. @throws {AccessDenied} */
  async bescheide(tx: Tx, id: ConferenceId, decisionId: string): Promise<readonly BescheidReference[]> {
    const { conference } = await this.access.get(tx, id);
    const shown = await this.reader.decisions(tx, id);
    if (!shown.some((decision) => decision.id === decisionId && !decision.isMasked)) return [];
    const references = await this.decisions.listReferences(tx, conference);
    return references.filter((reference) => reference.decisionId === decisionId);
  }
}

/** Convening side, chair, recorder and the person; whether the record is open to them now is asked apart. */
export function isInside(standing: ConferenceStanding): boolean {
  const { isConvener, isCaseLead, isClient, isChair, isRecorder } = standing;
  return isConvener || isCaseLead || isClient || isChair || isRecorder;
}
