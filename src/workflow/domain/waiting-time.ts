import { holidayCalendar, plainDate, workingDayCalendar, type HolidayCalendar } from '../../kernel/index.js';
import { dayOf, isoDatePlusDays } from './calendar-day.js';

/** What waiting time is computed from: entries of the event log of one process, oldest first. */
export interface WaitingEntry {
  /** Instant, ISO 8601 in UTC. */
  readonly at: string;
  /** Ids of the active leaf states after the event. */
  readonly toStates: readonly string[];
  /** Owner codes that must act after the event; empty when the process has ended. */
  readonly waitingFor: readonly string[];
}

/** Time that went by, in two measures. */
export interface Duration {
  /** Working days (Monday to Friday without holidays) that began after the wait did; the first day is not counted. */
  readonly workingDays: number;
  /** Hours by the clock, day and night, with fractions. */
  readonly hours: number;
}

/** Time booked on one owner or spent in one state. */
export interface WaitingTime extends Duration {
  /** Owner code, or id of a leaf state. */
  readonly key: string;
  /** Whether the process is waiting for it now. */
  readonly isOpen: boolean;
}

/** Waiting times of one process; owners and states in the order in which they first appeared. */
export interface WaitingTimes {
  /** From the first event to the last one, or until now when it still waits for somebody. */
  readonly process: Duration & { readonly isOpen: boolean };
  /** Two owners at the same time are both booked, so the sum may exceed the time of the process. */
  readonly owners: readonly WaitingTime[];
  readonly states: readonly WaitingTime[];
}

/** Circumstances of the computation. */
export interface WaitingTimeOptions {
  /** Instant up to which an open wait counts, ISO 8601 in UTC. */
  readonly now: string;
  /** Holidays of the place whose authorities work; North Rhine-Westphalia when absent. */
  readonly holidays?: HolidayCalendar;
  /** States on which nobody waits (final ones of a parallel region); absent: none. */
  readonly isFinal?: (stateId: string) => boolean;
  /**
   * Working days after one day up to and including another (`YYYY-MM-DD`), for whoever asks about many processes;
   * absent: counted day by day by `holidays`.
   */
  readonly countWorkingDays?: (after: string, until: string) => number;
}

/** A stretch between two entries of the log. */
interface Span extends Duration {
  readonly entry: WaitingEntry;
  readonly isOpen: boolean;
}

/**
 * Waiting times per owner, per state and of the whole process, from its event log including the open wait.
 *
 * Booked is what the log says was waited for at the time; a later version of the definition changes nothing.
 * Stretches that follow each other add up without a gap or a day counted twice.
 *
 * @param entries Oldest first; an empty log gives zeros.
 */
export function waitingTimes(entries: readonly WaitingEntry[], options: WaitingTimeOptions): WaitingTimes {
  const spans = spansOf(entries, options);
  const isFinal = options.isFinal ?? (() => false);
  const total = spans.reduce<Duration>(plus, { workingDays: 0, hours: 0 });
  return {
    process: { ...total, isOpen: spans.at(-1)?.isOpen ?? false },
    owners: booked(spans, ({ waitingFor }) => waitingFor),
    states: booked(spans, ({ toStates }) => toStates.filter((state) => !isFinal(state))),
  };
}

function plus(a: Duration, b: Duration): Duration {
  return { workingDays: a.workingDays + b.workingDays, hours: a.hours + b.hours };
}

function spansOf(entries: readonly WaitingEntry[], options: WaitingTimeOptions): readonly Span[] {
  const count = options.countWorkingDays ?? workingDayCounter(options.holidays ?? holidayCalendar());
  return entries.flatMap((entry, index): Span[] => {
    if (entry.waitingFor.length === 0) return [];
    const next = entries[index + 1];
    const until = next?.at ?? options.now;
    const milliseconds = Math.max(0, Date.parse(until) - Date.parse(entry.at));
    return [
      {
        entry,
        isOpen: next === undefined,
        workingDays: count(dayOf(entry.at), dayOf(until)),
        hours: milliseconds / 3_600_000,
      },
    ];
  });
}

function booked(
  spans: readonly Span[],
  keysOf: (entry: WaitingEntry) => readonly string[],
): readonly WaitingTime[] {
  const times = new Map<string, WaitingTime>();
  for (const span of spans) {
    for (const key of new Set(keysOf(span.entry))) {
      const before = times.get(key) ?? { workingDays: 0, hours: 0 };
      times.set(key, { key, ...plus(before, span), isOpen: span.isOpen });
    }
  }
  return [...times.values()];
}

/** Counts the working days after one day up to and including another; zero when there is none between them. */
function workingDayCounter(holidays: HolidayCalendar): (after: string, until: string) => number {
  const { isWorkingDay } = workingDayCalendar(holidays);
  return (after, until) => {
    let days = 0;
    for (let day = isoDatePlusDays(after, 1); day <= until; day = isoDatePlusDays(day, 1)) {
      if (isWorkingDay(plainDate(day))) days += 1;
    }
    return days;
  };
}

/**
 * Working days of a period by date, for counting in the database.
 *
 * @param from  First calendar day, `YYYY-MM-DD`.
 * @param until Last calendar day, included.
 */
export function workingDaysBetween(
  from: string,
  until: string,
  holidays: HolidayCalendar = holidayCalendar(),
): readonly string[] {
  const { isWorkingDay } = workingDayCalendar(holidays);
  const days: string[] = [];
  for (let day = from; day <= until; day = isoDatePlusDays(day, 1)) {
    if (isWorkingDay(plainDate(day))) days.push(day);
  }
  return days;
}
