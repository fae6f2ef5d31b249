import {
  COUNTING_NORMS,
  DAY_COUNTED_NORM,
  DEFAULT_COUNTING_LAW,
  HALF_MONTH_NORM,
  SHIFT_NORMS,
} from './counting-laws.js';
import type { DeadlineRule, PeriodRule } from './deadline-rule.js';
import { HOLIDAY_REGIONS, isHolidayRegion } from './german-holidays.js';
import type { HolidayCalendar } from './holidays.js';
import { unitOf } from './period.js';
import { type Bilingual, formatDateDe, type PlainDate, weekdayName } from './plain-date.js';

/** Dates an explanation speaks of. */
export interface ExplainedDates {
  readonly startsOn: PlainDate;
  readonly nominalEndOn: PlainDate;
  readonly endsOn: PlainDate;
  readonly firesOn: PlainDate;
}

/** What the day a period starts from is called unless the rule's user says more. */
const EVENT: Bilingual = { de: 'Ereignis', en: 'event' };

/**
 * One sentence on how the dates of a deadline follow from its rule: event, start, end, shift, effect, each with its
 * norm: «Bekanntgabe am …, Fristbeginn am …, Ende am …, weil …».
 *
 * A Saturday, Sunday or holiday as nominal end is named, so that a reader sees why the end moved or did not.
 *
 * @param startLabel  What happened on the day the period starts from, e.g. «Bekanntgabe».
 */
export function explainDeadline(
  rule: DeadlineRule,
  dates: ExplainedDates,
  holidays: HolidayCalendar,
  startLabel: Bilingual = EVENT,
): Bilingual {
  const parts = [
    ...(rule.endOf === undefined ? startAndEnd(rule, dates, holidays, startLabel) : [monthEnd(dates)]),
    ...(rule.due === 'dayAfter' ? [effect(dates)] : []),
  ];
  return { de: parts.map((part) => part.de).join(', '), en: parts.map((part) => part.en).join(', ') };
}

function startAndEnd(
  rule: PeriodRule,
  dates: ExplainedDates,
  holidays: HolidayCalendar,
  startLabel: Bilingual,
): readonly Bilingual[] {
  const dayOff = dayOffOn(dates.nominalEndOn, holidays);
  return [...start(rule, dates.startsOn, startLabel), end(rule, dates, dayOff)];
}

function start(rule: PeriodRule, startsOn: PlainDate, label: Bilingual): readonly Bilingual[] {
  if (rule.count === 'dayCounted') {
    return [
      {
        de: `Fristbeginn am ${formatDateDe(startsOn)} (${DAY_COUNTED_NORM})`,
        en: `counted from ${startsOn.toString()} (${DAY_COUNTED_NORM})`,
      },
    ];
  }
  const norm = COUNTING_NORMS[rule.countingLaw ?? DEFAULT_COUNTING_LAW].eventDay;
  const first = startsOn.add({ days: 1 });
  return [
    { de: `${label.de} am ${formatDateDe(startsOn)}`, en: `${label.en} on ${startsOn.toString()}` },
    {
      de: `Fristbeginn am ${formatDateDe(first)} (${norm})`,
      en: `counted from ${first.toString()} (${norm})`,
    },
  ];
}

function end(rule: PeriodRule, dates: ExplainedDates, dayOff: Bilingual | undefined): Bilingual {
  const { nominalEndOn, endsOn } = dates;
  const reason = endReason(rule);
  if (dayOff === undefined || rule.shift === 'none') {
    const unshifted = dayOff
      ? { de: `, ${dayOff.de}, ohne Verschiebung`, en: `, ${dayOff.en}, not shifted` }
      : undefined;
    return {
      de: `Ende am ${formatDateDe(nominalEndOn)} (${reason.de})${unshifted?.de ?? ''}`,
      en: `ends on ${nominalEndOn.toString()} (${reason.en})${unshifted?.en ?? ''}`,
    };
  }
  const norm = SHIFT_NORMS[rule.countingLaw ?? DEFAULT_COUNTING_LAW];
  return {
    de: `Ende am ${formatDateDe(endsOn)}, weil der ${formatDateDe(nominalEndOn)} kein Werktag ist (${dayOff.de}; ${reason.de}, ${norm})`,
    en: `ends on ${endsOn.toString()}, because ${nominalEndOn.toString()} is no working day (${dayOff.en}; ${reason.en}, ${norm})`,
  };
}

function monthEnd({ startsOn, nominalEndOn }: ExplainedDates): Bilingual {
  return {
    de: `Ende des Monats, in dem der ${formatDateDe(startsOn)} liegt, am ${formatDateDe(nominalEndOn)}`,
    en: `end of the month of ${startsOn.toString()}, on ${nominalEndOn.toString()}`,
  };
}

function effect({ firesOn }: ExplainedDates): Bilingual {
  return { de: `Wirkung ab ${formatDateDe(firesOn)}`, en: `takes effect from ${firesOn.toString()}` };
}

/** Why the period ends on this day, if the day itself gives no cause to say more. */
function endReason(rule: PeriodRule): Bilingual {
  const { unit, amount } = unitOf(rule.period);
  const norms = COUNTING_NORMS[rule.countingLaw ?? DEFAULT_COUNTING_LAW];
  switch (unit) {
    case 'workdays':
      return { de: `${amount}. Arbeitstag`, en: `working day ${amount}, Monday to Friday` };
    case 'werktage':
      return { de: `${amount}. Werktag`, en: `working day ${amount}, Monday to Saturday` };
    case 'halfMonths':
      return { de: HALF_MONTH_NORM, en: HALF_MONTH_NORM };
    case 'days':
      return { de: norms.endOfDays, en: norms.endOfDays };
    case 'weeks':
    case 'months':
    case 'years':
      return { de: norms.endOfMonths, en: norms.endOfMonths };
  }
}

/** Why authorities do not work on that day: a holiday with the place where it is one, or the weekend. */
function dayOffOn(date: PlainDate, holidays: HolidayCalendar): Bilingual | undefined {
  const holiday = holidays.holidayOn(date);
  if (!holiday) return date.dayOfWeek >= 6 ? weekdayName(date) : undefined;
  const place = isHolidayRegion(holidays.region) ? HOLIDAY_REGIONS[holidays.region].name : holidays.region;
  return {
    de: `${holiday.name.de}, Feiertag in ${place}`,
    en: `${holiday.name.en}, public holiday in ${place}`,
  };
}
