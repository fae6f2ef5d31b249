import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import {
  err,
  holidayCalendar,
  ok,
  rejected,
  workingDayCalendar,
  type ConferenceId,
  type RequestRejected,
  type Result,
  type StaffId,
} from '../../../kernel/index.js';
import { AccessDenied, AppConfig, Clock, type Tx } from '../../../platform/index.js';
import { ConferenceAccess, type ConferenceStanding } from '../../application/conference-access.js';
import { earliestInvitedOn } from '../../domain/short-notice.js';
import {
  bestSlots,
  grainCalendar,
  planningErrors,
  type DayWindow,
  type GrainCalendar,
  type PlanningErrorCode,
} from '../../planning/index.js';
import {
  calendarPlanningErrors,
  type CalendarPlanningErrorCode,
} from '../domain/calendar-planning.errors.js';
import { timeOfDay } from '../domain/clock-times.js';
import { GrainMap } from '../domain/grain-map.js';
import { MEETING, slotProblem } from '../domain/slot-problem.js';
import { describeSlots, type FoundSlots } from '../domain/found-slots.js';
import { planningRules } from './planning-rules.js';
import { SlotInputs } from './slot-inputs.js';

export interface BestSlotsQuestion {
  readonly conferenceId: ConferenceId;
  /** Calendar dates, both included; left out: from today on, eight weeks. */
  readonly fromOn?: string | null;
  readonly untilOn?: string | null;
  /** How many dates at most. */
  readonly count: number;
  /** Who shall chair and record if they can. */
  readonly chairId?: StaffId | null;
  readonly recorderId?: StaffId | null;
}

/** What the search of dates may be refused with. */
export type BestSlotsRefusal = RequestRejected<PlanningErrorCode | CalendarPlanningErrorCode>;

/** Finds the best dates of one conference from what the tables say, or what would have to give way. */
@Injectable()
export class BestConferenceSlots {
  constructor(
    private readonly clock: Clock,
    private readonly config: AppConfig,
    private readonly access: ConferenceAccess,
    private readonly inputs: SlotInputs,
  ) {}

  /**
   * Everybody’s calendars count, also those the convener may not see; the answer only says that somebody can or cannot,
   * never why and never through which conference.
   *
   * @returns Refused with HORIZON_NOT_POSSIBLE or the code of what cannot be planned.
   * @throws {AccessDenied} the actor does not convene it.
   */
  async find(tx: Tx, question: BestSlotsQuestion): Promise<Result<FoundSlots, BestSlotsRefusal>> {
    const standing = await this.access.get(tx, question.conferenceId);
    if (!standing.isConvener) throw new AccessDenied();
    const days = this.horizon(question);
    const calendar = days && grainCalendar(this.windows(days));
    if (!calendar) return err(rejected(calendarPlanningErrors, 'HORIZON_NOT_POSSIBLE'));
    if (!calendar.ok) return err(rejected(planningErrors, calendar.error.code));
    return this.search(tx, question, standing, calendar.value);
  }

  private async search(
    tx: Tx,
    question: BestSlotsQuestion,
    standing: ConferenceStanding,
    calendar: GrainCalendar,
  ): Promise<Result<FoundSlots, BestSlotsRefusal>> {
    const map = new GrainMap(calendar, planningRules.window.from);
    const earliestOn = this.earliestInvited(standing);
    const input = await this.inputs.gather(tx, standing, question, map, earliestOn);
    const made = slotProblem(input);
    const found = bestSlots(made.problem, made.others, MEETING, question.count);
    if (!found.ok) return err(rejected(planningErrors, found.error.code));
    return ok(describeSlots(found.value, made, input, calendar));
  }

  /** First and last day; `undefined` when that cannot be searched. */
  private horizon({
    fromOn,
    untilOn,
  }: BestSlotsQuestion):
    { readonly first: Temporal.PlainDate; readonly last: Temporal.PlainDate } | undefined {
    const today = this.clock.today();
    const first = fromOn ? Temporal.PlainDate.from(fromOn) : today.add({ days: 1 });
    const last = untilOn
      ? Temporal.PlainDate.from(untilOn)
      : first.add({ weeks: planningRules.horizonWeeks });
    const isAhead = Temporal.PlainDate.compare(first, today) > 0;
    const inOrder = Temporal.PlainDate.compare(first, last) <= 0;
    const days = inOrder ? first.until(last).days : Infinity;
    return isAhead && days <= planningRules.atMostHorizonWeeks * 7 ? { first, last } : undefined;
  }

  private windows({
    first,
    last,
  }: {
    readonly first: Temporal.PlainDate;
    readonly last: Temporal.PlainDate;
  }): readonly DayWindow[] {
    const { isWorkingDay } = workingDayCalendar(holidayCalendar(this.config.holidayRegion));
    const { from, until } = planningRules.window;
    const windows: DayWindow[] = [];
    for (let day = first; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 }))
      if (isWorkingDay(day))
        windows.push({ date: day.toString(), from: timeOfDay(from), until: timeOfDay(until) });
    return windows;
  }

  /** First day for which the invitation still goes out in time (method 4.3). */
  private earliestInvited({ conference }: ConferenceStanding): string {
    const working = workingDayCalendar(holidayCalendar(this.config.holidayRegion));
    return earliestInvitedOn(conference.kind, this.clock.today(), working);
  }
}
