import { describe, expect, it } from '@jest/globals';
import { accepted, AT, play, rejected } from '#test/builders/decisions.js';
import { aDefinition, aRegistry } from '#test/builders/process-definition.js';
import type { GuardDeclaration } from '../domain/registry.js';
import { available, decide, describeState } from './kernel.js';

const gate = (guard: object) =>
  aDefinition(
    {
      initial: 'shut',
      states: {
        shut: { on: { OPEN: { target: 'open', guard: guard as never, actions: [{ type: 'stamp' }] } } },
        open: { entry: [{ type: 'file' }], on: { SHUT: { target: 'shut' } } },
      },
    },
    {
      context: { key: { type: 'boolean', label: { de: 'Der Schlüssel', en: 'The key' } } },
      start: { key: false },
    },
  );

describe('deciding', () => {
  it('traps 11 and 13 effects are listed in order with their event, never carried out', () => {
    const step = accepted(play(gate({ type: 'yes' }), aRegistry({ yes: () => true })).send('OPEN'));
    const event = { type: 'OPEN', payload: {} };
    expect(step.intents).toEqual([
      { kind: 'effect', type: 'stamp', params: {}, event },
      { kind: 'effect', type: 'file', params: {}, event },
    ]);
  });

  it('trap 15 time comes in with the event, so the same event gives the same answer on any day', () => {
    const seen: string[] = [];
    const registry = aRegistry({ noted: ({ at }) => seen.push(at) > 0 });
    const { compiled, start } = play(gate({ type: 'noted' }), registry);
    decide(compiled, start.next, { type: 'OPEN' }, {}, { at: '2020-01-01T00:00:00Z' });
    expect(seen).toEqual(['2020-01-01T00:00:00Z']);
  });

  it('trap 16 a guard that throws is answered with its name, and the state stays', () => {
    const fail: GuardDeclaration['evaluate'] = () => {
      throw new Error('no database here');
    };
    const process = play(gate({ type: 'broken' }), aRegistry({ broken: fail }));
    expect(rejected(process.send('OPEN'))).toMatchObject({
      code: 'GUARD_BROKEN',
      problems: ['guard broken'],
      currentStates: ['loan.shut'],
    });
    expect(process.state.value).toBe('shut');
    expect(rejected(process.send('SHUT')).code).toBe('EVENT_NOT_POSSIBLE_NOW');
  });

  it('trap 17 steps without end are cut off', () => {
    const circling = aDefinition({
      initial: 'idle',
      states: {
        idle: { on: { GO: { target: 'a' } } },
        a: { always: { target: 'b' } },
        b: { always: { target: 'a' } },
      },
    });
    expect(rejected(play(circling).send('GO')).code).toBe('TOO_MANY_STEPS');
  });

  it('trap 18 nothing is ignored in silence: unknown, not possible now, and refused by a guard differ', () => {
    const process = play(gate({ type: 'no' }), aRegistry({ no: () => false }));
    expect(rejected(process.send('FLY'))).toMatchObject({ code: 'EVENT_UNKNOWN', possibleEvents: ['OPEN'] });
    expect(rejected(process.send('SHUT'))).toMatchObject({
      code: 'EVENT_NOT_POSSIBLE_NOW',
      currentStates: ['loan.shut'],
      possibleEvents: ['OPEN'],
    });
    expect(rejected(process.send('OPEN'))).toMatchObject({
      code: 'GUARD_REFUSED',
      failedGuards: [{ guard: 'no', explanation: { de: 'no fehlt', en: 'no is missing' } }],
    });
  });

  it('trap 18 an event that changes nothing but is handled is accepted', () => {
    const noop = aDefinition({
      initial: 'a',
      states: { a: { on: { STAMP: { actions: [{ type: 'stamp' }] } } } },
    });
    expect(accepted(play(noop).send('STAMP')).taken.map(({ id }) => id)).toEqual(['loan.a/STAMP/0']);
  });

  it('trap 25 every inner step is told with what was taken and where it led', () => {
    const chain = aDefinition(
      {
        initial: 'a',
        states: {
          a: { on: { GO: { target: 'b' } } },
          b: {
            always: [{ guard: { type: 'contextSet', params: { field: 'x' } }, target: 'a' }, { target: 'c' }],
          },
          c: {},
        },
      },
      { context: { x: { type: 'string' } } },
    );
    const step = accepted(play(chain).send('GO'));
    expect(step.microsteps).toEqual([
      { transitions: ['loan.a/GO/0'], value: 'b' },
      { transitions: ['loan.b/always/1'], value: 'c' },
    ]);
    expect(step.entered).toEqual(['loan.b', 'loan.c']);
    expect(step.left).toEqual(['loan.a', 'loan.b']);
    expect(step.guardVerdicts).toEqual([{ guard: 'contextSet', params: { field: 'x' }, verdict: false }]);
  });

  it('trap 35 the initial state is not computed again, so its guards are asked once', () => {
    let asked = 0;
    const counted = aDefinition({
      initial: 'a',
      states: {
        a: { always: { guard: { type: 'count' }, target: 'c' }, on: { GO: { target: 'b' } } },
        b: {},
        c: {},
      },
    });
    const process = play(counted, aRegistry({ count: () => (asked += 1) > 5 }));
    expect(asked).toBe(1);
    process.send('GO');
    expect(asked).toBe(1);
  });

  it('trap 36 a condition on another region sees the active states', () => {
    const inRegion = { type: 'stateIn', params: { state: 'lamp.on' } };
    const room = aDefinition({
      type: 'parallel',
      states: {
        lamp: { initial: 'off', states: { off: { on: { SWITCH: { target: 'on' } } }, on: {} } },
        book: {
          initial: 'shut',
          states: { shut: { on: { READ: { target: 'open', guard: inRegion } } }, open: {} },
        },
      },
    });
    const process = play(room);
    expect(rejected(process.send('READ')).failedGuards).toMatchObject([
      { guard: 'stateIn', explanation: { en: 'Only possible in “State”.' } },
    ]);
    process.send('SWITCH');
    expect(accepted(process.send('READ')).next.value).toEqual({ lamp: 'on', book: 'open' });
  });
});

