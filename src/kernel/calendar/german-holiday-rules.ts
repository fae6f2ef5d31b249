import type { HolidayRule } from './holidays.js';

/**
 * Public holidays by law, complete for the regions of `HOLIDAY_REGIONS` from 1995 on (the year Buß- und Bettag ended as
 * a holiday outside Saxony). Changes of law are further lines or bounds.
 *
 * Sources: Einigungsvertrag Art. 2 Abs. 2 (3 October) and the law of each Land named with its region. In Brandenburg
 * Easter Sunday and Whit Sunday are holidays by law; elsewhere they are Sundays anyway. Days that are only protected
 * («stille Tage», school holidays of a confession) are no holidays and stand nowhere here.
 */
export const GERMAN_HOLIDAY_RULES: readonly HolidayRule[] = [
  { name: { de: 'Neujahr', en: "New Year's Day" }, on: { kind: 'fixed', month: 1, day: 1 }, areas: ['DE'] },
  {
    name: { de: 'Heilige Drei Könige', en: 'Epiphany' },
    on: { kind: 'fixed', month: 1, day: 6 },
    areas: ['DE-BW', 'DE-BY', 'DE-ST'],
  },
  {
    name: { de: 'Internationaler Frauentag', en: "International Women's Day" },
    on: { kind: 'fixed', month: 3, day: 8 },
    areas: ['DE-BE'],
    fromYear: 2019,
  },
  {
    name: { de: 'Internationaler Frauentag', en: "International Women's Day" },
    on: { kind: 'fixed', month: 3, day: 8 },
    areas: ['DE-MV'],
    fromYear: 2023,
  },
  { name: { de: 'Karfreitag', en: 'Good Friday' }, on: { kind: 'easter', offsetDays: -2 }, areas: ['DE'] },
  {
    name: { de: 'Ostersonntag', en: 'Easter Sunday' },
    on: { kind: 'easter', offsetDays: 0 },
    areas: ['DE-BB'],
  },
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
  {
    name: { de: 'Pfingstsonntag', en: 'Whit Sunday' },
    on: { kind: 'easter', offsetDays: 49 },
    areas: ['DE-BB'],
  },
  { name: { de: 'Pfingstmontag', en: 'Whit Monday' }, on: { kind: 'easter', offsetDays: 50 }, areas: ['DE'] },
  {
    name: { de: 'Fronleichnam', en: 'Corpus Christi' },
    on: { kind: 'easter', offsetDays: 60 },
    areas: ['DE-BW', 'DE-BY', 'DE-HE', 'DE-NW', 'DE-RP', 'DE-SL', 'DE-SN-FRONLEICHNAM', 'DE-TH-FRONLEICHNAM'],
  },
  {
    name: { de: '75. Jahrestag des Volksaufstands', en: '75th anniversary of the 1953 uprising' },
    on: { kind: 'fixed', month: 6, day: 17 },
    areas: ['DE-BE'],
    years: [2028],
  },
  {
    name: { de: 'Augsburger Hohes Friedensfest', en: 'Augsburg Peace Festival' },
    on: { kind: 'fixed', month: 8, day: 8 },
    areas: ['DE-BY-AUGSBURG'],
  },
  {
    name: { de: 'Mariä Himmelfahrt', en: 'Assumption Day' },
    on: { kind: 'fixed', month: 8, day: 15 },
    areas: ['DE-SL', 'DE-BY-MARIA'],
  },
  {
    name: { de: 'Weltkindertag', en: "World Children's Day" },
    on: { kind: 'fixed', month: 9, day: 20 },
    areas: ['DE-TH'],
    fromYear: 2019,
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
    name: { de: 'Reformationstag', en: 'Reformation Day' },
    on: { kind: 'fixed', month: 10, day: 31 },
    areas: ['DE-BB', 'DE-MV', 'DE-SN', 'DE-ST', 'DE-TH'],
  },
  {
    name: { de: 'Reformationstag', en: 'Reformation Day' },
    on: { kind: 'fixed', month: 10, day: 31 },
    areas: ['DE-HB', 'DE-HH', 'DE-NI', 'DE-SH'],
    fromYear: 2018,
  },
  {
    name: { de: 'Allerheiligen', en: "All Saints' Day" },
    on: { kind: 'fixed', month: 11, day: 1 },
    areas: ['DE-BW', 'DE-BY', 'DE-NW', 'DE-RP', 'DE-SL'],
  },
  {
    name: { de: 'Buß- und Bettag', en: 'Day of Repentance and Prayer' },
    on: { kind: 'weekdayBefore', weekday: 3, month: 11, day: 23 },
    areas: ['DE-SN'],
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
