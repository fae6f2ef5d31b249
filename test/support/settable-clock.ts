import { Temporal } from 'temporal-polyfill';
import { Clock, LEGAL_TIME_ZONE } from '../../src/platform/clock/clock.js';

/** Clock that stands until it is set. */
export class SettableClock extends Clock {
  constructor(private instant: Temporal.Instant) {
    super();
  }

  now(): Temporal.Instant {
    return this.instant;
  }

  /** A time of a calendar day in Germany; midday when none is given. */
  setDay(day: string, time = '12:00'): void {
    this.instant = Temporal.PlainDate.from(day)
      .toZonedDateTime({ timeZone: LEGAL_TIME_ZONE, plainTime: time })
      .toInstant();
  }

  /** Puts it forward. */
  advance(duration: Temporal.DurationLike): void {
    this.instant = this.instant.add(duration);
  }
}
