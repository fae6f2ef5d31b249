import ICAL from 'ical.js';
import { err, ok, rejected, type RequestRejected, type Result } from '../../../kernel/index.js';
import { invitationErrors } from './invitation.errors.js';

/** What somebody may answer to an invitation. */
export const INVITATION_ANSWERS = ['ACCEPTED', 'DECLINED', 'TENTATIVE'] as const;
export type InvitationAnswer = (typeof INVITATION_ANSWERS)[number];

/** Whether a text is one of the answers. */
export function isInvitationAnswer(text: unknown): text is InvitationAnswer {
  return INVITATION_ANSWERS.some((answer) => answer === text);
}

/** Reply of a calendar program (RFC 5546, 3.2.3). */
export interface CalendarReply {
  readonly uid: string;
  readonly sequence: number;
  /** Mail address, lower case. */
  readonly attendee: string;
  readonly answer: InvitationAnswer;
  /** When the reply was made, as the sender says. */
  readonly stamp: Date;
}

type Refused = RequestRejected<keyof typeof invitationErrors>;

/** Bytes of a calendar text. */
export const MAX_REPLY_BYTES = 65_536;
/** Calendar, zone with a few rules, one event with alarms; more is no reply. */
const MAX_COMPONENTS = 40;
const MAX_UID = 200;
const SERIES = ['rrule', 'rdate', 'exrule', 'exdate', 'recurrence-id'];

/**
 * Reads a reply; of anything else nothing is taken.
 *
 * @returns Errors: REPLY_TOO_LARGE, REPLY_NOT_READABLE, REPLY_METHOD_WRONG, REPLY_RECURRING.
 */
export function readReply(text: string): Result<CalendarReply, Refused> {
  if (Buffer.byteLength(text) > MAX_REPLY_BYTES) return refuse('REPLY_TOO_LARGE');
  if ((text.match(/^BEGIN:/gim)?.length ?? 0) > MAX_COMPONENTS) return refuse('REPLY_TOO_LARGE');
  try {
    return replyIn(ICAL.Component.fromString(text));
  } catch {
    // The parser throws whatever it stumbles over, also late; it works on the text alone, so all of it means the same.
    return refuse('REPLY_NOT_READABLE');
  }
}

function replyIn(calendar: ICAL.Component): Result<CalendarReply, Refused> {
  if (calendar.name !== 'vcalendar') return refuse('REPLY_NOT_READABLE');
  if (String(calendar.getFirstPropertyValue('method')).toUpperCase() !== 'REPLY')
    return refuse('REPLY_METHOD_WRONG');
  const [event, ...others] = calendar.getAllSubcomponents('vevent');
  if (!event || others.length > 0) return refuse('REPLY_NOT_READABLE');
  if (SERIES.some((name) => event.hasProperty(name))) return refuse('REPLY_RECURRING');
  const reply = replyOf(event);
  return reply ? ok(reply) : refuse('REPLY_NOT_READABLE');
}

function replyOf(event: ICAL.Component): CalendarReply | undefined {
  const [attendee, ...more] = event.getAllProperties('attendee');
  const uid = event.getFirstPropertyValue('uid');
  const sequence = Number(event.getFirstPropertyValue('sequence') ?? 0);
  const stamp = event.getFirstPropertyValue('dtstamp');
  // In UTC (RFC 5545, 3.8.7.2): a zone of the sender would be computed by rules of the sender, which may never end.
  if (!(stamp instanceof ICAL.Time) || stamp.zone !== ICAL.Timezone.utcTimezone) return undefined;
  if (!attendee || more.length > 0) return undefined;
  if (typeof uid !== 'string' || uid.length > MAX_UID || !Number.isSafeInteger(sequence)) return undefined;
  const address = /^mailto:(.{3,254})$/i.exec(String(attendee.getFirstValue()))?.[1];
  const answer = String(attendee.getParameter('partstat')).toUpperCase();
  const at = stamp.toJSDate();
  if (address === undefined || !isInvitationAnswer(answer) || Number.isNaN(at.getTime())) return undefined;
  return { uid, sequence, attendee: address.toLowerCase(), answer, stamp: at };
}

function refuse(code: keyof typeof invitationErrors): Result<never, Refused> {
  return err(rejected(invitationErrors, code));
}
