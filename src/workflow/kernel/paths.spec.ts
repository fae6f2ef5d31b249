import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { aDefinition, aRegistry, twoWeeks } from '#test/builders/process-definition.js';
import { make, type Move, type Outcome } from '#test/support/workflow-paths/moves.js';
import { PathSearch, reaches } from '#test/support/workflow-paths/search.js';
import { readVocabulary, readWorkflowFolders } from '#test/support/workflow-folder.js';
import type { GuardExpression, JsonObject, StateDefinition } from '../domain/definition.js';
import { registryFromVocabulary } from '../domain/registry.js';
import type { Scenario } from '../domain/scenario.js';
import { compile, type CompiledDefinition } from './compile.js';

const FOLDERS = ['workflows', join('test', 'fixtures', 'workflows')];

/** What processes start with: nothing, and what the scenarios start with. */
function startContexts(scenarios: readonly { readonly scenario: Scenario }[]): readonly JsonObject[] {
  const given = scenarios.map(({ scenario }) => scenario.given?.context ?? {});
  return [...new Map([{}, ...given].map((context) => [JSON.stringify(context), context])).values()];
}

/** Makes the moves one after the other, from the start; every one has to be accepted. */
function walk(compiled: CompiledDefinition, moves: readonly Move[]): Outcome | undefined {
  let outcome: Outcome | undefined;
  for (const move of moves) {
    outcome = make(compiled, outcome?.position, move);
    if (!outcome) return undefined;
  }
  return outcome;
}

describe.each(FOLDERS)('paths through the definitions in %s', (directory) => {
  const registry = registryFromVocabulary(readVocabulary(directory));

  describe.each(readWorkflowFolders(directory))('$key', ({ definition, scenarios }) => {
    const compiled = compile(definition, registry);
    const search = new PathSearch(compiled, startContexts(scenarios));
    const states = compiled.chart.nodes.filter(({ parent, kind }) => parent && kind !== 'history');

    it.each(states.map((node) => ({ path: node.path.join('.'), node })))('lead to $path', ({ node }) => {
      const moves = search.wayTo(node);
      expect(moves).toBeDefined();
      const end = walk(compiled, moves ?? []);
      expect(end && reaches(compiled, end, node)).toBe(true);
    });
  });
});

describe('the search for paths', () => {
  const guard: GuardExpression = { type: 'cardValid' };
  const lend = { type: 'record', params: { fields: ['on'], as: { on: 'lentOn' } } };
  const delays = { LOAN: { ...twoWeeks, rule: { ...twoWeeks.rule, from: 'context.lentOn' } as never } };
  const on = { type: 'string', format: 'date' } as const;
  const events = {
    LEND: {
      label: { de: 'Ausgeben', en: 'Lend' },
      by: ['LIBRARY'],
      payload: { type: 'object', additionalProperties: false, required: ['on'], properties: { on } },
    },
  } as const;

  function kinds(states: Record<string, StateDefinition>, goal: string): readonly string[] | undefined {
    const definition = aDefinition(
      { initial: 'a', states },
      { context: { lentOn: { type: 'string', format: 'date' } }, delays, events },
    );
    const registry = aRegistry({ cardValid: ({ facts }) => facts['cardValid'] === true });
    const compiled = compile(definition, registry);
    const node = compiled.chart.byId.get(`loan.${goal}`);
    const moves = node && new PathSearch(compiled, [{}]).wayTo(node);
    return moves?.map((move) => (move.kind === 'start' ? 'start' : move.type));
  }
  const after = { LOAN: { target: 'late' } };

  it('takes the shortest way, assumes facts and lets deadlines expire that have begun', () => {
    const states: Record<string, StateDefinition> = {
      a: { on: { DETOUR: { target: 'b' }, LEND: { target: 'lent', guard, actions: [lend] } } },
      b: { on: { LEND: { target: 'lent', actions: [lend] } } },
      lent: { after },
      late: {},
    };
    expect(kinds(states, 'late')).toEqual(['start', 'LEND', 'xstate.after.LOAN.loan.lent']);
  });

  it('finds no way into a state behind a deadline that never begins', () => {
    const states: Record<string, StateDefinition> = {
      a: { on: { LEND: { target: 'lent' } } },
      lent: { after },
      late: {},
    };
    expect(kinds(states, 'lent')).toEqual(['start', 'LEND']);
    expect(kinds(states, 'late')).toBeUndefined();
  });

  it('finds no way into a state whose condition can never hold', () => {
    const never: GuardExpression = { type: 'and', guards: [guard, { type: 'not', guards: [guard] }] };
    const states: Record<string, StateDefinition> = {
      a: { on: { GO: { target: 'b', guard: never } } },
      b: {},
    };
    expect(kinds(states, 'b')).toBeUndefined();
  });
});
