import { Temporal } from 'temporal-polyfill';
import { LEGAL_TIME_ZONE } from '../../../platform/index.js';
import { weekday } from '../seed-clock.js';

/** All days of the story. They follow from the day the case was opened, so that a repeated story sends the same. */
export interface StoryDates {
  readonly openedOn: string;
  /** Last day of the month after the opening, and the day after it: the sitting comes before the gap. */
  readonly monthEnd: string;
  readonly nextMonth: string;
  readonly jobStartsOn: string;
  readonly permitUntil: string;
  readonly consentUntil: string;
  /** Instants of the sitting. */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly taskDueOn: string;
  readonly reviewOn: string;
  readonly measureDueOn: string;
  readonly measureReviewOn: string;
}

const SITTING = { inDays: 14, at: '14:00', minutes: 45 } as const;

/** @param openedOn Calendar date on which the case of the story was opened. */
export function storyDates(openedOn: string): StoryDates {
  const day = Temporal.PlainDate.from(openedOn);
  const next = day.add({ months: 1 });
  const monthEnd = next.with({ day: next.daysInMonth });
  const sitting = weekday(day.add({ days: SITTING.inDays })).toZonedDateTime({
    timeZone: LEGAL_TIME_ZONE,
    plainTime: SITTING.at,
  });
  const after = (duration: Temporal.DurationLike): string => weekday(day.add(duration)).toString();
  return {
    openedOn,
    monthEnd: monthEnd.toString(),
    nextMonth: monthEnd.add({ days: 1 }).toString(),
    jobStartsOn: monthEnd.add({ days: 1 }).add({ months: 1 }).toString(),
    permitUntil: day.add({ months: 6 }).toString(),
    consentUntil: day.add({ months: 3 }).toString(),
    startsAt: sitting.toInstant().toString(),
    endsAt: sitting.add({ minutes: SITTING.minutes }).toInstant().toString(),
    taskDueOn: after({ days: SITTING.inDays + 7 }),
    reviewOn: after({ weeks: 8 }),
    measureDueOn: after({ months: 4 }),
    measureReviewOn: after({ months: 8 }),
  };
}

/** A calendar date as people write it, e.g. `4. Mai 2026`. */
export function dayText(date: string): string {
  return Temporal.PlainDate.from(date).toLocaleString('de-DE', { dateStyle: 'long' });
}

/** An instant as people write it, German time. */
export function momentText(instant: string): string {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(LEGAL_TIME_ZONE);
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
  return `${dayText(local.toPlainDate().toString())}, ${time} Uhr`;
}
