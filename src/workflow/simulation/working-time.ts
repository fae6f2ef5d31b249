import { Temporal } from 'temporal-polyfill';
import {
  assertNever,
  holidayCalendar,
  plainDate,
  workingDayCalendar,
  type PlainDate,
} from '../../kernel/index.js';
import type { DurationUnit } from './assumptions.js';

const ZONE = 'Europe/Berlin';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const OPENS = 8;
const HOURS_PER_DAY = 8;
/** Days by which the table of working hours grows. */
const STRETCH = 400;

/** Offices at work and the beginnings of days, in milliseconds since 1970. Keeps what it has computed. */
export class WorkingTime {
  private readonly starts: number[] = [];
  private readonly midnights = new Map<string, number>();
  private readonly isWorkingDay = workingDayCalendar(holidayCalendar()).isWorkingDay;
  private nextDay: PlainDate;

  /** @param firstDay  First day anything can happen on, `YYYY-MM-DD`. */
  constructor(firstDay: string) {
    this.nextDay = plainDate(firstDay);
  }

  /** The instant so much later. Working time begins to count when the office next opens. */
  plus(at: number, amount: number, unit: DurationUnit): number {
    switch (unit) {
      case 'calendarDays':
        return at + amount * DAY;
      case 'workingDays':
        return this.plusWorkingHours(at, amount * HOURS_PER_DAY);
      case 'workingHours':
        return this.plusWorkingHours(at, amount);
      default:
        return assertNever(unit);
    }
  }

  /** The beginning of a day in Germany. */
  midnight(day: string): number {
    const known = this.midnights.get(day);
    if (known !== undefined) return known;
    const at = instantOf(plainDate(day), 0);
    this.midnights.set(day, at);
    return at;
  }

  private plusWorkingHours(at: number, hours: number): number {
    let index = this.firstEndingAfter(at);
    const begun = Math.max(0, at - this.opening(index)) / HOUR;
    const total = begun + hours;
    // A span that fills its last day ends in the evening, not on the next morning.
    const days = total > 0 ? Math.ceil(total / HOURS_PER_DAY) - 1 : 0;
    index += days;
    return Math.round(this.opening(index) + (total - days * HOURS_PER_DAY) * HOUR);
  }

  private firstEndingAfter(at: number): number {
    while ((this.starts.at(-1) ?? -Infinity) + HOURS_PER_DAY * HOUR <= at) this.grow();
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.opening(middle) + HOURS_PER_DAY * HOUR > at) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private opening(index: number): number {
    while (index >= this.starts.length) this.grow();
    return this.starts[index] ?? 0;
  }

  private grow(): void {
    for (let count = 0; count < STRETCH; count += 1) {
      if (this.isWorkingDay(this.nextDay)) this.starts.push(instantOf(this.nextDay, OPENS));
      this.nextDay = this.nextDay.add({ days: 1 });
    }
  }
}

function instantOf(day: PlainDate, hour: number): number {
  return day.toZonedDateTime({ timeZone: ZONE, plainTime: new Temporal.PlainTime(hour) }).epochMilliseconds;
}
