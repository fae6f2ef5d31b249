/* oxlint-disable unicorn/no-thenable -- given, when, then are the members of the format */
import { describe, expect, it } from '@jest/globals';
import { aDefinition, aRegistry, twoWeeks } from '#test/builders/process-definition.js';
import type { Scenario } from '../domain/scenario.js';
import { runScenario } from './scenario-runner.js';

const loan = aDefinition(
  {
    initial: 'wanted',
    states: {
      wanted: { on: { LEND: { target: 'lent', actions: [{ type: 'stamp' }] } } },
      lent: { after: { LOAN: { target: 'overdue' } } },
      overdue: {
        on: { RETURN: { target: 'back', actions: [{ type: 'record', params: { set: { late: true } } }] } },
      },
      back: { type: 'final' },
    },
  },
  { delays: { LOAN: twoWeeks }, context: { late: { type: 'boolean' } } },
);

const lend = { when: { event: 'LEND', by: 'LIBRARY' }, then: { states: ['lent'] } };

function failures(steps: Scenario['steps'], given?: Scenario['given']): readonly string[] {
  return runScenario(loan, aRegistry(), { name: 'x', steps, ...(given ? { given } : {}) }).failures;
}

describe('scenarios', () => {
  it('pass and tell which transitions they took', () => {
    const steps = [lend, { when: { expire: 'LOAN' }, then: { states: ['overdue'] } }];
    expect(runScenario(loan, aRegistry(), { name: 'x', steps })).toEqual({
      name: 'x',
      passed: true,
      failures: [],
      covered: ['loan.wanted/LEND/0', 'loan.lent/after:LOAN/0'],
    });
  });

  it.each<[string, Scenario['steps'][number]['then'], string]>([
    ['states', { states: ['wanted'] }, 'step 1, states: expected ["wanted"], found ["lent"]'],
    ['status', { status: 'done' }, 'step 1, status: expected "done", found "active"'],
    ['effects', { effects: [] }, 'step 1, effects: expected [], found ["stamp"]'],
    ['context', { context: { late: true } }, 'step 1, context late: expected true, found null'],
    [
      'dates',
      { deadlines: { LOAN: '2026-09-14' } },
      'step 1, deadline LOAN: expected "2026-09-14", found "2026-09-15"',
    ],
    ['deadlines that start besides', { deadlines: {} }, 'step 1: deadline LOAN started'],
    ['rejections', { rejected: 'GUARD_REFUSED' }, 'step 1: accepted instead of GUARD_REFUSED'],
  ])('fail on other %s', (_name, then, failure) => {
    expect(failures([{ ...lend, then }])).toContain(failure);
  });

  it('fail on a rejection nobody expects, and stop there', () => {
    const early = { when: { event: 'RETURN', by: 'LIBRARY' }, then: { states: ['wanted'] } };
    expect(failures([early, lend])).toEqual(['step 1: rejected with EVENT_NOT_POSSIBLE_NOW']);
  });

  it('go on after a rejection they expect', () => {
    const wrong = {
      when: { event: 'LEND', by: 'READER' },
      then: { rejected: 'EVENT_NOT_PERMITTED', states: ['wanted'] },
    };
    expect(failures([wrong, lend])).toEqual([]);
  });

  it('fail when no active state runs the deadline', () => {
    expect(failures([{ when: { expire: 'LOAN' }, then: {} }])).toEqual([
      'step 1: no active state, or more than one, runs LOAN',
    ]);
  });

  it('can begin in any state that exists', () => {
    const back = {
      when: { event: 'RETURN', by: 'LIBRARY' },
      then: { status: 'done' as const, context: { late: true } },
    };
    expect(failures([back], { state: { value: 'overdue' } })).toEqual([]);
    expect(failures([back], { state: { value: 'attic' } })).toEqual(['given: loan has no state attic']);
  });
});
