import { describe, expect, it } from '@jest/globals';
import { aDefinition, libraryVocabulary, twoWeeks } from '#test/builders/process-definition.js';
import { contentOf } from '#test/support/workflow-folder.js';
import { checkDefinition } from '../check/check-definition.js';
import type { DelayDefinition, JsonObject, StateDefinition } from '../definition.js';

const schema = contentOf<JsonObject>('workflows/definition.schema.json');
const context = {
  lentOn: { type: 'string', format: 'date' },
  title: { type: 'string' },
} as const;
const delay = (period: object, from = 'entry', more: object = {}): DelayDefinition => ({
  ...twoWeeks,
  rule: { period, from, shift: 'none', ...more } as DelayDefinition['rule'],
});
const TWO = twoWeeks;
const FOUR = delay({ weeks: 4 });
const END = { END: { target: 'end' } };

function found(states: Record<string, StateDefinition>, delays: Record<string, DelayDefinition>) {
  const document = aDefinition(
    { initial: 'a', states: { late: { on: END }, end: { type: 'final' }, ...states } },
    { context, delays },
  );
  return checkDefinition(document, libraryVocabulary, schema).map(({ code, path }) => `${code} ${path}`);
}

describe('a deadline that can never expire', () => {
  const NEVER = 'DEADLINE_NEVER_FIRES /machine/states/a/after/LONG';
  const a = (more: StateDefinition = {}): Record<string, StateDefinition> => ({
    a: { on: END, after: { SHORT: { target: 'late' }, LONG: { target: 'late' } }, ...more },
  });

  it('has a shorter one beside it that always leads away', () => {
    expect(found(a(), { SHORT: TWO, LONG: FOUR })).toEqual([NEVER]);
  });

  it.each<[string, DelayDefinition, DelayDefinition]>([
    ['the lengths may turn round: a month and 30 days', delay({ days: 30 }), delay({ months: 1 })],
    [
      'a shift may move the shorter one behind it',
      delay({ days: 14 }, 'entry', { shift: 'nextWorkingDay' }),
      delay({ days: 17 }),
    ],
    ['they count from different days', delay({ weeks: 2 }, 'context.lentOn'), FOUR],
  ])('is told apart: %s', (_why, SHORT, LONG) => {
    expect(found(a(), { SHORT, LONG })).toEqual([]);
  });

  it('is told apart: the shorter one only acts, or leads away under a condition', () => {
    const guard = { type: 'contextSet', params: { field: 'title' } };
    const LONG = { target: 'late' };
    const acting = a({ after: { SHORT: { actions: [{ type: 'stamp' }] }, LONG } });
    expect(found(acting, { SHORT: TWO, LONG: FOUR })).toEqual([]);
    const guarded = a({
      after: { SHORT: [{ target: 'late', guard }, { actions: [{ type: 'stamp' }] }], LONG },
    });
    expect(found(guarded, { SHORT: TWO, LONG: FOUR })).toEqual([]);
  });

  const shelf = (after: NonNullable<StateDefinition['after']>): Record<string, StateDefinition> => ({
    a: {
      on: { ...END, OVERDUE: { target: 'late' } },
      after,
      initial: 'x',
      states: { x: { on: { NEXT: { target: 'y' } }, after: { LONG: { target: 'y' } } }, y: {} },
    },
  });
  const INNER = 'DEADLINE_NEVER_FIRES /machine/states/a/states/x/after/LONG';

  it('lies in a state that a shorter one around it always ends', () => {
    expect(found(shelf({ SHORT: { target: 'late' } }), { SHORT: TWO, LONG: FOUR })).toEqual([INNER]);
    expect(found(shelf({ SHORT: { target: '.y' } }), { SHORT: TWO, LONG: FOUR })).toEqual([INNER]);
  });

  it('is told apart: the outer one brings the state back, where the inner one runs alone', () => {
    expect(found(shelf({ SHORT: { target: '.x' } }), { SHORT: TWO, LONG: FOUR })).toEqual([]);
  });

  it('lies in a region of a parallel state whose own deadline is shorter', () => {
    const region = (inner: StateDefinition): StateDefinition => ({
      initial: 'x',
      states: { x: inner, y: {} },
    });
    const states: Record<string, StateDefinition> = {
      a: {
        type: 'parallel',
        on: END,
        after: { SHORT: { target: 'late' } },
        states: {
          book: region({ on: { NEXT: { target: 'y' } }, after: { LONG: { target: 'y' } } }),
          fee: region({ on: { NEXT: { target: 'y' } } }),
        },
      },
    };
    expect(found(states, { SHORT: TWO, LONG: FOUR })).toEqual([
      'DEADLINE_NEVER_FIRES /machine/states/a/states/book/states/x/after/LONG',
    ]);
  });
});

