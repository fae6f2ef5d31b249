/**
 * A mail with a reply as calendar programs send it.
 *
 * @param calendar The invitation. @param more Lines by name, in place of the usual ones. @param from Sender of the mail.
 */
export function calendarReply(
  calendar: string,
  attendee: string,
  more: Readonly<Record<string, string>>,
  from: string,
): string {
  const invitation = calendar.replaceAll(/\r?\n /g, '');
  const value = (name: string): string => new RegExp(`^${name}:(.*?)\r?$`, 'm').exec(invitation)?.[1] ?? '';
  const lines = {
    method: 'METHOD:REPLY',
    uid: `UID:${value('UID')}`,
    sequence: `SEQUENCE:${value('SEQUENCE')}`,
    stamp: 'DTSTAMP:20260504T120000Z',
    attendee: `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${attendee}`,
    further: 'COMMENT:Danke',
    ...more,
  };
  const { method, ...event } = lines;
  return [
    `From: ${from}`,
    'To: fallwerk@example.org',
    'Subject: Zugesagt',
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary=teil',
    '',
    '--teil',
    'Content-Type: text/plain',
    '',
    'Zugesagt',
    '--teil',
    'Content-Type: text/calendar; method=REPLY; charset=utf-8',
    '',
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Irgendein Kalender//DE',
    method,
    'BEGIN:VEVENT',
    ...Object.values(event),
    'END:VEVENT',
    'END:VCALENDAR',
    '--teil--',
    '',
  ].join('\r\n');
}
