import type { AnyStateMachine } from 'xstate';
import { builtInGuard } from '../domain/built-in-guards.js';
import { isBuiltInAction } from '../domain/built-in-actions.js';
import type { GuardReference, JsonObject, ProcessDefinition } from '../domain/definition.js';
import { guardReferences } from '../domain/guard-evaluation.js';
import type { WorkflowRegistry } from '../domain/registry.js';
import { contextSchemaOf, validatorOf, type Validator } from '../domain/schema-validation.js';
import { statechartOf, type Statechart } from '../domain/statechart.js';
import { allTransitions, expiryEvent, type TransitionSite } from '../domain/transitions.js';
import { machineOf } from './machine.js';
import { RunSlot, type Run } from './run.js';

/** A deadline that a state runs. */
export interface Timer {
  readonly delayKey: string;
  readonly stateId: string;
  readonly eventType: string;
}

/** A definition ready for decisions. Immutable for the caller; keep it by {@link definitionHash}. */
export interface CompiledDefinition {
  readonly definition: ProcessDefinition;
  readonly registry: WorkflowRegistry;
  readonly chart: Statechart;
  /** Transitions by id, in document order. */
  readonly transitions: ReadonlyMap<string, TransitionSite>;
  /** Timers by XState's event type. */
  readonly timers: ReadonlyMap<string, Timer>;
  readonly validateContext: Validator;
  readonly validatePayload: ReadonlyMap<string, Validator>;
  /** XState's machine; only the kernel touches it. */
  readonly machine: AnyStateMachine;
  readonly slot: RunSlot;
}

const NO_PAYLOAD: JsonObject = { type: 'object', additionalProperties: false };

/**
 * Makes a checked definition ready for decisions.
 *
 * @throws {Error} the definition is broken: unknown guard, effect, delay, target. The checker reports the same before.
 */
export function compile(definition: ProcessDefinition, registry: WorkflowRegistry): CompiledDefinition {
  const chart = statechartOf(definition.machine);
  const sites = allTransitions(chart);
  const [missing] = namesMissing(definition, registry, chart, sites);
  if (missing !== undefined) throw new Error(missing);
  const slot = new RunSlot();
  const leaf = (guard: GuardReference, context: JsonObject): boolean =>
    recordedVerdict(guard, context, definition, registry, slot.current);
  return {
    definition,
    registry,
    chart,
    slot,
    transitions: new Map(sites.map((site) => [site.id, site])),
    timers: timersOf(chart),
    validateContext: validatorOf(contextSchemaOf(definition.context)),
    validatePayload: new Map(
      Object.entries(definition.events).map(([type, event]) => [
        type,
        validatorOf((event.payload as JsonObject | undefined) ?? NO_PAYLOAD),
      ]),
    ),
    machine: machineOf(definition, leaf, slot),
  };
}

/**
 * The value of a named guard.
 *
 * @throws whatever the guard throws; the caller decides what that means.
 */
export function guardValue(
  guard: GuardReference,
  context: JsonObject,
  definition: ProcessDefinition,
  registry: WorkflowRegistry,
  run: Pick<Run, 'event' | 'facts' | 'at'>,
): boolean {
  const input = { context, event: run.event, params: guard.params ?? {}, at: run.at };
  const builtIn = builtInGuard(guard.type);
  if (builtIn) return builtIn.evaluate(input, definition);
  const declared = registry.guards[guard.type];
  if (!declared) throw new Error(`Unknown guard ${guard.type}`);
  return declared.evaluate({ ...input, facts: run.facts });
}

/** Judges a guard, writes the verdict down, and remembers a guard that threw before passing the exception on. */
function recordedVerdict(
  guard: GuardReference,
  context: JsonObject,
  definition: ProcessDefinition,
  registry: WorkflowRegistry,
  run: Run,
): boolean {
  try {
    const verdict = guardValue(guard, context, definition, registry, run);
    run.verdicts.push({ guard: guard.type, params: guard.params ?? {}, verdict });
    return verdict;
  } catch (cause) {
    run.brokenGuard ??= { guard: guard.type, cause };
    throw cause;
  }
}

function timersOf(chart: Statechart): ReadonlyMap<string, Timer> {
  const timers = chart.nodes.flatMap((node) =>
    Object.keys(node.definition.after ?? {}).map((delayKey): [string, Timer] => {
      const eventType = expiryEvent(delayKey, node.id);
      return [eventType, { delayKey, stateId: node.id, eventType }];
    }),
  );
  return new Map(timers);
}

/** Guards and effects that a definition names and this build does not have, a sentence each. */
export function unservedNames(definition: ProcessDefinition, registry: WorkflowRegistry): readonly string[] {
  const chart = statechartOf(definition.machine);
  return namesMissing(definition, registry, chart, allTransitions(chart));
}

function namesMissing(
  definition: ProcessDefinition,
  registry: WorkflowRegistry,
  chart: Statechart,
  sites: readonly TransitionSite[],
): readonly string[] {
  const guards = sites.flatMap((site) =>
    guardReferences(site.definition.guard)
      .filter(
        ({ type }) =>
          type !== 'stateIn' && builtInGuard(type) === undefined && !Object.hasOwn(registry.guards, type),
      )
      .map(({ type }) => `Unknown guard ${type} in ${site.id} of ${definition.key}`),
  );
  const actions = [
    ...sites.flatMap((site) => site.definition.actions ?? []),
    ...chart.nodes.flatMap((node) => [...(node.definition.entry ?? []), ...(node.definition.exit ?? [])]),
  ];
  const effects = actions
    .filter(({ type }) => !isBuiltInAction(type) && !Object.hasOwn(registry.effects, type))
    .map(({ type }) => `Unknown effect ${type} in ${definition.key}`);
  return [...new Set([...guards, ...effects])];
}
