import type { ChartGroup } from '../chart-case.js';

/** Which transition an event takes. */
export const selection: ChartGroup = {
  part: 'selection of transitions',
  standard: 'SCXML 3.5, 3.13, Appendix D selectTransitions',
  cases: [
    {
      name: 'of several alternatives the first written one wins',
      chart: { initial: 'a', states: { a: { on: { E: [{ to: 'b' }, { to: 'c' }] } }, b: {}, c: {} } },
      starts: { now: 'a', did: '+a' },
      steps: [{ send: 'E', now: 'b', did: '-a +b' }],
    },
    {
      name: 'an alternative whose condition is false is passed over',
      chart: {
        initial: 'a',
        states: {
          a: { on: { E: [{ to: 'b', if: 'no' }, { to: 'c', if: 'yes' }, { to: 'b' }] } },
          b: {},
          c: {},
        },
      },
      starts: { now: 'a', did: '+a' },
      steps: [{ send: 'E', now: 'c', did: '-a +c' }],
    },
    {
      name: 'an event whose conditions are all false changes nothing',
      chart: { initial: 'a', states: { a: { on: { E: [{ to: 'b', if: 'no' }] } }, b: {} } },
      starts: { now: 'a', did: '+a' },
      steps: [{ send: 'E', now: 'a', refused: 'GUARD_REFUSED' }],
    },
    {
      name: 'the inner state answers before the state around it',
      chart: {
        initial: 'a',
        states: {
          a: {
            initial: 'a1',
            on: { E: { to: 'b', say: 'outer' } },
            states: { a1: { on: { E: { to: 'a2', say: 'inner' } } }, a2: {} },
          },
          b: {},
        },
      },
      starts: { now: 'a1', did: '+a +a1' },
      steps: [
        { send: 'E', now: 'a2', did: '-a1 inner +a2' },
        { send: 'E', now: 'b', did: '-a2 -a outer +b' },
      ],
    },
    {
      name: 'the state around answers when the condition of the inner one is false',
      chart: {
        initial: 'a',
        states: {
          a: {
            initial: 'a1',
            on: { E: { to: 'b', say: 'outer' } },
            states: { a1: { on: { E: { to: 'a2', if: 'no' } } }, a2: {} },
          },
          b: {},
        },
      },
      starts: { now: 'a1', did: '+a +a1' },
      steps: [{ send: 'E', now: 'b', did: '-a1 -a outer +b' }],
    },
    {
      name: 'the search goes outwards over several levels to the root',
      chart: {
        initial: 'a',
        on: { E: { to: '.z', say: 'root' } },
        states: { a: { initial: 'b', states: { b: { initial: 'c', states: { c: {} } } } }, z: {} },
      },
      starts: { now: 'c', did: '+a +b +c' },
      steps: [
        { send: 'E', now: 'z', did: '-c -b -a root +z' },
        { send: 'E', now: 'z', did: '-z root +z' },
      ],
    },
    {
      name: 'an event nobody handles is refused and changes nothing',
      chart: { initial: 'a', states: { a: { on: { E: 'b' } }, b: { on: { F: 'a' } } } },
      starts: { now: 'a', did: '+a' },
      steps: [
        { send: 'F', now: 'a', refused: 'EVENT_NOT_POSSIBLE_NOW' },
        { send: 'E', now: 'b', did: '-a +b' },
        { send: 'E', now: 'b', refused: 'EVENT_NOT_POSSIBLE_NOW' },
      ],
    },
    {
      name: 'a transition without target acts and neither leaves nor enters',
      chart: {
        initial: 'a',
        states: { a: { initial: 'a1', on: { E: { say: 'noted' } }, states: { a1: {} } } },
      },
      starts: { now: 'a1', did: '+a +a1' },
      steps: [{ send: 'E', now: 'a1', did: 'noted' }],
    },
    {
      name: 'a transition without target stops the search all the same',
      chart: {
        initial: 'a',
        states: {
          a: { initial: 'a1', on: { E: 'b' }, states: { a1: { on: { E: { say: 'noted' } } } } },
          b: {},
        },
      },
      starts: { now: 'a1', did: '+a +a1' },
      steps: [{ send: 'E', now: 'a1', did: 'noted' }],
    },
    {
      name: 'names match as a whole: the beginning of a name is another event',
      deviates: 'names match by their parts between dots, and * matches everything; the format has neither',
      chart: { initial: 'a', states: { a: { on: { E: 'b', E_MORE: 'c' } }, b: {}, c: { on: { E: 'a' } } } },
      starts: { now: 'a', did: '+a' },
      steps: [
        { send: 'E_MORE', now: 'c', did: '-a +c' },
        { send: 'E_MORE', now: 'c', refused: 'EVENT_NOT_POSSIBLE_NOW' },
      ],
    },
    {
      name: 'conditions are judged before the actions of the same transition',
      chart: {
        initial: 'a',
        states: {
          a: {
            on: {
              E: [
                { to: 'b', if: { type: 'contextIs', params: { field: 'key', value: true } } },
                { set: { key: true }, say: 'set' },
              ],
            },
          },
          b: {},
        },
      },
      context: { key: false },
      starts: { now: 'a', did: '+a' },
      steps: [
        { send: 'E', now: 'a', did: 'set', context: { key: true } },
        { send: 'E', now: 'b', did: '-a +b' },
      ],
    },
    {
      name: 'a condition reads the payload of the event',
      chart: {
        initial: 'a',
        states: {
          a: { on: { E: { to: 'b', if: { type: 'eventIs', params: { field: 'note', value: 'x' } } } } },
          b: {},
        },
      },
      starts: { now: 'a', did: '+a' },
      steps: [
        { send: 'E', payload: { note: 'y' }, now: 'a', refused: 'GUARD_REFUSED' },
        { send: 'E', payload: { note: 'x' }, now: 'b', did: '-a +b' },
      ],
    },
    {
      name: 'and, or, not combine as in logic',
      chart: {
        initial: 'a',
        states: {
          a: {
            on: {
              E: [
                { to: 'b', if: { type: 'and', guards: [{ type: 'yes' }, { type: 'no' }] } },
                {
                  to: 'c',
                  if: { type: 'or', guards: [{ type: 'no' }, { type: 'not', guards: [{ type: 'no' }] }] },
                },
              ],
            },
          },
          b: {},
          c: {},
        },
      },
      starts: { now: 'a', did: '+a' },
      steps: [{ send: 'E', now: 'c', did: '-a +c' }],
    },
    {
      name: 'actions of a transition act in written order, so the last value stays',
      chart: {
        initial: 'a',
        states: { a: { on: { E: { to: 'b', set: { key: 'set' }, keep: ['key'] } } }, b: {} },
      },
      context: { key: null },
      starts: { now: 'a', did: '+a' },
      steps: [{ send: 'E', payload: { key: 'sent' }, now: 'b', did: '-a +b', context: { key: 'sent' } }],
    },
    {
      name: 'a condition on a state of another region sees where that region is',
      chart: {
        type: 'parallel',
        states: {
          book: {
            initial: 'shut',
            states: { shut: { on: { E: { to: 'open', if: 'in lamp.on' } } }, open: {} },
          },
          lamp: { initial: 'off', states: { off: { on: { F: 'on' } }, on: {} } },
        },
      },
      starts: { now: 'shut off', did: '+book +shut +lamp +off' },
      steps: [
        { send: 'E', now: 'shut off', refused: 'GUARD_REFUSED' },
        { send: 'F', now: 'shut on', did: '-off +on' },
        { send: 'E', now: 'open on', did: '-shut +open' },
      ],
    },
    {
      name: 'a condition on another region sees it as it was before the event, although it moves in the same step',
      chart: {
        type: 'parallel',
        states: {
          a: { initial: 'a1', states: { a1: { on: { E: 'a2' } }, a2: {} } },
          b: { initial: 'b1', states: { b1: { on: { E: { to: 'b2', if: 'in a.a1' } } }, b2: {} } },
        },
      },
      starts: { now: 'a1 b1', did: '+a +a1 +b +b1' },
      steps: [{ send: 'E', now: 'a2 b2', did: '-b1 -a1 +a2 +b2' }],
    },
    {
      name: 'a condition on a compound state holds in every state inside',
      chart: {
        type: 'parallel',
        states: {
          a: {
            initial: 'a1',
            states: {
              a1: { on: { E: 'deep' } },
              deep: { initial: 'd1', states: { d1: { on: { E: 'd2' } }, d2: {} } },
            },
          },
          b: { initial: 'b1', states: { b1: { on: { F: { to: 'b2', if: 'in a.deep' } } }, b2: {} } },
        },
      },
      starts: { now: 'a1 b1', did: '+a +a1 +b +b1' },
      steps: [
        { send: 'F', now: 'a1 b1', refused: 'GUARD_REFUSED' },
        { send: 'E', now: 'd1 b1', did: '-a1 +deep +d1' },
        { send: 'E', now: 'd2 b1', did: '-d1 +d2' },
        { send: 'F', now: 'd2 b2', did: '-b1 +b2' },
      ],
    },
  ],
};
