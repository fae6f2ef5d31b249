import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { aDefinition, aRegistry, libraryVocabulary } from '#test/builders/process-definition.js';
import type { Result } from '../../kernel/index.js';
import type { JsonObject, ProcessDefinition, StateDefinition } from '../domain/definition.js';
import { compile } from '../kernel/compile.js';
import type { Assumptions, Distribution } from './assumptions.js';
import { checkAssumptions } from './check-assumptions.js';
import { compareRuns } from './comparison.js';
import { simulate } from './simulate.js';
import { comparisonText } from './simulation-text.js';
import type { SimulationProblem } from './simulation-problem.js';
import { summaryOf } from './summary.js';

const SCHEMA = JSON.parse(readFileSync('workflows/simulation.schema.json', 'utf8')) as JsonObject;
/** A Tuesday. */
const START = '2026-09-01';
const SIZE = { runs: 200, seed: 7 };

const days = (value: number): Distribution => ({ kind: 'fixed', value, unit: 'calendarDays' });
const factOf =
  (name: string) =>
  ({ facts }: { readonly facts: Readonly<Record<string, unknown>> }) =>
    facts[name] === true;

function valueOf<T>(result: Result<T, SimulationProblem>): T {
  if (!result.ok) throw new Error([result.error.code, ...result.error.details].join(' '));
  return result.value;
}

function assume(rest: Partial<Assumptions> = {}): Assumptions {
  const own = { definition: 'loan', note: 'Prüfung', startsOn: START, startsWithinDays: 1, after: days(3) };
  return { ...own, ...rest };
}

function compiledOf(machine: StateDefinition, rest: Partial<ProcessDefinition> = {}) {
  const registry = { ...aRegistry({ lucky: factOf('lucky') }), owners: libraryVocabulary.owners };
  return compile(aDefinition(machine, rest), registry);
}

function summary(
  machine: StateDefinition,
  assumptions: Assumptions,
  rest: Partial<ProcessDefinition> = {},
  size = SIZE,
) {
  const compiled = compiledOf(machine, rest);
  return summaryOf(compiled, valueOf(simulate(compiled, assumptions, size)));
}

const end: StateDefinition = { type: 'final' };
const oneState: StateDefinition = { initial: 'a', states: { a: { on: { GO: { target: 'z' } } }, z: end } };

/** Two regions side by side, each with one state. */
const regions: StateDefinition = {
  initial: 'both',
  states: {
    both: {
      type: 'parallel',
      onDone: { target: 'z' },
      states: {
        left: {
          initial: 'a',
          meta: { label: { de: 'Links', en: 'Left' } },
          states: {
            a: { on: { LEFT: { target: 'b' } }, meta: { label: { de: 'Offen', en: 'Open' } } },
            b: end,
          },
        },
        right: {
          initial: 'a',
          meta: { owner: 'READER', label: { de: 'Rechts', en: 'Right' } },
          states: {
            a: {
              on: { RIGHT: { target: 'b' } },
              meta: { owner: 'READER', label: { de: 'Offen', en: 'Open' } },
            },
            b: end,
          },
        },
      },
    },
    z: end,
  },
};

