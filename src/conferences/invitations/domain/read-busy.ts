import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';

/** Time in which somebody is taken; nothing is said about by what. */
export interface BusyTime {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** Bytes of one entry of a calendar; a larger one is no date. */
const MAX_ENTRY_BYTES = 262_144;
/** Times that a series is followed; a calendar of eight weeks knows no more. */
const MAX_REPEATS = 5_000;
const MAX_EVENTS = 400;
/** Times that all series of a calendar are followed together, about two seconds. */
const MAX_STEPS = 50_000;

/** Reads one entry within bounds of time; `undefined` when it takes too long. */
export type Bounded = <T>(work: () => T) => T | undefined;

interface Budget {
  steps: number;
}

const ZONE = 'Europe/Berlin';

/** One time of a series; the library does not export its type. */
interface Occurrence {
  readonly startDate: ICAL.Time;
  readonly endDate: ICAL.Time;
  readonly item: ICAL.Event;
}

/**
 * Times in which a calendar says busy, inside a window, those that touch or overlap as one.
 *
 * What is cancelled or marked as free does not count, what cannot be read neither. Whole days count from midnight to
 * midnight in Germany, times without zone as the clock there.
 *
 * Single dates are read before series: an entry that uses up the time hides no other date.
 *
 * @param entries iCalendar texts. @param isOwn UIDs that are not looked at. @param bounded Some rules of series never
 *   end, inside the parser. @returns By begin.
 */
export function busyTimesOf(
  entries: readonly string[],
  window: BusyTime,
  isOwn: (uid: string) => boolean,
  bounded: Bounded,
): readonly BusyTime[] {
  const budget = { steps: MAX_STEPS };
  const [series, single] = [entries.filter(isSeries), entries.filter((entry) => !isSeries(entry))];
  const found = [...single, ...series].flatMap((entry) => {
    if (Buffer.byteLength(entry) > MAX_ENTRY_BYTES) return [];
    try {
      return bounded(() => timesIn(ICAL.Component.fromString(entry), window, isOwn, budget)) ?? [];
    } catch {
      // The parser throws whatever it stumbles over; one broken entry must not hide the others.
      return [];
    }
  });
  return merged(found);
}

/** Also one that brings rules for its zone: they are followed in the same way. */
function isSeries(entry: string): boolean {
  return /^R(?:RULE|DATE)/im.test(entry);
}

function timesIn(
  calendar: ICAL.Component,
  window: BusyTime,
  isOwn: (uid: string) => boolean,
  budget: Budget,
): readonly BusyTime[] {
  const components = calendar.getAllSubcomponents('vevent').slice(0, MAX_EVENTS);
  const counting = components.filter(
    (component) => isBusy(component) && !isOwn(String(component.getFirstPropertyValue('uid'))),
  );
  const times: BusyTime[] = [];
  for (const component of counting) {
    // An exception stands beside its series and is found through it.
    if (component.hasProperty('recurrence-id') && components.length > 1) continue;
    const event = new ICAL.Event(component, {
      exceptions: components.filter((other) => other.hasProperty('recurrence-id')),
    });
    for (const time of event.isRecurring()
      ? repeats(event, window, budget)
      : [timeOf(event.startDate, event.endDate)])
      if (time.startsAt < window.endsAt && time.endsAt > window.startsAt && time.startsAt < time.endsAt)
        times.push(within(time, window));
  }
  return times;
}

/** What lies outside says nothing, and years without sense go no further. */
function within({ startsAt, endsAt }: BusyTime, window: BusyTime): BusyTime {
  return {
    startsAt: startsAt < window.startsAt ? window.startsAt : startsAt,
    endsAt: endsAt > window.endsAt ? window.endsAt : endsAt,
  };
}

function* repeats(event: ICAL.Event, window: BusyTime, budget: Budget): Generator<BusyTime> {
  const iterator = event.iterator();
  for (let count = 0; count < MAX_REPEATS && budget.steps > 0; count += 1) {
    budget.steps -= 1;
    const next = iterator.next();
    if (!next) return;
    const { startDate, endDate, item } = event.getOccurrenceDetails(next) as Occurrence;
    if (instantOf(startDate) > window.endsAt) return;
    if (isBusy(item.component)) yield timeOf(startDate, endDate);
  }
}

function isBusy(component: ICAL.Component): boolean {
  const value = (name: string): string => String(component.getFirstPropertyValue(name)).toUpperCase();
  return value('status') !== 'CANCELLED' && value('transp') !== 'TRANSPARENT';
}

function timeOf(start: ICAL.Time, end: ICAL.Time): BusyTime {
  return { startsAt: instantOf(start), endsAt: instantOf(end) };
}

function instantOf(time: ICAL.Time): Date {
  if (!time.isDate && time.zone.tzid !== 'floating') return time.toJSDate();
  const { year, month, day, hour, minute, second } = time;
  const local = Temporal.PlainDateTime.from(
    time.isDate ? { year, month, day } : { year, month, day, hour, minute, second },
  );
  return new Date(local.toZonedDateTime(ZONE).epochMilliseconds);
}

function merged(times: readonly BusyTime[]): readonly BusyTime[] {
  const result: BusyTime[] = [];
  for (const time of times.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())) {
    const last = result.at(-1);
    if (!last || time.startsAt > last.endsAt) result.push(time);
    else if (time.endsAt > last.endsAt) result[result.length - 1] = { ...last, endsAt: time.endsAt };
  }
  return result;
}
