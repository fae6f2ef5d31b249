import { GERMAN_HOLIDAY_RULES } from './german-holiday-rules.js';
import { holidayCalendarFrom, type Holiday, type HolidayArea, type HolidayCalendar } from './holidays.js';

/** A place with one holiday law. */
interface PlaceOfHolidays {
  /** German, as an explanation names it. */
  readonly name: string;
  /** The law that makes its days holidays. */
  readonly norm: string;
  readonly areas: readonly HolidayArea[];
}

/**
 * Regions with their holiday law: all Länder, and the places below them where a day more is a holiday. Which
 * municipalities these are is published by the Land (Bavaria: Landesamt für Statistik, after each census).
 */
export const HOLIDAY_REGIONS = {
  'DE-BW': { name: 'Baden-Württemberg', norm: '§ 1 FTG BW', areas: ['DE', 'DE-BW'] },
  'DE-BY': { name: 'Bayern (ohne örtliche Feiertage)', norm: 'Art. 1 FTG BY', areas: ['DE', 'DE-BY'] },
  'DE-BY-MARIA': {
    name: 'Bayern, Gemeinde mit überwiegend katholischer Bevölkerung',
    norm: 'Art. 1 Abs. 1 Nr. 2 FTG BY',
    areas: ['DE', 'DE-BY', 'DE-BY-MARIA'],
  },
  'DE-BY-AUGSBURG': {
    name: 'Augsburg',
    norm: 'Art. 1 Abs. 2 FTG BY',
    areas: ['DE', 'DE-BY', 'DE-BY-MARIA', 'DE-BY-AUGSBURG'],
  },
  'DE-BE': { name: 'Berlin', norm: '§ 1 FeiertG BE', areas: ['DE', 'DE-BE'] },
  'DE-BB': { name: 'Brandenburg', norm: '§ 2 FTG BB', areas: ['DE', 'DE-BB'] },
  'DE-HB': { name: 'Bremen', norm: '§ 2 FeiertG HB', areas: ['DE', 'DE-HB'] },
  'DE-HH': { name: 'Hamburg', norm: '§ 1 FeiertG HH', areas: ['DE', 'DE-HH'] },
  'DE-HE': { name: 'Hessen', norm: '§ 1 HFeiertagsG', areas: ['DE', 'DE-HE'] },
  'DE-MV': { name: 'Mecklenburg-Vorpommern', norm: '§ 2 FTG M-V', areas: ['DE', 'DE-MV'] },
  'DE-NI': { name: 'Niedersachsen', norm: '§ 2 NFeiertagsG', areas: ['DE', 'DE-NI'] },
  'DE-NW': { name: 'Nordrhein-Westfalen', norm: '§ 2 FeiertagsG NW', areas: ['DE', 'DE-NW'] },
  'DE-RP': { name: 'Rheinland-Pfalz', norm: '§ 2 LFtG RP', areas: ['DE', 'DE-RP'] },
  'DE-SL': { name: 'Saarland', norm: '§ 2 SFG', areas: ['DE', 'DE-SL'] },
  'DE-SN': { name: 'Sachsen (ohne örtliche Feiertage)', norm: '§ 1 SächsSFG', areas: ['DE', 'DE-SN'] },
  'DE-SN-FRONLEICHNAM': {
    name: 'Sachsen, Gemeinde mit Fronleichnam',
    norm: '§ 1 Abs. 1 SächsSFG mit Fronleichnamsverordnung',
    areas: ['DE', 'DE-SN', 'DE-SN-FRONLEICHNAM'],
  },
  'DE-ST': { name: 'Sachsen-Anhalt', norm: '§ 2 FeiertG LSA', areas: ['DE', 'DE-ST'] },
  'DE-SH': { name: 'Schleswig-Holstein', norm: '§ 2 SFTG', areas: ['DE', 'DE-SH'] },
  'DE-TH': { name: 'Thüringen (ohne örtliche Feiertage)', norm: '§ 2 ThürFGtG', areas: ['DE', 'DE-TH'] },
  'DE-TH-FRONLEICHNAM': {
    name: 'Thüringen, Gemeinde mit Fronleichnam',
    norm: '§ 2 Abs. 2 ThürFGtG',
    areas: ['DE', 'DE-TH', 'DE-TH-FRONLEICHNAM'],
  },
} as const satisfies Record<string, PlaceOfHolidays>;

/** Region whose holiday law is known here. */
export type HolidayRegion = keyof typeof HOLIDAY_REGIONS;

/** Region that counts unless a rule names another one. */
export const DEFAULT_HOLIDAY_REGION: HolidayRegion = 'DE-NW';

const CALENDARS: ReadonlyMap<string, HolidayCalendar> = new Map(
  Object.entries(HOLIDAY_REGIONS).map(([region, { areas }]) => [
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
