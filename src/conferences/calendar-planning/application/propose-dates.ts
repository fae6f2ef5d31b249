import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../audit/index.js';
import {
  err,
  ok,
  rejected,
  type ConferenceId,
  type RequestRejected,
  type StaffId,
  type UnitId,
} from '../../../kernel/index.js';
import {
  AccessDenied,
  Clock,
  CommandRunner,
  newId,
  type Principal,
  type Tx,
} from '../../../platform/index.js';
import { ConferenceAccess, type ConferenceStanding } from '../../application/conference-access.js';
import { ConferenceAssessment } from '../../application/assess-conference.js';
import { ConferenceService } from '../../application/conference-service.js';
import { resourcesOf, ScheduleConference } from '../../application/schedule-conference.js';
import { conferenceErrors } from '../../domain/conference.errors.js';
import type { ConferenceBlocked } from '../../domain/conference.js';
import { listConflicts } from '../../persistence/request.repository.js';
import { calendarPlanningErrors } from '../domain/calendar-planning.errors.js';
import { doubleBooked } from '../domain/double-booked.js';
import { overlapThemselves, type ProposedSlot } from '../domain/proposal.js';
import {
  buffersOf,
  lockResources,
  replaceBookings,
  withBuffers,
  type TakenTime,
} from '../persistence/booking.repository.js';
import { closeProposal, insertProposal } from '../persistence/proposal.repository.js';
import { planningRules } from './planning-rules.js';
import { VoteMails } from './vote-mails.js';

/** One date as it is proposed. */
export interface ProposedDate {
  /** Instants, ISO 8601. */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly roomId?: string | null;
  readonly interpreterId?: string | null;
  /** Who would come for which body. */
  readonly attendees: readonly { readonly unitId: UnitId; readonly staffId: StaffId }[];
}

export interface ProposeDatesCommand {
  readonly idempotencyKey: string;
  readonly conferenceId: ConferenceId;
  readonly chairId: StaffId;
  readonly recorderId: StaffId;
  /** Until when people and rooms are held, ISO 8601; left out: the usual time. */
  readonly expiresAt?: string | null;
  readonly dates: readonly ProposedDate[];
}

