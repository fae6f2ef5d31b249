import { Injectable } from '@nestjs/common';
import { err, ok, type ConferenceId, type Result } from '../../kernel/index.js';
import { AccessDenied, Clock, CommandRunner, type Principal, type Tx } from '../../platform/index.js';
import type { EngineRefusal, ProcessView } from '../../workflow/index.js';
import type { CancelReason, ConferenceBlocked } from '../domain/conference.js';
import { clearSchedule, releaseBookings } from '../persistence/conference.repository.js';
import { approveRecord } from '../persistence/record-progress.js';
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
type Moved = Result<ProcessView, EngineRefusal | ConferenceBlocked>;

/** Steps of a conference that carry no content: open, approve, close, postpone, cancel, object. */
@Injectable()
export class ConductConference {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly access: ConferenceAccess,
    private readonly service: ConferenceService,
  ) {}

  /** The chair opens the sitting; the consents are checked once more. Errors: CONFERENCE_BLOCKED, the engine's. */
  openSession(principal: Principal, input: ConferenceCommand) {
    return this.step('openConferenceSession', principal, input, 'isChair', async (tx, standing) => {
      const blocks = await this.service.blocks(tx, standing.conference, standing.participants);
      if (blocks.length > 0) return err(this.service.blocked(blocks));
      return this.service.send(
        tx,
        input.conferenceId,
        { type: 'SESSION_OPENED' },
        standing.actor,
        input.expectedRevision,
      );
    });
  }

  /** The chair approves the record; afterwards it cannot be changed. */
  approve(principal: Principal, input: ConferenceCommand) {
    return this.step('approveConferenceRecord', principal, input, 'isChair', async (tx, standing) => {
      const { chairId } = standing.conference;
      if (chairId !== null) await approveRecord(tx, input.conferenceId, chairId, this.clock.now().toString());
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

  /** The convener cancels: people and room are free again. */
  cancel(principal: Principal, input: CancelConferenceCommand) {
    return this.step('cancelConference', principal, input, 'isConvener', async (tx, standing) => {
      await releaseBookings(tx, input.conferenceId, this.clock.now().toString());
      const event = { type: 'CANCELLED', payload: { reason: input.reason } };
      return this.service.send(tx, input.conferenceId, event, standing.actor, input.expectedRevision);
    });
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
