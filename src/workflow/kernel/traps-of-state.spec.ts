import { describe, expect, it } from '@jest/globals';
import { accepted, AT, play, rejected } from '#test/builders/decisions.js';
import { aDefinition } from '#test/builders/process-definition.js';
import type { StateValue, StoredState } from '../domain/decision.js';
import { definitionHash } from '../domain/definition-hash.js';
import { decide, MAX_CONTEXT_SIZE } from './kernel.js';

const shelves = aDefinition({
  initial: 'home',
  states: {
    home: {
      initial: 'read',
      on: { LOSE: { target: 'lost' } },
      states: {
        read: { on: { PUT: { target: 'put' } } },
        put: { on: { TAKE: { target: 'read' }, BACK: { target: '#loan.back' } } },
        before: { type: 'history', history: 'shallow', target: 'read' },
        deep: { type: 'history', history: 'deep', target: 'read' },
      },
    },
    lost: { on: { FIND: { target: 'home.before' } } },
    back: { type: 'final', output: { result: 'back' } },
  },
});

const regions = aDefinition({
  type: 'parallel',
  states: {
    zeta: { initial: 'a', states: { a: { on: { GO: { target: '#loan.alpha.b' } } }, b: {} } },
    alpha: { initial: 'a', states: { a: { on: { GO: { target: '#loan.zeta.b' } } }, b: {} } },
  },
});

function stored(value: StateValue, rest: Partial<StoredState> = {}): StoredState {
  return { value, context: {}, historyValue: {}, status: 'active', ...rest };
}

function problemsOf(state: StoredState, definition = shelves): readonly string[] {
  const { compiled } = play(definition);
  const answer = rejected(decide(compiled, state, { type: 'LOSE' }, {}, { at: AT }));
  expect(answer.code).toBe('STORED_STATE_INVALID');
  return answer.problems;
}

