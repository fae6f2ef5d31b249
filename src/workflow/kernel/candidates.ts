import type { ActiveState, AvailableEvent, FailedGuard, StoredState } from '../domain/decision.js';
import { legalBasisList, type GuardReference, type LocalizedText } from '../domain/definition.js';
import { builtInGuard, stateInTarget } from '../domain/built-in-guards.js';
import { explainGuard, judge, type GuardJudge, type Verdict } from '../domain/guard-evaluation.js';
import type { Facts, WorkflowRegistry } from '../domain/registry.js';
import { ownerOf, withAncestors, type StateNode } from '../domain/statechart.js';
import { transitionsFrom, type TransitionSite } from '../domain/transitions.js';
import { guardValue, type CompiledDefinition } from './compile.js';
import type { Run } from './run.js';
import { activeLeaves, storedStateProblems } from './stored-state.js';

/** All active states: leaves and the states around them, each once, inner before outer. */
function activeNodes(compiled: CompiledDefinition, state: StoredState): readonly StateNode[] {
  return [...new Set(activeLeaves(compiled.chart.root, state.value).flatMap(withAncestors))];
}

/** Transitions of active states for an event or expiry, in the order XState tries them within one branch. */
export function candidates(
  compiled: CompiledDefinition,
  state: StoredState,
  eventType: string,
): readonly TransitionSite[] {
  const timer = compiled.timers.get(eventType);
  return activeNodes(compiled, state)
    .flatMap(transitionsFrom)
    .filter((site) =>
      timer
        ? site.trigger === 'after' && site.key === timer.delayKey && site.source.id === timer.stateId
        : site.trigger === 'event' && site.key === eventType,
    );
}

/** Event types that some active state handles, in the order the definition declares them. */
export function possibleEvents(compiled: CompiledDefinition, state: StoredState): readonly string[] {
  const handled = new Set(
    activeNodes(compiled, state)
      .flatMap(transitionsFrom)
      .filter(({ trigger }) => trigger === 'event')
      .map(({ key }) => key),
  );
  return Object.keys(compiled.definition.events).filter((type) => handled.has(type));
}

type Question = Pick<Run, 'event' | 'facts' | 'at'> & {
  /** The payload is known; otherwise guards that read it are judged `unknown`. */
  readonly payloadKnown: boolean;
};

function judgeAtRest(compiled: CompiledDefinition, state: StoredState, question: Question): GuardJudge {
  const { definition, registry } = compiled;
  const active = new Set(activeNodes(compiled, state).map(({ id }) => id));
  return {
    explain: (guard, negated) =>
      guard.type === 'stateIn'
        ? explainStateIn(compiled, guard, negated)
        : explainGuard(guard, negated, definition, registry),
    verdict: (guard): Verdict => {
      if (guard.type === 'stateIn') return active.has(stateInTarget(definition.key, guard.params));
      const readsPayload = (builtInGuard(guard.type) ?? registry.guards[guard.type])?.readsPayload ?? false;
      if (readsPayload && !question.payloadKnown) return 'unknown';
      return guardValue(guard, state.context, definition, registry, question);
    },
  };
}

function explainStateIn(
  compiled: CompiledDefinition,
  guard: GuardReference,
  negated: boolean,
): LocalizedText {
  const id = stateInTarget(compiled.definition.key, guard.params);
  const label = compiled.chart.byId.get(id)?.definition.meta?.label ?? { de: id, en: id };
  return negated
    ? { de: `Solange „${label.de}“ gilt, geht das nicht.`, en: `Not possible while “${label.en}” holds.` }
    : { de: `Das geht erst bei „${label.de}“.`, en: `Only possible in “${label.en}”.` };
}

/** The guards that stood in the way of an event, each once. */
export function failedGuardsOf(
  compiled: CompiledDefinition,
  state: StoredState,
  run: Run,
): readonly FailedGuard[] {
  const by = judgeAtRest(compiled, state, { ...run, payloadKnown: true });
  const failed = candidates(compiled, state, run.event.type).flatMap(
    (site) => judge(site.definition.guard, by).failed,
  );
  return distinct(failed);
}

