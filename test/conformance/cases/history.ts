import type { ChartGroup, ChartState } from '../chart-case.js';

/** A state with two levels inside and a way out and back by history. */
function remembering(kind: 'shallow' | 'deep', target?: string): ChartState {
  return {
    initial: 'a',
    states: {
      a: {
        initial: 'b',
        on: { OUT: 'z' },
        states: {
          b: { initial: 'b1', on: { TO_C: 'c' }, states: { b1: { on: { E: 'b2' } }, b2: {} } },
          c: { initial: 'c1', states: { c1: { on: { E: 'c2' } }, c2: {} } },
          back: { type: 'history', history: kind, ...(target === undefined ? {} : { target }) },
        },
      },
      z: { on: { IN: 'a.back', NEW: 'a' } },
    },
  };
}

/** Two regions of two states each, left and entered again by a history state of the parallel state. */
function rememberingRegions(kind: 'shallow' | 'deep'): ChartState {
  return {
    initial: 'p',
    states: {
      p: {
        type: 'parallel',
        on: { OUT: 'z' },
        states: {
          left: { initial: 'l1', states: { l1: { on: { E: 'l2' } }, l2: {} } },
          r: { initial: 'r1', states: { r1: { on: { F: 'r2' } }, r2: {} } },
          zurueck: { type: 'history', history: kind },
        },
      },
      z: { on: { IN: 'p.zurueck' } },
    },
  };
}

const startsB = { now: 'b1', did: '+a +b +b1' };
const startsP = { now: 'l1 r1', did: '+p +left +l1 +r +r1' };

