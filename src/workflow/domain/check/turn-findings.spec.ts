import { describe, expect, it } from '@jest/globals';
import { aDefinition, libraryVocabulary, twoWeeks } from '#test/builders/process-definition.js';
import { contentOf } from '#test/support/workflow-folder.js';
import type { EventDefinition, GuardExpression, JsonObject, StateDefinition } from '../definition.js';
import { checkDefinition } from './check-definition.js';

const schema = contentOf<JsonObject>('workflows/definition.schema.json');
const vocabulary = {
  ...libraryVocabulary,
  guards: { cardValid: { explanation: { de: 'A', en: 'A' }, explanationNegated: { de: 'B', en: 'B' } } },
};
const context = {
  kind: { type: 'string', enum: ['BOOK', 'GAME'] },
  lost: { type: 'boolean' },
  title: { type: 'string' },
} as const;
const end: StateDefinition = { type: 'final' };
const card: GuardExpression = { type: 'cardValid' };
const is = (field: string, value: string | boolean | null): GuardExpression => ({
  type: 'contextIs',
  params: { field, value },
});
const set = (field: string): GuardExpression => ({ type: 'contextSet', params: { field } });
const not = (guard: GuardExpression): GuardExpression => ({ type: 'not', guards: [guard] });
const both = (...guards: GuardExpression[]): GuardExpression => ({ type: 'and', guards });

function found(machine: StateDefinition, events: Record<string, EventDefinition> = {}): readonly string[] {
  const document = aDefinition(machine, { context, events, delays: {} });
  return checkDefinition(document, vocabulary, schema).map(({ code, path }) => `${code} ${path}`);
}

const inA = (a: StateDefinition): StateDefinition => ({
  initial: 'a',
  states: { a: { ...a, on: { END: { target: 'end' }, ...a.on } }, end },
});
const alternatives = (...guards: (GuardExpression | undefined)[]): StateDefinition =>
  inA({ on: { GO: guards.map((guard) => ({ target: 'end', ...(guard ? { guard } : {}) })) } });
const go = '/machine/states/a/on/GO';

describe('a transition that can never fire', () => {
  it.each<[string, StateDefinition, string]>([
    [
      'asks for two values of one field',
      alternatives(both(is('kind', 'BOOK'), is('kind', 'GAME'))),
      `GUARD_CONTRADICTION ${go}/0`,
    ],
    [
      'asks for a value the field cannot have',
      alternatives(is('kind', 'RECORD')),
      `GUARD_CONTRADICTION ${go}/0`,
    ],
    [
      'asks for the same fact to hold and not to hold',
      alternatives(both(card, not(card))),
      `GUARD_CONTRADICTION ${go}/0`,
    ],
    [
      'asks for a value of an empty field',
      alternatives(both(not(set('title')), is('title', 'Momo'))),
      `GUARD_CONTRADICTION ${go}/0`,
    ],
    [
      'asks for a state that is never active at the same time',
      alternatives({ type: 'stateIn', params: { state: 'end' } }),
      `GUARD_CONTRADICTION ${go}/0`,
    ],
    [
      'stands behind a fact and its opposite',
      alternatives(card, not(card), is('lost', true)),
      `TRANSITION_SHADOWED ${go}/2`,
    ],
    [
      'stands behind all values of a field',
      alternatives(is('lost', true), is('lost', false), is('lost', null), card),
      `TRANSITION_SHADOWED ${go}/3`,
    ],
    [
      'stands behind a wider condition',
      alternatives(set('title'), is('title', 'Momo')),
      `TRANSITION_SHADOWED ${go}/1`,
    ],
    [
      'belongs to a state that is left at once by opposite conditions',
      inA({
        always: [
          { target: 'end', guard: card },
          { target: 'end', guard: not(card) },
        ],
      }),
      'TRANSITION_SHADOWED /machine/states/a/on/END',
    ],
  ])('because it %s', (_why, machine, expected) => {
    expect(found(machine)).toContain(expected);
  });

  it('is told apart from one that can', () => {
    expect(found(alternatives(is('kind', 'BOOK'), is('kind', 'GAME'), set('kind'), undefined))).toEqual([
      `TRANSITION_SHADOWED ${go}/2`,
    ]);
    expect(found(alternatives(card, is('title', 'Momo'), set('title'), undefined))).toEqual([]);
  });

  it('counts what an event must carry', () => {
    const kind = { type: 'string', enum: ['BOOK', 'GAME'] } as const;
    const event = (required: readonly string[]): Record<string, EventDefinition> => ({
      GO: {
        label: { de: 'A', en: 'A' },
        by: ['LIBRARY'],
        payload: { type: 'object', additionalProperties: false, required, properties: { kind } },
      },
    });
    const eventIs = (value: string): GuardExpression => ({
      type: 'eventIs',
      params: { field: 'kind', value },
    });
    const machine = alternatives(eventIs('BOOK'), eventIs('GAME'), undefined);
    expect(found(machine, event(['kind']))).toEqual([`TRANSITION_SHADOWED ${go}/2`]);
    expect(found(machine, event([]))).toEqual([]);
  });
});

