import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aDefinition } from '#test/builders/process-definition.js';
import { builtInGuard } from '../built-in-guards.js';
import type { GuardExpression, JsonObject, JsonValue } from '../definition.js';
import { judge } from '../guard-evaluation.js';
import { canBe, isExhaustive } from './guard-logic.js';

const fields = {
  context: {
    kind: { type: 'string', enum: ['BOOK', 'GAME'] },
    lost: { type: 'boolean' },
    title: { type: 'string' },
  },
} as const;
const definition = aDefinition({}, { context: fields.context });

const reference: fc.Arbitrary<GuardExpression> = fc.oneof(
  fc.constantFrom('BOOK', 'GAME', 'RECORD', null).map((value) => is('kind', value)),
  fc.constantFrom(true, false, null).map((value) => is('lost', value)),
  fc.constantFrom('Momo', 'Krabat').map((value) => is('title', value)),
  fc.constantFrom('kind', 'lost', 'title').map((field) => ({ type: 'contextSet', params: { field } })),
  fc
    .subarray(['BOOK', 'GAME'], { minLength: 1 })
    .map((values) => ({ type: 'contextIn', params: { field: 'kind', values } })),
  fc.constantFrom('cardValid', 'copiesLeft').map((type) => ({ type })),
);

const { guard } = fc.letrec<{ guard: GuardExpression }>((tie) => ({
  guard: fc.oneof(
    { maxDepth: 3 },
    reference,
    fc.record({
      type: fc.constantFrom('and', 'or'),
      guards: fc.array(tie('guard'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ type: fc.constant('not' as const), guards: fc.tuple(tie('guard')) }),
  ),
}));

const data = fc.record({
  kind: fc.constantFrom('BOOK', 'GAME', null),
  lost: fc.constantFrom(true, false, null),
  title: fc.constantFrom('Momo', 'Krabat', 'Emil', null),
  cardValid: fc.boolean(),
  copiesLeft: fc.boolean(),
});

function is(field: string, value: JsonValue): GuardExpression {
  return { type: 'contextIs', params: { field, value } };
}

/** The verdict of the engine's own guards. */
function holds(expression: GuardExpression, given: JsonObject): boolean {
  const verdict = judge(expression, {
    explain: () => ({ de: '', en: '' }),
    verdict: ({ type, params = {} }) => {
      const builtIn = builtInGuard(type);
      if (!builtIn) return given[type] === true;
      const event = { type: 'GO', payload: {} };
      return builtIn.evaluate({ context: given, params, event, at: '2026-03-02T09:00:00Z' }, definition);
    },
  }).verdict;
  return verdict === true;
}

describe('the logic of conditions', () => {
  it('never calls impossible what some data make true, nor certain what some data make false', () => {
    fc.assert(
      fc.property(guard, guard, data, (left, right, given) => {
        const [one, other] = [holds(left, given), holds(right, given)];
        const wrong = {
          impossible: one && other && !canBe([left, right], [], fields),
          impossibleAlone: one && !other && !canBe([left], [right], fields),
          certain: !one && !other && isExhaustive([left, right], fields),
        };
        expect(wrong).toEqual({ impossible: false, impossibleAlone: false, certain: false });
      }),
      { seed: 36, numRuns: 2000 },
    );
  });

  it('knows every condition and its opposite', () => {
    fc.assert(
      fc.property(guard, (condition) => {
        const opposite: GuardExpression = { type: 'not', guards: [condition] };
        expect(canBe([condition, opposite], [], fields)).toBe(false);
        expect(isExhaustive([condition, opposite], fields)).toBe(true);
      }),
      { seed: 37, numRuns: 500 },
    );
  });

  it('claims nothing when there are too many combinations', () => {
    const facts = Array.from({ length: 20 }, (_, index): GuardExpression => ({ type: `fact${index}` }));
    const all: GuardExpression = { type: 'and', guards: facts };
    expect(canBe([all, { type: 'not', guards: [all] }], [], fields)).toBe(true);
  });
});
