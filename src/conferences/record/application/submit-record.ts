import { Injectable } from '@nestjs/common';
import { ok, type ConferenceId } from '../../../kernel/index.js';
import { AccessDenied, Clock, CommandRunner, type Principal } from '../../../platform/index.js';
import { ConferenceAccess } from '../../application/conference-access.js';
import { ConferenceService } from '../../application/conference-service.js';
import { submitRecord } from '../../persistence/record-progress.js';
import { correctionsUntil } from '../domain/agreement.js';

export interface SubmitRecordCommand {
  readonly idempotencyKey: string;
  readonly conferenceId: ConferenceId;
  readonly expectedRevision: number;
}

/** The recorder submits the record: from now on everybody who was there, and the person, may report errors. */
@Injectable()
export class SubmitRecord {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly access: ConferenceAccess,
    private readonly service: ConferenceService,
  ) {}

  /**
   * @returns Id of the conference. Errors: those of the engine.
   * @throws {AccessDenied} the actor is not its recorder.
   */
  async execute(principal: Principal, input: SubmitRecordCommand) {
    return this.commands.run({ name: 'submitConferenceRecord', principal, input }, async (tx) => {
      const { isRecorder, actor } = await this.access.get(tx, input.conferenceId);
      if (!isRecorder) throw new AccessDenied();
      const today = this.clock.today();
      const event = { type: 'RECORD_SUBMITTED', payload: { submittedOn: today.toString() } };
      // The engine is asked first: it refuses what was submitted already.
      const sent = await this.service.send(tx, input.conferenceId, event, actor, input.expectedRevision);
      if (!sent.ok) return sent;
      const until = correctionsUntil(today).toString();
      await submitRecord(tx, input.conferenceId, this.clock.now().toString(), until);
      return ok({ conferenceId: input.conferenceId });
    });
  }
}
