import { describe, expect, it } from '@jest/globals';
import { aDefinition, twoWeeks } from '#test/builders/process-definition.js';
import type { DelayDefinition, StateDefinition } from '../definition.js';
import { waysToEnds } from './ways.js';

const delay = (period: object, more: object = {}): DelayDefinition => ({
  ...twoWeeks,
  rule: { period, from: 'entry', shift: 'none', ...more } as DelayDefinition['rule'],
});
const delays = {
  W2: twoWeeks,
  M1: delay({ months: 1 }),
  D10: delay({ days: 10 }),
  DAY: delay({ days: 1 }, { count: 'dayCounted' }),
};
const end: StateDefinition = { type: 'final' };

/** Ways to every end, with states by path. */
function ways(machine: StateDefinition) {
  const definition = aDefinition(machine, { delays, context: { title: { type: 'string' } } });
  return Object.fromEntries(waysToEnds(definition).map(({ end: { key }, ...way }) => [key, way]));
}

describe('the shortest way to an end', () => {
  it('takes no time when events come at once, and as few of them as possible', () => {
    const { done } = ways({
      initial: 'a',
      states: {
        a: { on: { GO: { target: 'b' }, STRAIGHT: { target: 'c' } } },
        b: { on: { GO: { target: 'c' } } },
        c: { on: { STOP: { target: 'done' } } },
        done: end,
      },
    });
    expect(done?.shortest).toEqual({ days: 0, events: ['STRAIGHT', 'STOP'], expiries: [] });
  });

  it('counts the deadlines that have to expire, at their shortest', () => {
    const { done } = ways({
      initial: 'a',
      states: {
        a: { after: { M1: { target: 'b' } } },
        b: { on: { GO: { target: 'c' } } },
        c: { after: { W2: { target: 'd' } }, on: { BACK: { target: 'b' } } },
        d: { on: { STOP: { target: 'done' } } },
        done: end,
      },
    });
    expect(done?.shortest).toEqual({ days: 42, events: ['GO', 'STOP'], expiries: ['M1', 'W2'] });
  });

  it('waits for the slowest region, and needs an event of several regions once', () => {
    const region = (state: StateDefinition): StateDefinition => ({
      initial: 'x',
      states: { x: state, y: end },
    });
    const { done } = ways({
      initial: 'both',
      states: {
        both: {
          type: 'parallel',
          onDone: { target: 'done' },
          states: {
            one: region({ on: { GO: { target: 'y' } } }),
            two: region({ on: { GO: { target: 'y' } } }),
            three: region({ after: { W2: { target: 'y' } } }),
            four: region({ after: { D10: { target: 'y' } } }),
          },
        },
        done: end,
      },
    });
    expect(done?.shortest).toEqual({ days: 14, events: ['GO'], expiries: ['D10', 'W2'] });
    expect(done?.longest).toMatchObject({ kind: 'unbounded' });
  });
});

describe('regions that answer the same event', () => {
  it('need it as often as their conditions exclude each other', () => {
    const part = (value: string): StateDefinition => ({
      initial: 'x',
      states: {
        x: {
          on: { WAIVED: { target: 'y', guard: { type: 'contextIs', params: { field: 'title', value } } } },
        },
        y: end,
      },
      on: { WAIVED: { target: '.y', guard: { type: 'contextIs', params: { field: 'title', value } } } },
    });
    const regions = { one: part('one'), two: part('two'), again: part('two') };
    const { done } = ways({
      initial: 'both',
      states: { both: { type: 'parallel', onDone: { target: 'done' }, states: regions }, done: end },
    });
    expect(done?.shortest.events).toEqual(['WAIVED', 'WAIVED']);
    expect(done?.longest).toMatchObject({ circles: [] });
  });
});

