import { Injectable } from '@nestjs/common';
import { CASE_ROLES } from '../../cases/index.js';
import { DirectoryReader, type StaffRoleView } from '../../directory/index.js';
import {
  err,
  holidayCalendar,
  ok,
  rejected,
  workingDayCalendar,
  type ConferenceId,
  type StaffId,
  type UnitId,
} from '../../kernel/index.js';
import {
  AccessDenied,
  AppConfig,
  Clock,
  CommandRunner,
  type Principal,
  type Tx,
} from '../../platform/index.js';
import { CaseRelations } from '../../sharing/index.js';
import { isSensibleSlot, namedFor, type ConferenceParticipant } from '../domain/conference.js';
import { conferenceErrors } from '../domain/conference.errors.js';
import { earliestInvitedOn, shortNoticeGround, type ShortNoticeGround } from '../domain/short-notice.js';
import { doubleBooked } from '../calendar-planning/domain/double-booked.js';
import type { Resource } from '../calendar-planning/domain/resource.js';
import {
  buffersOf,
  replaceBookings,
  withBuffers,
} from '../calendar-planning/persistence/booking.repository.js';
import { interpreterWorks } from '../calendar-planning/persistence/interpreter.repository.js';
import { closeProposal } from '../calendar-planning/persistence/proposal.repository.js';
import { roomExists, writeSchedule } from '../persistence/conference.repository.js';
import { listConflicts } from '../persistence/request.repository.js';
import { ConferenceAssessment } from './assess-conference.js';
import { ConferenceAccess, type ConferenceStanding } from './conference-access.js';
import { ConferenceService, legalDayOf } from './conference-service.js';

export interface ScheduleConferenceCommand {
  readonly idempotencyKey: string;
  readonly conferenceId: ConferenceId;
  readonly expectedRevision: number;
  /** Instants, ISO 8601. */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly roomId?: string | null;
  readonly interpreterId?: string | null;
  readonly chairId: StaffId;
  readonly recorderId: StaffId;
  /** Why people are invited late; needed below the lead time of the kind only. */
  readonly shortNoticeGround?: ShortNoticeGround | null;
  /** Who comes for which body; bodies not named send somebody later. */
  readonly attendees: readonly { readonly unitId: UnitId; readonly staffId: StaffId }[];
}

