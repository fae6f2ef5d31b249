import {
  COUNTING_NORMS,
  DAY_COUNTED_NORM,
  DEFAULT_COUNTING_LAW,
  HALF_MONTH_NORM,
  SHIFT_NORMS,
} from './counting-laws.js';
import type { DeadlineRule, PeriodRule } from './deadline-rule.js';
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

/**
 * One sentence on how the dates of a deadline follow from its rule: start, end, shift, effect, each with its norm.
 *
 * A Saturday, Sunday or holiday as nominal end is named, so that a reader sees why the end moved or did not.
 */
export function explainDeadline(
  rule: DeadlineRule,
  dates: ExplainedDates,
  holidays: HolidayCalendar,
): Bilingual {
  const parts = [
    ...(rule.endOf === undefined ? startAndEnd(rule, dates, holidays) : [monthEnd(dates)]),
    ...(rule.due === 'dayAfter' ? [effect(dates)] : []),
  ];
  return { de: parts.map((part) => part.de).join(', '), en: parts.map((part) => part.en).join(', ') };
}

function startAndEnd(
  rule: PeriodRule,
  dates: ExplainedDates,
  holidays: HolidayCalendar,
): readonly Bilingual[] {
  const dayOff = nonWorkingDayName(dates.nominalEndOn, holidays);
  return [
    start(rule, dates.startsOn),
    end(dates.nominalEndOn, dayOff ?? endReason(rule)),
    ...(dayOff === undefined ? [] : [shift(rule, dates.endsOn)]),
  ];
}

function start(rule: PeriodRule, startsOn: PlainDate): Bilingual {
  if (rule.count === 'dayCounted') {
    return {
      de: `Beginn am ${formatDateDe(startsOn)} (${DAY_COUNTED_NORM})`,
      en: `counted from ${startsOn.toString()} (${DAY_COUNTED_NORM})`,
    };
  }
  const norm = COUNTING_NORMS[rule.countingLaw ?? DEFAULT_COUNTING_LAW].eventDay;
  return {
    de: `Beginn mit dem Tag nach dem ${formatDateDe(startsOn)} (${norm})`,
    en: `counted from the day after ${startsOn.toString()} (${norm})`,
  };
}

function end(nominalEndOn: PlainDate, reason: Bilingual): Bilingual {
  return {
    de: `Ende am ${formatDateDe(nominalEndOn)} (${reason.de})`,
    en: `ends on ${nominalEndOn.toString()} (${reason.en})`,
  };
}

function shift(rule: PeriodRule, endsOn: PlainDate): Bilingual {
  if (rule.shift === 'none') return { de: 'ohne Verschiebung', en: 'not shifted' };
  const norm = SHIFT_NORMS[rule.countingLaw ?? DEFAULT_COUNTING_LAW];
  return {
    de: `verschoben auf ${formatDateDe(endsOn)} (${norm})`,
    en: `shifted to ${endsOn.toString()} (${norm})`,
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

function nonWorkingDayName(date: PlainDate, holidays: HolidayCalendar): Bilingual | undefined {
  const holiday = holidays.holidayOn(date);
  if (holiday) return holiday.name;
  return date.dayOfWeek >= 6 ? weekdayName(date) : undefined;
}
