import type {
  EventDefinition,
  ProcessDefinition,
  StateDefinition,
} from '../../src/workflow/domain/definition.js';
import type { GuardDeclaration, Vocabulary, WorkflowRegistry } from '../../src/workflow/domain/registry.js';

const label = { de: 'Zustand', en: 'State' };

/** Adds what every state must say about itself, so that a spec shows only what it is about. */
function withMeta(state: StateDefinition): StateDefinition {
  const states = Object.entries(state.states ?? {}).map(([key, child]) => [key, withMeta(child)]);
  const inner = state.states ? { states: Object.fromEntries(states) as Record<string, StateDefinition> } : {};
  return { ...state, ...inner, meta: { owner: 'LIBRARY', label, ...state.meta } };
}

/** The events a machine mentions, sent by the library, without payload. */
function eventsOf(state: StateDefinition): Record<string, EventDefinition> {
  const types = Object.keys(state.on ?? {}).filter((type) => type !== '*');
  const own = types.map((type): [string, EventDefinition] => [
    type,
    { label: { de: type, en: type }, by: ['LIBRARY'] },
  ]);
  const inner = Object.values(state.states ?? {}).map(eventsOf);
  return Object.assign({}, Object.fromEntries(own), ...inner) as Record<string, EventDefinition>;
}

/** A valid definition of a library loan around the states a spec is about; key `loan`. */
export function aDefinition(
  machine: StateDefinition,
  rest: Partial<Omit<ProcessDefinition, 'machine'>> & {
    readonly start?: ProcessDefinition['machine']['context'];
  } = {},
): ProcessDefinition {
  const { start, events, ...head } = rest;
  const root = withMeta(machine);
  delete (root as { meta?: unknown }).meta;
  return {
    key: 'loan',
    version: 1,
    lawVersion: '2026-01-01',
    title: { de: 'Ausleihe', en: 'Loan', plain: 'Ein Buch ausleihen' },
    purpose: { de: 'Prüfung', en: 'Test' },
    dataCategories: [],
    context: {},
    delays: {},
    ...head,
    events: { ...eventsOf(machine), ...events },
    machine: { ...root, id: 'loan', ...(start ? { context: start } : {}) },
  };
}

/** A delay of two weeks from the day the state is entered. */
export const twoWeeks: ProcessDefinition['delays'][string] = {
  label: { de: 'Frist', en: 'Period' },
  rule: { period: { weeks: 2 }, from: 'entry', shift: 'none' },
};

/** The vocabulary of the library. */
export const libraryVocabulary: Vocabulary = {
  owners: { LIBRARY: { de: 'Bücherei', en: 'Library' }, READER: { de: 'Leser', en: 'Reader' } },
  guards: {},
  effects: {
    stamp: { label: { de: 'Stempeln', en: 'Stamp' } },
    file: { label: { de: 'Ablegen', en: 'File' } },
  },
};

/** A registry with the effects of the library and the given guards. */
export function aRegistry(
  guards: Readonly<Record<string, GuardDeclaration['evaluate']>> = {},
): WorkflowRegistry {
  const declared = Object.entries(guards).map(([name, evaluate]): [string, GuardDeclaration] => [
    name,
    { explanation: { de: `${name} fehlt`, en: `${name} is missing` }, evaluate },
  ]);
  return { guards: Object.fromEntries(declared), effects: libraryVocabulary.effects };
}
