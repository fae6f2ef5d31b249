import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import {
  err,
  holidayCalendar,
  ok,
  workingDayCalendar,
  type ConferenceId,
  type Result,
  type StaffId,
} from '../../../kernel/index.js';
import { AppConfig, Clock, type Tx } from '../../../platform/index.js';
import { ConferenceAccess } from '../../application/conference-access.js';
import { planningRules } from '../../calendar-planning/application/planning-rules.js';
import type { ConferenceKind } from '../../domain/conference.js';
import { earliestInvitedOn } from '../../domain/short-notice.js';
import { SlotInputs } from '../../calendar-planning/application/slot-inputs.js';
import { timeOfDay } from '../../calendar-planning/domain/clock-times.js';
import { describeSlots } from '../../calendar-planning/domain/found-slots.js';
import { GrainMap } from '../../calendar-planning/domain/grain-map.js';
import {
  slotProblem,
  type SeatRole,
  type SlotInput,
  type SlotProblem,
} from '../../calendar-planning/domain/slot-problem.js';
import {
  checkProblem,
  conferenceWeights,
  explain,
  GRAIN_MINUTES,
  grainCalendar,
  type ConstraintName,
  type DayWindow,
  type GrainCalendar,
  type Match,
  type Plan,
  type PlannedMeeting,
  type PlanningProblem,
  type PlanningWeights,
} from '../../planning/index.js';
import { earlierPlan, mergeProblems, type EarlierPlace } from '../domain/merge-problems.js';
import type { ConferencePlanRow, FairLoad, PlanEntry, PlannedSlot, PlanSettings } from '../domain/plan.js';
import { listEntries } from '../persistence/plan.repository.js';
import { stillOpen } from '../persistence/plan-scope.repository.js';

/** A problem made from the tables, with the way back from its plans to conferences. */
export interface BuiltProblem {
  readonly problem: PlanningProblem;
  /** What a plan means: dates and people per conference, and what it costs by constraint. */
  describe(plan: Plan): {
    readonly entries: readonly Pick<PlanEntry, 'conferenceId' | 'slot' | 'problems'>[];
    readonly costs: Readonly<Partial<Record<ConstraintName, number>>>;
  };
}

/** One conference on the way. */
interface Part {
  readonly id: ConferenceId;
  readonly input: SlotInput;
  readonly made: SlotProblem;
}

const FAIR_WEIGHT: Readonly<Record<FairLoad, number>> = { OFF: 0, NORMAL: 1, STRONG: 5 };

/**
 * Makes the problem of a planning: what the date of each conference depends on is gathered as for a single one, and put
 * together.
 *
 * It is read for the machine: that somebody is busy is a fact of the search, of which nothing but the dates found gets out.
 */
@Injectable()
export class BuildPlanProblem {
  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly access: ConferenceAccess,
    private readonly inputs: SlotInputs,
  ) {}

  /** @returns Refused with the code of what cannot be planned. Conferences that are no longer open are left out. */
  async build(
    tx: Tx,
    plan: Pick<ConferencePlanRow, 'id' | 'settings' | 'previousPlanId'>,
  ): Promise<Result<BuiltProblem, { readonly code: string }>> {
    const { settings, previousPlanId } = plan;
    const calendar = grainCalendar(this.windows(settings));
    if (!calendar.ok) return calendar;
    const own = await listEntries(tx, plan.id);
    const previous = previousPlanId === null ? [] : await listEntries(tx, previousPlanId);
    const parts = await this.parts(tx, own, calendar.value);
    if (parts.length === 0) return err({ code: 'PLAN_NOTHING_OPEN' });
    const merged = mergeProblems(parts.map(({ id, made }) => ({ id, made, block: blockOf(settings, id) })));
    const places = (entries: readonly PlanEntry[]): readonly EarlierPlace[] =>
      entries.flatMap((entry) => placesOf(entry, parts));
    const before = earlierPlan(merged, places(previous));
    const begin = earlierPlan(merged, places(own));
    const problem: PlanningProblem = {
      ...merged,
      weights: weightsOf(settings),
      ...(before.meetings.length > 0 ? { previous: before } : {}),
      ...(begin.meetings.length > 0 ? { begin } : {}),
    };
    const checked = checkProblem(problem);
    return checked.ok ? ok(builtFrom(problem, parts, calendar.value)) : err(checked.error);
  }

  private async parts(
    tx: Tx,
    entries: readonly PlanEntry[],
    calendar: GrainCalendar,
  ): Promise<readonly Part[]> {
    const ids = entries.map(({ conferenceId }) => conferenceId);
    const open = await stillOpen(tx, ids);
    const map = new GrainMap(calendar, planningRules.window.from);
    const parts: Part[] = [];
    for (const id of ids.filter((one) => open.has(one)).sort()) {
      const standing = await this.access.find(tx, id, tx.principal);
      if (!standing) continue;
      const nobody = { chairId: null, recorderId: null };
      const invitedOn = this.earliestInvited(standing.conference.kind);
      const input = await this.inputs.gather(tx, standing, nobody, map, invitedOn);
      parts.push({ id, input, made: slotProblem(input) });
    }
    return parts;
  }

  /** Working days of the period, each with its hours. */
  private windows({ from, until }: PlanSettings): readonly DayWindow[] {
    const { isWorkingDay } = workingDayCalendar(holidayCalendar(this.config.holidayRegion));
    const hours = {
      from: timeOfDay(planningRules.window.from),
      until: timeOfDay(planningRules.window.until),
    };
    const windows: DayWindow[] = [];
    const last = Temporal.PlainDate.from(until);
    for (
      let day = Temporal.PlainDate.from(from);
      Temporal.PlainDate.compare(day, last) <= 0;
      day = day.add({ days: 1 })
    ) {
      if (isWorkingDay(day)) windows.push({ date: day.toString(), ...hours });
    }
    return windows;
  }

  /** First day for which an invitation still goes out in time (method 4.3). */
  private earliestInvited(kind: ConferenceKind): string {
    const working = workingDayCalendar(holidayCalendar(this.config.holidayRegion));
    return earliestInvitedOn(kind, this.clock.today(), working);
  }
}

