import {
  alternatives,
  type ActionReference,
  type ProcessDefinition,
  type StateDefinition,
  type TransitionAlternatives,
} from '../definition.js';
import { statechartOf } from '../statechart.js';
import { allTransitions, transitionId, eventName, type TransitionTrigger } from '../transitions.js';
import type { Examination } from './check-definition.js';
import type { Finding, FindingCode } from './finding.js';
import { pointer } from './finding.js';
import { transitionPath } from './subject.js';

/** Condition in place of what cannot be run: asking it ends the scenario without a word. */
export const BROKEN_PART = 'brokenPart';

/** A definition whose scenarios can be played, although something may be wrong with it. */
export interface Playable {
  readonly definition: ProcessDefinition;
  /** Ids of transitions of which nothing can be said. */
  readonly broken: ReadonlySet<string>;
  /** Events and delays of which nothing can be said. */
  readonly suspects: ReadonlySet<string>;
  /** Actions that the vocabulary does not know. */
  readonly unknownActions: readonly string[];
}

/** Findings that change nothing about what a process does. */
const WITHOUT_EFFECT: readonly FindingCode[] = [
  'SCHEMA',
  'LABEL_MISSING',
  'UNKNOWN_OWNER',
  'UNKNOWN_DATA_CATEGORY',
  'OWNER_MISSING',
  'PATTERN_SLOW',
  'EVENT_UNUSED',
  'DELAY_UNUSED',
  'UNREACHABLE_STATE',
  'NO_WAY_TO_END',
  'DEADLINE_WITHOUT_EXPIRY',
  'EXPIRY_UNHANDLED',
  'EXPIRY_ENDS_SILENTLY',
  'DEADLINE_NEVER_FIRES',
  'DEADLINE_ALREADY_OVER',
  'WARNING_BEFORE_START',
  'REGION_CONFLICT',
];

/** Transitions that never fire: no scenario can take them, and it needs no second finding to say so. */
const NEVER_TAKEN: readonly FindingCode[] = [
  'TRANSITION_SHADOWED',
  'GUARD_CONTRADICTION',
  'COMPLETION_IMPOSSIBLE',
];

/**
 * What of a definition can be played. Broken transitions keep their place and end a scenario that comes to them;
 * broken deadlines do not run.
 *
 * @returns `undefined` when too much is wrong for any scenario to say something.
 */
export function playableOf({ definition, findings, isWhole, taken }: Examination): Playable | undefined {
  if (!definition || !isWhole || taken.some((place) => place.startsWith('/context/'))) return undefined;
  const chart = statechartOf(definition.machine);
  const places = allTransitions(chart).map((site) => ({ site, place: pointer(transitionPath(site)) }));
  const serious = findings.filter(({ code }) => !WITHOUT_EFFECT.includes(code));
  const suspects = new Set([...serious.map(({ path }) => path), ...taken].flatMap(declarationAt));
  // Those that nothing uses may be what is meant by a misspelt name.
  const unused = findings.filter(({ code }) => code === 'EVENT_UNUSED' || code === 'DELAY_UNUSED');
  if (serious.some(({ code }) => isUnknownName(code)))
    for (const { path } of unused) suspects.add(path.split('/').at(-1) ?? '');
  const broken = new Set<string>();
  for (const { code, path } of serious) {
    const on = places.filter(({ place }) => path === place || path.startsWith(`${place}/`));
    for (const { site } of on) broken.add(site.id);
    if (isUnknownName(code)) for (const { site } of on) suspects.add(site.key);
    if (on.length === 0 && code !== 'UNKNOWN_ACTION' && /^\/(machine|context)/.test(path)) return undefined;
  }
  // Reached states are judged by the names of their transitions.
  const unreached = findings.filter(({ code }) => code === 'UNREACHABLE_STATE').map(({ path }) => path);
  for (const { site, place } of places) {
    if (unreached.some((path) => place.startsWith(`${path}/`))) broken.add(site.id);
  }
  const stopped = new Set([...broken].filter((id) => !isOnlyNeverTaken(id, places, serious)));
  const machine = withoutBroken(definition.machine, definition.machine.id, stopped, suspects);
  return {
    definition: { ...definition, machine: { ...definition.machine, ...machine } },
    broken,
    suspects,
    unknownActions: unknownActions(definition, findings),
  };
}

function isUnknownName(code: FindingCode): boolean {
  return code === 'UNKNOWN_EVENT' || code === 'UNKNOWN_DELAY';
}

type Places = readonly { readonly site: { readonly id: string }; readonly place: string }[];

function isOnlyNeverTaken(id: string, places: Places, findings: readonly Finding[]): boolean {
  const place = places.find(({ site }) => site.id === id)?.place ?? '';
  const here = findings.filter(({ path }) => path === place || path.startsWith(`${place}/`));
  return here.every(({ code }) => NEVER_TAKEN.includes(code));
}

/** The event or delay whose declaration a path lies in. */
function declarationAt(path: string): readonly string[] {
  const [part, name, member] = path.split('/').slice(1);
  const counts = (part === 'events' && member === 'payload') || (part === 'delays' && member !== 'label');
  return counts && name !== undefined ? [name] : [];
}

function unknownActions({ machine }: ProcessDefinition, findings: readonly Finding[]): readonly string[] {
  const paths = new Set(findings.filter(({ code }) => code === 'UNKNOWN_ACTION').map(({ path }) => path));
  const found: string[] = [];
  const visit = (part: unknown, path: string): void => {
    if (typeof part !== 'object' || part === null) return;
    if (paths.has(path)) found.push((part as ActionReference).type);
    for (const [key, inner] of Object.entries(part)) visit(inner, path + pointer([key]));
  };
  visit(machine, '/machine');
  return found;
}

function withoutBroken(
  state: StateDefinition,
  id: string,
  broken: ReadonlySet<string>,
  suspects: ReadonlySet<string>,
): StateDefinition {
  const each = (trigger: TransitionTrigger, group: Readonly<Record<string, TransitionAlternatives>> = {}) =>
    Object.fromEntries(
      Object.entries(group).map(([key, value]) => [
        key,
        replaced(value, id, eventName(trigger, key), broken),
      ]),
    );
  const one = (trigger: TransitionTrigger, value: TransitionAlternatives | undefined) =>
    value === undefined ? {} : { [trigger]: replaced(value, id, eventName(trigger, ''), broken) };
  const after = Object.entries(state.after ?? {}).filter(([key]) => !suspects.has(key));
  const states = Object.entries(state.states ?? {}).map(
    ([key, child]) => [key, withoutBroken(child, `${id}.${key}`, broken, suspects)] as const,
  );
  return {
    ...state,
    ...(state.on ? { on: each('event', state.on) } : {}),
    ...(state.after ? { after: each('after', Object.fromEntries(after)) } : {}),
    ...one('always', state.always),
    ...one('onDone', state.onDone),
    ...(state.states ? { states: Object.fromEntries(states) } : {}),
  };
}

function replaced(
  value: TransitionAlternatives,
  stateId: string,
  event: string,
  broken: ReadonlySet<string>,
): TransitionAlternatives {
  const kept = alternatives(value).map((each, index) =>
    broken.has(transitionId(stateId, event, index)) ? { guard: { type: BROKEN_PART }, actions: [] } : each,
  );
  return Array.isArray(value) ? kept : (kept[0] ?? value);
}