describe('an event of an outer state', () => {
  const shelf = (inner: StateDefinition, more: StateDefinition = {}): StateDefinition => ({
    initial: 'shelf',
    states: {
      shelf: {
        initial: 'x',
        on: { GO: { target: 'end' } },
        ...more,
        states: { x: { on: { NEXT: { target: 'y' } }, ...inner }, y: inner },
      },
      end,
    },
  });

  it('never fires when every inner state takes it first', () => {
    const inner = { on: { GO: { target: 'x' }, NEXT: { target: 'y' } } };
    expect(found(shelf(inner))).toContain('TRANSITION_SHADOWED /machine/states/shelf/on/GO');
  });

  it('fires when an inner state takes it under a condition only, or not at all', () => {
    const guarded = { on: { GO: { target: 'x', guard: card }, NEXT: { target: 'y' } } };
    expect(found(shelf(guarded))).toEqual([]);
    expect(found(shelf({}))).toEqual([]);
  });

  it('never fires when its condition is the one the inner states have', () => {
    const inner = { on: { GO: { target: 'x', guard: card }, NEXT: { target: 'y' } } };
    const machine = shelf(inner, { on: { GO: { target: 'end', guard: card }, STOP: { target: 'end' } } });
    expect(found(machine)).toContain('TRANSITION_SHADOWED /machine/states/shelf/on/GO');
  });

  it('never fires when one region always takes it', () => {
    const machine: StateDefinition = {
      initial: 'both',
      states: {
        both: {
          type: 'parallel',
          on: { GO: { target: 'end' }, STOP: { target: 'end' } },
          states: {
            one: { initial: 'x', states: { x: { on: { GO: { target: 'x' } } } } },
            two: { initial: 'y', states: { y: {} } },
          },
        },
        end,
      },
    };
    expect(found(machine)).toEqual(['TRANSITION_SHADOWED /machine/states/both/on/GO']);
  });
});

describe('a completion', () => {
  it('never comes when no final state inside can be reached', () => {
    const machine: StateDefinition = {
      initial: 'part',
      states: {
        part: {
          initial: 'x',
          onDone: { target: 'end' },
          on: { STOP: { target: 'end' } },
          states: { x: {}, over: { type: 'final' } },
        },
        end,
      },
    };
    expect(found(machine)).toEqual([
      'UNREACHABLE_STATE /machine/states/part/states/over',
      'COMPLETION_IMPOSSIBLE /machine/states/part/onDone',
    ]);
  });
});

describe('an expiry', () => {
  const expiring = (...guards: GuardExpression[]): readonly string[] => {
    const after = { LOAN: guards.map((guard) => ({ target: 'b', guard })) };
    const machine: StateDefinition = {
      initial: 'a',
      states: { a: { after }, b: { on: { END: { target: 'end' } } }, end },
    };
    const document = aDefinition(machine, { context, delays: { LOAN: twoWeeks } });
    return checkDefinition(document, vocabulary, schema).map(({ code, path }) => `${code} ${path}`);
  };

  it('always has a consequence', () => {
    expect(expiring(card)).toEqual(['EXPIRY_UNHANDLED /machine/states/a/after/LOAN/0']);
    expect(expiring(card, not(card))).toEqual([]);
  });
});
