import { Temporal } from 'temporal-polyfill';

/** A calendar date without time and zone; deadlines are counted in these (Europe/Berlin). */
export type PlainDate = Temporal.PlainDate;

/**
 * Reads a date as it stands in events, definitions and the database.
 *
 * @param iso  `YYYY-MM-DD`, nothing before or after it.
 * @throws {RangeError} other notation, or a day that does not exist.
 */
export function plainDate(iso: string): PlainDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) throw new RangeError(`Not a date (YYYY-MM-DD): ${iso.slice(0, 40)}`);
  return Temporal.PlainDate.from(iso);
}

/** Negative, zero or positive, for sorting and comparing. */
export function compareDates(a: PlainDate, b: PlainDate): number {
  return Temporal.PlainDate.compare(a, b);
}

/** The later of two dates. */
export function laterOf(a: PlainDate, b: PlainDate): PlainDate {
  return compareDates(a, b) >= 0 ? a : b;
}

/** The earlier of two dates. */
export function earlierOf(a: PlainDate, b: PlainDate): PlainDate {
  return compareDates(a, b) <= 0 ? a : b;
}

/** German notation `TT.MM.JJJJ`. */
export function formatDateDe(date: PlainDate): string {
  const [year, month, day] = date.toString().split('-');
  return `${day}.${month}.${year}`;
}

/** A text in the two languages every explanation exists in. */
export interface Bilingual {
  readonly de: string;
  readonly en: string;
}

const WEEKDAYS: readonly Bilingual[] = [
  { de: 'Montag', en: 'Monday' },
  { de: 'Dienstag', en: 'Tuesday' },
  { de: 'Mittwoch', en: 'Wednesday' },
  { de: 'Donnerstag', en: 'Thursday' },
  { de: 'Freitag', en: 'Friday' },
  { de: 'Samstag', en: 'Saturday' },
  { de: 'Sonntag', en: 'Sunday' },
];

/** Name of the day of the week. */
export function weekdayName(date: PlainDate): Bilingual {
  return WEEKDAYS[date.dayOfWeek - 1] as Bilingual;
}
