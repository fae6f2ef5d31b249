import { describe, expect, it } from '@jest/globals';
import { aDefinition } from '#test/builders/process-definition.js';
import { statechartOf } from '../domain/statechart.js';
import type { Assumptions } from './assumptions.js';
import { recordedAssumptions, type RecordedEntry } from './recorded.js';

const DAY = 86_400;

const chart = statechartOf(
  aDefinition({
    initial: 'a',
    states: {
      a: { on: { GO: { target: 'z' }, STOP: { target: 'z' } }, after: { LATE: { target: 'b' } } },
      b: { on: { GO: { target: 'z' } } },
      z: { type: 'final' },
    },
  }).machine,
);

const base: Assumptions = {
  definition: 'loan',
  note: 'Annahmen.',
  startsOn: '2026-09-01',
  after: { kind: 'fixed', value: 9, unit: 'workingDays' },
  states: { b: { GO: { share: 1 } } },
};

/** A process that leaves its first state by an event, or by the deadline and is left standing. */
function course(name: string, type: string, days: number, about = name): readonly RecordedEntry[] {
  const isDeed = !type.startsWith('xstate.');
  const own = { processId: name, about };
  const event = isDeed ? type : 'after:LATE';
  return [
    { ...own, type: 'xstate.init', seconds: 0, toStates: ['loan.a'], transitions: [] },
    {
      ...own,
      type,
      seconds: days * DAY,
      toStates: [isDeed ? 'loan.z' : 'loan.b'],
      transitions: [`loan.a/${event}/0`],
    },
  ];
}

const LATE = 'xstate.after.LATE.loan.a';
const six = [1, 2, 3, 4, 5, 6].map((days) => course(`go ${String(days)}`, 'GO', days));

function statesOf(courses: readonly (readonly RecordedEntry[])[]) {
  const result = recordedAssumptions(courses.flat(), chart, base);
  if (!result.ok) throw new Error(result.error.code);
  return result.value.states;
}

describe('recorded assumptions', () => {
  it('have the durations that were recorded, and the share of stays nobody ended in time', () => {
    const late = ['x', 'y'].map((name) => course(name, LATE, 14));
    expect(statesOf([...six, ...late])).toEqual({
      a: {
        GO: { share: 0.75, after: { kind: 'empirical', unit: 'calendarDays', values: [1, 2, 3, 4, 5, 6] } },
      },
      b: { GO: { share: 1 } },
    });
  });

  it('leave out what fewer than five cases did, and keep the rest as assumed', () => {
    const rare = [1, 2, 3, 4].map((days) => course(`stop ${String(days)}`, 'STOP', days));
    const states = statesOf([...six, ...rare]);
    expect(Object.keys(states?.['a'] ?? {})).toEqual(['GO']);
    expect(states?.['a']?.['GO']?.share).toBe(1);
    expect(states?.['b']).toEqual(base.states?.['b']);
  });

  it('are refused when there are fewer than five cases, however many processes these have', () => {
    const same = six.flatMap((_, index) =>
      course(`again ${String(index)}`, 'GO', 1, `case ${String(index % 4)}`),
    );
    expect(recordedAssumptions(same, chart, base)).toMatchObject({
      ok: false,
      error: { code: 'SIMULATION_TOO_FEW_PROCESSES' },
    });
    expect(recordedAssumptions([], chart, base).ok).toBe(false);
  });

  it('do not count stays that still last', () => {
    const open = six.map((entries) => entries.slice(0, 1));
    expect(statesOf(open)).toEqual(base.states);
  });
});