describe('a simulation', () => {
  it('takes exactly as long as its only state', () => {
    const { calendarDays, finished } = summary(oneState, assume());
    expect(finished).toBe(SIZE.runs);
    expect(calendarDays).toEqual({ p10: 3, p50: 3, p90: 3, mean: 3 });
  });

  it('takes as long as the slower of two regions, and books each on its owner', () => {
    const result = summary(regions, assume({ events: { LEFT: days(2), RIGHT: days(9) } }));
    expect(result.calendarDays.mean).toBe(9);
    // Two states of one name are told apart by what is around them.
    expect(result.states.map(({ label }) => label)).toEqual(['Rechts: Offen', 'Links: Offen']);
    // From Tuesday: two days later is Thursday, nine days later the Thursday of the next week.
    expect(result.owners.map(({ key, workingDays }) => [key, workingDays.p50])).toEqual([
      ['READER', 7],
      ['LIBRARY', 2],
    ]);
  });

  it('counts working time without nights, weekends and holidays', () => {
    const after: Distribution = { kind: 'fixed', value: 4, unit: 'workingDays' };
    // From Thursday, 1 October 2026 in the morning; Saturday the 3rd is a holiday anyway: until Tuesday evening.
    const result = summary(oneState, assume({ after, startsOn: '2026-10-01' }));
    expect(result.calendarDays.mean).toBeCloseTo(5 + 8 / 24, 9);
    // From Wednesday, 23 December 2026: Christmas Day is a Friday, so until the Tuesday after.
    const christmas = summary(oneState, assume({ after, startsOn: '2026-12-23' }));
    expect(christmas.calendarDays.mean).toBeCloseTo(6 + 8 / 24, 9);
  });

  it('meets the mean of a skewed distribution', () => {
    const after: Distribution = { kind: 'lognormal', median: 10, p90: 30, unit: 'calendarDays' };
    const sigma = Math.log(3) / 1.2815515655446004;
    const { calendarDays } = summary(oneState, assume({ after }), {}, { runs: 2_000, seed: 1 });
    expect(calendarDays.p50 / 10).toBeGreaterThan(0.95);
    expect(calendarDays.p50 / 10).toBeLessThan(1.05);
    expect(calendarDays.p90 / 30).toBeGreaterThan(0.93);
    expect(calendarDays.p90 / 30).toBeLessThan(1.07);
    expect(calendarDays.mean / (10 * Math.exp(sigma ** 2 / 2))).toBeCloseTo(1, 1);
  });

  it('keeps to the shares of branches and guards', () => {
    const machine: StateDefinition = {
      initial: 'a',
      states: {
        a: {
          on: {
            GO: [{ target: 'lucky', guard: { type: 'lucky' } }, { target: 'plain' }],
            STOP: { target: 'stopped' },
          },
        },
        lucky: end,
        plain: end,
        stopped: end,
      },
    };
    const assumptions = assume({
      guards: { lucky: { share: 0.5 } },
      states: { a: { GO: { share: 0.8 }, STOP: { share: 0.2 } } },
    });
    const { ends } = summary(machine, assumptions, {}, { runs: 2_000, seed: 3 });
    const shares = Object.fromEntries(ends.map(({ key, share }) => [key, share]));
    expect(shares['loan.lucky']).toBeCloseTo(0.4, 1);
    expect(shares['loan.plain']).toBeCloseTo(0.4, 1);
    expect(shares['loan.stopped']).toBeCloseTo(0.2, 1);
  });

  it('lets a deadline run out by the calendar when nobody acts before it', () => {
    const machine: StateDefinition = {
      initial: 'a',
      states: { a: { on: { GO: { target: 'z' } }, after: { WEEK: { target: 'late' } } }, z: end, late: end },
    };
    const rule = { period: { weeks: 1 }, from: 'entry', shift: 'nextWorkingDay' } as const;
    const delays = { WEEK: { label: { de: 'Woche', en: 'Week' }, rule } };
    const slow = assume({ states: { a: { GO: { share: 0.5, after: days(2) } } } });
    const result = summary(machine, slow, { delays });
    const [late] = result.deadlines;
    expect(late?.key).toBe('WEEK');
    expect(late?.share).toBe(result.ends.find(({ key }) => key === 'loan.late')?.share);
    expect(late?.share).toBeCloseTo(0.5, 1);
    // Tuesday the 1st, 8 o'clock, until the beginning of Wednesday the 9th.
    expect(result.calendarDays.p90).toBeCloseTo(8 - 8 / 24, 9);
  });

  it('tries again what a condition refused, and says so', () => {
    const guarded: StateDefinition = {
      initial: 'a',
      states: { a: { on: { GO: { target: 'z', guard: { type: 'lucky' } } } }, z: end },
    };
    const result = summary(guarded, assume({ guards: { lucky: { share: 0.5 } } }));
    expect(result.finished).toBe(SIZE.runs);
    expect(result.calendarDays.mean / 6).toBeCloseTo(1, 0);
    expect(result.refused[0]?.share).toBeCloseTo(0.5, 1);
  });

  it('reports runs that get stuck or go round and round instead of ending', () => {
    const stuck = summary(oneState, assume({ states: { a: { GO: { share: 0 } } } }));
    expect(stuck.unfinished).toEqual([expect.objectContaining({ reason: 'STUCK', key: 'loan.a', share: 1 })]);
    const round: StateDefinition = { initial: 'a', states: { a: { on: { GO: { target: 'a' } } } } };
    const few = { runs: 2, seed: 1 };
    expect(summary(round, assume(), {}, few).unfinished[0]?.reason).toBe('STEPS');
    expect(summary(round, assume({ after: days(400) }), {}, few).unfinished[0]?.reason).toBe('TIME');
  });

  it('gives the same result for the same seed, and another one for another seed', () => {
    const after: Distribution = { kind: 'triangular', min: 1, mode: 2, max: 9, unit: 'workingHours' };
    const play = (seed: number) =>
      JSON.stringify(summary(regions, assume({ after }), {}, { runs: 50, seed }));
    expect(play(5)).toBe(play(5));
    expect(play(5)).not.toBe(play(6));
  });

  it('refuses data the process does not take, by code', () => {
    const on = { type: 'string', format: 'date', notAfter: 'today' } as const;
    const payload = {
      type: 'object',
      additionalProperties: false,
      required: ['on'],
      properties: { on },
    } as const;
    const events = { GO: { label: { de: 'Los', en: 'Go' }, by: ['LIBRARY'], payload } };
    const compiled = compiledOf(oneState, { events });
    const wrong = assume({ payloads: { GO: { on: { value: 'gestern' } } } });
    const result = simulate(compiled, wrong, SIZE);
    expect(result).toMatchObject({ ok: false, error: { code: 'SIMULATION_EVENT_INVALID' } });
    expect(simulate(compiled, assume(), SIZE).ok).toBe(true);
  });
});

