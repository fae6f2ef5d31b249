import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../audit/index.js';
import { err, ok, rejected, type ConferenceId } from '../../../kernel/index.js';
import { AccessDenied, Clock, CommandRunner, type Principal } from '../../../platform/index.js';
import { ConferenceAccess } from '../../application/conference-access.js';
import { ScheduleConference } from '../../application/schedule-conference.js';
import { calendarPlanningErrors } from '../domain/calendar-planning.errors.js';
import type { ShortNoticeGround } from '../../domain/short-notice.js';
import { everybodyAgreed, isOpen } from '../domain/proposal.js';
import { release } from '../persistence/booking.repository.js';
import {
  attendeesOf,
  closeProposal,
  holdProposalOfSlot,
  proposalOfSlot,
} from '../persistence/proposal.repository.js';

export interface FixDateCommand {
  readonly idempotencyKey: string;
  readonly slotId: string;
  readonly expectedRevision: number;
  /** Why people are invited late, where not everybody said yes. */
  readonly shortNoticeGround?: ShortNoticeGround | null;
}

/** Ends a vote: one of the dates becomes the date of the conference, or all of them are withdrawn. */
@Injectable()
export class FixDate {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly access: ConferenceAccess,
    private readonly schedule: ScheduleConference,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Fixes one of the proposed dates; what was held for the others is free again.
   *
   * @returns Errors: PROPOSAL_NOT_OPEN, PERSON_CANNOT_COME, and those of `scheduleConference`.
   * @throws {AccessDenied} the actor does not convene it.
   */
  async execute(principal: Principal, input: FixDateCommand) {
    return this.commands.run({ name: 'fixConferenceDate', principal, input }, async (tx) => {
      await holdProposalOfSlot(tx, input.slotId, 'DECISION');
      const proposal = await proposalOfSlot(tx, input.slotId);
      const slot = proposal?.slots.find((one) => one.id === input.slotId);
      if (!proposal || !slot) throw new AccessDenied();
      const standing = await this.access.get(tx, proposal.conferenceId);
      if (!standing.isConvener) throw new AccessDenied();
      if (!isOpen(proposal, new Date(this.clock.now().epochMilliseconds)))
        return err(rejected(calendarPlanningErrors, 'PROPOSAL_NOT_OPEN'));
      if (slot.votes.some(({ holderKind, answer }) => holderKind === 'PERSON' && answer === 'NO'))
        return err(rejected(calendarPlanningErrors, 'PERSON_CANNOT_COME'));
      return this.schedule.within(tx, {
        conferenceId: proposal.conferenceId,
        expectedRevision: input.expectedRevision,
        startsAt: slot.startsAt.toISOString(),
        endsAt: slot.endsAt.toISOString(),
        roomId: slot.roomId,
        interpreterId: slot.interpreterId,
        chairId: proposal.chairId,
        recorderId: proposal.recorderId,
        attendees: attendeesOf(slot),
        shortNoticeGround: input.shortNoticeGround ?? null,
        everybodyAgreed: everybodyAgreed(slot, standing),
      });
    });
  }

  /**
   * Withdraws the proposed dates; what was held is free again. Without any, nothing happens.
   *
   * @throws {AccessDenied} the actor does not convene it.
   */
  async withdraw(
    principal: Principal,
    input: { readonly idempotencyKey: string; readonly conferenceId: ConferenceId },
  ) {
    return this.commands.run({ name: 'withdrawConferenceDates', principal, input }, async (tx) => {
      const standing = await this.access.get(tx, input.conferenceId);
      if (!standing.isConvener) throw new AccessDenied();
      const at = this.clock.now().toString();
      await release(tx, input.conferenceId, at, 'HOLDS');
      await closeProposal(tx, input.conferenceId, 'WITHDRAWN', at);
      await this.audit.record(tx, {
        action: 'CONFERENCE_DATES_WITHDRAWN',
        objectType: 'conference',
        objectId: input.conferenceId,
      });
      return ok({ conferenceId: input.conferenceId });
    });
  }
}
