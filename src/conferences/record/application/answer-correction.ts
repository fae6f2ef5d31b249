import { Injectable } from '@nestjs/common';
import { err, ok, rejected } from '../../../kernel/index.js';
import { AccessDenied, Clock, CommandRunner, type Principal } from '../../../platform/index.js';
import { ConferenceReader } from '../../application/conference-reader.js';
import { holdRecordProgress } from '../../persistence/record-progress.js';
import type { CorrectionOutcome } from '../domain/agreement.js';
import { faultOf } from '../domain/record-check.js';
import { withoutQuotes } from '../domain/record-quotes.js';
import { recordErrors } from '../domain/record.errors.js';
import { AgreementRepository } from '../persistence/agreement.repository.js';
import { QuoteRepository } from '../persistence/quote.repository.js';
import { RecordSteps } from './record-steps.js';

export interface AnswerCorrectionCommand {
  readonly idempotencyKey: string;
  readonly correctionId: string;
  readonly outcome: CorrectionOutcome;
  /** Why, in words. */
  readonly answer: string;
  /** How the whole part reads now; only of an accepted one. */
  readonly newText?: string | null;
}

/** Recorder or chair accept or reject a correction, each with words. */
@Injectable()
export class AnswerCorrection {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly steps: RecordSteps,
    private readonly agreements: AgreementRepository,
    private readonly reader: ConferenceReader,
    private readonly quotes: QuoteRepository,
  ) {}

  /**
   * @returns Ids of conference and correction. Errors: RECORD_ALREADY_APPROVED, CORRECTION_WORDING_MISSING,
   *   CORRECTION_ALREADY_ANSWERED, RECORD_TEXT_EMPTY, TEXT_NOT_ANONYMOUS, RECORD_VERBATIM, RECORD_HEARSAY,
   *   OPINION_WITHOUT_GROUND, CORRECTION_NOT_POSSIBLE (the basis ended on which the actor read the record).
   * @throws {AccessDenied} the actor neither chairs nor records.
   */
  async execute(principal: Principal, input: AnswerCorrectionCommand) {
    return this.commands.run({ name: 'answerRecordCorrection', principal, input }, async (tx) => {
      const standing = await this.steps.ofCorrection(tx, input.correctionId);
      const { conference } = standing;
      if (principal.kind !== 'staff' || (!standing.isChair && !standing.isRecorder)) throw new AccessDenied();
      if ((await holdRecordProgress(tx, conference.id))?.approvedAt != null)
        return err(rejected(recordErrors, 'RECORD_ALREADY_APPROVED'));
      // Nobody decides about words they may not read any more, or puts others in their place.
      const record = await this.reader.record(tx, conference.id);
      if (!record || record.isMasked) return err(rejected(recordErrors, 'CORRECTION_NOT_POSSIBLE'));
      const newText = input.newText ?? null;
      if ((input.outcome === 'ACCEPTED') !== (newText !== null))
        return err(rejected(recordErrors, 'CORRECTION_WORDING_MISSING'));
      const words = this.steps.wordsPossible(standing, [input.answer, newText]);
      if (!words.ok) return words;
      const corrections = await this.agreements.listCorrections(tx, conference);
      const target = corrections.find(({ id }) => id === input.correctionId)?.target;
      const texts = newText !== null && target ? [{ target, text: newText }] : [];
      const fault = faultOf(withoutQuotes(texts, await this.quotes.list(tx, conference)));
      if (fault) return err(rejected(recordErrors, fault));
      const answered = await this.agreements.answerCorrection(tx, conference, input.correctionId, {
        outcome: input.outcome,
        answer: input.answer,
        newText,
        by: principal.staffId,
        at: this.clock.now().toString(),
      });
      if (!answered) return err(rejected(recordErrors, 'CORRECTION_ALREADY_ANSWERED'));
      await this.steps.note(tx, 'RECORD_CORRECTION_ANSWERED', standing, { outcome: input.outcome });
      return ok({ conferenceId: conference.id, correctionId: input.correctionId });
    });
  }
}