describe('a what-if', () => {
  const longer: StateDefinition = {
    initial: 'a',
    states: {
      a: { on: { GO: { target: 'b' } } },
      b: { on: { CHECK: { target: 'z' } }, meta: { owner: 'READER', label: { de: 'Prüfung', en: 'Check' } } },
      z: end,
    },
  };

  it('finds nothing between a version and itself, and exactly the added step between two', () => {
    const after: Distribution = { kind: 'lognormal', median: 10, p90: 30, unit: 'workingDays' };
    const check: Distribution = { kind: 'fixed', value: 5, unit: 'workingDays' };
    const assumptions = assume({ after, events: { CHECK: check } });
    const [short, long] = [compiledOf(oneState), compiledOf(longer, { version: 2 })].map((compiled) => ({
      compiled,
      runs: valueOf(simulate(compiled, assumptions, SIZE)),
    }));
    if (!short || !long) throw new Error('Two versions');
    const none = compareRuns(short, short, 1);
    expect(none.total.median).toEqual({ value: 0, low: 0, high: 0 });
    const added = compareRuns(short, long, 1);
    expect(added.pairs).toBe(SIZE.runs);
    for (const value of Object.values(added.total.mean)) expect(value).toBeCloseTo(5, 9);
    const [, total, reader, library] = comparisonText(added);
    expect(total).toMatch(
      /^Der Vorgang dauert im Median 5,0 Tage länger \(\+5,0 bis \+5,0\), im Mittel 5,0 Tage länger/,
    );
    expect(reader).toMatch(/^Leser: Wartezeit ist im Median 5,0 Tage länger/);
    expect(library).toMatch(/^Bücherei: Wartezeit ist im Median gleich \(0,0 bis 0,0\)/);
    expect(added.owners.map(({ key, mean }) => [key, mean.value])).toEqual([
      ['READER', 5],
      ['LIBRARY', 0],
    ]);
  });
});

describe('the check of assumptions', () => {
  const definition = aDefinition(oneState);
  const problems = (document: unknown) => {
    const result = checkAssumptions(document, [definition], SCHEMA);
    return result.ok ? [] : [result.error.code, ...result.error.details];
  };

  it('takes what fits', () => {
    expect(problems(assume())).toEqual([]);
  });

  it.each([
    ['no duration', { ...assume(), after: undefined }, /after/],
    ['an unknown member', { ...assume(), afterwards: 1 }, /additional properties/],
    ['another process', assume({ definition: 'other' }), /gilt für other, nicht für loan/],
    ['an unknown state', assume({ states: { b: {} } }), /\/states\/b: gibt es/],
    ['an event the state does not take', assume({ states: { a: { STOP: {} } } }), /\/states\/a\/STOP/],
    ['an unknown event', assume({ events: { STOP: days(1) } }), /\/events\/STOP/],
    ['an unknown owner', assume({ owners: { NOBODY: days(1) } }), /\/owners\/NOBODY/],
    ['an unknown guard', assume({ guards: { any: { share: 1 } } }), /\/guards\/any/],
    ['an unknown field', assume({ start: { any: { value: 1 } } }), /\/start\/any/],
    [
      'an unknown field of an event',
      assume({ payloads: { GO: { any: { value: 1 } } } }),
      /\/payloads\/GO\/any/,
    ],
    [
      'a contrary distribution',
      assume({ after: { kind: 'triangular', min: 3, mode: 2, max: 4, unit: 'workingDays' } }),
      /steigen nicht an/,
    ],
  ])('refuses %s', (_, document, expected) => {
    const [code, ...details] = problems(JSON.parse(JSON.stringify(document)));
    expect(code).toBe('SIMULATION_ASSUMPTIONS_INVALID');
    expect(details.join('\n')).toMatch(expected);
  });

  it('refuses shares of more than everything', () => {
    const two: StateDefinition = {
      initial: 'a',
      states: { a: { on: { GO: { target: 'z' }, STOP: { target: 'z' } } }, z: end },
    };
    const document = assume({ states: { a: { GO: { share: 0.7 }, STOP: { share: 0.7 } } } });
    expect(checkAssumptions(document, [aDefinition(two)], SCHEMA)).toMatchObject({
      ok: false,
      error: { details: ['/states/a: Anteile ergeben zusammen mehr als 1'] },
    });
  });
});