describe('conditions', () => {
  const yes = { type: 'yes' };
  const no = { type: 'no' };
  const registry = aRegistry({ yes: () => true, no: () => false });
  it.each([
    [{ type: 'and', guards: [yes, no] }, ['no']],
    [{ type: 'or', guards: [no, no] }, ['no']],
    [{ type: 'not', guards: [yes] }, ['yes']],
    [{ type: 'not', guards: [{ type: 'or', guards: [no, yes] }] }, ['yes']],
    [{ type: 'and', guards: [{ type: 'not', guards: [{ type: 'and', guards: [yes, yes] }] }, yes] }, ['yes']],
    [{ type: 'or', guards: [yes, no] }, undefined],
    [{ type: 'not', guards: [{ type: 'and', guards: [yes, no] }] }, undefined],
  ])('%j stands in the way as %j', (guard, failed) => {
    const decision = play(gate(guard), registry).send('OPEN');
    const names =
      decision.kind === 'rejected' ? decision.failedGuards.map((entry) => entry.guard) : undefined;
    expect(names).toEqual(failed);
  });

  it('are explained with the label of the field', () => {
    const { failedGuards } = rejected(
      play(gate({ type: 'contextIs', params: { field: 'key', value: true } })).send('OPEN'),
    );
    expect(failedGuards.map(({ explanation }) => explanation)).toEqual([
      { de: 'Der Schlüssel muss ja sein.', en: 'The key must be yes.' },
    ]);
  });
});

describe('available events', () => {
  it('say who may send and what stands in the way', () => {
    const { compiled, state } = play(gate({ type: 'no' }), {
      ...aRegistry({ no: () => false }),
      owners: { LIBRARY: { de: 'Bücherei', en: 'Library' } },
    });
    expect(available(compiled, state, {}, ['READER'], AT)).toMatchObject([
      {
        type: 'OPEN',
        allowed: false,
        reasons: [
          { de: 'Das kann nur eintragen: Bücherei.', en: 'Only these may send it: Library.' },
          { de: 'no fehlt', en: 'no is missing' },
        ],
      },
    ]);
  });

  it('are allowed exactly when the kernel takes them', () => {
    for (const value of [true, false]) {
      const process = play(
        gate({ type: 'fact' }),
        aRegistry({ fact: ({ facts }) => facts['fact'] === true }),
      );
      const [open] = available(process.compiled, process.state, { fact: value }, ['LIBRARY'], AT);
      expect(process.send('OPEN', {}, { fact: value }).kind === 'accepted').toBe(open?.allowed);
    }
  });

  it('leave conditions on the payload open until it is written', () => {
    const { compiled, state } = play(gate({ type: 'eventIs', params: { field: 'x', value: 1 } }));
    expect(available(compiled, state, {}, ['LIBRARY'], AT)).toMatchObject([{ allowed: true, reasons: [] }]);
  });

  it('are refused by the kernel for the wrong sender', () => {
    const { compiled, state } = play(gate({ type: 'yes' }), aRegistry({ yes: () => true }));
    const answer = decide(compiled, state, { type: 'OPEN' }, {}, { at: AT, actorCodes: ['READER'] });
    expect(rejected(answer).code).toBe('EVENT_NOT_PERMITTED');
  });
});

describe('active states', () => {
  it('are told with owner, labels from outside in and inherited tags', () => {
    const nested = aDefinition({
      initial: 'shelf',
      states: {
        shelf: {
          initial: 'top',
          tags: ['waiting'],
          meta: { owner: 'READER', label: { de: 'R', en: 'S' } },
          states: { top: { tags: ['high'] } },
        },
      },
    });
    const { compiled, state } = play(nested);
    expect(describeState(compiled, state)).toMatchObject([
      {
        stateId: 'loan.shelf.top',
        path: 'shelf.top',
        pathLabel: { de: 'R › Zustand', en: 'S › State' },
        owner: 'LIBRARY',
        tags: ['high', 'waiting'],
        final: false,
      },
    ]);
  });
});
