import { Temporal } from 'temporal-polyfill';
import { Clock, LEGAL_TIME_ZONE } from '../../platform/index.js';

/** Clock that the seed of the demonstration sets, so that what lies in the past gets a past date. */
export class SeedClock extends Clock {
  private instant: Temporal.Instant = Temporal.Now.instant();

  override now(): Temporal.Instant {
    return this.instant;
  }

  /** Sets the time to a moment of a day in Germany, e.g. `09:30`. */
  set(day: Temporal.PlainDate, time: string): void {
    this.instant = day
      .toZonedDateTime({ timeZone: LEGAL_TIME_ZONE, plainTime: Temporal.PlainTime.from(time) })
      .toInstant();
  }

  /** Goes back to the time of the machine. */
  reset(): void {
    this.instant = Temporal.Now.instant();
  }
}

/** The working day at or after a day; the seed puts nothing on a weekend. */
export function weekday(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.dayOfWeek > 5 ? day.add({ days: 8 - day.dayOfWeek }) : day;
}
