import type { ChartGroup } from '../chart-case.js';

/** Two regions with a deadline each. */
const twoClocks = (left: object, right: object) =>
  ({
    type: 'parallel',
    states: {
      left: { initial: 'l1', states: { l1: left, l2: {} } },
      r: { initial: 'r1', states: { r1: right, r2: {} } },
    },
  }) as const;

/** Deadlines: delayed events that the database keeps. */
export const delays: ChartGroup = {
  part: 'delayed events',
  standard: 'SCXML 6.2 (send with delay), 6.3 (cancel)',
  cases: [
    {
      name: 'a deadline of three days fires on the day after the third, and not before',
      chart: { initial: 'a', states: { a: { after: { D: { to: 'b', say: 'late' } } }, b: {} } },
      delays: { D: 3 },
      starts: { now: 'a', did: '+a', open: 'D@a' },
      steps: [
        { days: 3, now: 'a', open: 'D@a' },
        { days: 1, now: 'b', did: '-a late +b', open: '' },
      ],
    },
    {
      name: 'leaving the state calls the deadline off',
      chart: { initial: 'a', states: { a: { on: { E: 'b' }, after: { D: 'c' } }, b: {}, c: {} } },
      delays: { D: 3 },
      starts: { now: 'a', did: '+a', open: 'D@a' },
      steps: [
        { send: 'E', now: 'b', did: '-a +b', open: '' },
        { days: 9, now: 'b' },
      ],
    },
    {
      name: 'a state entered again has the whole period before it',
      chart: {
        initial: 'a',
        states: { a: { on: { E: 'b' }, after: { D: 'c' } }, b: { on: { E: 'a' } }, c: {} },
      },
      delays: { D: 3 },
      starts: { now: 'a', did: '+a' },
      steps: [
        { days: 2, now: 'a', open: 'D@a' },
        { send: 'E', now: 'b', did: '-a +b', open: '' },
        { send: 'E', now: 'a', did: '-b +a', open: 'D@a' },
        { days: 3, now: 'a', open: 'D@a' },
        { days: 1, now: 'c', did: '-a +c' },
      ],
    },
    {
      name: 'an event that does not leave the state leaves its deadline alone',
      chart: {
        initial: 'a',
        states: { a: { on: { E: { say: 'noted' }, F: { to: 'a', say: 'same' } }, after: { D: 'b' } }, b: {} },
      },
      delays: { D: 3 },
      starts: { now: 'a', did: '+a' },
      steps: [
        { days: 2, now: 'a' },
        { send: 'E', now: 'a', did: 'noted', open: 'D@a' },
        { send: 'F', now: 'a', did: 'same', open: 'D@a' },
        { days: 2, now: 'b', did: '-a +b' },
      ],
    },
    {
      name: 'reentering the state starts its deadline anew',
      chart: {
        initial: 'a',
        states: { a: { on: { E: { to: 'a', reenter: true } }, after: { D: 'b' } }, b: {} },
      },
      delays: { D: 3 },
      starts: { now: 'a', did: '+a' },
      steps: [
        { days: 2, now: 'a' },
        { send: 'E', now: 'a', did: '-a +a', open: 'D@a' },
        { days: 2, now: 'a', open: 'D@a' },
        { days: 2, now: 'b', did: '-a +b' },
      ],
    },
    {
      name: 'of two deadlines of a state the shorter fires and calls the other off',
      chart: { initial: 'a', states: { a: { after: { LONG: 'b', SHORT: 'c' } }, b: {}, c: {} } },
      delays: { LONG: 6, SHORT: 3 },
      starts: { now: 'a', did: '+a', open: 'LONG@a SHORT@a' },
      steps: [{ days: 20, now: 'c', did: '-a +c', open: '' }],
    },
    {
      name: 'two deadlines of a state that both leave it alone fire in due order, each once',
      chart: { initial: 'a', states: { a: { after: { LONG: { say: 'long' }, SHORT: { say: 'short' } } } } },
      delays: { LONG: 6, SHORT: 3 },
      starts: { now: 'a', did: '+a' },
      steps: [
        { days: 20, now: 'a', did: 'short | long', open: '' },
        { days: 20, now: 'a' },
      ],
    },
    {
      name: 'deadlines of the same day fire in the order in which they began',
      chart: twoClocks({ after: { D: { to: 'l2', say: 'l' } } }, { after: { D: { to: 'r2', say: 'r' } } }),
      delays: { D: 3 },
      starts: { now: 'l1 r1', did: '+left +l1 +r +r1', open: 'D@l1 D@r1' },
      steps: [{ days: 4, now: 'l2 r2', did: '-l1 l +l2 | -r1 r +r2', open: '' }],
    },
    {
      name: 'the first of the same day may call the second off',
      chart: {
        initial: 'p',
        states: {
          p: twoClocks({ after: { D: '#chart.z' } }, { after: { D: '#chart.y' } }),
          y: {},
          z: {},
        },
      },
      delays: { D: 3 },
      starts: { now: 'l1 r1', did: '+p +left +l1 +r +r1' },
      steps: [{ days: 4, now: 'z', did: '-r1 -r -l1 -left -p +z', open: '' }],
    },
    {
      name: 'the deadline of the state around runs on while states inside change',
      chart: {
        initial: 'a',
        states: {
          a: { initial: 'a1', after: { D: 'b' }, states: { a1: { on: { E: 'a2' } }, a2: {} } },
          b: {},
        },
      },
      delays: { D: 3 },
      starts: { now: 'a1', did: '+a +a1', open: 'D@a' },
      steps: [
        { days: 2, now: 'a1' },
        { send: 'E', now: 'a2', did: '-a1 +a2', open: 'D@a' },
        { days: 2, now: 'b', did: '-a2 -a +b' },
      ],
    },
    {
      name: 'the same delay of an inner and an outer state are two deadlines',
      chart: {
        initial: 'a',
        states: {
          a: {
            initial: 'a1',
            after: { D: { to: 'b', say: 'outer' } },
            states: { a1: { on: { E: 'a2' } }, a2: { after: { D: { to: 'a1', say: 'inner' } } } },
          },
          b: {},
        },
      },
      delays: { D: 3 },
      starts: { now: 'a1', did: '+a +a1', open: 'D@a' },
      steps: [
        { days: 2, now: 'a1' },
        { send: 'E', now: 'a2', did: '-a1 +a2', open: 'D@a D@a2' },
        { days: 2, now: 'b', did: '-a2 -a outer +b', open: '' },
      ],
    },
    {
      name: 'a deadline whose condition is false is over without effect',
      chart: { initial: 'a', states: { a: { on: { E: 'b' }, after: { D: { to: 'b', if: 'no' } } }, b: {} } },
      delays: { D: 3 },
      starts: { now: 'a', did: '+a', open: 'D@a' },
      steps: [
        { days: 4, now: 'a', open: '' },
        { days: 30, now: 'a', open: '' },
        { send: 'E', now: 'b', did: '-a +b' },
      ],
    },
    {
      name: 'a deadline takes the first alternative whose condition holds',
      chart: {
        initial: 'a',
        states: { a: { after: { D: [{ to: 'b', if: 'no' }, { to: 'c' }] } }, b: {}, c: {} },
      },
      delays: { D: 3 },
      starts: { now: 'a', did: '+a' },
      steps: [{ days: 4, now: 'c', did: '-a +c' }],
    },
    {
      name: 'a deadline begun by another counts from the day it really began, also after a standstill',
      chart: { initial: 'a', states: { a: { after: { D: 'b' } }, b: { after: { D: 'c' } }, c: {} } },
      delays: { D: 3 },
      starts: { now: 'a', did: '+a' },
      steps: [
        { days: 20, now: 'b', did: '-a +b', open: 'D@b' },
        { days: 3, now: 'b', open: 'D@b' },
        { days: 1, now: 'c', did: '-b +c' },
      ],
    },
    {
      name: 'a state entered by history starts its deadline anew',
      chart: {
        initial: 'a',
        states: {
          a: {
            initial: 'a1',
            on: { OUT: 'z' },
            states: {
              a1: { on: { E: 'a2' } },
              a2: { after: { D: { to: 'a1', say: 'late' } } },
              back: { type: 'history', history: 'deep' },
            },
          },
          z: { on: { IN: 'a.back' } },
        },
      },
      delays: { D: 3 },
      starts: { now: 'a1', did: '+a +a1', open: '' },
      steps: [
        { send: 'E', now: 'a2', did: '-a1 +a2', open: 'D@a2' },
        { days: 2, now: 'a2' },
        { send: 'OUT', now: 'z', did: '-a2 -a +z', open: '' },
        { send: 'IN', now: 'a2', did: '-z +a +a2', open: 'D@a2' },
        { days: 2, now: 'a2' },
        { days: 2, now: 'a1', did: '-a2 late +a1', open: '' },
      ],
    },
    {
      name: 'a state passed through within one event leaves no deadline behind',
      chart: {
        initial: 'a',
        states: { a: { on: { E: 'b' } }, b: { always: 'c', after: { D: 'a' } }, c: {} },
      },
      delays: { D: 3 },
      starts: { now: 'a', did: '+a' },
      steps: [
        { send: 'E', now: 'c', did: '-a +b -b +c', open: '' },
        { days: 9, now: 'c' },
      ],
    },
    {
      name: 'a deadline sets eventless transitions and completions going',
      chart: {
        initial: 'a',
        states: {
          a: { initial: 'a1', done: 'b', states: { a1: { after: { D: 'a9' } }, a9: { type: 'final' } } },
          b: { always: 'c' },
          c: {},
        },
      },
      delays: { D: 3 },
      starts: { now: 'a1', did: '+a +a1' },
      steps: [{ days: 4, now: 'c', did: '-a1 +a9 -a9 -a +b -b +c' }],
    },
    {
      name: 'the end calls every deadline off',
      chart: {
        type: 'parallel',
        states: {
          a: { initial: 'a1', states: { a1: { on: { E: 'a9' } }, a9: { type: 'final' } } },
          b: { initial: 'b9', after: { D: { say: 'late' } }, states: { b9: { type: 'final' } } },
        },
      },
      delays: { D: 3 },
      starts: { now: 'a1 b9', did: '+a +a1 +b +b9', open: 'D@b' },
      steps: [
        { send: 'E', now: 'a9 b9', did: '-a1 +a9 -b9 -b -a9 -a', open: '', ends: { a: null, b: null } },
        { days: 9, now: 'a9 b9', ends: { a: null, b: null } },
      ],
    },
  ],
};
