import { Injectable } from '@nestjs/common';
import { DirectoryReader } from '../../directory/index.js';
import { err, ok, rejected, type ConferenceId, type StaffId, type UnitId } from '../../kernel/index.js';
import { AuditLog } from '../../audit/index.js';
import { AccessDenied, Clock, CommandRunner, type Principal, type Tx } from '../../platform/index.js';
import type { SharingCategory } from '../../sharing/index.js';
import { conferenceErrors } from '../domain/conference.errors.js';
import { conferenceRequestErrors } from '../domain/request.errors.js';
import { Invitations } from '../invitations/application/invitations.js';
import {
  excludeBody,
  insertConflict,
  unnameAttendee,
  writeConsultation,
  writeMandate,
  writeNeeds,
  type ConflictDeclarer,
} from '../persistence/request.repository.js';
import { ConferenceAccess, type ConferenceStanding } from './conference-access.js';
import { ConferenceFacts } from './conference-facts.js';
import { ConferenceService } from './conference-service.js';
import { isOfficerFor, OfficerStanding } from './officer-standing.js';

interface CircleCommand {
  readonly idempotencyKey: string;
  readonly conferenceId: ConferenceId;
}

export interface BodyCommand extends CircleCommand {
  readonly unitId: UnitId;
}

export interface ReduceNeedsCommand extends BodyCommand {
  /** What the body still has to learn: part of what it was to learn before. */
  readonly neededCategories: readonly SharingCategory[];
}

export interface DeclareConflictCommand extends BodyCommand {
  /** `null` when the whole body is in conflict. */
  readonly staffId?: StaffId | null;
}

export interface StateMandateCommand extends BodyCommand {
  readonly mandate: boolean;
}

export interface HoldAsConsultationCommand extends CircleCommand {
  readonly isConsultation: boolean;
}

/** States in which the circle may still change. */
const OPEN = ['proposed', 'consentCheck', 'blocked', 'scheduled', 'postponed'].map(
  (state) => `case-conference.${state}`,
);

/** As which each deed is noted. Whoever leaves does so as one: the register does not tell a conflict from a decline. */
const DEEDS = {
  dropConferenceBody: 'CIRCLE_CHANGED',
  declineConferenceParticipation: 'CIRCLE_CHANGED',
  declareConferenceConflict: 'CIRCLE_CHANGED',
  reduceConferenceNeeds: 'NEEDS_REDUCED',
  stateConferenceMandate: 'MANDATE_STATED',
  holdConferenceAsConsultation: 'CONSULTATION_SET',
} as const;
type Deed = keyof typeof DEEDS;

