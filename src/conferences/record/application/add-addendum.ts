import { Injectable } from '@nestjs/common';
import { err, ok, rejected, type ConferenceId, type UnitId } from '../../../kernel/index.js';
import { AccessDenied, Clock, CommandRunner, type Principal } from '../../../platform/index.js';
import { ConferenceReader } from '../../application/conference-reader.js';
import { findRecordProgress } from '../../persistence/record-progress.js';
import { recordErrors } from '../domain/record.errors.js';
import { AgreementRepository } from '../persistence/agreement.repository.js';
import { RecordSteps } from './record-steps.js';

export interface AddAddendumCommand {
  readonly idempotencyKey: string;
  readonly conferenceId: ConferenceId;
  readonly words: string;
  /** Bodies whose extract it belongs to. */
  readonly concernedUnitIds?: readonly UnitId[] | null;
}

/** Sets something right after approval; the record itself stays as it is. */
@Injectable()
export class AddAddendum {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly steps: RecordSteps,
    private readonly agreements: AgreementRepository,
    private readonly reader: ConferenceReader,
  ) {}

  /**
   * @returns Ids of conference and addendum. Errors: RECORD_NOT_APPROVED, RECORD_TEXT_EMPTY, TEXT_NOT_ANONYMOUS,
   *   ADDENDUM_BODY_UNKNOWN.
   * @throws {AccessDenied} the actor neither chairs, records nor convenes, or may not read the record any more.
   */
  async execute(principal: Principal, input: AddAddendumCommand) {
    return this.commands.run({ name: 'addRecordAddendum', principal, input }, async (tx) => {
      const standing = await this.steps.get(tx, input.conferenceId);
      const { conference } = standing;
      const isInside = standing.isConvener || standing.isCaseLead || standing.isChair || standing.isRecorder;
      if (principal.kind !== 'staff' || !isInside) throw new AccessDenied();
      // Chair and recorder set nothing right that they may not read.
      if ((await this.reader.record(tx, conference.id)) === null) throw new AccessDenied();
      if ((await findRecordProgress(tx, conference.id))?.approvedAt == null)
        return err(rejected(recordErrors, 'RECORD_NOT_APPROVED'));
      const words = this.steps.wordsPossible(standing, [input.words]);
      if (!words.ok) return words;
      const concernedUnitIds = input.concernedUnitIds ?? [];
      const bodies = standing.participants.map(({ unitId }) => unitId);
      if (!concernedUnitIds.every((unitId) => bodies.includes(unitId)))
        return err(rejected(recordErrors, 'ADDENDUM_BODY_UNKNOWN'));
      const at = this.clock.now().toString();
      const addendum = { words: input.words, concernedUnitIds, by: principal.staffId, at };
      const addendumId = await this.agreements.insertAddendum(tx, conference, addendum);
      await this.steps.note(tx, 'RECORD_ADDENDUM_WRITTEN', standing);
      return ok({ conferenceId: conference.id, addendumId });
    });
  }
}