describe('stored states', () => {
  it('trap 6 a state that no longer exists is refused before XState sees it', () => {
    expect(problemsOf(stored('attic'))).toEqual(['loan has no state attic']);
    expect(problemsOf(stored({ home: 'attic' }))).toEqual(['loan.home has no state attic']);
  });

  it('trap 8 a leaf that became compound, and a compound that became a leaf, are refused', () => {
    expect(problemsOf(stored('home'))).toEqual(['loan.home has states inside, but none is stored']);
    expect(problemsOf(stored({ lost: 'read' }))).toEqual(['loan.lost has no states inside']);
  });

  it('trap 7 a region that is missing, or one too many, is refused', () => {
    expect(problemsOf(stored({ zeta: 'a' }), regions)).toEqual(['loan needs 2 active states inside']);
    expect(problemsOf(stored({ zeta: 'a', alpha: 'a', beta: 'a' }), regions)).toContain(
      'loan has no state beta',
    );
    expect(problemsOf(stored('zeta'), regions)).toEqual(['loan is parallel, but only zeta is stored']);
    expect(problemsOf(stored({ zeta: 'a', alpha: { a: 'x' } }), regions)).toContain(
      'loan.alpha.a has no states inside',
    );
  });

  it('trap 9 history that points at a removed state is refused instead of falling back to the default', () => {
    const history = { 'loan.home.before': ['loan.home.attic'] };
    expect(problemsOf(stored('lost', { historyValue: history }))).toEqual([
      'history loan.home.before remembers the unknown state loan.home.attic',
    ]);
    expect(problemsOf(stored('lost', { historyValue: { 'loan.home': ['loan.lost'] } }))).toEqual([
      'loan.home is no history state',
    ]);
  });

  it('trap 19 a context that lost a declared field is refused', () => {
    const declared = { ...shelves, context: { title: { type: 'string' } } };
    expect(problemsOf(stored('lost'), declared)).toEqual(["context / must have required property 'title'"]);
  });

  it('trap 20 what is stored are our own five columns and plain JSON', () => {
    const { next } = play(shelves).start;
    expect(Object.keys(next).sort()).toEqual(['context', 'historyValue', 'status', 'value']);
    expect(JSON.parse(JSON.stringify(next))).toEqual(next);
  });

  it('trap 29 history survives storing: the remembered state is entered again', () => {
    const process = play(shelves);
    process.send('PUT');
    process.send('LOSE');
    expect(process.state.historyValue['loan.home.before']).toEqual(['loan.home.put']);
    expect(accepted(process.send('FIND')).next.value).toEqual({ home: 'put' });
    expect(accepted(process.send('TAKE')).next.value).toEqual({ home: 'read' });
  });

  it('trap 30 a value whose keys were reordered in the database gives the same decision', () => {
    const { compiled } = play(regions);
    const go = (value: StateValue) => decide(compiled, stored(value), { type: 'GO' }, {}, { at: AT });
    expect(go({ zeta: 'a', alpha: 'a' })).toEqual(go({ alpha: 'a', zeta: 'a' }));
  });

  it('trap 26 regions written in another order have the same identity, so they decide the same', () => {
    const { zeta, alpha } = regions.machine.states ?? {};
    const reordered = {
      ...regions,
      machine: { ...regions.machine, states: { alpha: alpha ?? {}, zeta: zeta ?? {} } },
    };
    expect(definitionHash(reordered)).toBe(definitionHash(regions));
    expect(accepted(play(reordered).send('GO'))).toEqual(accepted(play(regions).send('GO')));
  });

  it('trap 31 every decision restores: a state kept in memory and a stored one decide the same', () => {
    const { compiled, start } = play(regions);
    const fromJson = JSON.parse(JSON.stringify(start.next)) as StoredState;
    const go = (state: StoredState) => decide(compiled, state, { type: 'GO' }, {}, { at: AT });
    expect(go(start.next)).toEqual(go(fromJson));
  });

  it('trap 34 a finished process moves no more', () => {
    const process = play(shelves);
    process.send('PUT');
    expect(accepted(process.send('BACK'))).toMatchObject({
      next: { status: 'done' },
      output: { result: 'back' },
    });
    expect(rejected(process.send('TAKE')).code).toBe('PROCESS_FINISHED');
    expect(process.state.value).toBe('back');
  });

  it('trap 21 a stored state of an earlier release still moves on', () => {
    const { compiled } = play(shelves);
    const old = JSON.parse(
      '{"value":"lost","context":{},"historyValue":{"loan.home.before":["loan.home.put"]},"status":"active"}',
    ) as StoredState;
    expect(accepted(decide(compiled, old, { type: 'FIND' }, {}, { at: AT })).next.value).toEqual({
      home: 'put',
    });
  });
});

describe('context', () => {
  const noted = aDefinition(
    {
      initial: 'a',
      states: { a: { on: { NOTE: { actions: [{ type: 'record', params: { fields: ['text'] } }] } } } },
    },
    {
      context: { text: { type: ['string', 'number'] } },
      events: {
        NOTE: {
          label: { de: 'Notiz', en: 'Note' },
          by: ['LIBRARY'],
          payload: {
            type: 'object',
            additionalProperties: false,
            properties: { text: { type: ['string', 'number'] } },
          },
        },
      },
    },
  );

  it.each([
    ['NaN', NaN],
    ['a date', new Date(0)],
    ['nothing', undefined],
    ['a map', new Map()],
  ])('trap 19 %s never gets into the context', (_name, value) => {
    const process = play(noted);
    expect(rejected(process.send('NOTE', { text: value as never })).code).toBe('PAYLOAD_INVALID');
  });

  it('trap 22 a context that grows too large is refused, the stored state stays', () => {
    const process = play(noted);
    expect(rejected(process.send('NOTE', { text: 'x'.repeat(MAX_CONTEXT_SIZE) })).code).toBe(
      'CONTEXT_TOO_LARGE',
    );
    expect(process.state.context).toEqual({ text: null });
  });

  it('trap 23 a value that is not of the declared kind is refused', () => {
    const narrow = { ...noted, context: { text: { type: 'number' } } };
    expect(rejected(play(narrow).send('NOTE', { text: 'x' })).code).toBe('CONTEXT_INVALID');
  });

  it('starts with declared fields only', () => {
    expect(() => play(noted, undefined, { context: { other: 1 } })).toThrow('CONTEXT_INVALID');
  });
});
