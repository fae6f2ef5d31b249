import { describe, expect, it } from '@jest/globals';
import { waitingTimes, workingDaysBetween, type WaitingEntry } from './waiting-time.js';

const entry = (at: string, waitingFor: readonly string[], toStates = waitingFor): WaitingEntry => ({
  at,
  waitingFor,
  toStates: toStates.map((state) => `loan.${state}`),
});

describe('waiting time', () => {
  it('books the time between two events on the owner that had to act', () => {
    const log = [
      entry('2026-05-04T08:00:00Z', ['READER']),
      entry('2026-05-06T10:00:00Z', ['LIBRARY']),
      entry('2026-05-07T10:00:00Z', []),
    ];
    const { owners, process } = waitingTimes(log, { now: '2026-06-01T00:00:00Z' });
    expect(owners).toEqual([
      { key: 'READER', workingDays: 2, hours: 50, isOpen: false },
      { key: 'LIBRARY', workingDays: 1, hours: 24, isOpen: false },
    ]);
    expect(process).toEqual({ workingDays: 3, hours: 74, isOpen: false });
  });

  it('counts the open wait up to now, over a weekend and a public holiday', () => {
    // 14 May 2026 is Christi Himmelfahrt, 16 and 17 May a weekend.
    const { owners } = waitingTimes([entry('2026-05-13T08:00:00Z', ['LIBRARY'])], {
      now: '2026-05-18T08:00:00Z',
    });
    expect(owners).toEqual([{ key: 'LIBRARY', workingDays: 2, hours: 120, isOpen: true }]);
  });

  it('books two owners at the same time both, and the process once', () => {
    const times = waitingTimes(
      [entry('2026-05-04T08:00:00Z', ['LIBRARY', 'READER']), entry('2026-05-05T08:00:00Z', ['READER'])],
      { now: '2026-05-06T08:00:00Z' },
    );
    expect(times.owners.map(({ key, hours, isOpen }) => [key, hours, isOpen])).toEqual([
      ['LIBRARY', 24, false],
      ['READER', 48, true],
    ]);
    expect(times.process.hours).toBe(48);
  });

  it('gives each state its time, and none to a state in which nothing is awaited', () => {
    const { states } = waitingTimes(
      [
        entry('2026-05-04T08:00:00Z', ['READER'], ['open', 'lent']),
        entry('2026-05-05T08:00:00Z', ['READER'], ['paid', 'lent']),
      ],
      { now: '2026-05-06T08:00:00Z', isFinal: (state) => state === 'loan.paid' },
    );
    expect(states.map(({ key, hours }) => [key, hours])).toEqual([
      ['loan.open', 24],
      ['loan.lent', 48],
    ]);
  });

  it('takes the calendar day in Germany, not in UTC', () => {
    const { owners } = waitingTimes([entry('2026-05-04T21:59:00Z', ['READER'])], {
      now: '2026-05-04T22:01:00Z',
    });
    expect(owners[0]?.workingDays).toBe(1);
  });

  it('lists working days without weekends and holidays', () => {
    expect(workingDaysBetween('2026-05-13', '2026-05-18')).toEqual([
      '2026-05-13',
      '2026-05-15',
      '2026-05-18',
    ]);
  });
});
