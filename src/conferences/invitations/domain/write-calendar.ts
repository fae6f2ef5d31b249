import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { BERLIN_TIMEZONE } from './berlin-timezone.js';
import { inOneDirection } from './mail-words.js';

const PRODUCT = '-//Fallwerk//Fallkonferenz//DE';
const ZONE = 'Europe/Berlin';

/** A date as calendars show it; nothing in it is about a person. */
export interface CalendarEvent {
  /** Stays the same for as long as the conference exists. */
  readonly uid: string;
  /** Rises with every change; only the organiser raises it. */
  readonly sequence: number;
  readonly status: 'CONFIRMED' | 'CANCELLED';
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly summary: string;
  readonly location: string | null;
}

/** Message to one attendee (RFC 5546). Others who are invited do not stand in it. */
export interface CalendarMessage {
  readonly method: 'REQUEST' | 'CANCEL';
  /** Mail address that answers go to. */
  readonly organizer: string;
  /** Mail address of the recipient. */
  readonly attendee: string;
  /** When the message is made. */
  readonly stamp: Date;
}

/** Writes an invitation, its change or its cancellation. @returns iCalendar text (RFC 5545) with lines folded. */
export function writeMessage(event: CalendarEvent, message: CalendarMessage): string {
  const calendar = newCalendar();
  calendar.addPropertyWithValue('method', message.method);
  const component = toComponent(event, message.stamp);
  const organizer = component.addPropertyWithValue('organizer', `mailto:${message.organizer}`);
  organizer.setParameter('cn', 'Fallkonferenz');
  const attendee = component.addPropertyWithValue('attendee', `mailto:${message.attendee}`);
  attendee.setParameter('cutype', 'INDIVIDUAL');
  attendee.setParameter('role', 'REQ-PARTICIPANT');
  if (message.method === 'REQUEST') {
    attendee.setParameter('partstat', 'NEEDS-ACTION');
    attendee.setParameter('rsvp', 'TRUE');
  }
  calendar.addSubcomponent(component);
  return calendar.toString();
}

/** Writes a calendar that others subscribe to. @param stamp When its content last changed. */
export function writeFeed(events: readonly CalendarEvent[], stamp: Date): string {
  const calendar = newCalendar();
  calendar.addPropertyWithValue('x-wr-calname', 'Fallkonferenzen');
  for (const event of events) calendar.addSubcomponent(toComponent(event, stamp));
  return calendar.toString();
}

function newCalendar(): ICAL.Component {
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('prodid', PRODUCT);
  calendar.addSubcomponent(ICAL.Component.fromString(BERLIN_TIMEZONE));
  return calendar;
}

function toComponent(event: CalendarEvent, stamp: Date): ICAL.Component {
  const component = new ICAL.Component('vevent');
  component.addPropertyWithValue('uid', event.uid);
  component.addPropertyWithValue('sequence', event.sequence);
  component.addPropertyWithValue('dtstamp', utc(stamp));
  component.addProperty(localTime('dtstart', event.startsAt));
  component.addProperty(localTime('dtend', event.endsAt));
  component.addPropertyWithValue('summary', plain(event.summary));
  if (event.location !== null) component.addPropertyWithValue('location', plain(event.location));
  component.addPropertyWithValue('status', event.status);
  component.addPropertyWithValue('transp', event.status === 'CONFIRMED' ? 'OPAQUE' : 'TRANSPARENT');
  component.addPropertyWithValue('class', 'PRIVATE');
  return component;
}

/** Local time with its zone, so that a calendar keeps the hour; the hour that comes twice in autumn is written in UTC. */
function localTime(name: string, at: Date): ICAL.Property {
  const instant = Temporal.Instant.fromEpochMilliseconds(at.getTime());
  const local = instant.toZonedDateTimeISO(ZONE).toPlainDateTime();
  const property = new ICAL.Property(name);
  if (!local.toZonedDateTime(ZONE).toInstant().equals(instant)) {
    property.setValue(utc(at));
    return property;
  }
  property.setParameter('tzid', ZONE);
  property.setValue(ICAL.Time.fromDateTimeString(local.toString({ smallestUnit: 'second' })));
  return property;
}

function utc(at: Date): ICAL.Time {
  return ICAL.Time.fromJSDate(at, true);
}

/** One line without control characters: nothing in a text can become a line of its own. */
function plain(text: string): string {
  return inOneDirection(text).replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
