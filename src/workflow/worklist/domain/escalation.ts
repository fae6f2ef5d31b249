import {
  compareDates,
  holidayCalendar,
  plainDate,
  workingDayCalendar,
  type PlainDate,
} from '../../../kernel/index.js';
import type { EscalationStep } from '../../domain/definition.js';
import { withAncestors, type Statechart } from '../../domain/statechart.js';
import { DEFAULT_ESCALATION } from './default-escalation.js';

/** What the chain says on a day. */
export interface EscalationOutlook {
  /** Steps reached and not yet taken, in order. */
  readonly reached: readonly EscalationStep[];
  /** Day of the step after them, `YYYY-MM-DD`; `null` when the chain has ended. */
  readonly nextOn: string | null;
}

/**
 * Chain of a state: its own, that of the closest state around it, else the default.
 *
 * @param stateId Unknown states have the default chain.
 */
export function escalationOf(chart: Statechart | undefined, stateId: string): readonly EscalationStep[] {
  const node = chart?.byId.get(stateId);
  const declared = node
    ? withAncestors(node)
        .map((state) => state.definition.meta?.escalation)
        .find((steps) => steps !== undefined)
    : undefined;
  return (declared ?? DEFAULT_ESCALATION).toSorted((a, b) => a.afterDays - b.afterDays);
}

/**
 * Which steps of a chain are reached on a day. After a standstill it may be several.
 *
 * @param level Steps taken so far.
 * @param dueOn Day until which the owner was to act; steps count working days (NRW) after it.
 * @param today Calendar day in Germany.
 */
export function escalationOutlook(
  steps: readonly EscalationStep[],
  level: number,
  dueOn: string,
  today: string,
): EscalationOutlook {
  const dates = steps.map((step) => workingDaysAfter(plainDate(dueOn), step.afterDays));
  const isReached = (date: PlainDate): boolean => compareDates(date, plainDate(today)) <= 0;
  let next = level;
  for (let date = dates[next]; date && isReached(date); date = dates[next]) next += 1;
  return { reached: steps.slice(level, next), nextOn: dates[next]?.toString() ?? null };
}

function workingDaysAfter(day: PlainDate, count: number): PlainDate {
  const { nextWorkingDay } = workingDayCalendar(holidayCalendar());
  let date = day;
  for (let left = count; left > 0; left -= 1) date = nextWorkingDay(date.add({ days: 1 }));
  return date;
}
