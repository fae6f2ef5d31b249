import type { ChartGroup, ChartState, ChartTransitions } from '../chart-case.js';

/** A parallel state with two or three regions of two states each, beside `x` and `y`. */
function regions(
  handlers: Readonly<Record<string, ChartTransitions | undefined>>,
  around?: ChartTransitions,
): ChartState {
  const states = Object.entries(handlers).map(([key, handler]): [string, ChartState] => [
    key,
    {
      initial: `${key}1`,
      states: { [`${key}1`]: handler === undefined ? {} : { on: { E: handler } }, [`${key}2`]: {} },
    },
  ]);
  return {
    initial: 'p',
    states: {
      p: { type: 'parallel', states: Object.fromEntries(states), ...(around ? { on: { E: around } } : {}) },
      x: {},
      y: {},
    },
  };
}

const toX = { to: '#chart.x', say: 'x' };
const toY = { to: '#chart.y', say: 'y' };
const starts2 = { now: 'a1 b1', did: '+p +a +a1 +b +b1' };
const starts3 = { now: 'a1 b1 c1', did: '+p +a +a1 +b +b1 +c +c1' };

/** Which of two transitions wins that cannot both be taken. */
export const preemption: ChartGroup = {
  part: 'conflicts between regions',
  standard: 'SCXML 3.13, Appendix D removeConflictingTransitions',
  cases: [
    {
      name: 'of two regions that both leave, the first in document order wins',
      chart: regions({ a: toX, b: toY }),
      starts: starts2,
      steps: [{ send: 'E', now: 'x', did: '-b1 -b -a1 -a -p x +x' }],
    },
    {
      name: 'document order of regions is that of their keys, also when the database stores them otherwise',
      chart: regions({ z: toY, aaaa: toX }),
      starts: { now: 'aaaa1 z1', did: '+p +aaaa +aaaa1 +z +z1' },
      steps: [{ send: 'E', now: 'x', did: '-z1 -z -aaaa1 -aaaa -p x +x' }],
    },
    {
      name: 'a region that moves inside interrupts a later one that would leave',
      chart: regions({ a: { to: 'a2', say: 'in' }, b: toX }),
      starts: starts2,
      steps: [{ send: 'E', now: 'a2 b1', did: '-a1 in +a2' }],
    },
    {
      name: 'a region that leaves interrupts a later one that moves inside',
      chart: regions({ a: toX, b: { to: 'b2', say: 'in' } }),
      starts: starts2,
      steps: [{ send: 'E', now: 'x', did: '-b1 -b -a1 -a -p x +x' }],
    },
    {
      name: 'a transition without target conflicts with nothing',
      chart: regions({ a: { say: 'noted' }, b: toX }),
      starts: starts2,
      steps: [{ send: 'E', now: 'x', did: '-b1 -b -a1 -a -p noted x +x' }],
    },
    {
      name: 'of three regions the outer two move and interrupt the middle one that would leave',
      chart: regions({ a: { to: 'a2', say: 'a' }, b: toX, c: { to: 'c2', say: 'c' } }),
      starts: starts3,
      steps: [{ send: 'E', now: 'a2 b1 c2', did: '-c1 -a1 a c +a2 +c2' }],
    },
    {
      name: 'a region without answer does not count: the second leaves and interrupts the third',
      chart: regions({ a: undefined, b: toX, c: { to: 'c2', say: 'c' } }),
      starts: starts3,
      steps: [{ send: 'E', now: 'x', did: '-c1 -c -b1 -b -a1 -a -p x +x' }],
    },
    {
      name: 'a region interrupts the state around, when the region comes first',
      chart: regions({ a: { to: 'a2', say: 'child' }, b: undefined }, { to: 'x', say: 'parent' }),
      starts: starts2,
      steps: [{ send: 'E', now: 'a2 b1', did: '-a1 child +a2' }],
    },
    {
      name: 'a region interrupts the state around, also when the region comes last',
      chart: regions({ a: undefined, b: { to: 'b2', say: 'child' } }, { to: 'x', say: 'parent' }),
      starts: starts2,
      steps: [{ send: 'E', now: 'a1 b2', did: '-b1 child +b2' }],
    },
    {
      name: 'the state around answers once, however many regions leave the answer to it',
      chart: regions({ a: undefined, b: undefined, c: undefined }, { say: 'once' }),
      starts: starts3,
      steps: [{ send: 'E', now: 'a1 b1 c1', did: 'once' }],
    },
    {
      name: 'a note of the state around is not taken when one of its regions answers',
      deviates: 'every region looks outwards by itself, so the note of the state around is taken as well',
      chart: regions({ a: { to: 'a2', say: 'child' }, b: undefined }, { say: 'noted' }),
      starts: starts2,
      steps: [{ send: 'E', now: 'a2 b1', did: '-a1 child +a2' }],
    },
    {
      name: 'regions of an inner parallel state interrupt the region around them',
      chart: {
        type: 'parallel',
        states: {
          a: {
            initial: 'q',
            states: {
              q: {
                type: 'parallel',
                on: { E: { to: 'away', say: 'outer' } },
                states: {
                  q1: { initial: 'u', states: { u: {} } },
                  q2: { initial: 'v', states: { v: { on: { E: { to: 'w', say: 'inner' } } }, w: {} } },
                },
              },
              away: {},
            },
          },
          b: { initial: 'b1', states: { b1: { on: { E: 'b2' } }, b2: { on: { E: 'b1' } } } },
        },
      },
      starts: { now: 'u v b1', did: '+a +q +q1 +u +q2 +v +b +b1' },
      steps: [
        { send: 'E', now: 'u w b2', did: '-b1 -v inner +w +b2' },
        { send: 'E', now: 'away b1', did: '-b2 -w -q2 -u -q1 -q outer +away +b1' },
      ],
    },
    {
      name: 'a condition that is false takes a transition out of the conflict',
      chart: regions({ a: { ...toX, if: 'no' }, b: toY }),
      starts: starts2,
      steps: [{ send: 'E', now: 'y', did: '-b1 -b -a1 -a -p y +y' }],
    },
    {
      name: 'of two eventless transitions that both leave, the first in document order wins',
      chart: {
        initial: 'z',
        states: {
          z: { on: { E: 'p' } },
          p: {
            type: 'parallel',
            states: {
              long: { initial: 'l1', states: { l1: { always: { to: '#chart.x', say: 'x' } } } },
              m: { initial: 'm1', states: { m1: { always: { to: '#chart.y', say: 'y' } } } },
            },
          },
          x: {},
          y: {},
        },
      },
      starts: { now: 'z', did: '+z' },
      steps: [{ send: 'E', now: 'x', did: '-z +p +long +l1 +m +m1 -m1 -m -l1 -long -p x +x' }],
    },
    {
      name: 'two regions that enter each other conflict, and the first wins',
      chart: {
        type: 'parallel',
        states: {
          alpha: { initial: 'a1', states: { a1: { on: { E: { to: '#chart.z.z2', say: 'a' } } }, a2: {} } },
          z: { initial: 'z1', states: { z1: { on: { E: { to: '#chart.alpha.a2', say: 'z' } } }, z2: {} } },
        },
      },
      starts: { now: 'a1 z1', did: '+alpha +a1 +z +z1' },
      steps: [{ send: 'E', now: 'a1 z2', did: '-z1 -z -a1 -alpha a +alpha +a1 +z +z2' }],
    },
  ],
};