/** Proposes dates to those who would take part, and holds people, rooms and interpreters meanwhile. */
@Injectable()
export class ProposeDates {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly access: ConferenceAccess,
    private readonly assessment: ConferenceAssessment,
    private readonly service: ConferenceService,
    private readonly schedule: ScheduleConference,
    private readonly audit: AuditLog,
    private readonly mails: VoteMails,
  ) {}

  /**
   * Dates proposed before are withdrawn; a date that is fixed stays until another one is.
   *
   * @returns Id of the proposal. Errors: those of `scheduleConference` but the engine's, PROPOSAL_DATES_NOT_POSSIBLE,
   *   PROPOSAL_EXPIRY_NOT_POSSIBLE.
   * @throws {AccessDenied} the actor does not convene it.
   */
  async execute(principal: Principal, input: ProposeDatesCommand) {
    return this.commands.run({ name: 'proposeConferenceDates', principal, input }, async (tx) => {
      const standing = await this.access.get(tx, input.conferenceId);
      if (!standing.isConvener) throw new AccessDenied();
      // Two proposals for one conference follow each other.
      await lockResources(tx, [input.conferenceId]);
      const buffers = await buffersOf(tx, input.conferenceId);
      const slots = input.dates.map((date) => slotOf(date, input));
      const times = slots.map((slot) => withBuffers(slot, buffers));
      const objection =
        (await this.objection(tx, input, standing)) ??
        (await this.blocked(tx, slots, standing)) ??
        this.badTimes(times);
      if (objection) return err(objection);
      const expiresAt = this.expiryOf(input, slots);
      if (!expiresAt) return err(rejected(calendarPlanningErrors, 'PROPOSAL_EXPIRY_NOT_POSSIBLE'));
      const at = this.clock.now().toString();
      const id = newId();
      await closeProposal(tx, input.conferenceId, 'WITHDRAWN', at);
      await insertProposal(tx, { ...input, id, proposedAt: at, expiresAt, slots });
      const wanted = slots.map((slot, index) => ({
        time: times[index] ?? slot,
        resources: resourcesOf({
          ...input,
          ...input.dates[index],
          attendees: input.dates[index]?.attendees ?? [],
        }),
        hold: { slotId: slot.id, until: expiresAt },
      }));
      const taken = await replaceBookings(tx, input.conferenceId, wanted, at, 'HOLDS');
      if (taken) return err(doubleBooked(taken));
      await this.mails.asked(tx, id);
      await this.audit.record(tx, {
        action: 'CONFERENCE_DATES_PROPOSED',
        objectType: 'conference',
        objectId: input.conferenceId,
        details: { dates: slots.length },
      });
      return ok({ proposalId: id, conferenceId: input.conferenceId });
    });
  }

  /** Who has a conflict of interest, or whose body has, learns no date; the refusal does not say that it is that. */
  private async inConflict(tx: Tx, { conferenceId, chairId, recorderId, dates }: ProposeDatesCommand) {
    const conflicts = await listConflicts(tx, conferenceId);
    const staff = new Set(conflicts.map(({ staffId }) => staffId));
    const units = new Set(conflicts.flatMap(({ unitId, staffId }) => (staffId === null ? [unitId] : [])));
    if (staff.has(chairId)) return 'CHAIR_NOT_POSSIBLE';
    if (staff.has(recorderId)) return 'RECORDER_NOT_POSSIBLE';
    const asked = dates.flatMap(({ attendees }) => attendees);
    return asked.some(({ unitId, staffId }) => staff.has(staffId) || units.has(unitId))
      ? 'ATTENDEE_NOT_OF_UNIT'
      : undefined;
  }

  private async objection(tx: Tx, input: ProposeDatesCommand, standing: ConferenceStanding) {
    const { atMostSlots } = planningRules.proposals;
    if (input.dates.length === 0 || input.dates.length > atMostSlots)
      return rejected(calendarPlanningErrors, 'PROPOSAL_DATES_NOT_POSSIBLE');
    const conflict = await this.inConflict(tx, input);
    if (conflict) return rejected(conferenceErrors, conflict);
    for (const date of input.dates) {
      const time = { startsAt: new Date(date.startsAt), endsAt: new Date(date.endsAt) };
      const objection = await this.schedule.objection(tx, { ...input, ...date }, standing, time);
      if (objection) return rejected(conferenceErrors, objection);
    }
    return undefined;
  }

  /** Nobody is asked for a date of a conference that may not be held: asking already tells that there is one. */
  private async blocked(
    tx: Tx,
    slots: readonly { readonly startsAt: Date }[],
    { conference, participants }: ConferenceStanding,
  ): Promise<ConferenceBlocked | undefined> {
    const days = new Map(slots.map(({ startsAt }) => [startsAt.toISOString().slice(0, 10), startsAt]));
    for (const startsAt of days.values()) {
      const blocks = await this.assessment.preventing(
        tx,
        { ...conference, startsAt },
        participants,
        'SCHEDULING',
      );
      if (blocks.length > 0) return this.service.blocked(blocks);
    }
    return undefined;
  }

  private badTimes(times: readonly TakenTime[]): RequestRejected | undefined {
    return overlapThemselves(times)
      ? rejected(calendarPlanningErrors, 'PROPOSAL_DATES_NOT_POSSIBLE')
      : undefined;
  }

  /** End of the vote: before the first date; `undefined` when that cannot be. */
  private expiryOf(
    input: ProposeDatesCommand,
    slots: readonly { readonly startsAt: Date }[],
  ): string | undefined {
    const now = this.clock.now().epochMilliseconds;
    const { usualHoldHours, atMostHoldHours } = planningRules.proposals;
    const first = Math.min(...slots.map(({ startsAt }) => startsAt.getTime()));
    const given = input.expiresAt ? Date.parse(input.expiresAt) : undefined;
    const until = given ?? Math.min(now + usualHoldHours * 3_600_000, first);
    if (!(until > now) || until > first || until > now + atMostHoldHours * 3_600_000) return undefined;
    return new Date(until).toISOString();
  }
}

function slotOf(
  date: ProposedDate,
  { chairId, recorderId }: ProposeDatesCommand,
): Omit<ProposedSlot, 'votes'> {
  const heads = [chairId, recorderId].map((staffId) => ({ staffId, unitId: null }));
  const voters = [...heads, ...date.attendees];
  return {
    id: newId(),
    startsAt: new Date(date.startsAt),
    endsAt: new Date(date.endsAt),
    roomId: date.roomId ?? null,
    interpreterId: date.interpreterId ?? null,
    voters: [...new Map(voters.map((voter) => [voter.staffId, voter])).values()],
  };
}
