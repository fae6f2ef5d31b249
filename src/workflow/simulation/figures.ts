import { dayOf } from '../domain/calendar-day.js';
import { waitingTimes, workingDaysBetween, type WaitingTime } from '../domain/waiting-time.js';
import type { CompiledDefinition } from '../kernel/compile.js';
import type { SimulatedRun } from './simulate-run.js';

/** Times of one run. */
export interface RunFigures {
  readonly run: SimulatedRun;
  /** From the start to the end, in days of 24 hours. */
  readonly calendarDays: number;
  /** From the start to the end, in working days. */
  readonly workingDays: number;
  /** Working days in which the owner was waited for, by owner code. */
  readonly owners: ReadonlyMap<string, number>;
  /** Working days spent in a state, by id of the leaf. */
  readonly states: ReadonlyMap<string, number>;
}

/** Counts working days, as `waitingTimes` asks for. */
export type WorkingDayCount = (after: string, until: string) => number;

/** A count for all days on which anything happened in the runs. */
export function countOver(runs: readonly SimulatedRun[]): WorkingDayCount {
  let [first, last] = ['9999', ''];
  for (const { entries, endedAt } of runs) {
    const start = entries[0]?.at ?? endedAt;
    if (start < first) first = start;
    if (endedAt > last) last = endedAt;
  }
  const days = runs.length === 0 ? [] : workingDaysBetween(dayOf(first), dayOf(last));
  return (after, until) => placeAfter(days, until) - placeAfter(days, after);
}

/** How many of the days, which rise, are not after the given one. */
function placeAfter(days: readonly string[], day: string): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? '') <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Times of a run, booked by the same rule as those of real processes. */
export function figuresOf(
  compiled: CompiledDefinition,
  run: SimulatedRun,
  countWorkingDays: WorkingDayCount,
): RunFigures {
  const { byId } = compiled.chart;
  const times = waitingTimes(run.entries, {
    now: run.endedAt,
    isFinal: (stateId) => byId.get(stateId)?.kind === 'final',
    countWorkingDays,
  });
  const start = run.entries[0]?.at ?? run.endedAt;
  return {
    run,
    calendarDays: (Date.parse(run.endedAt) - Date.parse(start)) / 86_400_000,
    workingDays: times.process.workingDays,
    owners: byKey(times.owners),
    states: byKey(times.states),
  };
}

function byKey(times: readonly WaitingTime[]): ReadonlyMap<string, number> {
  return new Map(times.map(({ key, workingDays }) => [key, workingDays]));
}
