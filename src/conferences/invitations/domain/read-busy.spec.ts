import { describe, expect, it } from '@jest/globals';
import { busyTimesOf } from './read-busy.js';

const WINDOW = { startsAt: new Date('2026-05-04T00:00:00Z'), endsAt: new Date('2026-11-02T00:00:00Z') };

function entry(...lines: readonly string[]): string {
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'BEGIN:VEVENT',
    'UID:x',
    ...lines,
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n');
}

function busy(...entries: readonly string[]): readonly string[] {
  return busyTimesOf(
    entries,
    WINDOW,
    (uid) => uid === 'own',
    (work) => work(),
  ).map(({ startsAt, endsAt }) => `${startsAt.toISOString()}/${endsAt.toISOString()}`);
}

const HOUR = ['DTSTART:20260511T080000Z', 'DTEND:20260511T090000Z'];

describe('busy times', () => {
  it.each([
    ['a cancelled date', entry(...HOUR, 'STATUS:CANCELLED')],
    ['one marked as free', entry(...HOUR, 'TRANSP:TRANSPARENT')],
    ['one of our own', entry(...HOUR).replace('UID:x', 'UID:own')],
    ['one before the window', entry('DTSTART:20260401T080000Z', 'DTEND:20260401T090000Z')],
    ['one that ends before it begins', entry('DTSTART:20260511T080000Z', 'DTEND:20260511T070000Z')],
    ['what is no calendar', 'BEGIN:VCARD\r\nEND:VCARD'],
    ['what is broken', entry('DTSTART:gestern', 'DTEND:heute')],
    ['an endless text', entry(...HOUR, `COMMENT:${'x'.repeat(300_000)}`)],
  ])('do not come from %s', (_what, text) => {
    expect(busy(text)).toEqual([]);
  });

  it('read the others when one is broken', () => {
    expect(busy(entry('DTSTART:gestern'), entry(...HOUR))).toHaveLength(1);
  });

  it('take times without zone, and whole days, as they are in Germany, also when summer time ends', () => {
    expect(busy(entry('DTSTART:20260511T100000', 'DTEND:20260511T110000'))).toEqual([
      '2026-05-11T08:00:00.000Z/2026-05-11T09:00:00.000Z',
    ]);
    expect(busy(entry('DTSTART;VALUE=DATE:20261025', 'DTEND;VALUE=DATE:20261026'))).toEqual([
      '2026-10-24T22:00:00.000Z/2026-10-25T23:00:00.000Z',
    ]);
  });

  it('follow a series to the end of the window, without what was taken out of it', () => {
    const weekly = entry(...HOUR, 'RRULE:FREQ=WEEKLY', 'EXDATE:20260518T080000Z');
    expect(busy(weekly).slice(0, 2)).toEqual([
      '2026-05-11T08:00:00.000Z/2026-05-11T09:00:00.000Z',
      '2026-05-25T08:00:00.000Z/2026-05-25T09:00:00.000Z',
    ]);
    expect(busy(weekly)).toHaveLength(24);
  });

  it('end with a series that would never', () => {
    const bomb = entry('DTSTART:19700101T000000Z', 'DTEND:19700101T000001Z', 'RRULE:FREQ=SECONDLY');
    expect(busy(bomb)).toEqual([]);
  });
});
