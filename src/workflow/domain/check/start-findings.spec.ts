import { describe, expect, it } from '@jest/globals';
import { aDefinition, twoWeeks } from '#test/builders/process-definition.js';
import type { ActionReference, ProcessDefinition } from '../definition.js';
import { startFindings } from './start-findings.js';

const record: ActionReference = { type: 'record', params: { set: { lentOn: '2026-03-02' } } };
const clear: ActionReference = { type: 'clear', params: { fields: ['lentOn'] } };

/** A loan whose period counts from `lentOn`. */
function loan(
  beforehand: readonly ActionReference[],
  afterwards: readonly ActionReference[],
): ProcessDefinition {
  return aDefinition(
    {
      initial: 'a',
      states: {
        a: { on: { LEND: { target: 'lent', actions: beforehand } } },
        lent: { on: { BACK: { target: 'end', actions: afterwards } }, after: { LOAN: { target: 'late' } } },
        late: { on: { BACK: { target: 'end' } } },
        end: { type: 'final' },
      },
    },
    {
      context: { lentOn: { type: 'string', format: 'date' } },
      delays: { LOAN: { ...twoWeeks, rule: { ...twoWeeks.rule, from: 'context.lentOn' } as never } },
    },
  );
}

function found(definition: ProcessDefinition, givenAtStart: readonly string[] = []): readonly string[] {
  return startFindings(definition, givenAtStart).map(({ code, path }) => `${code} ${path}`);
}

const NEVER = 'START_NEVER_RECORDED /machine/states/lent/after/LOAN';

describe('the day a deadline counts from', () => {
  it('is recorded on a way to its state, or given at the start', () => {
    expect(found(loan([record], []))).toEqual([]);
    expect(found(loan([], []), ['lentOn'])).toEqual([]);
  });

  it('may be recorded while the state is active', () => {
    const definition = loan([], []);
    const lent = definition.machine.states?.['lent'];
    Object.assign(lent?.on ?? {}, { DATED: { actions: [record] } });
    expect(found(definition)).toEqual([]);
  });

  it('is missed when it is only recorded behind the state', () => {
    const definition = loan([], []);
    Object.assign(definition.machine.states?.['late']?.on ?? {}, { DATED: { actions: [record] } });
    const late = definition.machine.states?.['late'];
    expect(found(definition)).toEqual([NEVER]);
    Object.assign(late?.on ?? {}, { AGAIN: { target: 'lent' } });
    expect(found(definition)).toEqual([]);
  });
});

describe('a context field', () => {
  it('is filled by some step, or at the start', () => {
    expect(found(loan([], []))).toEqual(['CONTEXT_NEVER_WRITTEN /context/lentOn', NEVER]);
    expect(found(loan([clear], []))).toEqual(['CONTEXT_NEVER_WRITTEN /context/lentOn', NEVER]);
    expect(found(loan([record, clear], []))).toEqual([]);
  });
});
