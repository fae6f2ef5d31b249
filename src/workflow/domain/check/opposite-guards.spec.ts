import { describe, expect, it } from '@jest/globals';
import { contentOf } from '#test/support/workflow-folder.js';
import type { GuardExpression, JsonObject, TransitionDefinition } from '../definition.js';
import { checkDefinition } from './check-definition.js';

const schema = contentOf<JsonObject>('workflows/definition.schema.json');
const label = { de: 'Zustand', en: 'State' };
const vocabulary = { owners: { SYS: { de: 'System', en: 'System' } }, guards: {}, effects: {} };
const risk: GuardExpression = { type: 'contextSet', params: { field: 'endsOn' } };
const elsewhere: GuardExpression = { type: 'stateIn', params: { state: 'done' } };
const not = (guard: GuardExpression): GuardExpression => ({ type: 'not', guards: [guard] });

/** Findings of a watchman that goes to and fro between two states without any event. */
function watchman(there: TransitionDefinition, back: TransitionDefinition): readonly string[] {
  const document = {
    key: 'watchman',
    version: 1,
    lawVersion: '2026-08-19',
    title: { ...label, plain: 'Wächter' },
    purpose: label,
    dataCategories: [],
    events: { ENDED: { label, by: ['SYS'] } },
    context: { endsOn: { type: 'string', format: 'date' } },
    delays: {},
    machine: {
      id: 'watchman',
      initial: 'quiet',
      context: { endsOn: null },
      states: {
        quiet: {
          meta: { owner: 'SYS', label },
          always: { target: 'risk', ...there },
          on: { ENDED: { target: 'done' } },
        },
        risk: { meta: { owner: 'SYS', label }, always: { target: 'quiet', ...back } },
        done: { type: 'final', meta: { owner: 'SYS', label } },
      },
    },
  };
  return checkDefinition(document, vocabulary, schema).map(({ code, path }) => `${code} ${path}`);
}

const LOOP = ['ALWAYS_LOOP /machine/states/quiet/always', 'ALWAYS_LOOP /machine/states/risk/always'];

describe('steps without an event', () => {
  it('may go to and fro between two opposite conditions', () => {
    expect(watchman({ guard: risk }, { guard: not(risk) })).toEqual([]);
    expect(watchman({ guard: not(risk) }, { guard: risk })).toEqual([]);
  });

  it.each<[string, TransitionDefinition, TransitionDefinition]>([
    ['both conditions can hold', { guard: risk }, { guard: risk }],
    ['one way has no condition', { guard: risk }, {}],
    ['a condition asks for active states', { guard: elsewhere }, { guard: not(elsewhere) }],
    [
      'a step changes the data',
      { guard: not(risk), actions: [{ type: 'record', params: { set: { endsOn: '2026-09-30' } } }] },
      { guard: risk },
    ],
  ])('may not run in circles: %s', (_why, there, back) => {
    expect(watchman(there, back)).toEqual(expect.arrayContaining(LOOP));
  });
});