describe('a deadline that is over before it begins', () => {
  const steps = (first: DelayDefinition, second: DelayDefinition) =>
    found(
      {
        a: { on: END, after: { FIRST: { target: 'b' } } },
        b: { on: END, after: { SECOND: { target: 'late' } } },
      },
      { FIRST: first, SECOND: second },
    );
  const fromLending = (weeks: number): DelayDefinition => delay({ weeks }, 'context.lentOn');

  it('counts from the same day as the longer one that leads to it', () => {
    expect(steps(fromLending(4), fromLending(2))).toEqual([
      'DEADLINE_ALREADY_OVER /machine/states/b/after/SECOND',
    ]);
    expect(steps(fromLending(2), fromLending(4))).toEqual([]);
    expect(steps(FOUR, TWO)).toEqual([]);
  });
});

describe('a deadline from a day that is past', () => {
  const lent = (notAfter?: string) => ({
    label: { de: 'L', en: 'L' },
    by: ['LIBRARY'],
    payload: {
      type: 'object' as const,
      additionalProperties: false as const,
      required: ['lentOn'],
      properties: { lentOn: { type: 'string' as const, format: 'date', ...(notAfter ? { notAfter } : {}) } },
    },
  });
  const record = [{ type: 'record', params: { fields: ['lentOn'] } }];
  const over = (wait: DelayDefinition, options: { notAfter?: string; meanwhile?: boolean } = {}) => {
    const { notAfter, meanwhile = false } = options;
    const document = aDefinition(
      {
        initial: 'a',
        states: {
          a: { on: { LENT: { target: 'b', actions: record } } },
          b: {
            on: { ...END, ...(meanwhile ? { LENT: { actions: record } } : {}) },
            after: { WAIT: { target: 'c' } },
          },
          c: { on: END, after: { SHORT: { target: 'late' } } },
          late: { on: END },
          end: { type: 'final' },
        },
      },
      {
        context,
        delays: { WAIT: wait, SHORT: delay({ days: 7 }, 'context.lentOn') },
        events: { LENT: lent(notAfter) },
      },
    );
    return checkDefinition(document, libraryVocabulary, schema).map(({ code, path }) => `${code} ${path}`);
  };

  it('is over when it begins after a longer wait', () => {
    const month = delay({ days: 30 });
    expect(over(month, { notAfter: 'today' })).toEqual([
      'DEADLINE_ALREADY_OVER /machine/states/c/after/SHORT',
    ]);
    expect(over(delay({ days: 5 }), { notAfter: 'today' })).toEqual([]);
    expect(over(month)).toEqual([]);
    expect(over(month, { notAfter: 'today+1m' })).toEqual([]);
    expect(over(month, { notAfter: 'today', meanwhile: true })).toEqual([]);
  });
});

describe('a reminder', () => {
  const reminding = (days: number, rule: DelayDefinition) =>
    found(
      { a: { on: END, after: { LOAN: { target: 'late' } } } },
      { LOAN: { ...rule, warnBeforeDays: [days] } },
    );

  it('does not lie before the start of its period', () => {
    expect(reminding(15, TWO)).toEqual(['WARNING_BEFORE_START /delays/LOAN/warnBeforeDays/0']);
    expect(reminding(14, TWO)).toEqual([]);
  });

  it('may lie before a day that is still to come when it is recorded', () => {
    expect(reminding(15, delay({ weeks: 2 }, 'context.lentOn'))).toEqual([]);
  });
});
