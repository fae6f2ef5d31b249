import { describe, expect, it } from '@jest/globals';
import Holidays from 'date-holidays';
import { getHolidays, type Region } from 'feiertagejs';
import { HOLIDAY_REGIONS, holidayCalendar, isHolidayRegion, type HolidayRegion } from './german-holidays.js';

/** How another library names a place. */
interface Names {
  readonly dateHolidays: readonly [state: string, region?: string];
  readonly feiertagejs: Region;
}

const PLACES: Readonly<Record<HolidayRegion, Names>> = {
  'DE-BW': { dateHolidays: ['BW'], feiertagejs: 'BW' },
  'DE-BY': { dateHolidays: ['BY', 'EVANG'], feiertagejs: 'BY' },
  'DE-BY-MARIA': { dateHolidays: ['BY', 'KATH'], feiertagejs: 'BY' },
  'DE-BY-AUGSBURG': { dateHolidays: ['BY', 'A'], feiertagejs: 'AUGSBURG' },
  'DE-BE': { dateHolidays: ['BE'], feiertagejs: 'BE' },
  'DE-BB': { dateHolidays: ['BB'], feiertagejs: 'BB' },
  'DE-HB': { dateHolidays: ['HB'], feiertagejs: 'HB' },
  'DE-HH': { dateHolidays: ['HH'], feiertagejs: 'HH' },
  'DE-HE': { dateHolidays: ['HE'], feiertagejs: 'HE' },
  'DE-MV': { dateHolidays: ['MV'], feiertagejs: 'MV' },
  'DE-NI': { dateHolidays: ['NI'], feiertagejs: 'NI' },
  'DE-NW': { dateHolidays: ['NW'], feiertagejs: 'NW' },
  'DE-RP': { dateHolidays: ['RP'], feiertagejs: 'RP' },
  'DE-SL': { dateHolidays: ['SL'], feiertagejs: 'SL' },
  'DE-SN': { dateHolidays: ['SN'], feiertagejs: 'SN' },
  'DE-SN-FRONLEICHNAM': { dateHolidays: ['SN', 'BZ'], feiertagejs: 'SN' },
  'DE-ST': { dateHolidays: ['ST'], feiertagejs: 'ST' },
  'DE-SH': { dateHolidays: ['SH'], feiertagejs: 'SH' },
  'DE-TH': { dateHolidays: ['TH'], feiertagejs: 'TH' },
  'DE-TH-FRONLEICHNAM': { dateHolidays: ['TH', 'EIC'], feiertagejs: 'TH' },
};

/** A difference that was looked into: which holidays, and why we are right. */
interface Explained {
  readonly region: HolidayRegion;
  readonly library: 'date-holidays' | 'feiertagejs';
  /** The library counts a day that we do not, or the other way round. */
  readonly extraDay: 'theirs' | 'ours';
  /** Month and day, or the name of a movable feast; with a year for single holidays. */
  readonly days: (date: string) => boolean;
  readonly why: string;
}

const corpusChristi = (date: string): boolean =>
  holidayCalendar('DE-NW')
    .holidaysOf(Number(date.slice(0, 4)))
    .some(({ date: day, name }) => name.de === 'Fronleichnam' && day.toString() === date);

const EXPLAINED: readonly Explained[] = [
  {
    region: 'DE-BY',
    library: 'feiertagejs',
    extraDay: 'theirs',
    days: (date) => date.endsWith('-08-15'),
    why: 'Mariä Himmelfahrt is a holiday only in municipalities with a Catholic majority (Art. 1 Abs. 1 Nr. 2 FTG BY); the library knows no municipalities.',
  },
  {
    region: 'DE-BE',
    library: 'feiertagejs',
    extraDay: 'ours',
    days: (date) => ['2020-05-08', '2025-05-08', '2028-06-17'].includes(date),
    why: 'Single holidays by amendment of § 1 FeiertG BE; the library leaves them out.',
  },
  {
    region: 'DE-SN-FRONLEICHNAM',
    library: 'feiertagejs',
    extraDay: 'ours',
    days: corpusChristi,
    why: 'Some Sorbian municipalities keep it (§ 1 Abs. 1 SächsSFG); the library knows no municipalities.',
  },
  {
    region: 'DE-TH-FRONLEICHNAM',
    library: 'feiertagejs',
    extraDay: 'ours',
    days: corpusChristi,
    why: 'Eichsfeld and some municipalities keep it (§ 2 Abs. 2 ThürFGtG); the library knows no municipalities.',
  },
];

const YEARS = Array.from({ length: 16 }, (_, index) => 2020 + index);

function ours(region: HolidayRegion): readonly string[] {
  return YEARS.flatMap((year) =>
    holidayCalendar(region)
      .holidaysOf(year)
      .map(({ date }) => date.toString()),
  );
}

function theirs(region: HolidayRegion, library: Explained['library']): readonly string[] {
  const { dateHolidays, feiertagejs } = PLACES[region];
  if (library === 'feiertagejs') {
    return YEARS.flatMap((year) => getHolidays(year, feiertagejs).map(({ dateString }) => dateString));
  }
  const [state, place] = dateHolidays;
  const calendar = place === undefined ? new Holidays('DE', state) : new Holidays('DE', state, place);
  const days = YEARS.flatMap((year) => calendar.getHolidays(year));
  return days.filter(({ type }) => type === 'public').map(({ date }) => date.slice(0, 10));
}

function without(days: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return [...new Set(days)].filter((day) => !known.has(day)).toSorted();
}

const regions = Object.keys(HOLIDAY_REGIONS).filter(isHolidayRegion);

describe('public holidays of all Länder from 2020 to 2035', () => {
  const cases = regions.flatMap((region) =>
    (['date-holidays', 'feiertagejs'] as const).map((library) => ({ region, library })),
  );

  it.each(cases)('$region agrees with $library, every difference explained', ({ region, library }) => {
    const mine = ours(region);
    const other = theirs(region, library);
    expect(other.length).toBeGreaterThan(9 * YEARS.length - 1);
    for (const extraDay of ['ours', 'theirs'] as const) {
      const found = extraDay === 'ours' ? without(mine, other) : without(other, mine);
      const explained = EXPLAINED.filter(
        (entry) => entry.region === region && entry.library === library && entry.extraDay === extraDay,
      );
      expect(found.filter((day) => !explained.some((entry) => entry.days(day)))).toEqual([]);
      // An explanation nobody needs any more is wrong as well.
      for (const entry of explained) expect(found.filter(entry.days)).not.toEqual([]);
    }
  });

  it('names each region, its law, and lies in the areas of its Land', () => {
    for (const region of regions) {
      const { name, norm, areas } = HOLIDAY_REGIONS[region];
      expect(name).not.toBe('');
      expect(norm).toMatch(/^(§|Art\.) \d/);
      expect([...areas]).toEqual(expect.arrayContaining(['DE', region.slice(0, 5), region]));
    }
    expect(new Set(regions.map((region) => region.slice(0, 5))).size).toBe(16);
  });
});