function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

/**
 * Events that some active state handles, as one sender sees them, in the order the definition declares them.
 *
 * Guards that read the payload cannot be judged yet and do not stand in the way here.
 *
 * @param actorCodes  Owner codes of the sender.
 * @param at          Instant of the question, ISO 8601 in UTC.
 * @returns           Empty when the process is done.
 * @throws            whatever a guard throws, and {Error} for a stored state that does not fit the definition.
 */
export function available(
  compiled: CompiledDefinition,
  state: StoredState,
  facts: Facts,
  actorCodes: readonly string[],
  at: string,
): readonly AvailableEvent[] {
  if (state.status === 'done') return [];
  assertFits(compiled, state);
  return possibleEvents(compiled, state).flatMap((type): AvailableEvent[] => {
    const event = compiled.definition.events[type];
    if (!event) return [];
    const question = { event: { type, payload: {} }, facts, at, payloadKnown: false };
    const by = judgeAtRest(compiled, state, question);
    const judgements = candidates(compiled, state, type).map((site) => judge(site.definition.guard, by));
    const open = judgements.some(({ verdict }) => verdict !== false);
    const guards = open
      ? []
      : judgements.flatMap(({ failed }) => failed.map(({ explanation }) => explanation));
    const permitted = event.by.some((code) => actorCodes.includes(code));
    const reasons = distinct([
      ...(permitted ? [] : [wrongSender(event.by, compiled.registry.owners)]),
      ...guards,
    ]);
    return [
      {
        type,
        label: event.label,
        plain: event.plain ?? null,
        legalBasis: legalBasisList(event.legalBasis),
        by: event.by,
        payloadSchema: event.payload ?? null,
        allowed: permitted && open,
        reasons,
      },
    ];
  });
}

function wrongSender(by: readonly string[], owners: WorkflowRegistry['owners']): LocalizedText {
  const labels = by.map((code) => owners?.[code] ?? { de: code, en: code });
  const de = labels.map((label) => label.de).join(', ');
  const en = labels.map((label) => label.en).join(', ');
  return { de: `Das kann nur eintragen: ${de}.`, en: `Only these may send it: ${en}.` };
}

/**
 * Active leaf states, regions by key.
 *
 * @throws {Error} for a stored state that does not fit the definition.
 */
export function describeState(compiled: CompiledDefinition, state: StoredState): readonly ActiveState[] {
  assertFits(compiled, state);
  return describeFitting(compiled, state);
}

/** Like {@link describeState}, for a state that is known to fit: one that was checked, or that the kernel has decided. */
export function describeFitting(compiled: CompiledDefinition, state: StoredState): readonly ActiveState[] {
  return activeLeaves(compiled.chart.root, state.value).map((node) => ({
    stateId: node.id,
    path: node.path.join('.'),
    label: labelOf(node),
    pathLabel: pathLabelOf(node),
    owner: ownerOf(node) ?? '',
    plain: node.definition.meta?.plain ?? null,
    tags: [...new Set(withAncestors(node).flatMap((active) => active.definition.tags ?? []))],
    final: node.kind === 'final',
  }));
}

function labelOf({ definition, key }: StateNode): LocalizedText {
  return definition.meta?.label ?? { de: key, en: key };
}

function pathLabelOf(node: StateNode): LocalizedText {
  const labels = withAncestors(node).slice(0, -1).reverse().map(labelOf);
  return {
    de: labels.map(({ de }) => de).join(' › '),
    en: labels.map(({ en }) => en).join(' › '),
  };
}

function assertFits(compiled: CompiledDefinition, state: StoredState): void {
  const problems = storedStateProblems(compiled, state);
  if (problems.length > 0)
    throw new Error(`Stored state of ${compiled.definition.key} does not fit: ${problems[0]}`);
}
