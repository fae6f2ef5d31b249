import { describe, expect, it } from '@jest/globals';
import { aDefinition } from '#test/builders/process-definition.js';
import { builtInGuard, stateInTarget } from './built-in-guards.js';
import type { JsonObject } from './definition.js';

const definition = aDefinition(
  { initial: 'a', states: { a: {} } },
  {
    context: {
      lentOn: {
        type: 'string',
        format: 'date',
        label: { de: 'Der Tag der Ausgabe', en: 'The day of lending' },
      },
      dueOn: { type: 'string', format: 'date' },
      kind: { type: 'string' },
    },
  },
);
const context = { lentOn: '2026-06-11', dueOn: '2026-06-12', kind: null };

function holds(type: string, params: JsonObject, payload: JsonObject = {}): boolean | undefined {
  const event = { type: 'X', payload };
  return builtInGuard(type)?.evaluate({ context, event, params, at: '2026-06-11T22:30:00Z' }, definition);
}

describe('built-in guards', () => {
  it.each<[string, JsonObject, boolean]>([
    ['contextIs', { field: 'lentOn', value: '2026-06-11' }, true],
    ['contextIs', { field: 'kind', value: null }, true],
    ['contextIs', { field: 'kind', value: false }, false],
    ['contextIn', { field: 'dueOn', values: ['2026-06-12', null] }, true],
    ['contextIn', { field: 'kind', values: ['BOOK'] }, false],
    ['contextSet', { field: 'dueOn' }, true],
    ['contextSet', { field: 'kind' }, false],
    ['dateBefore', { field: 'lentOn', other: 'dueOn' }, true],
    ['dateBefore', { field: 'dueOn', other: 'lentOn' }, false],
    ['dateBefore', { field: 'dueOn', other: 'lentOn', offsetDays: 1 }, false],
    ['dateBefore', { field: 'dueOn', other: 'lentOn', offsetDays: 2 }, true],
    ['dateBefore', { field: 'lentOn', date: '2026-06-12' }, true],
    ['dateBefore', { field: 'lentOn', date: '2026-06-11' }, false],
    ['dateBefore', { field: 'kind', date: '2026-06-12' }, false],
    ['dateBefore', { field: 'lentOn', other: 'kind' }, false],
    ['dateBefore', { field: 'lentOn', today: true }, true],
    ['dateBefore', { field: 'dueOn', today: true }, false],
  ])('%s %j is %s', (type, params, expected) => {
    expect(holds(type, params)).toBe(expected);
  });

  it.each<[string, JsonObject, JsonObject, boolean]>([
    ['eventIs', { field: 'kind', value: 'GAME' }, { kind: 'GAME' }, true],
    ['eventIs', { field: 'kind', value: 'GAME' }, {}, false],
    ['eventIn', { field: 'kind', values: ['GAME', 'BOOK'] }, { kind: 'BOOK' }, true],
    ['eventIn', { field: 'kind', values: ['GAME'] }, { kind: 'BOOK' }, false],
  ])('%s %j of payload %j is %s', (type, params, payload, expected) => {
    expect(holds(type, params, payload)).toBe(expected);
  });

  it.each<[string, JsonObject, string, string]>([
    ['contextIs', { field: 'kind', value: true }, 'kind muss ja sein.', 'kind darf nicht ja sein.'],
    ['contextIs', { field: 'kind', value: false }, 'kind muss nein sein.', 'kind darf nicht nein sein.'],
    ['contextIs', { field: 'kind', value: null }, 'kind muss leer sein.', 'kind darf nicht leer sein.'],
    [
      'contextIn',
      { field: 'kind', values: ['A', 2] },
      'kind muss eines von „A“, „2“ sein.',
      'kind darf nicht eines von „A“, „2“ sein.',
    ],
    [
      'contextSet',
      { field: 'lentOn' },
      'Der Tag der Ausgabe ist noch nicht eingetragen.',
      'Der Tag der Ausgabe ist schon eingetragen.',
    ],
    [
      'dateBefore',
      { field: 'lentOn', date: '2026-06-12', offsetDays: -3 },
      'Der Tag der Ausgabe muss vor 2026-06-12 − 3 Tage liegen.',
      'Der Tag der Ausgabe darf nicht vor 2026-06-12 − 3 Tage liegen.',
    ],
    [
      'dateBefore',
      { field: 'kind', today: true },
      'kind muss vor heute liegen.',
      'kind darf nicht vor heute liegen.',
    ],
    [
      'dateBefore',
      { field: 'kind', other: 'lentOn', offsetDays: 2 },
      'kind muss vor Der Tag der Ausgabe + 2 Tage liegen.',
      'kind darf nicht vor Der Tag der Ausgabe + 2 Tage liegen.',
    ],
    [
      'eventIs',
      { field: 'on', value: 'x' },
      'Die Angabe „on“ muss „x“ sein.',
      'Die Angabe „on“ darf nicht „x“ sein.',
    ],
    [
      'eventIn',
      { field: 'on', values: ['x'] },
      'Die Angabe „on“ muss eines von „x“ sein.',
      'Die Angabe „on“ darf nicht eines von „x“ sein.',
    ],
  ])('%s %j is explained', (type, params, plain, negated) => {
    const guard = builtInGuard(type);
    expect(guard?.explain(params, definition, false).de).toBe(plain);
    expect(guard?.explain(params, definition, true).de).toBe(negated);
  });

  it('are not found under names of the language', () => {
    expect(builtInGuard('constructor')).toBeUndefined();
  });

  it('name a state by id or by path', () => {
    expect(stateInTarget('loan', { state: '#loan.a.b' })).toBe('loan.a.b');
    expect(stateInTarget('loan', { state: 'a.b' })).toBe('loan.a.b');
  });
});
