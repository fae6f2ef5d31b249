import { Injectable } from '@nestjs/common';
import {
  err,
  ok,
  rejected,
  type ConferenceId,
  type RequestRejected,
  type Result,
} from '../../kernel/index.js';
import { AccessDenied, Clock, CommandRunner, type Principal, type Tx } from '../../platform/index.js';
import { systemActor, type EngineRefusal, type ProcessView } from '../../workflow/index.js';
import type { CancelReason, ConferenceBlocked } from '../domain/conference.js';
import { conferenceRequestErrors } from '../domain/request.errors.js';
import { isAskedFor } from '../domain/conference.js';
import { clearSchedule, releaseBookings } from '../persistence/conference.repository.js';
import { approveRecord } from '../persistence/record-progress.js';
import { ConferenceAssessment } from './assess-conference.js';
import { ConferenceAccess, type ConferenceStanding } from './conference-access.js';
import { ConferenceService } from './conference-service.js';

export interface ConferenceCommand {
  readonly idempotencyKey: string;
  readonly conferenceId: ConferenceId;
  readonly expectedRevision: number;
}

export interface CancelConferenceCommand extends ConferenceCommand {
  readonly reason: CancelReason;
}

/** What a step leads to. */
type Moved = Result<ProcessView, EngineRefusal | ConferenceBlocked | RequestRejected<'DECLINE_INSTEAD'>>;

/** Steps of a conference that carry no content: open, approve, close, postpone, cancel, object. */
@Injectable()
export class ConductConference {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly access: ConferenceAccess,
    private readonly service: ConferenceService,
    private readonly assessment: ConferenceAssessment,
  ) {}

  /** The chair opens the sitting; everything that may stand in its way is looked at once more. Errors: CONFERENCE_BLOCKED, the engine's. */
  openSession(principal: Principal, input: ConferenceCommand) {
    return this.step('openConferenceSession', principal, input, 'isChair', (tx, standing) =>
      this.openWithin(tx, standing, input.expectedRevision),
    );
  }

  /** Opens inside a transaction of somebody else; without a revision as it stands. The caller has authorised it. */
  async openWithin(tx: Tx, standing: ConferenceStanding, expectedRevision?: number): Promise<Moved> {
    const { conference, participants, actor } = standing;
    const blocks = await this.assessment.preventing(tx, conference, participants, 'SITTING');
    if (blocks.length > 0) return err(this.service.blocked(blocks));
    return this.service.send(tx, conference.id, { type: 'SESSION_OPENED' }, actor, expectedRevision);
  }

  /**
   * The chair approves the record; afterwards it cannot be changed. When the basis ended on which the chair read it, the
   * approval says so, and how many corrections nobody could answer.
   */
  approve(principal: Principal, input: ConferenceCommand) {
    return this.step('approveConferenceRecord', principal, input, 'isChair', async (tx, standing) => {
      const { conference, participants } = standing;
      const { chairId: by } = conference;
      const isUnread =
        (await tx.exOfficio(() => this.service.blocksToday(tx, conference, participants))).length > 0;
      const at = this.clock.now().toString();
      if (by !== null) await approveRecord(tx, input.conferenceId, { by, at, isUnread });
      return this.service.send(
        tx,
        input.conferenceId,
        { type: 'RECORD_APPROVED' },
        standing.actor,
        input.expectedRevision,
      );
    });
  }

  /** The convener closes the conference when all its tasks have ended. */
  close(principal: Principal, input: ConferenceCommand) {
    return this.step('closeConference', principal, input, 'isConvener', (tx, standing) =>
      this.service.send(
        tx,
        input.conferenceId,
        { type: 'FOLLOW_UP_CLOSED' },
        standing.actor,
        input.expectedRevision,
      ),
    );
  }

  /** The convener postpones: people and room are free again. */
  postpone(principal: Principal, input: ConferenceCommand) {
    return this.step('postponeConference', principal, input, 'isConvener', async (tx, standing) => {
      await releaseBookings(tx, input.conferenceId, this.clock.now().toString());
      await clearSchedule(tx, input.conferenceId);
      return this.service.send(
        tx,
        input.conferenceId,
        { type: 'POSTPONED' },
        standing.actor,
        input.expectedRevision,
      );
    });
  }

  /**
   * The convener cancels: people and room are free again. What the person or a body asked for is declined instead, with
   * reasons, unless the person does not want it any more. Errors: DECLINE_INSTEAD, the engine's.
   */
  cancel(principal: Principal, input: CancelConferenceCommand) {
    return this.step('cancelConference', principal, input, 'isConvener', async (tx, standing) => {
      if (isAskedFor(standing.conference) && !(await this.personObjects(tx, input)))
        return err(rejected(conferenceRequestErrors, 'DECLINE_INSTEAD'));
      await releaseBookings(tx, input.conferenceId, this.clock.now().toString());
      const event = { type: 'CANCELLED', payload: { reason: input.reason } };
      return this.service.send(tx, input.conferenceId, event, standing.actor, input.expectedRevision);
    });
  }

  /** Who asked for it does not want it any more: the person, or the body that proposed it. */
  async withdraw(principal: Principal, input: ConferenceCommand) {
    return this.commands.run({ name: 'withdrawConferenceRequest', principal, input }, async (tx) => {
      const { conference, isClient, unitIds } = await this.access.get(tx, input.conferenceId);
      const { proposedByUnitId } = conference;
      const asked =
        (isClient && conference.requestedByKind === 'PERSON') ||
        (proposedByUnitId !== null && unitIds.includes(proposedByUnitId));
      if (!asked) throw new AccessDenied();
      await tx.exOfficio(() => releaseBookings(tx, conference.id, this.clock.now().toString()));
      const event = { type: 'CANCELLED', payload: { reason: 'REQUEST_WITHDRAWN' } };
      const sent = await this.service.send(tx, conference.id, event, systemActor, input.expectedRevision);
      return sent.ok ? ok({ conferenceId: conference.id }) : sent;
    });
  }

  private async personObjects(tx: Tx, { conferenceId, reason }: CancelConferenceCommand): Promise<boolean> {
    const { context } = await this.service.process(tx, conferenceId);
    return reason === 'PERSON_OBJECTS' && context['blockedBy'] === 'PERSON_OBJECTS';
  }

  /** The person wants no conference about them; it is blocked and nobody asks why. */
  object(principal: Principal, input: ConferenceCommand) {
    return this.step('objectToConference', principal, input, 'isClient', (tx, standing) =>
      this.service.send(
        tx,
        input.conferenceId,
        { type: 'PERSON_OBJECTED' },
        standing.actor,
        input.expectedRevision,
      ),
    );
  }

  /** The person takes their objection back; nobody else can lift it. */
  agree(principal: Principal, input: ConferenceCommand) {
    return this.step('agreeToConference', principal, input, 'isClient', (tx, standing) =>
      this.service.send(
        tx,
        input.conferenceId,
        { type: 'PERSON_AGREED' },
        standing.actor,
        input.expectedRevision,
      ),
    );
  }

  private async step(
    name: string,
    principal: Principal,
    input: ConferenceCommand,
    needed: 'isChair' | 'isConvener' | 'isClient',
    move: (tx: Tx, standing: ConferenceStanding) => Promise<Moved>,
  ) {
    return this.commands.run({ name, principal, input }, async (tx) => {
      const standing = await this.access.get(tx, input.conferenceId);
      if (!standing[needed]) throw new AccessDenied();
      const moved = await move(tx, standing);
      return moved.ok ? ok({ conferenceId: input.conferenceId }) : moved;
    });
  }
}
