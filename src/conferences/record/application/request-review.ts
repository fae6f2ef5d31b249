import { Injectable } from '@nestjs/common';
import { TaskBook, type TaskView } from '../../../cases/index.js';
import { err, ok, rejected, type ConferenceId } from '../../../kernel/index.js';
import {
  AccessDenied,
  Clock,
  CommandRunner,
  PersonVault,
  type Principal,
  type Tx,
} from '../../../platform/index.js';
import { ConferenceAccess } from '../../application/conference-access.js';
import { ConferenceReader } from '../../application/conference-reader.js';
import { ConferenceService } from '../../application/conference-service.js';
import { DECISION_ORIGIN } from '../../application/record-conference.js';
import { RequestConference, type RequestConferenceCommand } from '../../application/request-conference.js';
import type { ConferenceParticipant, ConferenceRow } from '../../domain/conference.js';
import { readQuestions } from '../../persistence/conference.repository.js';
import { listDecisionIds } from '../../persistence/record-progress.js';
import { passConflictsOn } from '../../persistence/request.repository.js';
import { recordErrors } from '../domain/record.errors.js';
import { findReviewed, findReviewOf, insertReview } from '../persistence/review.repository.js';

export interface RequestReviewCommand {
  readonly idempotencyKey: string;
  readonly conferenceId: ConferenceId;
  readonly expectedRevision: number;
}

/** Requests the conference that looks back, in one step: same question, same bodies, open tasks first. */
@Injectable()
export class RequestReview {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly access: ConferenceAccess,
    private readonly service: ConferenceService,
    private readonly requests: RequestConference,
    private readonly reader: ConferenceReader,
    private readonly tasks: TaskBook,
    private readonly vault: PersonVault,
  ) {}

  /**
   * @returns Id of the new conference, whose consents are checked at once, and of the one it looks back at. Errors:
   *   REVIEW_ALREADY_REQUESTED, those of a request and of the engine.
   * @throws {AccessDenied} the actor neither convened nor leads the case.
   */
  async execute(principal: Principal, input: RequestReviewCommand) {
    return this.commands.run({ name: 'requestReviewConference', principal, input }, async (tx) => {
      const { conference, participants, isConvener, isCaseLead, actor } = await this.access.get(
        tx,
        input.conferenceId,
      );
      if (!isConvener && !isCaseLead) throw new AccessDenied();
      if (await findReviewOf(tx, conference.id))
        return err(rejected(recordErrors, 'REVIEW_ALREADY_REQUESTED'));
      const event = { type: 'REVIEW_REQUESTED' };
      const sent = await this.service.send(tx, conference.id, event, actor, input.expectedRevision);
      if (!sent.ok) return sent;
      const question = (await readQuestions(tx, this.vault, [conference.id])).get(conference.id);
      // Erased: nobody is left to confer about.
      if (question === undefined) throw new AccessDenied();
      const { idempotencyKey } = input;
      const wanted = requestOf(idempotencyKey, conference, participants, question);
      const requested = await this.requests.within(tx, principal, wanted);
      if (!requested.ok) return requested;
      const reviewId = requested.value.conferenceId;
      await insertReview(tx, reviewId, conference.id);
      await passConflictsOn(tx, conference.id, reviewId, this.clock.now().toString());
      return ok({ conferenceId: reviewId, reviewedId: conference.id });
    });
  }

  /**
   * First agenda point of a review conference: tasks of the one it looks back at that have not ended, as far as they are
   * the reader's own or the reader is inside there. Empty for any other conference.
   *
   * @throws {AccessDenied} the actor has nothing to do with it.
   */
  async openTasks(tx: Tx, id: ConferenceId): Promise<readonly TaskView[]> {
    await this.access.get(tx, id);
    const reviewedId = await findReviewed(tx, id);
    if (reviewedId === undefined || !(await this.access.find(tx, reviewedId, tx.principal))) return [];
    const shown: TaskView[] = [];
    for (const decisionId of await listDecisionIds(tx, reviewedId)) {
      const open = await this.tasks.openOf(tx, DECISION_ORIGIN, decisionId);
      const tasks = await this.reader.tasksOf(tx, reviewedId, decisionId);
      shown.push(...tasks.filter((task) => open.has(task.id)));
    }
    return shown;
  }
}

function requestOf(
  idempotencyKey: string,
  conference: ConferenceRow,
  participants: readonly ConferenceParticipant[],
  guidingQuestion: string,
): RequestConferenceCommand {
  const { caseId, mode, trigger, convenerUnitId, topic, number } = conference;
  const prefix = 'Wiedervorlage: ';
  return {
    idempotencyKey,
    caseId,
    kind: 'REVIEW',
    mode,
    identifiedReason:
      mode === 'IDENTIFIED' ? `Die offenen Aufgaben der Konferenz ${number} betreffen diese Person.` : null,
    guidingQuestion,
    trigger,
    topic: topic.startsWith(prefix) ? topic : `${prefix}${topic}`.slice(0, 120),
    convenerUnitId,
    participants: participants.map(({ unitId, neededCategories }) => ({ unitId, neededCategories })),
  };
}
