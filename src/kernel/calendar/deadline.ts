import { explainDeadline } from './deadline-explanation.js';
import type { DeadlineRule } from './deadline-rule.js';
import type { HolidayCalendar } from './holidays.js';
import { endOfPeriod, type PeriodOf } from './period.js';
import { type Bilingual, compareDates, type PlainDate } from './plain-date.js';
import { workingDayCalendar, type WorkingDayCalendar } from './working-days.js';

/** A computed deadline: «Fristbeginn», «Fristende» and what follows from them. Calendar dates, Europe/Berlin. */
export interface ComputedDeadline {
  /** Day of the event, or the first day of the period, as it was given. */
  readonly startsOn: PlainDate;
  /** End before any shift. */
  readonly nominalEndOn: PlainDate;
  /** Statutory end: the last day on which the deadline is kept. Never before `nominalEndOn`. */
  readonly endsOn: PlainDate;
  /**
   * Last working day strictly before the nominal end: the day to plan with, which relies on no shift.
   * For periods of a day or two it can lie before the start.
   */
  readonly internalDueOn: PlainDate;
  /** Day after the end, at whose beginning the deadline has expired and a fiction or right exists. */
  readonly firesOn: PlainDate;
  /** How the dates follow, with norms, in one sentence. */
  readonly explanation: Bilingual;
}

/**
 * Computes a statutory deadline from its rule.
 *
 * @param rule      Checked rule of a definition.
 * @param startsOn  The date the rule's `from` points to.
 * @param holidays  Public holidays of the place that counts: that of the rule's `holidayRegion`, if it names one.
 * @param startLabel  What happened on that date, for the explanation, e.g. «Bekanntgabe».
 * @throws {RangeError} the calendar is that of another region than the rule names, or the period is out of range –
 *   programming errors, not user input.
 */
export function computeDeadline(
  rule: DeadlineRule,
  startsOn: PlainDate,
  holidays: HolidayCalendar,
  startLabel?: Bilingual,
): ComputedDeadline {
  if (rule.holidayRegion !== undefined && rule.holidayRegion !== holidays.region) {
    throw new RangeError(`The rule counts holidays of ${rule.holidayRegion}, not of ${holidays.region}`);
  }
  const calendar = workingDayCalendar(holidays);
  const nominalEndOn = nominalEnd(rule, startsOn, calendar);
  const endsOn = rule.shift === 'nextWorkingDay' ? calendar.nextWorkingDay(nominalEndOn) : nominalEndOn;
  const dates = { startsOn, nominalEndOn, endsOn, firesOn: endsOn.add({ days: 1 }) };
  return {
    ...dates,
    internalDueOn: calendar.previousWorkingDay(nominalEndOn),
    explanation: explainDeadline(rule, dates, holidays, startLabel),
  };
}

const EXTENDED: Bilingual = {
  de: 'Bisheriges Fristende vor Verschiebung (§ 190 BGB)',
  en: 'former end before its shift (§ 190 BGB)',
};

/**
 * Computes a granted extension: the new period begins with the end of the old one, before any shift (§ 190 BGB).
 *
 * @param rule      Rule of the deadline that is extended; its law and shift go on.
 * @param former    The deadline as it was computed.
 * @param extension Length that was granted, in a unit of calendar days, weeks, months or years.
 */
export function extendDeadline(
  rule: DeadlineRule,
  former: Pick<ComputedDeadline, 'nominalEndOn'>,
  extension: PeriodOf<'days' | 'weeks' | 'months' | 'years'>,
  holidays: HolidayCalendar,
): ComputedDeadline {
  const { shift, from, due, holidayRegion, countingLaw } = rule;
  // Law and shift come from a checked rule, so they fit each other.
  const extended = {
    from,
    due,
    holidayRegion,
    countingLaw,
    shift: shift ?? 'none',
    period: extension,
  } as DeadlineRule;
  return computeDeadline(extended, former.nominalEndOn, holidays, EXTENDED);
}

/**
 * Days on which to remind of a deadline.
 *
 * @param warnBeforeDays  Calendar days before the end, whole numbers from 1 on; order and repetition do not matter.
 * @returns               Ascending, without repetition. Days already past are the caller's to leave out.
 * @throws {RangeError}   a number of days that is not whole or below 1.
 */
export function warnDates(endsOn: PlainDate, warnBeforeDays: readonly number[]): readonly PlainDate[] {
  for (const days of warnBeforeDays) {
    if (!Number.isInteger(days) || days < 1)
      throw new RangeError(`Not a number of days before the end: ${days}`);
  }
  return [...new Set(warnBeforeDays)].map((days) => endsOn.subtract({ days })).sort(compareDates);
}

function nominalEnd(rule: DeadlineRule, startsOn: PlainDate, calendar: WorkingDayCalendar): PlainDate {
  if (rule.endOf !== undefined) return startsOn.with({ day: startsOn.daysInMonth });
  return endOfPeriod(rule.period, startsOn, rule.count ?? 'eventDay', calendar);
}
