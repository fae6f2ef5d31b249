import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../audit/index.js';
import {
  err,
  ok,
  rejected,
  type ConferenceId,
  type RequestRejected,
  type Result,
} from '../../../kernel/index.js';
import { AccessDenied, Clock, type Tx } from '../../../platform/index.js';
import { ConferenceAccess, type ConferenceStanding } from '../../application/conference-access.js';
import { textNotAnonymous } from '../../application/anonymous-text.js';
import { holdRecordProgress } from '../../persistence/record-progress.js';
import { recordErrors } from '../domain/record.errors.js';
import { AgreementRepository } from '../persistence/agreement.repository.js';

/** What may go wrong with a word about a record. */
export type RecordRefusal = RequestRejected<keyof typeof recordErrors | 'TEXT_NOT_ANONYMOUS'>;

/** What the steps of the agreement on a record have in common. */
@Injectable()
export class RecordSteps {
  constructor(
    private readonly access: ConferenceAccess,
    private readonly agreements: AgreementRepository,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * The standing of somebody who may speak for a body, for the person, as chair or as recorder.
   *
   * @throws {AccessDenied} the actor has nothing to do with it.
   */
  async get(tx: Tx, id: ConferenceId): Promise<ConferenceStanding> {
    return this.access.get(tx, id);
  }

  /** Standing towards the conference of a correction. @throws {AccessDenied} not there, or not theirs. */
  async ofCorrection(tx: Tx, correctionId: string): Promise<ConferenceStanding> {
    const id = await this.agreements.conferenceOf(tx, correctionId);
    if (!id) throw new AccessDenied();
    return this.access.get(tx, id);
  }

  /** Whether errors may be reported today. */
  async openForCorrections(tx: Tx, id: ConferenceId): Promise<Result<true, RecordRefusal>> {
    const progress = await holdRecordProgress(tx, id);
    if (progress?.submittedAt == null) return err(rejected(recordErrors, 'RECORD_NOT_SUBMITTED'));
    if (progress.approvedAt !== null) return err(rejected(recordErrors, 'RECORD_ALREADY_APPROVED'));
    const { until } = await this.agreements.stateOf(tx, id);
    const isOver = until !== null && this.clock.today().toString() > until;
    return isOver ? err(rejected(recordErrors, 'CORRECTION_TIME_OVER')) : ok(true);
  }

  /** Words about a conference that names nobody must not name anybody either. */
  wordsPossible(
    { conference }: ConferenceStanding,
    texts: readonly (string | null | undefined)[],
  ): Result<true, RecordRefusal> {
    const said = texts.flatMap((text) => text ?? []);
    if (said.some((text) => text.trim() === '')) return err(rejected(recordErrors, 'RECORD_TEXT_EMPTY'));
    const named = conference.mode === 'ANONYMISED' ? textNotAnonymous(said, []) : undefined;
    return named ? err(named) : ok(true);
  }

  /** Writes into the register what was done; of a conference that names nobody nothing leads to the case. */
  async note(
    tx: Tx,
    action: string,
    { conference: { id, caseId, mode } }: ConferenceStanding,
    details: Readonly<Record<string, string | number>> = {},
  ): Promise<void> {
    await this.audit.record(tx, {
      action,
      objectType: 'conference',
      objectId: id,
      ...(mode === 'IDENTIFIED' && caseId !== null ? { caseId } : {}),
      details,
    });
  }
}
