import { Temporal } from 'temporal-polyfill';

/** Zone in which the law counts its days. */
export const LEGAL_TIME_ZONE = 'Europe/Berlin';

/** Source of time. Use cases take it as a dependency, pure functions take its result as an argument. */
export abstract class Clock {
  /** Current instant (UTC). */
  abstract now(): Temporal.Instant;

  /** Calendar date in Germany at this moment. */
  today(): Temporal.PlainDate {
    return this.now().toZonedDateTimeISO(LEGAL_TIME_ZONE).toPlainDate();
  }
}

/** Clock of the machine. */
export class SystemClock extends Clock {
  now(): Temporal.Instant {
    return Temporal.Now.instant();
  }
}
