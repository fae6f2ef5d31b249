import type { ChartGroup } from '../chart-case.js';

const bothRegions = {
  a: { initial: 'a1', states: { a1: { on: { E: 'a9' } }, a9: { type: 'final', output: 'A' } } },
  b: { initial: 'b1', states: { b1: { on: { F: 'b9' } }, b9: { type: 'final', output: { by: 'B' } } } },
} as const;

/** Final states, completion of the states around them, and the end. */
export const completion: ChartGroup = {
  part: 'completion and end',
  standard: 'SCXML 3.7, 3.13, 5.7, Appendix D enterStates (done.state), exitInterpreter',
  cases: [
    {
      name: 'a compound state is completed when its final state has been entered',
      chart: {
        initial: 'a',
        states: {
          a: {
            initial: 'a1',
            done: { to: 'b', say: 'done' },
            states: { a1: { on: { E: 'a9' } }, a9: { type: 'final' } },
          },
          b: {},
        },
      },
      starts: { now: 'a1', did: '+a +a1' },
      steps: [{ send: 'E', now: 'b', did: '-a1 +a9 -a9 -a done +b' }],
    },
    {
      name: 'a final state inside ends its state, not the process',
      chart: {
        initial: 'a',
        states: {
          a: { initial: 'a1', on: { F: 'b' }, states: { a1: { on: { E: 'a9' } }, a9: { type: 'final' } } },
          b: {},
        },
      },
      starts: { now: 'a1', did: '+a +a1' },
      steps: [
        { send: 'E', now: 'a9', did: '-a1 +a9' },
        { send: 'E', now: 'a9', refused: 'EVENT_NOT_POSSIBLE_NOW' },
        { send: 'F', now: 'b', did: '-a9 -a +b' },
      ],
    },
    {
      name: 'a parallel state is completed only when all its regions are',
      chart: {
        initial: 'p',
        states: { p: { type: 'parallel', done: { to: 'z', say: 'all' }, states: bothRegions }, z: {} },
      },
      starts: { now: 'a1 b1', did: '+p +a +a1 +b +b1' },
      steps: [
        { send: 'F', now: 'a1 b9', did: '-b1 +b9' },
        { send: 'E', now: 'z', did: '-a1 +a9 -b9 -b -a9 -a -p all +z' },
      ],
    },
    {
      name: 'a region may answer its own completion and never be final',
      chart: {
        initial: 'p',
        states: {
          p: {
            type: 'parallel',
            done: 'z',
            states: {
              a: {
                initial: 'a1',
                done: { say: 'a' },
                states: { a1: { on: { E: 'a9' } }, a9: { type: 'final' } },
              },
              b: {
                initial: 'b1',
                done: { to: '.b1', say: 'again' },
                states: { b1: { on: { F: 'b9' } }, b9: { type: 'final' } },
              },
            },
          },
          z: {},
        },
      },
      starts: { now: 'a1 b1', did: '+p +a +a1 +b +b1' },
      steps: [
        { send: 'F', now: 'a1 b1', did: '-b1 +b9 -b9 again +b1' },
        { send: 'E', now: 'a9 b1', did: '-a1 +a9 a' },
      ],
    },
    {
      name: 'the completion of the last region is told before that of the parallel state',
      chart: {
        initial: 'p',
        states: {
          p: {
            type: 'parallel',
            done: { to: 'z', say: 'all' },
            states: {
              a: { initial: 'a9', states: { a9: { type: 'final' } } },
              b: {
                initial: 'b1',
                done: { say: 'b' },
                states: { b1: { on: { E: 'b9' } }, b9: { type: 'final' } },
              },
            },
          },
          z: {},
        },
      },
      starts: { now: 'a9 b1', did: '+p +a +a9 +b +b1' },
      steps: [{ send: 'E', now: 'z', did: '-b1 +b9 b -b9 -b -a9 -a -p all +z' }],
    },
    {
      name: 'regions completed in the same step are told in document order',
      chart: {
        initial: 'p',
        states: {
          p: {
            type: 'parallel',
            done: { say: 'all' },
            states: {
              a: {
                initial: 'a1',
                done: { say: 'a' },
                states: { a1: { on: { E: 'a9' } }, a9: { type: 'final' } },
              },
              b: {
                initial: 'b1',
                done: { say: 'b' },
                states: { b1: { on: { E: 'b9' } }, b9: { type: 'final' } },
              },
            },
          },
        },
      },
      starts: { now: 'a1 b1', did: '+p +a +a1 +b +b1' },
      steps: [{ send: 'E', now: 'a9 b9', did: '-b1 -a1 +a9 +b9 a b all' }],
    },
    {
      name: 'completions go outwards step by step',
      chart: {
        initial: 'a',
        states: {
          a: {
            initial: 'b',
            done: { to: 'z', say: 'outer' },
            states: {
              b: {
                initial: 'b1',
                done: { to: 'a9', say: 'inner' },
                states: { b1: { on: { E: 'b9' } }, b9: { type: 'final' } },
              },
              a9: { type: 'final' },
            },
          },
          z: {},
        },
      },
      starts: { now: 'b1', did: '+a +b +b1' },
      steps: [{ send: 'E', now: 'z', did: '-b1 +b9 -b9 -b inner +a9 -a9 -a outer +z' }],
    },
    {
      name: 'the completion of an inner state is not that of the state around it',
      chart: {
        initial: 'a',
        states: {
          a: {
            initial: 'b',
            done: 'z',
            states: { b: { initial: 'b1', states: { b1: { on: { E: 'b9' } }, b9: { type: 'final' } } } },
          },
          z: {},
        },
      },
      starts: { now: 'b1', did: '+a +b +b1' },
      steps: [{ send: 'E', now: 'b9', did: '-b1 +b9' }],
    },
    {
      name: 'a completion takes the first alternative whose condition holds',
      chart: {
        initial: 'a',
        states: {
          a: {
            initial: 'a1',
            done: [{ to: 'x', if: 'no' }, { to: 'y', if: 'yes' }, { to: 'x' }],
            states: { a1: { on: { E: 'a9' } }, a9: { type: 'final' } },
          },
          x: {},
          y: {},
        },
      },
      starts: { now: 'a1', did: '+a +a1' },
      steps: [{ send: 'E', now: 'y', did: '-a1 +a9 -a9 -a +y' }],
    },
    {
      name: 'a completion whose condition is false is over; it is not told again later',
      chart: {
        initial: 'a',
        states: {
          a: {
            initial: 'a1',
            done: { to: 'z', if: { type: 'contextIs', params: { field: 'key', value: 'go' } } },
            on: { F: { set: { key: 'go' }, say: 'go' } },
            states: { a1: { on: { E: 'a9' } }, a9: { type: 'final' } },
          },
          z: {},
        },
      },
      context: { key: null },
      starts: { now: 'a1', did: '+a +a1' },
      steps: [
        { send: 'E', now: 'a9', did: '-a1 +a9' },
        { send: 'F', now: 'a9', did: 'go' },
      ],
    },
    {
      name: 'a state that begins with its final state is completed at once',
      chart: {
        initial: 'a',
        states: { a: { initial: 'a9', done: 'z', states: { a9: { type: 'final' } } }, z: {} },
      },
      starts: { now: 'z', did: '+a +a9 -a9 -a +z' },
      steps: [],
    },
    {
      name: 'a state entered again can be completed again',
      chart: {
        initial: 'z',
        states: {
          z: { on: { E: 'a' } },
          a: {
            initial: 'a1',
            done: { to: 'z', say: 'done' },
            states: { a1: { on: { E: 'a9' } }, a9: { type: 'final' } },
          },
        },
      },
      starts: { now: 'z', did: '+z' },
      steps: [
        { send: 'E', now: 'a1', did: '-z +a +a1' },
        { send: 'E', now: 'z', did: '-a1 +a9 -a9 -a done +z' },
        { send: 'E', now: 'a1', did: '-z +a +a1' },
        { send: 'E', now: 'z', did: '-a1 +a9 -a9 -a done +z' },
      ],
    },
    {
      name: 'a final state of the root ends the process with its output, and everything is left',
      chart: {
        initial: 'a',
        states: {
          a: { on: { E: { to: 'z', say: 'last' } } },
          z: { type: 'final', output: { result: 'closed' } },
        },
      },
      starts: { now: 'a', did: '+a' },
      steps: [
        { send: 'E', now: 'z', did: '-a last +z -z', ends: { result: 'closed' } },
        { send: 'E', now: 'z', refused: 'PROCESS_FINISHED', ends: { result: 'closed' } },
      ],
    },
    {
      name: 'a process may end in the moment it starts',
      chart: { initial: 'z', states: { z: { type: 'final', output: 'none' } } },
      starts: { now: 'z', did: '+z -z', ends: 'none' },
      steps: [],
    },
    {
      name: 'a process of regions ends when all are final, with an output for each',
      deviates: 'the outermost state is never parallel; a machine ends by a final state of its own',
      chart: { type: 'parallel', states: bothRegions },
      starts: { now: 'a1 b1', did: '+a +a1 +b +b1' },
      steps: [
        { send: 'E', now: 'a9 b1', did: '-a1 +a9' },
        { send: 'F', now: 'a9 b9', did: '-b1 +b9 -b9 -b -a9 -a', ends: { a: 'A', b: { by: 'B' } } },
        { send: 'F', now: 'a9 b9', refused: 'PROCESS_FINISHED', ends: { a: 'A', b: { by: 'B' } } },
      ],
    },
  ],
};
