import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../audit/index.js';
import { err, ok, rejected, type StaffId } from '../../../kernel/index.js';
import { AccessDenied, Clock, CommandRunner, type Principal, type Tx } from '../../../platform/index.js';
import { calendarPlanningErrors } from '../domain/calendar-planning.errors.js';
import { instantOnWall } from '../domain/clock-times.js';
import { readWeek, type WeeklySpanInput } from '../domain/weekly-hours.js';
import { lockResources } from '../persistence/booking.repository.js';
import {
  deleteAbsence,
  holderOfAbsence,
  insertAbsence,
  listAbsences,
  listHours,
  writeHours,
  type AbsenceRow,
  type HoursHolder,
  type HoursRow,
} from '../persistence/hours.repository.js';
import { AvailabilityAccess } from './availability-access.js';

const MOST_ABSENCES = 400;
const LONGEST_DAYS = 366;

/** Whose hours: one of both. */
export interface HolderInput {
  readonly staffId?: StaffId | null;
  readonly interpreterId?: string | null;
}

export interface SetWeeklyHoursCommand extends HolderInput {
  readonly idempotencyKey: string;
  /** Calendar dates; without an end until further notice. */
  readonly validFrom: string;
  readonly validUntil?: string | null;
  readonly hours: readonly WeeklySpanInput[];
}

export interface AddAbsenceCommand extends HolderInput {
  readonly idempotencyKey: string;
  /** Times on the wall in Germany, `YYYY-MM-DDTHH:MM`. */
  readonly from: string;
  readonly until: string;
}

/** Working hours, lunch and absences of staff and interpreters. Only times are kept, never why. */
@Injectable()
export class KeepAvailability {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly access: AvailabilityAccess,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Sets the usual week for a time; what held before and after it stays. Without any hours the usual ones count.
   *
   * @returns Errors: WORKING_HOURS_INVALID, WORKING_HOURS_OVERLAP.
   * @throws {AccessDenied} the hours are neither the actor's own nor theirs to keep.
   */
  async setHours(principal: Principal, input: SetWeeklyHoursCommand) {
    return this.commands.run({ name: 'setWeeklyHours', principal, input }, async (tx) => {
      const holder = await this.holder(tx, principal, input);
      const week = readWeek(input.hours);
      if (typeof week === 'string') return err(rejected(calendarPlanningErrors, week));
      const until = input.validUntil ?? null;
      if (until !== null && until < input.validFrom)
        return err(rejected(calendarPlanningErrors, 'WORKING_HOURS_INVALID'));
      await lockResources(tx, [holder.id]);
      await writeHours(tx, holder, input.validFrom, until, week);
      await this.note(tx, 'WEEKLY_HOURS_SET', holder);
      return ok({ holderId: holder.id });
    });
  }

  /**
   * Enters an absence; why is nowhere asked.
   *
   * @returns Errors: TIME_NOT_REAL, ABSENCE_NOT_POSSIBLE, ABSENCES_TOO_MANY.
   * @throws {AccessDenied} as above.
   */
  async addAbsence(principal: Principal, input: AddAbsenceCommand) {
    return this.commands.run({ name: 'addAbsence', principal, input }, async (tx) => {
      const holder = await this.holder(tx, principal, input);
      const from = instantOnWall(input.from);
      const until = instantOnWall(input.until);
      if (!from || !until) return err(rejected(calendarPlanningErrors, 'TIME_NOT_REAL'));
      const now = this.clock.now();
      const length = until.epochMilliseconds - from.epochMilliseconds;
      if (
        length <= 0 ||
        length > LONGEST_DAYS * 86_400_000 ||
        until.epochMilliseconds <= now.epochMilliseconds
      )
        return err(rejected(calendarPlanningErrors, 'ABSENCE_NOT_POSSIBLE'));
      await lockResources(tx, [holder.id]);
      if ((await listAbsences(tx, holder, now.toString())).length >= MOST_ABSENCES)
        return err(rejected(calendarPlanningErrors, 'ABSENCES_TOO_MANY'));
      const time = { startsAt: from.toString(), endsAt: until.toString() };
      const absenceId = await insertAbsence(tx, holder, time);
      await this.note(tx, 'ABSENCE_ENTERED', holder);
      return ok({ absenceId, holderId: holder.id });
    });
  }

  /** Takes an absence away. @throws {AccessDenied} not there, or not theirs to keep. */
  async removeAbsence(
    principal: Principal,
    input: { readonly idempotencyKey: string; readonly absenceId: string },
  ) {
    return this.commands.run({ name: 'removeAbsence', principal, input }, async (tx) => {
      const holder = await holderOfAbsence(tx, input.absenceId);
      if (!holder || !(await this.access.mayKeep(tx, principal, holder))) throw new AccessDenied();
      await deleteAbsence(tx, input.absenceId);
      await this.note(tx, 'ABSENCE_REMOVED', holder);
      return ok({ absenceId: input.absenceId, holderId: holder.id });
    });
  }

  /** Hours from today on and absences that are not over. @throws {AccessDenied} not theirs to keep. */
  async read(
    tx: Tx,
    principal: Principal,
    input: HolderInput,
  ): Promise<{ readonly hours: readonly HoursRow[]; readonly absences: readonly AbsenceRow[] }> {
    const holder = await this.holder(tx, principal, input);
    const hours = await listHours(tx, holder, this.clock.today().toString());
    return { hours, absences: await listAbsences(tx, holder, this.clock.now().toString()) };
  }

  private async holder(
    tx: Tx,
    principal: Principal,
    { staffId, interpreterId }: HolderInput,
  ): Promise<HoursHolder> {
    const holders: HoursHolder[] = [
      ...(staffId ? [{ kind: 'STAFF', id: staffId } as const] : []),
      ...(interpreterId ? [{ kind: 'INTERPRETER', id: interpreterId } as const] : []),
    ];
    const [holder, second] = holders;
    if (!holder || second || !(await this.access.mayKeep(tx, principal, holder))) throw new AccessDenied();
    return holder;
  }

  private async note(tx: Tx, action: string, { kind, id }: HoursHolder): Promise<void> {
    await this.audit.record(tx, {
      action,
      objectType: kind === 'STAFF' ? 'staff' : 'interpreter',
      objectId: id,
    });
  }
}
