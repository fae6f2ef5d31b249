import { Injectable } from '@nestjs/common';
import { CaseReader } from '../../cases/index.js';
import { err, ok, rejected, type ConferenceId, type StaffId } from '../../kernel/index.js';
import { AccessDenied, Clock, CommandRunner, type Principal, type Tx } from '../../platform/index.js';
import { DECLINE_GROUNDS, type DeclineGround } from '../domain/conference-kinds.js';
import { isAskedFor, type ConferenceRow } from '../domain/conference.js';
import { conferenceRequestErrors } from '../domain/request.errors.js';
import { clearSchedule, releaseBookings } from '../persistence/conference.repository.js';
import { DeclineRepository, type DeclineView } from '../persistence/decline.repository.js';
import { textNotAnonymous } from './anonymous-text.js';
import { ConferenceAssessment } from './assess-conference.js';
import { ConferenceAccess, type ConferenceStanding } from './conference-access.js';
import { ConferenceService, legalDayOf } from './conference-service.js';

export interface DeclineConferenceCommand {
  readonly idempotencyKey: string;
  readonly conferenceId: ConferenceId;
  readonly expectedRevision: number;
  readonly ground: DeclineGround;
  /** Why, in words; whoever asked reads them. */
  readonly reasons: string;
  /** Day on which the person was heard, calendar date; needed when they asked. */
  readonly personHeardOn?: string | null;
}

type DeclineFault = 'NOTHING_TO_DECLINE' | 'DECLINE_GROUND_NOT_GIVEN' | 'DECLINE_NEEDS_HEARING';

/**
 * The convener declines what the person or a body asked for: on a permitted ground that is given, in words, and after
 * the person was heard when they asked. Declining on principle is impossible: there is no such ground.
 */
@Injectable()
export class DeclineConference {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly access: ConferenceAccess,
    private readonly service: ConferenceService,
    private readonly assessment: ConferenceAssessment,
    private readonly declines: DeclineRepository,
    private readonly cases: CaseReader,
  ) {}

  /**
   * @returns Id of the conference. Errors: NOTHING_TO_DECLINE, DECLINE_GROUND_NOT_GIVEN, DECLINE_NEEDS_HEARING,
   *   TEXT_NOT_ANONYMOUS, and those of the engine.
   * @throws {AccessDenied} the actor does not convene it.
   */
  async execute(principal: Principal, input: DeclineConferenceCommand) {
    return this.commands.run({ name: 'declineConference', principal, input }, async (tx) => {
      const standing = await this.access.get(tx, input.conferenceId);
      if (!standing.isConvener || principal.kind !== 'staff') throw new AccessDenied();
      const fault = await this.fault(tx, standing, input);
      if (fault) return err(rejected(conferenceRequestErrors, fault));
      const named = await this.namedIn(tx, standing.conference, input.reasons);
      if (named) return err(named);
      await this.write(tx, standing.conference, input, principal.staffId);
      const event = { type: 'DECLINED', payload: { ground: input.ground } };
      const { actor } = standing;
      const sent = await this.service.send(tx, input.conferenceId, event, actor, input.expectedRevision);
      return sent.ok ? ok({ conferenceId: input.conferenceId }) : sent;
    });
  }

  /** Why a request was declined, for the person, the convening side and the body that proposed it. */
  async find(tx: Tx, id: ConferenceId): Promise<DeclineView | null> {
    const standing = await this.access.get(tx, id);
    const { conference, isClient, isConvener, isCaseLead, unitIds } = standing;
    const isProposer = conference.proposedByUnitId !== null && unitIds.includes(conference.proposedByUnitId);
    if (!isClient && !isConvener && !isCaseLead && !isProposer) return null;
    return this.declines.find(tx, conference);
  }

  private async fault(
    tx: Tx,
    { conference, participants }: ConferenceStanding,
    { ground, personHeardOn }: DeclineConferenceCommand,
  ): Promise<DeclineFault | undefined> {
    if (!isAskedFor(conference)) return 'NOTHING_TO_DECLINE';
    const { needsBlock } = DECLINE_GROUNDS[ground];
    const blocks = await this.assessment.blocks(tx, conference, participants);
    const isGiven =
      needsBlock.length === 0 || blocks.some(({ code }) => needsBlock.some((one) => one === code));
    if (!isGiven) return 'DECLINE_GROUND_NOT_GIVEN';
    if (conference.requestedByKind !== 'PERSON') return undefined;
    const today = this.clock.today().toString();
    const wasHeard =
      personHeardOn != null && personHeardOn <= today && personHeardOn >= legalDayOf(conference.requestedAt);
    return wasHeard ? undefined : 'DECLINE_NEEDS_HEARING';
  }

  /** A body that proposed reads the reasons, whatever it may know of the person. */
  private async namedIn(tx: Tx, conference: ConferenceRow, reasons: string) {
    if (conference.mode === 'IDENTIFIED' && conference.proposedByUnitId === null) return undefined;
    const person = conference.caseId === null ? null : await this.cases.findPerson(tx, conference.caseId);
    const names = (person?.names ?? []).flatMap(({ givenNames, familyNames }) => [givenNames, familyNames]);
    return textNotAnonymous(
      [reasons],
      names.flatMap((name) => name ?? []),
    );
  }

  private async write(
    tx: Tx,
    conference: ConferenceRow,
    { ground, reasons, personHeardOn }: DeclineConferenceCommand,
    declinedBy: StaffId,
  ): Promise<void> {
    const at = this.clock.now().toString();
    const { norm } = DECLINE_GROUNDS[ground];
    await releaseBookings(tx, conference.id, at);
    await clearSchedule(tx, conference.id);
    await this.declines.insert(tx, conference, {
      ground,
      norm,
      reasons,
      personHeardOn: personHeardOn ?? null,
      declinedBy,
      at,
    });
  }
}
