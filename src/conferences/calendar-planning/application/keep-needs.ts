import { Injectable } from '@nestjs/common';
import { DirectoryReader } from '../../../directory/index.js';
import { err, ok, rejected, type ConferenceId } from '../../../kernel/index.js';
import { AccessDenied, Clock, CommandRunner, type Principal, type Tx } from '../../../platform/index.js';
import { ConferenceAccess, type ConferenceStanding } from '../../application/conference-access.js';
import { calendarPlanningErrors } from '../domain/calendar-planning.errors.js';
import { usualNeeds, type DateNeeds, type UnitSeats } from '../domain/needs.js';
import { lockResources } from '../persistence/booking.repository.js';
import { findNeeds, listSeats, writeNeeds, writeSeats } from '../persistence/needs.repository.js';
import { usualMinutes } from './planning-rules.js';

/** What may be left out. */
type OpenNeed = 'interpreterLevel' | 'earliestOn' | 'latestOn';

export interface SetConferencePlanningCommand
  extends Omit<DateNeeds, OpenNeed>, Partial<Pick<DateNeeds, OpenNeed>> {
  readonly idempotencyKey: string;
  readonly conferenceId: ConferenceId;
  readonly seats: readonly UnitSeats[];
}

/** What a conference needs of its date, as its convener sets it. */
@Injectable()
export class KeepNeeds {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly directory: DirectoryReader,
    private readonly access: ConferenceAccess,
  ) {}

  /**
   * Sets everything at once.
   *
   * @returns Errors: PLANNING_DATES_REVERSED, SEATS_NOT_POSSIBLE.
   * @throws {AccessDenied} the actor does not convene it.
   */
  async set(principal: Principal, input: SetConferencePlanningCommand) {
    return this.commands.run({ name: 'setConferencePlanning', principal, input }, async (tx) => {
      const standing = await this.access.get(tx, input.conferenceId);
      if (!standing.isConvener) throw new AccessDenied();
      const { interpreterLevel = null, earliestOn = null, latestOn = null, seats, conferenceId } = input;
      if (earliestOn !== null && latestOn !== null && earliestOn > latestOn)
        return err(rejected(calendarPlanningErrors, 'PLANNING_DATES_REVERSED'));
      if (!(await this.areSeatsPossible(tx, seats, standing)))
        return err(rejected(calendarPlanningErrors, 'SEATS_NOT_POSSIBLE'));
      const { durationMinutes, format, needsStepFree, needsHearingLoop, needsVideo } = input;
      const { bufferBeforeMinutes, bufferAfterMinutes } = input;
      await lockResources(tx, [conferenceId]);
      await writeNeeds(tx, conferenceId, {
        durationMinutes,
        format,
        needsStepFree,
        needsHearingLoop,
        needsVideo,
        bufferBeforeMinutes,
        bufferAfterMinutes,
        interpreterLevel,
        earliestOn,
        latestOn,
      });
      await writeSeats(tx, conferenceId, seats);
      return ok({ conferenceId });
    });
  }

  /** What was set, or what is usual. @throws {AccessDenied} as above. */
  async read(
    tx: Tx,
    id: ConferenceId,
  ): Promise<{ readonly needs: DateNeeds; readonly seats: readonly UnitSeats[] }> {
    const standing = await this.access.get(tx, id);
    if (!standing.isConvener) throw new AccessDenied();
    const needs = (await findNeeds(tx, id)) ?? usualNeeds(usualMinutes(standing.conference.mode));
    return { needs, seats: await listSeats(tx, id) };
  }

  private async areSeatsPossible(
    tx: Tx,
    seats: readonly UnitSeats[],
    { participants }: ConferenceStanding,
  ): Promise<boolean> {
    const bodies = new Set(participants.map(({ unitId }) => unitId));
    const units = seats.map(({ unitId }) => unitId);
    if (new Set(units).size !== units.length || units.some((id) => !bodies.has(id))) return false;
    const everybody = seats.flatMap(({ staffIds }) => staffIds);
    // Nobody sits for two bodies.
    if (new Set(everybody).size !== everybody.length) return false;
    const roles = await this.directory.listRoles(tx, everybody, this.clock.today().toString());
    return seats.every(
      ({ unitId, seats: count, needsMandate, staffIds }) =>
        staffIds.length >= count &&
        staffIds.every((staffId) =>
          roles.some(
            (role) => role.staffId === staffId && role.unitId === unitId && (role.mandate || !needsMandate),
          ),
        ),
    );
  }
}
