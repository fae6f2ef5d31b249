import { Temporal } from 'temporal-polyfill';

/** Zone in which deadlines and days of events are counted. */
const ZONE = 'Europe/Berlin';

/** An instant as the engine stores it; since 1900 the zone has differed from UTC by whole minutes. */
const STORED_INSTANT = /^((?:19|2\d)\d\d-\d\d-\d\dT\d\d:\d\d):[0-5]\d\.\d{3}Z$/;

let lastAsked = { minute: '', day: '' };

/**
 * Calendar day of an instant in Europe/Berlin, `YYYY-MM-DD`.
 *
 * @param at  ISO 8601 instant with offset, for example `2026-09-01T22:30:00Z` (which is 2 September).
 * @throws {RangeError} not an instant.
 */
export function dayOf(at: string): string {
  // One event asks several times; within a minute the day stays the same.
  const minute = STORED_INSTANT.exec(at)?.[1];
  if (minute !== undefined && minute === lastAsked.minute) return lastAsked.day;
  const day = Temporal.Instant.from(at).toZonedDateTimeISO(ZONE).toPlainDate().toString();
  if (minute !== undefined) lastAsked = { minute, day };
  return day;
}

/**
 * A calendar day shifted by whole days, `YYYY-MM-DD`.
 *
 * @param date  A day, or an instant, which stands for its day in Europe/Berlin.
 * @throws {RangeError} neither a day nor an instant.
 */
export function isoDatePlusDays(date: string, days: number): string {
  const day = date.includes('T') ? dayOf(date) : date;
  if (days === 0 && isCalendarDay(day)) return day;
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** Whether a text is a day that exists, written as days are stored. */
function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const midnight = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
}
