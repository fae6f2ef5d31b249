import { describe, expect, it } from '@jest/globals';
import { busyTimesOf } from '../domain/read-busy.js';
import { TimeBudget } from './time-budget.js';

const WINDOW = { startsAt: new Date('2026-05-04T00:00:00Z'), endsAt: new Date('2026-11-02T00:00:00Z') };
const HOUR = ['DTSTART:20260511T080000Z', 'DTEND:20260511T090000Z'];
/** Longer than any of it may take, shorter than it would without bounds. */
const PATIENCE_MS = 6_000;

function calendar(lines: readonly string[], zone: readonly string[] = []): string {
  const event = ['BEGIN:VEVENT', 'UID:x', ...lines, 'END:VEVENT'];
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...zone, ...event, 'END:VCALENDAR'].join('\r\n');
}

/** A zone whose rules the parser follows for ever. */
const ENDLESS_ZONE = [
  'BEGIN:VTIMEZONE',
  'TZID:Nirgendwo',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
  'END:STANDARD',
  'END:VTIMEZONE',
];

function busy(entries: readonly string[]): readonly string[] {
  const times = busyTimesOf(entries, WINDOW, () => false, new TimeBudget(3_000).bounded);
  return times.map(({ startsAt }) => startsAt.toISOString());
}

describe('a foreign calendar', () => {
  it.each([
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=SECONDLY;BYSECOND=0;BYMINUTE=0;BYHOUR=0;BYMONTHDAY=1;BYMONTH=1',
    'FREQ=WEEKLY;BYDAY=MO;INTERVAL=99999999',
    'FREQ=DAILY;INTERVAL=0;BYMONTH=2;BYMONTHDAY=31',
  ])('with the endless rule %s hides no other date', (rule) => {
    const begun = Date.now();
    const entries = [calendar(['DTSTART:20200101T080000Z', 'DTEND:20200101T090000Z', `RRULE:${rule}`])];
    expect(busy([...entries, calendar(HOUR)])).toContain('2026-05-11T08:00:00.000Z');
    expect(Date.now() - begun).toBeLessThan(PATIENCE_MS);
  });

  it('with a hundred of them keeps nobody busy for longer than its time, and shows all single dates', () => {
    const bomb = calendar([
      'DTSTART:20200101T080000Z',
      'DTEND:20200101T090000Z',
      'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    ]);
    const begun = Date.now();
    expect(busy([...Array.from({ length: 100 }, () => bomb), calendar(HOUR)])).toEqual([
      '2026-05-11T08:00:00.000Z',
    ]);
    expect(Date.now() - begun).toBeLessThan(PATIENCE_MS);
  });

  it.each([
    ['a zone whose rules never end', calendar(['DTSTART;TZID=Nirgendwo:20260512T080000'], ENDLESS_ZONE)],
    [
      'components inside one another',
      `${'BEGIN:VEVENT\r\n'.repeat(15_000)}${'END:VEVENT\r\n'.repeat(15_000)}`,
    ],
    ['a line of 1 MB', calendar([...HOUR, `SUMMARY:${'x'.repeat(1_048_576)}`])],
    ['a line folded 60,000 times', calendar([...HOUR, `SUMMARY:${'x\r\n '.repeat(60_000)}`])],
    [
      '100,000 events in one entry',
      calendar(HOUR).replace(/BEGIN:VEVENT[^]*END:VEVENT/, (one) => `${one}\r\n`.repeat(100_000)),
    ],
    [
      '9,000 events in a small one',
      `BEGIN:VCALENDAR\r\n${'BEGIN:VEVENT\r\nEND:VEVENT\r\n'.repeat(9_000)}END:VCALENDAR`,
    ],
    [
      'thousands of exceptions',
      calendar([
        ...HOUR,
        'RRULE:FREQ=DAILY;COUNT=1',
        ...Array.from({ length: 10_000 }, () => 'EXDATE:20260511T080000Z'),
      ]),
    ],
    ['a duration without end', calendar(['DTSTART:20260511T080000Z', 'DURATION:P99999999999999999W'])],
    ['parameters without end', calendar([`DTSTART${';X=1'.repeat(50_000)}:20260511T080000Z`])],
    ['quotes without end', calendar([`DTSTART;X="${'"'.repeat(100_000)}`])],
  ])('with %s is read in bounded time', (_what, entry) => {
    const begun = Date.now();
    expect(busy([entry, calendar(['DTSTART:20260602T080000Z', 'DTEND:20260602T090000Z'])])).toContain(
      '2026-06-02T08:00:00.000Z',
    );
    expect(Date.now() - begun).toBeLessThan(PATIENCE_MS);
  });

  it('with a date of all years makes nobody busy outside of what was asked', () => {
    const all = calendar(['DTSTART:00000000T000000Z', 'DTEND:99999999T999999Z']);
    const times = busyTimesOf([all], WINDOW, () => false, new TimeBudget(1_000).bounded);
    expect(times).toEqual([WINDOW]);
  });

  it('of 100,000 entries is read as far as time allows', () => {
    const begun = Date.now();
    expect(busy(Array.from({ length: 100_000 }, () => calendar(HOUR)))).toEqual(['2026-05-11T08:00:00.000Z']);
    expect(Date.now() - begun).toBeLessThan(PATIENCE_MS);
  });

  it('loses nothing to alarms, attachments, entities and zones nobody knows', () => {
    const alarm = [
      'BEGIN:VALARM',
      'ACTION:AUDIO',
      'TRIGGER:-PT5M',
      'ATTACH:file:///etc/passwd',
      'END:VALARM',
    ];
    const more = ['SUMMARY:&lt;!ENTITY x SYSTEM "file:///etc/passwd"&gt;&x;', 'ATTACH:http://127.0.0.1/x'];
    expect(busy([calendar([...HOUR, ...more, ...alarm])])).toEqual(['2026-05-11T08:00:00.000Z']);
    // A zone that nobody knows: the clock in Germany.
    const zone = [
      'DTSTART;TZID=../../etc/passwd:20260511T100000',
      'DTEND;TZID=../../etc/passwd:20260511T110000',
    ];
    expect(busy([calendar(zone)])).toEqual(['2026-05-11T08:00:00.000Z']);
  });

  it('in the hour that does not exist in spring counts from the hour after', () => {
    const window = { startsAt: new Date('2026-03-28T00:00:00Z'), endsAt: new Date('2026-03-30T00:00:00Z') };
    const entry = calendar(['DTSTART:20260329T023000', 'DTEND:20260329T043000']);
    const [time] = busyTimesOf([entry], window, () => false, new TimeBudget(1_000).bounded);
    expect(time?.startsAt.toISOString()).toBe('2026-03-29T01:30:00.000Z');
  });
});

describe('bounded work', () => {
  it('answers what it found, throws what it throws, and ends what does not end', () => {
    const { bounded } = new TimeBudget(1_000);
    expect(bounded(() => 5)).toBe(5);
    expect(() => bounded(() => new Date(Number.NaN).toISOString())).toThrow(RangeError);
    const begun = Date.now();
    expect(bounded(() => endless())).toBeUndefined();
    expect(Date.now() - begun).toBeLessThan(1_000);
  });

  it('is not begun when no time is left', () => {
    const { bounded } = new TimeBudget(300);
    bounded(() => endless());
    bounded(() => endless());
    let hasBegun = false;
    expect(bounded(() => (hasBegun = true))).toBeUndefined();
    expect(hasBegun).toBe(false);
  });
});

function endless(): number {
  let count = 0;
  while (Date.now() > 0) count += 1;
  return count;
}
