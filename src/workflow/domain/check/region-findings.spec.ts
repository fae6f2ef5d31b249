import { describe, expect, it } from '@jest/globals';
import { aDefinition, libraryVocabulary } from '#test/builders/process-definition.js';
import { contentOf } from '#test/support/workflow-folder.js';
import type { GuardExpression, JsonObject, TransitionDefinition } from '../definition.js';
import { checkDefinition } from './check-definition.js';

const schema = contentOf<JsonObject>('workflows/definition.schema.json');
const set = (title: string): TransitionDefinition => ({
  actions: [{ type: 'record', params: { set: { title } } }],
});
const lost: GuardExpression = { type: 'contextIs', params: { field: 'lost', value: true } };

/** Findings of two regions that both answer the same event. */
function twoRegions(book: TransitionDefinition, fee: TransitionDefinition): readonly string[] {
  const region = (transition: TransitionDefinition) => ({
    initial: 'x',
    states: { x: { on: { GO: transition } }, y: {} },
    on: { NEXT: { target: '.y' } },
  });
  const document = aDefinition(
    {
      initial: 'both',
      states: {
        both: {
          type: 'parallel',
          on: { STOP: { target: 'end' } },
          states: { book: region(book), fee: region(fee) },
        },
        end: { type: 'final' },
      },
    },
    { context: { title: { type: 'string' }, lost: { type: 'boolean' } } },
  );
  return checkDefinition(document, libraryVocabulary, schema).map(({ code, path }) => `${code} ${path}`);
}

const CONFLICT = ['REGION_CONFLICT /machine/states/both/states/fee/states/x/on/GO'];

describe('two regions on the same event', () => {
  it.each<[string, TransitionDefinition, TransitionDefinition]>([
    ['both leave the parallel state', { target: '#loan.end' }, { target: '#loan.both' }],
    ['one leaves it and the other moves', { target: 'y' }, { target: '#loan.end' }],
    ['write different values to one field', { target: 'y', ...set('Momo') }, set('Krabat')],
    [
      'write and clear one field',
      set('Momo'),
      { target: 'y', actions: [{ type: 'clear', params: { fields: ['title'] } }] },
    ],
  ])('are refused when they %s', (_what, book, fee) => {
    expect(twoRegions(book, fee)).toEqual(CONFLICT);
  });

  it.each<[string, TransitionDefinition, TransitionDefinition]>([
    ['both move inside', { target: 'y' }, { target: 'y' }],
    ['one leaves and the other only acts', { target: '#loan.end' }, { actions: [{ type: 'stamp' }] }],
    ['write the same value', set('Momo'), { target: 'y', ...set('Momo') }],
    [
      'have conditions that exclude each other',
      { target: '#loan.end', guard: lost },
      { target: 'y', guard: { type: 'not', guards: [lost] } },
    ],
  ])('are fine when they %s', (_what, book, fee) => {
    expect(twoRegions(book, fee)).toEqual([]);
  });
});

describe('history asked for from within a region', () => {
  const document = (target: string) =>
    aDefinition({
      initial: 'both',
      states: {
        both: {
          type: 'parallel',
          on: { STOP: { target: 'end' }, PAUSE: { target: 'paused' } },
          states: {
            book: {
              initial: 'x',
              states: {
                x: { on: { GO: { target } } },
                y: { on: { BACK: { target: 'x' } } },
                last: { type: 'history' },
              },
            },
            again: { type: 'history', history: 'deep' },
          },
        },
        paused: { on: { RESUME: { target: '#loan.both.again' } } },
        end: { type: 'final' },
      },
    });

  it.each([
    [
      'of its own parallel state',
      '#loan.both.again',
      ['HISTORY_FROM_REGION /machine/states/both/states/book/states/x/on/GO'],
    ],
    ['of its own region', '#loan.both.book.last', []],
  ])('%s', (_what, target, expected) => {
    const found = checkDefinition(document(target), libraryVocabulary, schema);
    const codes = found.map(({ code, path }) => `${code} ${path}`);
    expect(codes.filter((code) => code.startsWith('HISTORY'))).toEqual(expected);
  });
});
