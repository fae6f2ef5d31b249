import { Temporal } from 'temporal-polyfill';
import { err, ok } from '../../kernel/index.js';
import type { Result } from '../../kernel/index.js';
import type { GrainSpan, PlanningDay } from './model.js';
import { planningRejected } from './planning.errors.js';
import type { PlanningRejected } from './planning.errors.js';

/** Length of a grain. */
export const GRAIN_MINUTES = 15;

const ZONE = 'Europe/Berlin';
const GRAIN_MS = GRAIN_MINUTES * 60_000;

/** The part of a day in which conferences may lie, by the clock on the wall. */
export interface DayWindow {
  /** Calendar date, Europe/Berlin. */
  readonly date: string;
  /** `HH:MM`. */
  readonly from: string;
  /** `HH:MM`, after `from`. */
  readonly until: string;
}

/** Days of a planning with the way from instants to grains and back. */
export interface GrainCalendar {
  readonly days: readonly PlanningDay[];
  /** Instant at which a grain begins; a grain that does not exist throws RangeError. */
  instantOf(grain: number): Temporal.Instant;
  /** Grains that a period touches; none for a period outside all windows. Instants need not lie on the grid. */
  spansOf(from: Temporal.Instant, until: Temporal.Instant): readonly GrainSpan[];
}

interface DayAnchor {
  readonly startsAt: number;
  readonly first: number;
  readonly grains: number;
}

/**
 * Cuts windows into grains of real time: a day on which the clocks change has as many as really pass.
 *
 * @param windows  Ascending, one per date.
 * @returns        Refused with `PLAN_TIME_NOT_REAL` and the dates: a time that the change of clocks skips or repeats, an
 *                 end that is not after the beginning, less than one grain, or no time at all; `PLAN_EMPTY` without any.
 */
export function grainCalendar(windows: readonly DayWindow[]): Result<GrainCalendar, PlanningRejected> {
  if (windows.length === 0) return err(planningRejected('PLAN_EMPTY'));
  const anchors: DayAnchor[] = [];
  const days: PlanningDay[] = [];
  const unreal: string[] = [];
  let first = 0;
  for (const window of windows) {
    const from = instantOn(window.date, window.from);
    const until = instantOn(window.date, window.until);
    const grains = from === undefined || until === undefined ? 0 : Math.floor((until - from) / GRAIN_MS);
    if (from === undefined || grains < 1) {
      unreal.push(window.date);
      continue;
    }
    anchors.push({ startsAt: from, first, grains });
    days.push({ date: window.date, grains });
    first += grains;
  }
  if (unreal.length > 0) return err(planningRejected('PLAN_TIME_NOT_REAL', unreal));
  return ok({
    days,
    instantOf: (grain) => instantOfGrain(anchors, grain),
    spansOf: (a, b) => spansOf(anchors, a, b),
  });
}

/** Milliseconds since the epoch of a time on the wall; undefined where it does not exist exactly once. */
function instantOn(date: string, time: string): number | undefined {
  try {
    const local = Temporal.PlainDateTime.from(`${date}T${time}`);
    return local.toZonedDateTime(ZONE, { disambiguation: 'reject' }).epochMilliseconds;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function instantOfGrain(anchors: readonly DayAnchor[], grain: number): Temporal.Instant {
  const anchor = anchors.find((one) => grain >= one.first && grain < one.first + one.grains);
  if (anchor === undefined) throw new RangeError(`there is no grain ${String(grain)}`);
  return Temporal.Instant.fromEpochMilliseconds(anchor.startsAt + (grain - anchor.first) * GRAIN_MS);
}

function spansOf(
  anchors: readonly DayAnchor[],
  from: Temporal.Instant,
  until: Temporal.Instant,
): readonly GrainSpan[] {
  return anchors.flatMap(({ startsAt, first, grains }) => {
    const begin = Math.max(0, Math.floor((from.epochMilliseconds - startsAt) / GRAIN_MS));
    const end = Math.min(grains, Math.ceil((until.epochMilliseconds - startsAt) / GRAIN_MS));
    return begin < end ? [{ from: first + begin, until: first + end }] : [];
  });
}