function blockOf({ blocks }: PlanSettings, id: ConferenceId): string | undefined {
  const index = blocks.findIndex((members) => members.includes(id));
  return index < 0 ? undefined : String(index);
}

function weightsOf({ fairLoad }: PlanSettings): PlanningWeights {
  const { fairLoad: normal } = conferenceWeights;
  const weight = normal.weight * FAIR_WEIGHT[fairLoad];
  return { ...conferenceWeights, fairLoad: { ...normal, weight } };
}

function builtFrom(problem: PlanningProblem, parts: readonly Part[], calendar: GrainCalendar): BuiltProblem {
  const byId = new Map<string, Part>(parts.map((part) => [part.id, part]));
  return {
    problem,
    describe: (plan) => {
      const { constraints } = explain(problem, plan);
      const matches = constraints.flatMap((total) =>
        total.matches.map((match) => ({ ...match, level: total.level })),
      );
      const costs = Object.fromEntries(constraints.map(({ constraint, cost }) => [constraint, cost]));
      const entries = plan.meetings.flatMap((planned) => {
        const part = byId.get(planned.meeting);
        if (!part) return [];
        const own = constraints.flatMap(({ matches: all }) =>
          all.filter(({ meetings }) => meetings.includes(part.id)),
        );
        const broken = matches.filter(
          ({ level, meetings }) => level === 'hard' && meetings.includes(part.id),
        );
        const problems = [...new Set(broken.map(({ constraint }) => constraint))].sort();
        return [{ conferenceId: part.id, slot: slotOf(part, planned, own, calendar), problems }];
      });
      return { costs, entries };
    },
  };
}

/** Date and people of a planned conference, as they are found for a single one. */
function slotOf(
  { input, made }: Part,
  planned: PlannedMeeting,
  reasons: readonly Match[],
  calendar: GrainCalendar,
): PlannedSlot | null {
  const score = { hard: 0, medium: 0, soft: 0 };
  const found = { slots: [{ planned, score, reasons }], relaxations: [] };
  const [slot] = describeSlots(found, made, input, calendar).slots;
  if (!slot?.chairId || !slot.recorderId) return null;
  const { startsAt, endsAt, roomId, chairId, recorderId, attendees, interpreterId } = slot;
  return { startsAt, endsAt, roomId, chairId, recorderId, attendees, interpreterId };
}

/** An entry of another plan in the terms of a part; people who are no longer asked are left to the search. */
function placesOf({ conferenceId, slot }: PlanEntry, parts: readonly Part[]): readonly EarlierPlace[] {
  const part = parts.find(({ id }) => id === conferenceId);
  if (!slot || !part) return [];
  const begin = slot.startsAt.getTime();
  const [span] = part.input.map.touched({ from: begin, until: begin + GRAIN_MINUTES * 60_000 });
  const comers = [...slot.attendees];
  const sits = (role: SeatRole): StaffId | '' => {
    if (role.kind !== 'UNIT') return role.kind === 'CHAIR' ? slot.chairId : slot.recorderId;
    const at = comers.findIndex(({ unitId }) => unitId === role.unitId);
    return comers.splice(at, at < 0 ? 0 : 1)[0]?.staffId ?? '';
  };
  return [
    {
      conferenceId,
      start: span && span.from - part.made.beforeGrains,
      roomId: slot.roomId,
      seats: [...part.made.seatRoles.map(sits), ...(slot.interpreterId ? [slot.interpreterId] : [])],
    },
  ];
}
