import { Temporal } from 'temporal-polyfill';
import type { Bilingual, PlainDate } from './plain-date.js';

/** A public holiday (gesetzlicher Feiertag) on its date. */
export interface Holiday {
  readonly date: PlainDate;
  readonly name: Bilingual;
}

/** Public holidays of one place. Which place counts is a question of law, see {@link HolidayArea}. */
export interface HolidayCalendar {
  /** Code of the region, e.g. `DE-NW`. */
  readonly region: string;
  /** True on public holidays; Sundays that are no holiday by law are `false`. */
  isHoliday(date: PlainDate): boolean;
  /** The holiday of that date, for explanations. */
  holidayOn(date: PlainDate): Holiday | undefined;
  /** All public holidays of a year, by date. */
  holidaysOf(year: number): readonly Holiday[];
}

/**
 * Area in which a holiday rule is law: ISO 3166 code of the country (`DE`), of a Land (`DE-NW`), or a finer code below
 * it for holidays of single municipalities (`DE-BY-AUGSBURG`) or of groups of them (`DE-BY-CATHOLIC`: municipalities
 * with a Catholic majority, where Mariä Himmelfahrt is a holiday). A region is the list of areas it lies in.
 */
export type HolidayArea = 'DE' | `DE-${string}`;

/** How the date of a holiday follows from the year. */
export type HolidayDate =
  | { readonly kind: 'fixed'; readonly month: number; readonly day: number }
  /** Days after (or, negative, before) Easter Sunday. */
  | { readonly kind: 'easter'; readonly offsetDays: number }
  /** Last such weekday (1 = Monday … 7 = Sunday) strictly before the given day, e.g. Buß- und Bettag. */
  | {
      readonly kind: 'weekdayBefore';
      readonly weekday: number;
      readonly month: number;
      readonly day: number;
    };

/** One line of holiday law. Changes of law are further lines or bounds, never code. */
export interface HolidayRule {
  readonly name: Bilingual;
  readonly on: HolidayDate;
  readonly areas: readonly HolidayArea[];
  /** First year in force. */
  readonly fromYear?: number;
  /** Last year in force. */
  readonly untilYear?: number;
  /** Only in these years (single holidays such as the Reformation jubilee). */
  readonly years?: readonly number[];
}

/** Easter Sunday of a year, Gregorian (Meeus/Jones/Butcher). */
export function easterSunday(year: number): PlainDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7;
  const overflow = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const position = epact + weekday - 7 * overflow + 114;
  return new Temporal.PlainDate(year, Math.floor(position / 31), (position % 31) + 1);
}

/**
 * Calendar of a region from rules as data.
 *
 * @param region  Code the calendar answers for.
 * @param areas   Areas the region lies in; a rule applies if it names one of them.
 * @param rules   Holiday law; if two rules meet on one day, the first one gives the name.
 */
export function holidayCalendarFrom(
  region: string,
  areas: readonly HolidayArea[],
  rules: readonly HolidayRule[],
): HolidayCalendar {
  const applicable = rules.filter((rule) => rule.areas.some((area) => areas.includes(area)));
  const byYear = new Map<number, ReadonlyMap<string, Holiday>>();
  const yearMap = (year: number): ReadonlyMap<string, Holiday> => {
    const known = byYear.get(year);
    if (known) return known;
    const built = new Map<string, Holiday>();
    for (const holiday of holidaysIn(year, applicable)) {
      const key = holiday.date.toString();
      if (!built.has(key)) built.set(key, holiday);
    }
    byYear.set(year, built);
    return built;
  };
  const holidayOn = (date: PlainDate): Holiday | undefined => yearMap(date.year).get(date.toString());
  return {
    region,
    holidayOn,
    isHoliday: (date) => holidayOn(date) !== undefined,
    holidaysOf: (year) => holidaysIn(year, applicable),
  };
}

function holidaysIn(year: number, rules: readonly HolidayRule[]): readonly Holiday[] {
  return rules
    .filter((rule) => isInForce(rule, year))
    .map((rule) => ({ date: dateOf(rule.on, year), name: rule.name }))
    .sort((a, b) => Temporal.PlainDate.compare(a.date, b.date));
}

function isInForce(rule: HolidayRule, year: number): boolean {
  const { fromYear = -Infinity, untilYear = Infinity, years } = rule;
  return year >= fromYear && year <= untilYear && (years === undefined || years.includes(year));
}

function dateOf(on: HolidayDate, year: number): PlainDate {
  switch (on.kind) {
    case 'fixed':
      return new Temporal.PlainDate(year, on.month, on.day);
    case 'easter':
      return easterSunday(year).add({ days: on.offsetDays });
    case 'weekdayBefore': {
      const dayBefore = new Temporal.PlainDate(year, on.month, on.day).subtract({ days: 1 });
      return dayBefore.subtract({ days: (dayBefore.dayOfWeek - on.weekday + 7) % 7 });
    }
  }
}
