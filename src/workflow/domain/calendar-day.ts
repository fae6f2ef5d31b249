import { Temporal } from 'temporal-polyfill';

/** Zone in which deadlines and days of events are counted. */
const ZONE = 'Europe/Berlin';

/**
 * Calendar day of an instant in Europe/Berlin, `YYYY-MM-DD`.
 *
 * @param at  ISO 8601 instant with offset, for example `2026-09-01T22:30:00Z` (which is 2 September).
 * @throws {RangeError} not an instant.
 */
export function dayOf(at: string): string {
  return Temporal.Instant.from(at).toZonedDateTimeISO(ZONE).toPlainDate().toString();
}

/**
 * A calendar day shifted by whole days, `YYYY-MM-DD`.
 *
 * @param date  A day, or an instant, which stands for its day in Europe/Berlin.
 * @throws {RangeError} neither a day nor an instant.
 */
export function isoDatePlusDays(date: string, days: number): string {
  const day = date.includes('T') ? dayOf(date) : date;
  return Temporal.PlainDate.from(day).add({ days }).toString();
}
