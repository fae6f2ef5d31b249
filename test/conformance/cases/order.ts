import type { ChartGroup } from '../chart-case.js';

const twoRegions = {
  type: 'parallel',
  states: {
    // The shorter key comes first in a jsonb column, the regions go by the alphabet.
    left: { initial: 'l1', states: { l1: { on: { E: { to: 'l2', say: 'l' } } }, l2: {} } },
    r: { initial: 'r1', states: { r1: { on: { E: { to: 'r2', say: 'r' } } }, r2: {} } },
  },
} as const;

/** What is left and entered, and in which order. */
export const order: ChartGroup = {
  part: 'leaving and entering',
  standard: 'SCXML 3.13, Appendix D exitStates, executeTransitionContent, enterStates',
  cases: [
    {
      name: 'states are entered from outside in',
      chart: {
        initial: 'a',
        states: { a: { initial: 'b', states: { b: { initial: 'c', states: { c: {} } } } } },
      },
      starts: { now: 'c', did: '+a +b +c' },
      steps: [],
    },
    {
      name: 'first everything is left from inside out, then the transition acts, then everything is entered',
      chart: {
        initial: 'a',
        states: {
          a: { initial: 'a1', states: { a1: { on: { E: { to: '#chart.b.b2', say: 'over' } } } } },
          b: { initial: 'b1', states: { b1: {}, b2: {} } },
        },
      },
      starts: { now: 'a1', did: '+a +a1' },
      steps: [{ send: 'E', now: 'b2', did: '-a1 -a over +b +b2' }],
    },
    {
      name: 'only what lies below the closest common state is left',
      chart: {
        initial: 'top',
        states: {
          top: {
            initial: 'a',
            states: {
              a: { initial: 'a1', states: { a1: { on: { E: '#chart.top.b.b1' } } } },
              b: { initial: 'b0', states: { b0: {}, b1: {} } },
            },
          },
        },
      },
      starts: { now: 'a1', did: '+top +a +a1' },
      steps: [{ send: 'E', now: 'b1', did: '-a1 -a +b +b1' }],
    },
    {
      name: 'regions are entered in document order, each to its depth before the next',
      chart: twoRegions,
      starts: { now: 'l1 r1', did: '+left +l1 +r +r1' },
      steps: [],
    },
    {
      name: 'regions are left in reverse document order',
      chart: {
        initial: 'p',
        states: {
          p: {
            type: 'parallel',
            on: { E: 'z' },
            states: { a: { initial: 'a1', states: { a1: {} } }, b: {} },
          },
          z: {},
        },
      },
      starts: { now: 'a1 b', did: '+p +a +a1 +b' },
      steps: [{ send: 'E', now: 'z', did: '-b -a1 -a -p +z' }],
    },
    {
      name: 'two regions that take the same event leave first, act then, enter last',
      chart: twoRegions,
      starts: { now: 'l1 r1', did: '+left +l1 +r +r1' },
      steps: [{ send: 'E', now: 'l2 r2', did: '-r1 -l1 l r +l2 +r2' }],
    },
    {
      name: 'an event one region handles leaves the other as it is',
      chart: {
        type: 'parallel',
        states: {
          a: { initial: 'a1', states: { a1: { on: { E: 'a2' } }, a2: {} } },
          b: { initial: 'b1', states: { b1: { on: { F: 'b2' } }, b2: {} } },
        },
      },
      starts: { now: 'a1 b1', did: '+a +a1 +b +b1' },
      steps: [
        { send: 'F', now: 'a1 b2', did: '-b1 +b2' },
        { send: 'E', now: 'a2 b2', did: '-a1 +a2' },
      ],
    },
    {
      name: 'a transition into the own inside does not leave its state',
      deviates: 'this has to be asked for by type="internal"; here reenter asks for the opposite',
      chart: {
        initial: 'a',
        states: { a: { initial: 'a1', on: { E: { to: '.a2', say: 'in' } }, states: { a1: {}, a2: {} } } },
      },
      starts: { now: 'a1', did: '+a +a1' },
      steps: [
        { send: 'E', now: 'a2', did: '-a1 in +a2' },
        { send: 'E', now: 'a2', did: '-a2 in +a2' },
      ],
    },
    {
      name: 'with reenter a transition into the own inside leaves its state and enters it again',
      chart: {
        initial: 'a',
        states: {
          a: {
            initial: 'a1',
            on: { E: { to: '.a2', say: 'in', reenter: true } },
            states: { a1: {}, a2: {} },
          },
        },
      },
      starts: { now: 'a1', did: '+a +a1' },
      steps: [{ send: 'E', now: 'a2', did: '-a1 -a in +a +a2' }],
    },
    {
      name: 'an atomic state that names itself stays; with reenter it is left and entered',
      deviates: 'a state that names itself is always left and entered',
      chart: {
        initial: 'a',
        states: { a: { on: { E: { to: 'a', say: 'stay' }, F: { to: 'a', say: 'anew', reenter: true } } } },
      },
      starts: { now: 'a', did: '+a' },
      steps: [
        { send: 'E', now: 'a', did: 'stay' },
        { send: 'F', now: 'a', did: '-a anew +a' },
      ],
    },
    {
      name: 'a compound state that names itself begins its inside anew; with reenter itself, too',
      deviates: 'a state that names itself is always left and entered',
      chart: {
        initial: 'a',
        states: {
          a: {
            initial: 'a1',
            on: { E: { to: 'a' }, F: { to: 'a', reenter: true } },
            states: { a1: { on: { G: 'a2' } }, a2: {} },
          },
        },
      },
      starts: { now: 'a1', did: '+a +a1' },
      steps: [
        { send: 'G', now: 'a2', did: '-a1 +a2' },
        { send: 'E', now: 'a1', did: '-a2 +a1' },
        { send: 'G', now: 'a2', did: '-a1 +a2' },
        { send: 'F', now: 'a1', did: '-a2 -a +a +a1' },
      ],
    },
    {
      name: 'a transition from inside to the state around it leaves and enters that state',
      chart: {
        initial: 'a',
        states: { a: { initial: 'a1', states: { a1: { on: { E: 'a2' } }, a2: { on: { E: '#chart.a' } } } } },
      },
      starts: { now: 'a1', did: '+a +a1' },
      steps: [
        { send: 'E', now: 'a2', did: '-a1 +a2' },
        { send: 'E', now: 'a1', did: '-a2 -a +a +a1' },
      ],
    },
    {
      name: 'a target inside one region enters the other regions by themselves',
      chart: {
        initial: 'z',
        states: {
          z: { on: { E: '#chart.p.b.b2' } },
          p: {
            type: 'parallel',
            states: {
              a: { initial: 'a1', states: { a1: {} } },
              b: { initial: 'b1', states: { b1: {}, b2: {} } },
            },
          },
        },
      },
      starts: { now: 'z', did: '+z' },
      steps: [{ send: 'E', now: 'a1 b2', did: '-z +p +a +a1 +b +b2' }],
    },
    {
      name: 'several targets are reached in one step, in document order whatever their order',
      chart: {
        initial: 'z',
        states: {
          z: { on: { E: { to: ['#chart.p.c.c2', '#chart.p.a.a2'] } } },
          p: {
            type: 'parallel',
            states: {
              a: { initial: 'a1', states: { a1: {}, a2: {} } },
              b: { initial: 'b1', states: { b1: {} } },
              c: { initial: 'c1', states: { c1: {}, c2: {} } },
            },
          },
        },
      },
      starts: { now: 'z', did: '+z' },
      steps: [{ send: 'E', now: 'a2 b1 c2', did: '-z +p +a +a2 +b +b1 +c +c2' }],
    },
    {
      name: 'a parallel state moves several of its regions at once and stays itself',
      deviates:
        'only a compound state can have internal transitions, so the parallel state is left and entered',
      chart: {
        type: 'parallel',
        states: {
          p: {
            type: 'parallel',
            on: { E: { to: ['.a.a2', '.b.b2'], say: 'both' } },
            states: {
              a: { initial: 'a1', states: { a1: {}, a2: {} } },
              b: { initial: 'b1', states: { b1: {}, b2: {} } },
            },
          },
          q: {},
        },
      },
      starts: { now: 'a1 b1 q', did: '+p +a +a1 +b +b1 +q' },
      steps: [{ send: 'E', now: 'a2 b2 q', did: '-b1 -b -a1 -a both +a +a2 +b +b2' }],
    },
    {
      name: 'leaving one region of a parallel state from inside leaves all of them',
      chart: {
        initial: 'p',
        states: {
          p: {
            type: 'parallel',
            states: {
              a: { initial: 'a1', states: { a1: { on: { E: { to: '#chart.z', say: 'out' } } } } },
              b: { initial: 'b1', states: { b1: {} } },
            },
          },
          z: {},
        },
      },
      starts: { now: 'a1 b1', did: '+p +a +a1 +b +b1' },
      steps: [{ send: 'E', now: 'z', did: '-b1 -b -a1 -a -p out +z' }],
    },
    {
      name: 'going from one region into another leaves and enters the regions, not the state around them',
      deviates:
        'the parallel state itself is left and entered, too (its closest common ancestor is never parallel)',
      chart: {
        initial: 'p',
        states: {
          p: {
            type: 'parallel',
            states: {
              a: { initial: 'a1', states: { a1: { on: { E: '#chart.p.b.b2' } }, a2: {} } },
              b: { initial: 'b1', states: { b1: {}, b2: {} } },
            },
          },
        },
      },
      starts: { now: 'a1 b1', did: '+p +a +a1 +b +b1' },
      steps: [{ send: 'E', now: 'a1 b2', did: '-b1 -b -a1 -a +a +a1 +b +b2' }],
    },
  ],
};
