import type { AnyMachineSnapshot } from 'xstate';
import type {
  Accepted,
  Intent,
  Microstep,
  StateValue,
  StoredState,
  TakenTransition,
} from '../domain/decision.js';
import { dayOf, isoDatePlusDays } from '../domain/calendar-day.js';
import { inDateRange } from '../domain/date-bounds.js';
import { legalBasisList, type DeadlineRule, type JsonObject, type JsonValue } from '../domain/definition.js';
import { activeChildren, withAncestors, type StateNode } from '../domain/statechart.js';
import type { CompiledDefinition, Timer } from './compile.js';
import { MARK } from './machine.js';
import type { Run } from './run.js';
import { activeLeaves, inRegionOrder } from './stored-state.js';

/** One action as XState lists it. */
export interface ListedAction {
  readonly type: string;
  readonly params: unknown;
}

/** One inner step as XState returns it. */
export type ListedStep = readonly [AnyMachineSnapshot, readonly ListedAction[]];

/** Ids carried by the marks of one kind, in order. */
export function marked(actions: readonly ListedAction[], mark: string): readonly string[] {
  return actions.filter(({ type }) => type === mark).map(({ params }) => (params as { id: string }).id);
}

/** What happened, in order, out of XState's list of actions (trap 27: as a list, never as a set). */
export function acceptedStep(
  compiled: CompiledDefinition,
  run: Run,
  steps: readonly ListedStep[],
  next: StoredState,
  before: StoredState | undefined,
): Accepted {
  const actions = steps.flatMap(([, listed]) => listed);
  const entered = marked(actions, MARK.entered);
  const intents = [
    ...ofActiveStates(
      compiled,
      next,
      actions.flatMap((action) => intentsOf(compiled, run, next.context, action)),
    ),
    ...restarted(compiled, run, next, before, entered),
  ];
  return {
    kind: 'accepted',
    next,
    intents,
    entered,
    left: marked(next.status === 'done' ? withoutCompletion(actions) : actions, MARK.left),
    // A completion nobody listens to is a step in which nothing happens.
    microsteps: steps.filter(([, listed]) => listed.length > 0).map((step) => microstep(compiled, step)),
    taken: marked(actions, MARK.taken).map((id) => takenTransition(compiled, id)),
    guardVerdicts: run.verdicts,
    output: next.status === 'done' ? outputOf(compiled.chart.root, next.value) : null,
  };
}

/**
 * Without deadlines of states that are not active in the end and were never left: entered together with a state that
 * excludes them, they would stay open for good. The checker refuses such transitions.
 */
function ofActiveStates(
  compiled: CompiledDefinition,
  next: StoredState,
  intents: readonly Intent[],
): readonly Intent[] {
  if (next.status === 'done' || !intents.some(isStart)) return intents;
  const active = activeIds(compiled, next);
  return intents.filter((intent, index) => {
    if (!isStart(intent) || active.has(intent.stateId)) return true;
    const { eventType } = intent;
    return intents
      .slice(index)
      .some((later) => later.kind === 'cancelDeadline' && later.eventType === eventType);
  });
}

function isStart(
  intent: Intent,
): intent is Extract<Intent, { kind: 'scheduleDeadline' | 'deadlineWithoutStart' }> {
  return intent.kind === 'scheduleDeadline' || intent.kind === 'deadlineWithoutStart';
}

/** Ids of all active states, leaves and those around them. */
function activeIds({ chart }: CompiledDefinition, { value }: StoredState): ReadonlySet<string> {
  return new Set(activeLeaves(chart.root, value).flatMap((leaf) => withAncestors(leaf).map(({ id }) => id)));
}

/** XState leaves every state once the machine is done; for us the final states stay the current ones. */
function withoutCompletion(actions: readonly ListedAction[]): readonly ListedAction[] {
  return actions.slice(0, actions.findLastIndex(({ type }) => type === MARK.entered) + 1);
}

function microstep(compiled: CompiledDefinition, [snapshot, actions]: ListedStep): Microstep {
  const value = inRegionOrder(compiled.chart.root, snapshot.value as StateValue);
  return { transitions: marked(actions, MARK.taken), value };
}

