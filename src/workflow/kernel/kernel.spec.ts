import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AT } from '#test/builders/decisions.js';
import { contentOf, readVocabulary } from '#test/support/workflow-folder.js';
import type { StateValue, StoredState } from '../domain/decision.js';
import type { ProcessDefinition } from '../domain/definition.js';
import { registryFromVocabulary } from '../domain/registry.js';
import { available, compile, decide, initial } from './kernel.js';
import { storedStateProblems } from './stored-state.js';

const folder = 'test/fixtures/workflows';
const definition = contentOf<ProcessDefinition>(`${folder}/library-loan/1.json`);
const compiled = compile(definition, registryFromVocabulary(readVocabulary(folder)));
const facts = { readerCardValid: true, copiesLeft: true };

const payloads: Readonly<Record<string, object>> = {
  REQUESTED: { title: 'Momo' },
  HANDED_OUT: { on: '2026-09-01' },
  EXTENDED: { on: '2026-09-08' },
};
const types = [...Object.keys(definition.events), ...compiled.timers.keys()];

/** The same value with the keys of every object turned round, as a database may return it. */
function turned(value: StateValue): StateValue {
  if (typeof value === 'string') return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, turned(inner)] as const)
      .reverse(),
  );
}

function send(state: StoredState, type: string) {
  const source = type.startsWith('xstate.') ? ('clock' as const) : ('actor' as const);
  return decide(compiled, state, { type, payload: { ...payloads[type] } }, facts, { at: AT, source });
}

function start(): StoredState {
  const decision = initial(compiled, { facts, at: AT });
  if (decision.kind === 'rejected') throw new Error(decision.code);
  return decision.next;
}

/** All states along a walk; rejected events change nothing. */
function walk(events: readonly string[]): readonly StoredState[] {
  const states = [start()];
  for (const type of events) {
    const decision = send(states.at(-1) as StoredState, type);
    states.push(decision.kind === 'accepted' ? decision.next : (states.at(-1) as StoredState));
  }
  return states;
}

const walks = fc.array(fc.constantFrom(...types), { maxLength: 15 });

describe('any walk through a process', () => {
  it('only meets states that fit the definition', () => {
    fc.assert(
      fc.property(walks, (events) => {
        for (const state of walk(events)) expect(storedStateProblems(compiled, state)).toEqual([]);
      }),
    );
  });

  it('decides the same after the state went through a database that reorders keys', () => {
    fc.assert(
      fc.property(walks, fc.constantFrom(...types), (events, type) => {
        const state = walk(events).at(-1) as StoredState;
        const read = JSON.parse(JSON.stringify({ ...state, value: turned(state.value) })) as StoredState;
        expect(send(read, type)).toEqual(send(state, type));
      }),
    );
  });

  it('offers exactly the events that are accepted', () => {
    fc.assert(
      fc.property(walks, (events) => {
        const state = walk(events).at(-1) as StoredState;
        const offered = available(compiled, state, facts, ['LIBRARY', 'READER'], AT);
        const allowed = offered.filter((event) => event.allowed).map(({ type }) => type);
        const taken = Object.keys(definition.events).filter((type) => send(state, type).kind === 'accepted');
        expect(allowed).toEqual(taken);
      }),
    );
  });

  it('schedules a deadline only for states it is in, and cancels before it schedules again', () => {
    fc.assert(
      fc.property(walks, (events) => {
        const running = new Set<string>();
        let state = start();
        for (const type of events) {
          const decision = send(state, type);
          if (decision.kind === 'rejected') continue;
          state = decision.next;
          for (const intent of decision.intents) {
            if (intent.kind === 'cancelDeadline') running.delete(intent.eventType);
            if (intent.kind !== 'scheduleDeadline') continue;
            expect(running).not.toContain(intent.eventType);
            running.add(intent.eventType);
          }
        }
        const possible = [...compiled.timers.keys()].filter((type) => send(state, type).kind === 'accepted');
        expect([...running].sort()).toEqual(possible.sort());
      }),
    );
  });
});