/** Sets the date of a conference that nothing blocks, and takes people and room for it. */
@Injectable()
export class ScheduleConference {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    private readonly directory: DirectoryReader,
    private readonly relations: CaseRelations,
    private readonly access: ConferenceAccess,
    private readonly service: ConferenceService,
    private readonly assessment: ConferenceAssessment,
  ) {}

  /**
   * @returns Id of the conference. Errors: CONFERENCE_BLOCKED with the blocks, DOUBLE_BOOKED with what is taken,
   *   SLOT_NOT_POSSIBLE, INVITATION_TOO_SHORT, CHAIR_NOT_POSSIBLE, RECORDER_NOT_POSSIBLE, PROTECTED_CASE_NOT_OPEN,
   *   PARTICIPANT_IN_CONFLICT, ATTENDEE_NOT_OF_UNIT, ROOM_UNKNOWN, and those of
   *   the engine.
   * @throws {AccessDenied} the actor does not convene it.
   */
  async execute(principal: Principal, input: ScheduleConferenceCommand) {
    return this.commands.run({ name: 'scheduleConference', principal, input }, (tx) =>
      this.within(tx, input),
    );
  }

  /**
   * The same inside a transaction of somebody else, for several dates at once. What is refused may have written
   * something: the caller takes that back. Without a revision it counts as it stands.
   *
   * @throws {AccessDenied} the actor does not convene it.
   */
  async within(
    tx: Tx,
    input: Omit<ScheduleConferenceCommand, 'idempotencyKey' | 'expectedRevision'> & {
      readonly expectedRevision?: number;
      /** Everybody who is invited said yes to this date. */
      readonly everybodyAgreed?: boolean;
    },
  ) {
    const standing = await this.access.get(tx, input.conferenceId);
    if (!standing.isConvener) throw new AccessDenied();
    const slot = { startsAt: new Date(input.startsAt), endsAt: new Date(input.endsAt) };
    const objection = await this.objection(tx, input, standing, slot);
    if (objection) return err(rejected(conferenceErrors, objection));
    const shortNotice = this.shortNotice(input, standing, slot.startsAt);
    if (shortNotice === undefined) return err(rejected(conferenceErrors, 'INVITATION_TOO_SHORT'));
    const planned = { ...standing.conference, startsAt: slot.startsAt };
    const blocks = await this.assessment.preventingDate(tx, planned, standing.participants);
    if (blocks.length > 0) return err(this.service.blocked(blocks));
    const at = this.clock.now().toString();
    const time = withBuffers(slot, await buffersOf(tx, input.conferenceId));
    // Who was named for an earlier date and is not replaced comes again.
    const attendees = attendeesWith(standing.participants, input.attendees);
    const wanted = [{ time, resources: resourcesOf({ ...input, attendees }) }];
    const taken = await replaceBookings(tx, input.conferenceId, wanted, at, 'ALL');
    if (taken) return err(doubleBooked(taken));
    await closeProposal(tx, input.conferenceId, 'FIXED', at);
    const roomId = input.roomId ?? null;
    await writeSchedule(tx, input.conferenceId, {
      ...input,
      ...slot,
      roomId,
      shortNoticeGround: shortNotice,
    });
    const scheduledOn = legalDayOf(slot.startsAt);
    const event = { type: 'DATE_BOOKED', payload: { scheduledOn } };
    const { actor } = standing;
    const sent = await this.service.send(tx, input.conferenceId, event, actor, input.expectedRevision);
    return sent.ok ? ok({ conferenceId: input.conferenceId }) : sent;
  }

  /** Ground of a short notice; `null` when none is needed, `undefined` when there is none. */
  private shortNotice(
    input: Pick<ScheduleConferenceCommand, 'shortNoticeGround'> & { readonly everybodyAgreed?: boolean },
    { conference }: ConferenceStanding,
    startsAt: Date,
  ): ShortNoticeGround | null | undefined {
    const working = workingDayCalendar(holidayCalendar(this.config.holidayRegion));
    return shortNoticeGround({
      on: legalDayOf(startsAt),
      earliestOn: earliestInvitedOn(conference.kind, this.clock.today(), working),
      everybodyAgreed: input.everybodyAgreed ?? false,
      given: input.shortNoticeGround ?? null,
    });
  }

  /** What speaks against a date apart from blocks and from what is taken; `undefined` when nothing does. */
  async objection(
    tx: Tx,
    input: Pick<
      ScheduleConferenceCommand,
      'roomId' | 'interpreterId' | 'chairId' | 'recorderId' | 'attendees'
    >,
    { conference, participants }: ConferenceStanding,
    slot: { readonly startsAt: Date; readonly endsAt: Date },
  ): Promise<keyof typeof conferenceErrors | undefined> {
    if (!isSensibleSlot(slot, new Date(this.clock.now().epochMilliseconds))) return 'SLOT_NOT_POSSIBLE';
    if (input.roomId && !(await roomExists(tx, input.roomId))) return 'ROOM_UNKNOWN';
    if (input.interpreterId && !(await interpreterWorks(tx, input.interpreterId, legalDayOf(slot.startsAt))))
      return 'INTERPRETER_UNKNOWN';
    const staffIds = [
      input.chairId,
      input.recorderId,
      ...input.attendees.map((attendee) => attendee.staffId),
    ];
    const conflicts = await listConflicts(tx, conference.id);
    if (conflicts.some(({ staffId }) => staffId !== null && staffIds.includes(staffId)))
      return 'PARTICIPANT_IN_CONFLICT';
    const roles = await this.directory.listRoles(tx, staffIds, this.clock.today().toString());
    const holds = (staffId: StaffId, test: (role: StaffRoleView) => boolean): boolean =>
      roles.some((role) => role.staffId === staffId && test(role));
    const relation = conference.caseId === null ? undefined : await this.relations.get(tx, conference.caseId);
    const leadsCase = relation?.leadStaffId === input.chairId;
    const sent = new Set(attendeesWith(participants, input.attendees).map(({ staffId }) => staffId));
    if (leadsCase || sent.has(input.chairId) || !holds(input.chairId, ({ role }) => role === 'MODERATOR'))
      return 'CHAIR_NOT_POSSIBLE';
    const recorderIsChair = input.recorderId === input.chairId;
    if (
      recorderIsChair ||
      sent.has(input.recorderId) ||
      !holds(input.recorderId, ({ role }) => role === 'RECORDER')
    )
      return 'RECORDER_NOT_POSSIBLE';
    const bodies = new Set(participants.map((body) => body.unitId));
    const openTo = await this.service.openTo(tx, conference);
    if (openTo && !allKnow(openTo, bodies, [input.chairId, input.recorderId], roles))
      return 'PROTECTED_CASE_NOT_OPEN';
    const allBelong = input.attendees.every(
      ({ unitId, staffId }) => bodies.has(unitId) && holds(staffId, (role) => role.unitId === unitId),
    );
    return allBelong ? undefined : 'ATTENDEE_NOT_OF_UNIT';
  }
}

/** Whether a protected case was opened to all bodies, and chair and recorder work on cases in one to which it was. */
function allKnow(
  openTo: readonly UnitId[],
  bodies: ReadonlySet<UnitId>,
  staffIds: readonly StaffId[],
  roles: readonly StaffRoleView[],
): boolean {
  const knows = (id: StaffId): boolean =>
    roles.some(
      ({ staffId, unitId, role }) => staffId === id && openTo.includes(unitId) && CASE_ROLES.includes(role),
    );
  return [...bodies].every((id) => openTo.includes(id)) && staffIds.every(knows);
}

/** Who comes for a body: those named now, and those named for an earlier date. */
function attendeesWith(
  participants: readonly ConferenceParticipant[],
  attendees: ScheduleConferenceCommand['attendees'],
): ScheduleConferenceCommand['attendees'] {
  const named = new Set(attendees.map(({ unitId }) => unitId));
  const earlier = participants
    .filter(({ unitId }) => !named.has(unitId))
    .flatMap((body) => namedFor(body).map((staffId) => ({ unitId: body.unitId, staffId })));
  return [...earlier, ...attendees];
}

/** What a date takes. */
export function resourcesOf(
  input: Pick<ScheduleConferenceCommand, 'roomId' | 'interpreterId' | 'chairId' | 'recorderId' | 'attendees'>,
): readonly Resource[] {
  const staff = [input.chairId, input.recorderId, ...input.attendees.map((attendee) => attendee.staffId)];
  const room = input.roomId ? [{ kind: 'ROOM', id: input.roomId } as const] : [];
  const interpreter = input.interpreterId ? [{ kind: 'INTERPRETER', id: input.interpreterId } as const] : [];
  return [...staff.map((id) => ({ kind: 'STAFF', id }) as const), ...room, ...interpreter];
}