function takenTransition(compiled: CompiledDefinition, id: string): TakenTransition {
  const site = compiled.transitions.get(id);
  if (!site) throw new Error(`Unknown transition ${id}`);
  const event = compiled.definition.events[site.key];
  const own = legalBasisList(site.definition.meta?.legalBasis);
  const inherited =
    site.trigger === 'after'
      ? compiled.definition.delays[site.key]?.legalBasis
      : site.trigger === 'event'
        ? event?.legalBasis
        : undefined;
  return {
    id,
    stateId: site.source.id,
    event: site.event,
    index: site.index,
    label: site.definition.meta?.label ?? event?.label ?? null,
    legalBasis: own.length > 0 ? own : legalBasisList(inherited),
  };
}

function intentsOf(
  compiled: CompiledDefinition,
  run: Run,
  context: JsonObject,
  action: ListedAction,
): readonly Intent[] {
  if (Object.values<string>(MARK).includes(action.type)) return [];
  if (action.type === 'xstate.cancel') {
    const { sendId } = action.params as { sendId: string };
    return [{ kind: 'cancelDeadline', ...timer(compiled, sendId) }];
  }
  if (action.type === 'xstate.raise') {
    const { event } = action.params as { event: { type: string } };
    return isTimer(action) ? [deadline(compiled, run, context, timer(compiled, event.type), 'entered')] : [];
  }
  return [
    { kind: 'effect', type: action.type, params: (action.params ?? {}) as JsonObject, event: run.event },
  ];
}

/** Whether a listed action starts a timer; a raise without delay is listed too, but is consumed already (trap 32). */
export function isTimer(action: ListedAction): boolean {
  return action.type === 'xstate.raise' && typeof (action.params as { delay?: unknown }).delay === 'number';
}

function timer(compiled: CompiledDefinition, eventType: string): Timer {
  const found = compiled.timers.get(eventType);
  if (!found) throw new Error(`Unknown timer ${eventType}`);
  return found;
}

function deadline(
  compiled: CompiledDefinition,
  run: Run,
  context: JsonObject,
  which: Timer,
  reason: 'entered' | 'startChanged',
): Intent {
  const rule = ruleOf(compiled, which);
  const startsOn = startOf(rule, run, context);
  if (startsOn === null) return { kind: 'deadlineWithoutStart', ...which, rule };
  return { kind: 'scheduleDeadline', ...which, rule, startsOn, reason };
}

function ruleOf(compiled: CompiledDefinition, which: Timer): DeadlineRule {
  const delay = compiled.definition.delays[which.delayKey];
  if (!delay) throw new Error(`Unknown delay ${which.delayKey}`);
  return delay.rule;
}

/**
 * Day a period starts from; the context as it is after the whole event, since that is what will be stored.
 *
 * `null` also for a day no calendar of ours reaches: stored before dates were checked, it must not end the decision.
 */
function startOf(rule: DeadlineRule, run: Run, context: JsonObject): string | null {
  if (rule.from === 'entry') return dayOf(run.at);
  const [place, field] = rule.from.split('.') as ['context' | 'event', string];
  const value = (place === 'context' ? context : run.event.payload)[field];
  const day = typeof value === 'string' ? isoDatePlusDays(value, 0) : null;
  return day !== null && inDateRange(day) ? day : null;
}

/** Deadlines of states that stay active while the field they start from changes. */
function restarted(
  compiled: CompiledDefinition,
  run: Run,
  next: StoredState,
  before: StoredState | undefined,
  entered: readonly string[],
): readonly Intent[] {
  if (!before || next.status === 'done') return [];
  const active = activeIds(compiled, next);
  return [...compiled.timers.values()]
    .filter(({ stateId }) => active.has(stateId) && !entered.includes(stateId))
    .flatMap((which): Intent[] => {
      const { from } = ruleOf(compiled, which);
      if (!from.startsWith('context.')) return [];
      const field = from.slice('context.'.length);
      if (before.context[field] === next.context[field]) return [];
      return [
        { kind: 'cancelDeadline', ...which },
        deadline(compiled, run, next.context, which, 'startChanged'),
      ];
    });
}

/** Output of the final states reached: of the one below the root, or per region. */
export function outputOf(node: StateNode, value: StateValue): JsonValue {
  if (node.kind === 'final') return node.definition.output ?? null;
  if (node.kind === 'parallel') {
    const regions = activeChildren(node).map((child): [string, JsonValue] => [
      child.key,
      outputOf(child, typeof value === 'string' ? {} : (value[child.key] ?? {})),
    ]);
    return Object.fromEntries(regions);
  }
  const active = activeChildren(node).find((child) =>
    typeof value === 'string' ? value === child.key : child.key in value,
  );
  return active ? outputOf(active, typeof value === 'string' ? {} : (value[active.key] ?? {})) : null;
}