/** History states. */
export const history: ChartGroup = {
  part: 'history',
  standard: 'SCXML 3.10, Appendix D exitStates, addDescendantStatesToEnter',
  cases: [
    {
      name: 'shallow history enters the child that was left, and there the beginning',
      chart: remembering('shallow'),
      starts: startsB,
      steps: [
        { send: 'TO_C', now: 'c1', did: '-b1 -b +c +c1' },
        { send: 'E', now: 'c2', did: '-c1 +c2' },
        { send: 'OUT', now: 'z', did: '-c2 -c -a +z' },
        { send: 'IN', now: 'c1', did: '-z +a +c +c1' },
      ],
    },
    {
      name: 'deep history enters the innermost state that was left',
      chart: remembering('deep'),
      starts: startsB,
      steps: [
        { send: 'TO_C', now: 'c1', did: '-b1 -b +c +c1' },
        { send: 'E', now: 'c2', did: '-c1 +c2' },
        { send: 'OUT', now: 'z', did: '-c2 -c -a +z' },
        { send: 'IN', now: 'c2', did: '-z +a +c +c2' },
      ],
    },
    ...(['shallow', 'deep'] as const).map((kind) => ({
      name: `${kind} history that remembers nothing yet enters its default`,
      chart: { ...remembering(kind, 'c'), initial: 'z' },
      starts: { now: 'z', did: '+z' },
      steps: [{ send: 'IN', now: 'c1', did: '-z +a +c +c1' }],
    })),
    {
      name: 'history without a default enters what its state enters by itself',
      chart: { ...remembering('deep'), initial: 'z' },
      starts: { now: 'z', did: '+z' },
      steps: [{ send: 'IN', now: 'b1', did: '-z +a +b +b1' }],
    },
    {
      name: 'what is remembered wins over the default',
      chart: remembering('deep', 'c'),
      starts: startsB,
      steps: [
        { send: 'E', now: 'b2', did: '-b1 +b2' },
        { send: 'OUT', now: 'z', did: '-b2 -b -a +z' },
        { send: 'IN', now: 'b2', did: '-z +a +b +b2' },
      ],
    },
    {
      name: 'each leaving overwrites what was remembered',
      chart: remembering('deep'),
      starts: startsB,
      steps: [
        { send: 'E', now: 'b2', did: '-b1 +b2' },
        { send: 'OUT', now: 'z', did: '-b2 -b -a +z' },
        { send: 'IN', now: 'b2', did: '-z +a +b +b2' },
        { send: 'TO_C', now: 'c1', did: '-b2 -b +c +c1' },
        { send: 'OUT', now: 'z', did: '-c1 -c -a +z' },
        { send: 'IN', now: 'c1', did: '-z +a +c +c1' },
      ],
    },
    {
      name: 'entering a state directly does not ask its history',
      chart: remembering('deep'),
      starts: startsB,
      steps: [
        { send: 'TO_C', now: 'c1', did: '-b1 -b +c +c1' },
        { send: 'OUT', now: 'z', did: '-c1 -c -a +z' },
        { send: 'NEW', now: 'b1', did: '-z +a +b +b1' },
      ],
    },
    {
      name: 'deep history of a parallel state enters every region where it was',
      chart: rememberingRegions('deep'),
      starts: startsP,
      steps: [
        { send: 'F', now: 'l1 r2', did: '-r1 +r2' },
        { send: 'OUT', now: 'z', did: '-r2 -r -l1 -left -p +z' },
        { send: 'IN', now: 'l1 r2', did: '-z +p +left +l1 +r +r2' },
        { send: 'E', now: 'l2 r2', did: '-l1 +l2' },
        { send: 'OUT', now: 'z', did: '-r2 -r -l2 -left -p +z' },
        { send: 'IN', now: 'l2 r2', did: '-z +p +left +l2 +r +r2' },
      ],
    },
    {
      name: 'shallow history of a parallel state enters every region at its beginning',
      chart: rememberingRegions('shallow'),
      starts: startsP,
      steps: [
        { send: 'F', now: 'l1 r2', did: '-r1 +r2' },
        { send: 'OUT', now: 'z', did: '-r2 -r -l1 -left -p +z' },
        { send: 'IN', now: 'l1 r1', did: '-z +p +left +l1 +r +r1' },
      ],
    },
    {
      name: 'history of one region enters the other regions at their beginning',
      chart: {
        initial: 'p',
        states: {
          p: {
            type: 'parallel',
            on: { OUT: 'z' },
            states: {
              a: {
                initial: 'a1',
                states: { a1: { on: { E: 'a2' } }, a2: {}, back: { type: 'history', history: 'shallow' } },
              },
              b: { initial: 'b1', states: { b1: { on: { E: 'b2' } }, b2: {} } },
            },
          },
          z: { on: { IN: '#chart.p.a.back' } },
        },
      },
      starts: { now: 'a1 b1', did: '+p +a +a1 +b +b1' },
      steps: [
        { send: 'E', now: 'a2 b2', did: '-b1 -a1 +a2 +b2' },
        { send: 'OUT', now: 'z', did: '-b2 -b -a2 -a -p +z' },
        { send: 'IN', now: 'a2 b1', did: '-z +p +a +a2 +b +b1' },
      ],
    },
    {
      name: 'history states of several regions are entered together by several targets',
      chart: {
        initial: 'p',
        states: {
          p: {
            type: 'parallel',
            on: { OUT: 'z' },
            states: {
              a: {
                initial: 'a1',
                states: { a1: { on: { E: 'a2' } }, a2: {}, backA: { type: 'history', history: 'shallow' } },
              },
              b: {
                initial: 'b1',
                states: { b1: { on: { E: 'b2' } }, b2: {}, backB: { type: 'history', history: 'deep' } },
              },
            },
          },
          z: { on: { IN: { to: ['#chart.p.a.backA', '#chart.p.b.backB'] } } },
        },
      },
      starts: { now: 'a1 b1', did: '+p +a +a1 +b +b1' },
      steps: [
        { send: 'E', now: 'a2 b2', did: '-b1 -a1 +a2 +b2' },
        { send: 'OUT', now: 'z', did: '-b2 -b -a2 -a -p +z' },
        { send: 'IN', now: 'a2 b2', did: '-z +p +a +a2 +b +b2' },
      ],
    },
    {
      name: 'shallow and deep history of the same state remember each in its way',
      chart: {
        initial: 'a',
        states: {
          a: {
            initial: 'b',
            on: { OUT: 'z' },
            states: {
              b: { initial: 'b1', states: { b1: { on: { E: 'b2' } }, b2: {} } },
              flat: { type: 'history', history: 'shallow' },
              full: { type: 'history', history: 'deep' },
            },
          },
          z: { on: { FLAT: 'a.flat', FULL: 'a.full' } },
        },
      },
      starts: startsB,
      steps: [
        { send: 'E', now: 'b2', did: '-b1 +b2' },
        { send: 'OUT', now: 'z', did: '-b2 -b -a +z' },
        { send: 'FULL', now: 'b2', did: '-z +a +b +b2' },
        { send: 'OUT', now: 'z', did: '-b2 -b -a +z' },
        { send: 'FLAT', now: 'b1', did: '-z +a +b +b1' },
      ],
    },
    {
      name: 'history of a state that is left and entered in the same step remembers that step',
      chart: {
        initial: 'a',
        states: {
          a: {
            initial: 'a1',
            on: { ANEW: { to: '.back', reenter: true } },
            states: { a1: { on: { E: 'a2' } }, a2: {}, back: { type: 'history', history: 'shallow' } },
          },
        },
      },
      starts: { now: 'a1', did: '+a +a1' },
      steps: [
        { send: 'E', now: 'a2', did: '-a1 +a2' },
        { send: 'ANEW', now: 'a2', did: '-a2 -a +a +a2' },
      ],
    },
    {
      name: 'history that leads back to the very state it is asked from leaves and enters that state',
      chart: {
        initial: 'a',
        states: {
          a: {
            initial: 'a1',
            states: { a1: { on: { E: 'back' }, after: { D: 'z' } }, back: { type: 'history' }, z: {} },
          },
        },
      },
      delays: { D: 3 },
      starts: { now: 'a1', did: '+a +a1', open: 'D@a1' },
      steps: [
        { days: 2, now: 'a1' },
        { send: 'E', now: 'a1', did: '-a1 +a1', open: 'D@a1' },
        { days: 3, now: 'a1', open: 'D@a1' },
        { days: 1, now: 'z', did: '-a1 +z', open: '' },
      ],
    },
    {
      name: 'history without its own kind is shallow, and may be asked from deep inside',
      chart: {
        initial: 'a',
        states: {
          a: {
            initial: 'b',
            states: {
              b: { initial: 'b1', states: { b1: { on: { E: 'b2' } }, b2: { on: { E: '#chart.a.back' } } } },
              back: { type: 'history' },
            },
          },
        },
      },
      starts: { now: 'b1', did: '+a +b +b1' },
      steps: [
        { send: 'E', now: 'b2', did: '-b1 +b2' },
        { send: 'E', now: 'b1', did: '-b2 -b +b +b1' },
      ],
    },
    {
      name: 'what is remembered outlives other events, targets and states in between',
      chart: {
        ...remembering('deep'),
        on: { NOTE: { say: 'noted' } },
      },
      starts: startsB,
      steps: [
        { send: 'E', now: 'b2', did: '-b1 +b2' },
        { send: 'OUT', now: 'z', did: '-b2 -b -a +z' },
        { send: 'NOTE', now: 'z', did: 'noted' },
        { send: 'NOTE', now: 'z', did: 'noted' },
        { send: 'IN', now: 'b2', did: '-z +a +b +b2' },
      ],
    },
  ],
};
