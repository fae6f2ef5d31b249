import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CaseReader, randomNumber } from '../../cases/index.js';
import { err, ok, rejected, type ConferenceId } from '../../kernel/index.js';
import { AccessDenied, Clock, CommandRunner, newId, type Principal, type Tx } from '../../platform/index.js';
import { kindFitsMode } from '../domain/conference-kinds.js';
import type { ConferenceKind } from '../domain/conference.js';
import { conferenceErrors } from '../domain/conference.errors.js';
import { conferenceRequestErrors } from '../domain/request.errors.js';
import { clearSchedule, releaseBookings } from '../persistence/conference.repository.js';
import { passConflictsOn } from '../persistence/request.repository.js';
import { textNotAnonymous } from './anonymous-text.js';
import { ConferenceAccess, type ConferenceStanding } from './conference-access.js';
import { ConferenceService } from './conference-service.js';

export interface ConvertConferenceCommand {
  readonly idempotencyKey: string;
  readonly conferenceId: ConferenceId;
  readonly expectedRevision: number;
  /** An anonymised kind. */
  readonly kind: ConferenceKind;
  readonly guidingQuestion: string;
  readonly topic: string;
}

/**
 * Goes on without naming the person: the conference with names ends, and a new one begins with a number of its own that
 * nothing leads from or to. The way back is a new request, with reason and consents.
 */
@Injectable()
export class ConvertConference {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly access: ConferenceAccess,
    private readonly service: ConferenceService,
    private readonly cases: CaseReader,
  ) {}

  /**
   * @returns Id of the new, anonymised conference. Errors: CONVERSION_NOT_POSSIBLE, KIND_MODE_MISMATCH,
   *   TEXT_NOT_ANONYMOUS, and those of the engine.
   * @throws {AccessDenied} the actor does not convene it.
   */
  async execute(principal: Principal, input: ConvertConferenceCommand) {
    return this.commands.run({ name: 'convertConferenceToAnonymised', principal, input }, async (tx) => {
      const standing = await this.access.get(tx, input.conferenceId);
      const { conference, isConvener, actor } = standing;
      if (!isConvener) throw new AccessDenied();
      if (conference.mode === 'ANONYMISED')
        return err(rejected(conferenceRequestErrors, 'CONVERSION_NOT_POSSIBLE'));
      if (!kindFitsMode(input.kind, 'ANONYMISED'))
        return err(rejected(conferenceErrors, 'KIND_MODE_MISMATCH'));
      const named = await this.namedIn(tx, standing, [input.topic, input.guidingQuestion]);
      if (named) return err(named);
      await releaseBookings(tx, conference.id, this.clock.now().toString());
      await clearSchedule(tx, conference.id);
      const event = { type: 'CONVERTED_TO_ANONYMISED' };
      const sent = await this.service.send(tx, conference.id, event, actor, input.expectedRevision);
      if (!sent.ok) return sent;
      const id = await this.register(tx, standing, input);
      await passConflictsOn(tx, conference.id, id, this.clock.now().toString());
      const next = await this.access.get(tx, id);
      const begun = await this.service.begin(tx, next.conference, next.actor);
      return begun.ok ? ok({ conferenceId: id }) : begun;
    });
  }

  private async register(
    tx: Tx,
    { conference, participants }: ConferenceStanding,
    { kind, guidingQuestion, topic }: ConvertConferenceCommand,
  ): Promise<ConferenceId> {
    const at = this.clock.now();
    const id = newId<ConferenceId>(at);
    const { caseId, personId, trigger, convenerUnitId, convenerStaffId, requestedByKind } = conference;
    await this.service.register(tx, {
      id,
      number: randomNumber('K', randomBytes(8)),
      caseId,
      personId,
      kind,
      mode: 'ANONYMISED',
      identifiedReason: null,
      urgentBasis: null,
      urgentReason: null,
      proposedByUnitId: conference.proposedByUnitId,
      guidingQuestion,
      trigger,
      topic,
      programmeId: null,
      convenerUnitId,
      convenerStaffId,
      requestedByKind,
      requestedAt: at.toString(),
      participants: participants.map(({ unitId, isEssential }) => ({
        unitId,
        neededCategories: [],
        isEssential,
      })),
    });
    return id;
  }

  private async namedIn(tx: Tx, { conference: { caseId } }: ConferenceStanding, texts: readonly string[]) {
    const person = caseId === null ? null : await this.cases.findPerson(tx, caseId);
    const names = (person?.names ?? []).flatMap(({ givenNames, familyNames }) => [givenNames, familyNames]);
    return textNotAnonymous(
      texts,
      names.flatMap((name) => name ?? []),
    );
  }
}
