import type { ChartGroup } from '../chart-case.js';

const keyIs = (value: string) => ({ type: 'contextIs', params: { field: 'key', value } });

/** Transitions that need no event. */
export const eventless: ChartGroup = {
  part: 'eventless transitions',
  standard: 'SCXML 3.13, Appendix D selectEventlessTransitions, mainEventLoop',
  cases: [
    {
      name: 'follow each other within one event, each as a step of its own',
      chart: {
        initial: 'a',
        states: { a: { on: { E: 'b' } }, b: { always: { to: 'c', say: 'on' } }, c: { always: 'd' }, d: {} },
      },
      starts: { now: 'a', did: '+a' },
      steps: [{ send: 'E', now: 'd', did: '-a +b -b on +c -c +d' }],
    },
    {
      name: 'are taken at the start',
      chart: { initial: 'a', states: { a: { always: 'b' }, b: {} } },
      starts: { now: 'b', did: '+a -a +b' },
      steps: [],
    },
    {
      name: 'take the first alternative whose condition holds',
      chart: {
        initial: 'a',
        states: {
          a: { on: { E: 'b' } },
          b: { always: [{ to: 'c', if: 'no' }, { to: 'd' }, { to: 'c' }] },
          c: {},
          d: {},
        },
      },
      starts: { now: 'a', did: '+a' },
      steps: [{ send: 'E', now: 'd', did: '-a +b -b +d' }],
    },
    {
      name: 'wait until their condition holds, and are then taken in the step that makes it hold',
      chart: {
        initial: 'a',
        states: {
          a: { always: { to: 'b', if: keyIs('in') }, on: { E: { keep: ['key'], say: 'kept' } } },
          b: {},
        },
      },
      context: { key: null },
      starts: { now: 'a', did: '+a' },
      steps: [
        { send: 'E', payload: { key: 'out' }, now: 'a', did: 'kept' },
        { send: 'E', payload: { key: 'in' }, now: 'b', did: 'kept -a +b' },
      ],
    },
    {
      name: 'see what earlier inner steps set',
      chart: {
        initial: 'a',
        states: {
          a: { on: { E: 'b' } },
          b: { always: { to: 'c', set: { key: 'seen' } } },
          c: { always: { to: 'd', if: keyIs('seen') } },
          d: {},
        },
      },
      context: { key: null },
      starts: { now: 'a', did: '+a' },
      steps: [{ send: 'E', now: 'd', did: '-a +b -b +c -c +d', context: { key: 'seen' } }],
    },
    {
      name: 'of an inner state come before those of the state around it',
      chart: {
        initial: 'z',
        states: {
          z: { on: { E: 'a' } },
          a: {
            initial: 'a1',
            always: { to: 'y', say: 'outer' },
            states: { a1: { always: { to: '#chart.x', say: 'inner' } } },
          },
          x: {},
          y: {},
        },
      },
      starts: { now: 'z', did: '+z' },
      steps: [{ send: 'E', now: 'x', did: '-z +a +a1 -a1 -a inner +x' }],
    },
    {
      name: 'of the state around are taken when the inner state has none',
      chart: {
        initial: 'z',
        states: { z: { on: { E: 'a' } }, a: { initial: 'a1', always: 'y', states: { a1: {} } }, y: {} },
      },
      starts: { now: 'z', did: '+z' },
      steps: [{ send: 'E', now: 'y', did: '-z +a +a1 -a1 -a +y' }],
    },
    {
      name: 'come before the completion of a state that was reached in the same step',
      chart: {
        initial: 'a',
        states: {
          a: {
            initial: 'a1',
            done: { to: 'x', say: 'done' },
            always: { to: 'y', if: 'in a.end', say: 'always' },
            states: { a1: { on: { E: 'end' } }, end: { type: 'final' } },
          },
          x: {},
          y: {},
        },
      },
      starts: { now: 'a1', did: '+a +a1' },
      steps: [{ send: 'E', now: 'y', did: '-a1 +end -end -a always +y' }],
    },
    {
      name: 'of one region react to a move of another in the next step',
      chart: {
        type: 'parallel',
        states: {
          a: { initial: 'a1', states: { a1: { on: { E: 'a2' } }, a2: {} } },
          b: { initial: 'b1', states: { b1: { always: { to: 'b2', if: 'in a.a2' } }, b2: {} } },
          c: { initial: 'c1', states: { c1: { always: { to: 'c2', if: 'in b.b2' } }, c2: {} } },
        },
      },
      starts: { now: 'a1 b1 c1', did: '+a +a1 +b +b1 +c +c1' },
      steps: [{ send: 'E', now: 'a2 b2 c2', did: '-a1 +a2 -b1 +b2 -c1 +c2' }],
    },
    {
      name: 'of several regions are taken together in one step',
      chart: {
        type: 'parallel',
        states: {
          a: { initial: 'a1', states: { a1: { always: { to: 'a2', if: keyIs('go'), say: 'a' } }, a2: {} } },
          b: { initial: 'b1', states: { b1: { always: { to: 'b2', if: keyIs('go'), say: 'b' } }, b2: {} } },
          c: { initial: 'c1', states: { c1: { on: { E: { to: 'c2', set: { key: 'go' } } } }, c2: {} } },
        },
      },
      context: { key: null },
      starts: { now: 'a1 b1 c1', did: '+a +a1 +b +b1 +c +c1' },
      steps: [{ send: 'E', now: 'a2 b2 c2', did: '-c1 +c2 -b1 -a1 a b +a2 +b2' }],
    },
    {
      name: 'do not use up the event: a state reached by them does not take it a second time',
      chart: {
        initial: 'a',
        states: { a: { on: { E: 'b' } }, b: { always: 'c' }, c: { on: { E: 'd' } }, d: {} },
      },
      starts: { now: 'a', did: '+a' },
      steps: [
        { send: 'E', now: 'c', did: '-a +b -b +c' },
        { send: 'E', now: 'd', did: '-c +d' },
      ],
    },
    {
      name: 'in a circle are cut off, and the event changes nothing',
      deviates: 'the machine would never come to rest',
      chart: {
        initial: 'a',
        states: {
          a: { on: { E: { to: 'b', set: { key: 'lost' } } } },
          b: { always: 'c' },
          c: { always: 'b' },
        },
      },
      context: { key: null },
      starts: { now: 'a', did: '+a' },
      steps: [{ send: 'E', now: 'a', refused: 'TOO_MANY_STEPS', context: { key: null } }],
    },
    {
      name: 'that lead back to where they come from are taken once',
      deviates: 'they would be taken for ever',
      chart: {
        initial: 'z',
        states: {
          z: { on: { E: 'a' } },
          a: { initial: 'a1', always: { to: '.a1', say: 'again' }, states: { a1: {} } },
        },
      },
      starts: { now: 'z', did: '+z' },
      steps: [{ send: 'E', now: 'a1', did: '-z +a +a1 -a1 again +a1' }],
    },
    {
      name: 'may lead to the end',
      chart: {
        initial: 'a',
        states: { a: { on: { E: 'b' } }, b: { always: 'end' }, end: { type: 'final', output: 'over' } },
      },
      starts: { now: 'a', did: '+a' },
      steps: [{ send: 'E', now: 'end', did: '-a +b -b +end -end', ends: 'over' }],
    },
  ],
};