describe('the longest way to an end', () => {
  const chain = (b: StateDefinition): StateDefinition => ({
    initial: 'a',
    states: {
      a: { on: { GO: { target: 'b' } }, after: { M1: { target: 'b' } } },
      b,
      done: end,
    },
  });

  it('sums the deadlines at their longest', () => {
    const { done } = ways(chain({ on: { GO: { target: 'done' } }, after: { W2: { target: 'done' } } }));
    expect(done?.longest).toEqual({ kind: 'bounded', days: 45, appointed: [] });
  });

  it('takes the earlier of two deadlines of a state, and the longer of two ways', () => {
    const { done } = ways({
      initial: 'a',
      states: {
        a: { after: { M1: { target: 'b' }, W2: { target: 'c' } } },
        b: { after: { D10: { target: 'done' } } },
        c: { after: { D10: { target: 'b' } } },
        done: end,
      },
    });
    expect(done?.longest).toEqual({ kind: 'bounded', days: 34, appointed: [] });
  });

  it('names the days that people appoint, whose time comes on top', () => {
    const { done } = ways(chain({ after: { DAY: { target: 'done' } } }));
    expect(done?.longest).toEqual({ kind: 'bounded', days: 31, appointed: ['DAY'] });
  });

  it('is without bound where a state has no deadline, or only one that may lead nowhere', () => {
    const guard = { type: 'contextSet', params: { field: 'title' } };
    const waiting = { kind: 'unbounded', waitingIn: ['loan.b'], circles: [] };
    expect(ways(chain({ on: { GO: { target: 'done' } } }))['done']?.longest).toEqual(waiting);
    const guarded = chain({ after: { W2: { target: 'done', guard } } });
    expect(ways(guarded)['done']?.longest).toEqual(waiting);
  });

  it('is without bound where it can lead in a circle', () => {
    const { done } = ways(chain({ on: { BACK: { target: 'a' } }, after: { W2: { target: 'done' } } }));
    expect(done?.longest).toEqual({ kind: 'unbounded', waitingIn: [], circles: [['loan.a', 'loan.b']] });
  });

  it('leaves out what does not lie on the way', () => {
    const machine: StateDefinition = {
      initial: 'a',
      states: {
        a: { on: { ASIDE: { target: 'aside' } }, after: { W2: { target: 'done' } } },
        aside: { on: { GO: { target: 'gone' } } },
        gone: end,
        done: end,
      },
    };
    expect(ways(machine)['done']?.longest).toEqual({ kind: 'bounded', days: 14, appointed: [] });
    expect(ways(machine)['gone']?.longest).toMatchObject({ waitingIn: ['loan.aside'] });
  });

  it('passes states that are left at once', () => {
    const { done } = ways(chain({ always: { target: 'done' }, on: { GO: { target: 'a' } } }));
    expect(done?.longest).toEqual({ kind: 'bounded', days: 31, appointed: [] });
  });

  it('lets a deadline around several states bound them together', () => {
    const { done } = ways({
      initial: 'part',
      states: {
        part: {
          initial: 'x',
          after: { W2: { target: 'done' } },
          states: { x: { on: { GO: { target: 'y' } } }, y: { on: { GO: { target: 'x' } } } },
        },
        done: end,
      },
    });
    expect(done?.longest).toEqual({ kind: 'bounded', days: 14, appointed: [] });
  });

  const regions = (fee: StateDefinition): StateDefinition => ({
    initial: 'both',
    states: {
      both: {
        type: 'parallel',
        onDone: { target: 'done' },
        states: {
          book: {
            initial: 'x',
            states: { x: { after: { M1: { target: 'y' } } }, y: { after: { D10: { target: 'z' } } }, z: end },
          },
          fee: { initial: 'open', states: { open: fee, paid: end } },
        },
      },
      done: end,
    },
  });

  it('takes the longest of regions side by side', () => {
    const { done } = ways(regions({ after: { W2: { target: 'paid' } } }));
    expect(done?.longest).toEqual({ kind: 'bounded', days: 41, appointed: [] });
  });

  it('names the region that keeps the others waiting', () => {
    const { done } = ways(regions({ on: { PAY: { target: 'paid' } } }));
    expect(done?.longest).toEqual({ kind: 'unbounded', waitingIn: ['loan.both.fee.open'], circles: [] });
  });

  it('is bounded by a region that leads out of the parallel state', () => {
    const { done } = ways({
      initial: 'both',
      states: {
        both: {
          type: 'parallel',
          states: {
            book: { initial: 'x', states: { x: { after: { M1: { target: '#loan.done' } } } } },
            watch: { initial: 'w', states: { w: {} } },
          },
        },
        done: end,
      },
    });
    expect(done).toEqual({
      shortest: { days: 28, events: [], expiries: ['M1'] },
      longest: { kind: 'bounded', days: 31, appointed: [] },
    });
  });

  it('is one for a process whose regions end together', () => {
    const region: StateDefinition = {
      initial: 'x',
      states: { x: { after: { W2: { target: 'y' } } }, y: end },
    };
    const { loan } = ways({ type: 'parallel', states: { one: region, two: region } });
    expect(loan?.longest).toEqual({ kind: 'bounded', days: 14, appointed: [] });
  });
});
