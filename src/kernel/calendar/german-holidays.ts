import {
  holidayCalendarFrom,
  type Holiday,
  type HolidayArea,
  type HolidayCalendar,
  type HolidayRule,
} from './holidays.js';

/**
 * Public holidays by law, complete for the regions of {@link REGIONS} from 1995 on (the year Buß- und Bettag ended).
 *
 * Sources: Einigungsvertrag Art. 2 Abs. 2 (3 October); Feiertagsgesetz NRW § 2; Berlin: Gesetz über die Sonn- und
 * Feiertage § 1. Easter Sunday and Whit Sunday are Sundays anyway and not listed. A further Land is further lines here
 * and its areas in {@link REGIONS}.
 */
export const GERMAN_HOLIDAY_RULES: readonly HolidayRule[] = [
  { name: { de: 'Neujahr', en: "New Year's Day" }, on: { kind: 'fixed', month: 1, day: 1 }, areas: ['DE'] },
  {
    name: { de: 'Internationaler Frauentag', en: "International Women's Day" },
    on: { kind: 'fixed', month: 3, day: 8 },
    areas: ['DE-BE'],
    fromYear: 2019,
  },
  { name: { de: 'Karfreitag', en: 'Good Friday' }, on: { kind: 'easter', offsetDays: -2 }, areas: ['DE'] },
  { name: { de: 'Ostermontag', en: 'Easter Monday' }, on: { kind: 'easter', offsetDays: 1 }, areas: ['DE'] },
  {
    name: { de: 'Tag der Arbeit', en: 'Labour Day' },
    on: { kind: 'fixed', month: 5, day: 1 },
    areas: ['DE'],
  },
  {
    name: { de: 'Tag der Befreiung', en: 'Liberation Day' },
    on: { kind: 'fixed', month: 5, day: 8 },
    areas: ['DE-BE'],
    years: [2020, 2025],
  },
  {
    name: { de: 'Christi Himmelfahrt', en: 'Ascension Day' },
    on: { kind: 'easter', offsetDays: 39 },
    areas: ['DE'],
  },
  { name: { de: 'Pfingstmontag', en: 'Whit Monday' }, on: { kind: 'easter', offsetDays: 50 }, areas: ['DE'] },
  {
    name: { de: 'Fronleichnam', en: 'Corpus Christi' },
    on: { kind: 'easter', offsetDays: 60 },
    areas: ['DE-NW'],
  },
  {
    name: { de: '75. Jahrestag des Volksaufstands', en: '75th anniversary of the 1953 uprising' },
    on: { kind: 'fixed', month: 6, day: 17 },
    areas: ['DE-BE'],
    years: [2028],
  },
  {
    name: { de: 'Tag der Deutschen Einheit', en: 'Day of German Unity' },
    on: { kind: 'fixed', month: 10, day: 3 },
    areas: ['DE'],
    fromYear: 1990,
  },
  {
    name: { de: 'Reformationstag', en: 'Reformation Day' },
    on: { kind: 'fixed', month: 10, day: 31 },
    areas: ['DE'],
    years: [2017],
  },
  {
    name: { de: 'Allerheiligen', en: "All Saints' Day" },
    on: { kind: 'fixed', month: 11, day: 1 },
    areas: ['DE-NW'],
  },
  {
    name: { de: '1. Weihnachtstag', en: 'Christmas Day' },
    on: { kind: 'fixed', month: 12, day: 25 },
    areas: ['DE'],
  },
  {
    name: { de: '2. Weihnachtstag', en: 'Boxing Day' },
    on: { kind: 'fixed', month: 12, day: 26 },
    areas: ['DE'],
  },
];

const REGIONS = {
  'DE-NW': ['DE', 'DE-NW'],
  'DE-BE': ['DE', 'DE-BE'],
} as const satisfies Record<string, readonly HolidayArea[]>;

/** Region whose holiday law is known here. */
export type HolidayRegion = keyof typeof REGIONS;

/** Region that counts unless a rule names another one. */
export const DEFAULT_HOLIDAY_REGION: HolidayRegion = 'DE-NW';

const CALENDARS: ReadonlyMap<string, HolidayCalendar> = new Map(
  Object.entries(REGIONS).map(([region, areas]) => [
    region,
    holidayCalendarFrom(region, areas, GERMAN_HOLIDAY_RULES),
  ]),
);

/** Whether holiday law of that region is known. */
export function isHolidayRegion(code: unknown): code is HolidayRegion {
  return typeof code === 'string' && CALENDARS.has(code);
}

/** Holidays at the place of the court, authority or declaration that counts; NRW unless named. */
export function holidayCalendar(region: HolidayRegion = DEFAULT_HOLIDAY_REGION): HolidayCalendar {
  return CALENDARS.get(region) as HolidayCalendar;
}

/** The public holidays of North Rhine-Westphalia by date: eleven, and twelve in 2017. */
export function nrwHolidays(year: number): readonly Holiday[] {
  return holidayCalendar('DE-NW').holidaysOf(year);
}
