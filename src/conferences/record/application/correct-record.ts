import { Injectable } from '@nestjs/common';
import {
  err,
  ok,
  rejected,
  type ConferenceId,
  type Result,
  type StaffId,
  type UnitId,
} from '../../../kernel/index.js';
import { AccessDenied, Clock, CommandRunner, type Principal, type Tx } from '../../../platform/index.js';
import type { ConferenceStanding } from '../../application/conference-access.js';
import { ConferenceReader } from '../../application/conference-reader.js';
import type { CorrectionVoice } from '../domain/agreement.js';
import type { RecordTarget } from '../domain/record-check.js';
import { recordErrors } from '../domain/record.errors.js';
import { AgreementRepository } from '../persistence/agreement.repository.js';
import { RecordSteps, type RecordRefusal } from './record-steps.js';

export interface ReportCorrectionCommand {
  readonly idempotencyKey: string;
  readonly conferenceId: ConferenceId;
  readonly target: RecordTarget;
  /** Only of a decision. */
  readonly decisionId?: string | null;
  /** What is wrong, and how it should read. */
  readonly wish: string;
  /** The case lead takes down what the person said. */
  readonly forPerson?: boolean | null;
}

export interface AgreeToRecordCommand {
  readonly idempotencyKey: string;
  readonly conferenceId: ConferenceId;
  /** The case lead takes down that the person agreed. */
  readonly forPerson?: boolean | null;
}

/** As what somebody speaks about a record. */
interface Voice {
  readonly raisedAs: CorrectionVoice;
  readonly unitId: UnitId | null;
  readonly staffId: StaffId | null;
}

/** Everybody who was there, and the person, report errors of a record or say that there are none. */
@Injectable()
export class CorrectRecord {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly steps: RecordSteps,
    private readonly reader: ConferenceReader,
    private readonly agreements: AgreementRepository,
  ) {}

  /**
   * Reports an error; it has to be answered before the record is approved.
   *
   * @returns Ids of conference and correction. Errors: RECORD_NOT_SUBMITTED, RECORD_ALREADY_APPROVED,
   *   CORRECTION_TIME_OVER, CORRECTION_NOT_POSSIBLE, RECORD_TEXT_EMPTY, TEXT_NOT_ANONYMOUS.
   * @throws {AccessDenied} the actor was not there and is not the person.
   */
  async report(principal: Principal, input: ReportCorrectionCommand) {
    return this.commands.run({ name: 'reportRecordCorrection', principal, input }, async (tx) => {
      const standing = await this.steps.get(tx, input.conferenceId);
      const voice = voiceOf(principal, standing, input.forPerson === true);
      const open = await this.steps.openForCorrections(tx, input.conferenceId);
      if (!open.ok) return open;
      const decisionId = input.decisionId ?? null;
      if (!(await this.isReadable(tx, input, decisionId)))
        return err(rejected(recordErrors, 'CORRECTION_NOT_POSSIBLE'));
      const words = this.steps.wordsPossible(standing, [input.wish]);
      if (!words.ok) return words;
      const at = this.clock.now().toString();
      const { target, wish } = input;
      const correctionId = await this.agreements.insertCorrection(tx, standing.conference, {
        raisedAs: voice.raisedAs,
        unitId: voice.unitId,
        raisedBy: voice.staffId,
        target,
        decisionId,
        wish,
        at,
      });
      await this.steps.note(tx, 'RECORD_CORRECTION_REPORTED', standing, { raisedAs: voice.raisedAs, target });
      return ok({ conferenceId: input.conferenceId, correctionId });
    });
  }

  /**
   * Nothing to correct: counts as an answer, so that the record may be approved before the days are over.
   *
   * @returns Id of the conference. Errors: RECORD_NOT_SUBMITTED, RECORD_ALREADY_APPROVED, CORRECTION_TIME_OVER,
   *   CORRECTION_NOT_POSSIBLE (chair and recorder agree by approving and submitting; the actor may not read it).
   * @throws {AccessDenied} the actor was not there and is not the person.
   */
  async agree(principal: Principal, input: AgreeToRecordCommand) {
    return this.commands.run({ name: 'agreeToConferenceRecord', principal, input }, async (tx) => {
      const standing = await this.steps.get(tx, input.conferenceId);
      const voice = voiceOf(principal, standing, input.forPerson === true);
      const open: Result<true, RecordRefusal> = await this.steps.openForCorrections(tx, input.conferenceId);
      if (!open.ok) return open;
      if (voice.raisedAs === 'CHAIR' || voice.raisedAs === 'RECORDER')
        return err(rejected(recordErrors, 'CORRECTION_NOT_POSSIBLE'));
      // Nobody agrees to what they may not read.
      if ((await this.reader.record(tx, input.conferenceId)) === null)
        return err(rejected(recordErrors, 'CORRECTION_NOT_POSSIBLE'));
      const at = this.clock.now().toString();
      const agreement = { unitId: voice.unitId, by: voice.staffId, at };
      await this.agreements.insertAgreement(tx, input.conferenceId, agreement);
      await this.steps.note(tx, 'RECORD_AGREED', standing, { raisedAs: voice.raisedAs });
      return ok({ conferenceId: input.conferenceId });
    });
  }

  /** What somebody cannot read they cannot correct: the answer would tell them what it says. */
  private async isReadable(
    tx: Tx,
    { conferenceId, target }: ReportCorrectionCommand,
    decisionId: string | null,
  ): Promise<boolean> {
    if ((target === 'DECISION') !== (decisionId !== null)) return false;
    if (target === 'DECISION') {
      const shown = await this.reader.decisions(tx, conferenceId);
      return shown.some(({ id, isMasked }) => id === decisionId && !isMasked);
    }
    const record = await this.reader.record(tx, conferenceId);
    if (!record || record.isMasked) return false;
    return target === 'RESULT' || record.personsView !== null;
  }
}

/** @throws {AccessDenied} nobody here for whom the actor could speak. */
function voiceOf(principal: Principal, standing: ConferenceStanding, forPerson: boolean): Voice {
  const staffId = principal.kind === 'staff' ? principal.staffId : null;
  if (standing.isClient) return { raisedAs: 'PERSON', unitId: null, staffId: null };
  if (forPerson) {
    if (!standing.isCaseLead || standing.conference.mode !== 'IDENTIFIED') throw new AccessDenied();
    return { raisedAs: 'PERSON', unitId: null, staffId };
  }
  if (standing.isRecorder) return { raisedAs: 'RECORDER', unitId: null, staffId };
  if (standing.isChair) return { raisedAs: 'CHAIR', unitId: null, staffId };
  const there = standing.participants
    .filter(({ attended }) => attended !== false)
    .map(({ unitId }) => unitId);
  const unitId = standing.unitIds.find(
    (id) => id === standing.conference.convenerUnitId || there.includes(id),
  );
  if (unitId === undefined) throw new AccessDenied();
  return { raisedAs: 'BODY', unitId, staffId };
}
