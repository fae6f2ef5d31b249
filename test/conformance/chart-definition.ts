import type {
  ActionReference,
  GuardExpression,
  JsonObject,
  MachineDefinition,
  ProcessDefinition,
  StateDefinition,
  TransitionDefinition,
} from '../../src/workflow/domain/definition.js';
import type { GuardDeclaration, WorkflowRegistry } from '../../src/workflow/domain/registry.js';
import type { ChartCase, ChartGuard, ChartState, ChartTransition, ChartTransitions } from './chart-case.js';

/** Key of every chart, and so the name of its root. */
export const CHART_KEY = 'chart';

/** Effect by which a chart says what it does. */
export const SAY = 'say';

const label = { de: 'Zustand', en: 'State' };

function says(text: string): ActionReference {
  return { type: SAY, params: { text } };
}

/** Writes a case out as a definition in the format of the engine. */
export function definitionOf({ name, chart, delays = {}, context = {} }: ChartCase): ProcessDefinition {
  refuseRepeatedKeys(chart);
  const events = [...new Set(eventsOf(chart))];
  const fields = Object.keys(context);
  const field = { type: ['string', 'boolean', 'null'] };
  const fieldsOf = (names: readonly string[]) => Object.fromEntries(names.map((each) => [each, field]));
  return {
    key: CHART_KEY,
    version: 1,
    lawVersion: '2026-01-01',
    title: { de: name, en: name, plain: name },
    purpose: { de: 'Prüfung der Semantik', en: 'Test of the semantics' },
    dataCategories: [],
    events: Object.fromEntries(
      events.map((type) => [
        type,
        {
          label: { de: type, en: type },
          by: ['LIBRARY'],
          payload: {
            type: 'object' as const,
            additionalProperties: false as const,
            properties: fieldsOf([...fields, 'note']),
          },
        },
      ]),
    ),
    context: fieldsOf(fields),
    delays: Object.fromEntries(
      Object.entries(delays).map(([key, days]) => [
        key,
        { label, rule: { period: { days }, from: 'entry' as const, shift: 'none' as const } },
      ]),
    ),
    machine: { ...rootOf(chart), id: CHART_KEY, context },
  };
}

function rootOf(chart: ChartState): Omit<MachineDefinition, 'id'> {
  const { type, initial, states, on, always, after } = stateOf(chart);
  const root = { type, initial, states, on, always, after };
  return Object.fromEntries(Object.entries(root).filter(([, value]) => value !== undefined));
}

function stateOf(state: ChartState, key?: string): StateDefinition {
  const { states, on, after, always, done, ...rest } = state;
  const isReal = key !== undefined && state.type !== 'history';
  return {
    ...rest,
    ...(states ? { states: mapValues(states, (child, childKey) => stateOf(child, childKey)) } : {}),
    ...(on ? { on: mapValues(on, transitionsOf) } : {}),
    ...(after ? { after: mapValues(after, transitionsOf) } : {}),
    ...(always ? { always: transitionsOf(always) } : {}),
    ...(done ? { onDone: transitionsOf(done) } : {}),
    ...(isReal ? { entry: [says(`+${key}`)], exit: [says(`-${key}`)] } : {}),
    ...(key === undefined || state.type === 'history' ? {} : { meta: { owner: 'LIBRARY', label } }),
  };
}

function transitionsOf(value: ChartTransitions): TransitionDefinition | readonly TransitionDefinition[] {
  if (typeof value === 'string') return { target: value };
  return Array.isArray(value)
    ? (value as readonly ChartTransition[]).map(transitionOf)
    : transitionOf(value as ChartTransition);
}

function transitionOf({ to, if: guard, say, set, keep, reenter }: ChartTransition): TransitionDefinition {
  const actions = [
    ...(say === undefined ? [] : [says(say)]),
    ...(set ? [{ type: 'record', params: { set } }] : []),
    ...(keep ? [{ type: 'record', params: { fields: keep } }] : []),
  ];
  return {
    ...(to === undefined ? {} : { target: to }),
    ...(guard === undefined ? {} : { guard: guardOf(guard) }),
    ...(reenter === undefined ? {} : { reenter }),
    ...(actions.length > 0 ? { actions } : {}),
  };
}

function guardOf(guard: ChartGuard): GuardExpression {
  if (typeof guard !== 'string') return guard;
  return guard.startsWith('in ')
    ? { type: 'stateIn', params: { state: guard.slice('in '.length) } }
    : { type: guard };
}

function mapValues<From, To>(record: Readonly<Record<string, From>>, map: (value: From, key: string) => To) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)] as const));
}

function eventsOf(state: ChartState): readonly string[] {
  return [...Object.keys(state.on ?? {}), ...Object.values(state.states ?? {}).flatMap(eventsOf)];
}

function keysOf(state: ChartState): readonly string[] {
  return Object.entries(state.states ?? {}).flatMap(([key, child]) => [key, ...keysOf(child)]);
}

function refuseRepeatedKeys(chart: ChartState): void {
  const keys = keysOf(chart);
  if (new Set(keys).size < keys.length) throw new Error(`A key names two states: ${keys.join(' ')}`);
}

const sentence = { de: 'Geht nicht.', en: 'Not possible.' };

/** Guards a chart may name. */
export const CHART_GUARDS: Readonly<Record<string, GuardDeclaration>> = {
  yes: { explanation: sentence, evaluate: () => true },
  no: { explanation: sentence, evaluate: () => false },
};

/** Effects a chart names, as the vocabulary describes them. */
export const CHART_EFFECT = {
  label: { de: 'Sagen', en: 'Say' },
  params: {
    type: 'object',
    additionalProperties: false,
    required: ['text'],
    properties: { text: { type: 'string' } },
  } satisfies JsonObject,
};

/** What a chart says by an effect. */
export function saidBy(params: JsonObject): string {
  const text = params['text'];
  if (typeof text !== 'string') throw new Error('A chart says texts');
  return text;
}

/** What the kernel needs to know to run a chart without a database. */
export function chartRegistry(): WorkflowRegistry {
  return { guards: CHART_GUARDS, effects: { [SAY]: CHART_EFFECT } };
}
