import type { GrainCalendar, GrainSpan } from '../../planning/index.js';
import { GRAIN_MINUTES } from '../../planning/index.js';
import type { WeeklySpan } from './weekly-hours.js';

const GRAIN_MS = GRAIN_MINUTES * 60_000;

/** A day of the horizon by its numbers. */
interface Day {
  readonly date: string;
  readonly weekday: number;
  readonly startsAt: number;
  readonly first: number;
  readonly grains: number;
}

/** Hours that hold on some days, `until` excluded; `null` until further notice. */
export interface DatedSpan extends WeeklySpan {
  readonly from: string;
  readonly until: string | null;
}

/** A time in milliseconds since the epoch. */
export interface TimeSpan {
  readonly from: number;
  readonly until: number;
}

/** Times of many people as grains, with plain numbers: eight weeks of fifteen people are thousands of times. */
export class GrainMap {
  readonly grains: number;
  /** Days of the horizon. */
  readonly days: readonly Day[];

  /** @param windowFrom Minute of the day at which every window begins. */
  constructor(
    calendar: GrainCalendar,
    private readonly windowFrom: number,
  ) {
    let first = 0;
    this.days = calendar.days.map(({ date, grains }) => {
      const at = first;
      first += grains;
      const weekday = new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
      return { date, weekday, startsAt: calendar.instantOf(at).epochMilliseconds, first: at, grains };
    });
    this.grains = first;
  }

  /** Grains that a time touches. */
  touched({ from, until }: TimeSpan): readonly GrainSpan[] {
    const spans: GrainSpan[] = [];
    for (let index = this.firstDayEndingAfter(from); index < this.days.length; index += 1) {
      const day = this.days[index];
      if (day === undefined || day.startsAt >= until) break;
      const begin = Math.max(0, Math.floor((from - day.startsAt) / GRAIN_MS));
      const end = Math.min(day.grains, Math.ceil((until - day.startsAt) / GRAIN_MS));
      if (begin < end) spans.push({ from: day.first + begin, until: day.first + end });
    }
    return spans;
  }

  /**
   * Grains in which a week leaves no time: outside working hours, and during lunch.
   *
   * @param usual Counts on days for which nothing was entered.
   */
  offDuty(week: readonly DatedSpan[], usual: readonly WeeklySpan[]): readonly GrainSpan[] {
    const byDate = new Map(
      this.days.map(({ date, weekday }) => {
        const holding = week.filter(({ from, until }) => from <= date && (until === null || date < until));
        const spans: readonly WeeklySpan[] = holding.length > 0 ? holding : usual;
        return [date, spans.filter((span) => span.weekday === weekday)];
      }),
    );
    return this.eachGrain((day, from, until) => {
      const today = byDate.get(day.date) ?? [];
      const works = today.some(
        ({ kind, fromMinute, untilMinute }) => kind === 'WORK' && fromMinute <= from && until <= untilMinute,
      );
      const eats = today.some(
        ({ kind, fromMinute, untilMinute }) => kind === 'LUNCH' && fromMinute < until && from < untilMinute,
      );
      return !works || eats;
    });
  }

  /** Grains touched by times of the week that repeat. */
  weekly(
    times: readonly {
      readonly weekday: number;
      readonly fromMinute: number;
      readonly untilMinute: number;
    }[],
  ): readonly GrainSpan[] {
    return this.eachGrain((day, from, until) =>
      times.some(
        ({ weekday, fromMinute, untilMinute }) =>
          weekday === day.weekday && fromMinute < until && from < untilMinute,
      ),
    );
  }

  private eachGrain(isMeant: (day: Day, from: number, until: number) => boolean): readonly GrainSpan[] {
    const spans: GrainSpan[] = [];
    for (const day of this.days) {
      let begin = -1;
      for (let grain = 0; grain <= day.grains; grain += 1) {
        const from = this.windowFrom + grain * GRAIN_MINUTES;
        const meant = grain < day.grains && isMeant(day, from, from + GRAIN_MINUTES);
        if (meant && begin < 0) begin = grain;
        if (!meant && begin >= 0) {
          spans.push({ from: day.first + begin, until: day.first + grain });
          begin = -1;
        }
      }
    }
    return spans;
  }

  private firstDayEndingAfter(instant: number): number {
    let low = 0;
    let high = this.days.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const day = this.days[middle];
      if (day !== undefined && day.startsAt + day.grains * GRAIN_MS <= instant) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
