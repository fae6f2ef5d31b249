import type { ProcessDefinition, StateDefinition } from '../../src/workflow/domain/definition.js';
import { aDefinition, twoWeeks } from './process-definition.js';

/** What a state says about itself. */
export const named = (de: string, owner = 'LIBRARY') => ({ owner, label: { de, en: de } });

/** wanted → lent (deadline) → returned, as a map of states to change in a test. */
export function states(): Record<string, StateDefinition> {
  return {
    wanted: { meta: named('Wunsch'), on: { HAND_OUT: { target: 'lent' }, CANCEL: { target: 'returned' } } },
    lent: {
      meta: named('Ausgeliehen'),
      on: { RETURN: { target: 'returned' }, EXTEND: { target: 'lent', reenter: true } },
      after: { LOAN: { target: 'overdue' } },
    },
    overdue: { meta: named('Überfällig'), on: { RETURN: { target: 'returned' } } },
    returned: { type: 'final', meta: named('Zurück') },
  };
}

type Rest = Parameters<typeof aDefinition>[1];

/** A loan with these states. */
export function loan(own: Record<string, StateDefinition> = states(), rest: Rest = {}): ProcessDefinition {
  return aDefinition({ initial: 'wanted', states: own }, { delays: { LOAN: twoWeeks }, ...rest });
}

/** The states but one. */
export function without(own: Record<string, StateDefinition>, key: string): Record<string, StateDefinition> {
  return Object.fromEntries(Object.entries(own).filter(([each]) => each !== key));
}