/** Changes who takes part and what each learns. It only ever becomes less; whoever comes in needs a new request. */
@Injectable()
export class ChangeCircle {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly access: ConferenceAccess,
    private readonly service: ConferenceService,
    private readonly facts: ConferenceFacts,
    private readonly invitations: Invitations,
    private readonly directory: DirectoryReader,
    private readonly audit: AuditLog,
    private readonly officers: OfficerStanding,
  ) {}

  /** The convener leaves a body out. Errors: BODY_NOT_IN_CIRCLE, CIRCLE_FIXED. */
  dropBody(principal: Principal, input: BodyCommand) {
    return this.change('dropConferenceBody', principal, input, isConvener, (tx, standing) =>
      this.exclude(tx, standing, input.unitId),
    );
  }

  /** A body declines to take part, on principle or whatever: nobody asks why. Errors as above. */
  declineParticipation(principal: Principal, input: BodyCommand) {
    const may = (standing: ConferenceStanding): boolean => speaksFor(standing, input.unitId);
    return this.change('declineConferenceParticipation', principal, input, may, (tx, standing) =>
      this.exclude(tx, standing, input.unitId),
    );
  }

  /** The convener lets a body learn less. Errors: BODY_NOT_IN_CIRCLE also for more than before, CIRCLE_FIXED. */
  reduceNeeds(principal: Principal, input: ReduceNeedsCommand) {
    return this.change('reduceConferenceNeeds', principal, input, isConvener, async (tx, standing) => {
      const before = standing.participants.find(({ unitId }) => unitId === input.unitId);
      const isLess = input.neededCategories.every((category) => before?.neededCategories.includes(category));
      return before !== undefined && isLess
        ? writeNeeds(tx, input.conferenceId, input.unitId, input.neededCategories)
        : false;
    });
  }

  /**
   * Convener, chair, the person, a body of itself, and the data protection officer of the convening unit or of the body
   * declare a conflict; nobody says why and nobody else learns it. A body leaves the circle at once, somebody who was to come for it is no longer named.
   *
   * Errors: BODY_NOT_IN_CIRCLE, ATTENDEE_NOT_OF_UNIT, CIRCLE_FIXED.
   */
  declareConflict(principal: Principal, input: DeclareConflictCommand) {
    const { conferenceId, unitId } = input;
    const may = (standing: ConferenceStanding): boolean =>
      declarerOf(principal, standing, unitId) !== undefined;
    return this.change('declareConferenceConflict', principal, input, may, async (tx, standing) => {
      const declaredAs = declarerOf(principal, standing, unitId);
      if (!declaredAs) throw new AccessDenied();
      const staffId = input.staffId ?? null;
      if (staffId !== null && !(await this.belongs(tx, staffId, unitId))) return 'ATTENDEE_NOT_OF_UNIT';
      const { conference, participants } = standing;
      const { chairId, deputyId, recorderId, convenerStaffId } = conference;
      const heads = [chairId, deputyId, recorderId, convenerStaffId];
      const isKnown =
        unitId === conference.convenerUnitId ||
        participants.some((body) => body.unitId === unitId) ||
        (staffId !== null && heads.includes(staffId));
      if (!isKnown) return false;
      const at = this.clock.now().toString();
      await insertConflict(tx, { conferenceId, unitId, staffId, declaredAs, at });
      if (staffId !== null) await unnameAttendee(tx, conferenceId, staffId, at);
      else if (unitId !== conference.convenerUnitId) await excludeBody(tx, conferenceId, unitId, at);
      return true;
    });
  }

  /** A body says whether it may take on tasks. Errors: BODY_NOT_IN_CIRCLE, CIRCLE_FIXED. */
  stateMandate(principal: Principal, input: StateMandateCommand) {
    const may = (standing: ConferenceStanding): boolean => speaksFor(standing, input.unitId);
    return this.change('stateConferenceMandate', principal, input, may, (tx) =>
      writeMandate(tx, input.conferenceId, input.unitId, input.mandate),
    );
  }

  /** Convener or chair hold it as a consultation: nothing is decided, so that no quorum is needed. */
  holdAsConsultation(principal: Principal, input: HoldAsConsultationCommand) {
    const may = (standing: ConferenceStanding): boolean => standing.isConvener || standing.isChair;
    return this.change('holdConferenceAsConsultation', principal, input, may, async (tx) => {
      await writeConsultation(tx, input.conferenceId, input.isConsultation);
      return true;
    });
  }

  private async change<Input extends CircleCommand>(
    name: Deed,
    principal: Principal,
    input: Input,
    may: (standing: ConferenceStanding) => boolean,
    work: (tx: Tx, standing: ConferenceStanding) => Promise<boolean | 'ATTENDEE_NOT_OF_UNIT'>,
  ) {
    return this.commands.run({ name, principal, input }, async (tx) => {
      const { conferenceId } = input;
      const standing = await this.standing(tx, name, principal, input);
      if (!may(standing)) throw new AccessDenied();
      const { activeStates } = await this.service.process(tx, conferenceId);
      if (!activeStates.some((state) => OPEN.includes(state)))
        return err(rejected(conferenceRequestErrors, 'CIRCLE_FIXED'));
      const done = await work(tx, standing);
      if (done === 'ATTENDEE_NOT_OF_UNIT') return err(rejected(conferenceErrors, done));
      if (!done) return err(rejected(conferenceRequestErrors, 'BODY_NOT_IN_CIRCLE'));
      await this.audit.record(tx, { action: DEEDS[name], objectType: 'conference', objectId: conferenceId });
      if (activeStates.includes('case-conference.scheduled'))
        await this.invitations.followCircle(tx, conferenceId);
      await this.facts.changed(tx, conferenceId);
      // Whoever opened the sitting meanwhile did not know of this; whoever opens it from now on does.
      const { activeStates: now } = await this.service.hold(tx, conferenceId);
      if (!now.some((state) => OPEN.includes(state)))
        return err(rejected(conferenceRequestErrors, 'CIRCLE_FIXED'));
      return ok({ conferenceId });
    });
  }

  /** Officers stand to a conference for one deed alone. */
  private async standing(
    tx: Tx,
    name: Deed,
    principal: Principal,
    input: CircleCommand & { readonly unitId?: UnitId },
  ): Promise<ConferenceStanding> {
    const { conferenceId, unitId } = input;
    const found = await this.access.find(tx, conferenceId, principal);
    const officer =
      !found && name === 'declareConferenceConflict' && unitId !== undefined
        ? await this.officers.find(tx, principal, { conferenceId, unitId })
        : undefined;
    const standing = found ?? officer;
    if (!standing) throw new AccessDenied();
    return standing;
  }

  private async exclude(tx: Tx, { conference }: ConferenceStanding, unitId: UnitId): Promise<boolean> {
    return excludeBody(tx, conference.id, unitId, this.clock.now().toString());
  }

  private async belongs(tx: Tx, staffId: StaffId, unitId: UnitId): Promise<boolean> {
    const roles = await this.directory.listRoles(tx, [staffId], this.clock.today().toString());
    return roles.some((role) => role.unitId === unitId);
  }
}

function isConvener(standing: ConferenceStanding): boolean {
  return standing.isConvener;
}

function speaksFor({ participants, unitIds }: ConferenceStanding, unitId: UnitId): boolean {
  return unitIds.includes(unitId) && participants.some((body) => body.unitId === unitId);
}

function declarerOf(
  principal: Principal,
  standing: ConferenceStanding,
  unitId: UnitId,
): ConflictDeclarer | undefined {
  if (standing.isClient) return 'PERSON';
  if (standing.isConvener) return 'CONVENER';
  if (standing.isChair) return 'CHAIR';
  if (speaksFor(standing, unitId)) return 'BODY';
  return isOfficerFor(principal, standing, unitId) ? 'OFFICER' : undefined;
}
