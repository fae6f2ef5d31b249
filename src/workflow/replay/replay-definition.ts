import type { GuardVerdict } from '../domain/decision.js';
import type { ActionReference, JsonObject, ProcessDefinition } from '../domain/definition.js';
import { builtInGuard } from '../domain/built-in-guards.js';
import { isBuiltInAction } from '../domain/built-in-actions.js';
import { guardReferences } from '../domain/guard-evaluation.js';
import type { GuardDeclaration, WorkflowRegistry } from '../domain/registry.js';
import { statechartOf } from '../domain/statechart.js';
import { allTransitions } from '../domain/transitions.js';
import { compile, type CompiledDefinition } from '../kernel/kernel.js';
import { sameJson } from './replay-difference.js';

/** A question that the log does not answer. */
export interface TapeMismatch {
  /** Name of the guard that the definition asks. */
  readonly asked: string;
  /** Name of the guard recorded at this place; `undefined` when none is left. */
  readonly recorded: string | undefined;
}

/**
 * Answers registered guards from the verdicts of a log entry, in the order in which they were given.
 *
 * What facts said on that day is gone; the verdicts are what is left of them. Built-in guards know all they need and
 * are judged anew.
 */
export class GuardTape {
  private verdicts: readonly GuardVerdict[] | undefined;
  private position = 0;
  private firstMismatch: TapeMismatch | undefined;

  /** Plays the verdicts of one entry while `decide` runs. */
  during<T>(recorded: readonly GuardVerdict[], decide: () => T): T {
    this.verdicts = recorded.filter(({ guard }) => builtInGuard(guard) === undefined);
    this.position = 0;
    this.firstMismatch = undefined;
    try {
      return decide();
    } finally {
      this.verdicts = undefined;
    }
  }

  /** The first question of the last run that was not the recorded one. */
  get mismatch(): TapeMismatch | undefined {
    return this.firstMismatch;
  }

  /** The recorded verdict; `undefined` when no entry is being replayed. A wrong question is answered with no. */
  answer(guard: string, params: JsonObject): boolean | undefined {
    if (!this.verdicts) return undefined;
    const recorded = this.verdicts[this.position];
    this.position += 1;
    if (recorded && recorded.guard === guard && sameJson(recorded.params, params)) return recorded.verdict;
    this.firstMismatch ??= { asked: guard, recorded: recorded?.guard };
    return false;
  }
}

/** A definition ready for replay. */
export interface ReplayDefinition {
  readonly compiled: CompiledDefinition;
  readonly tape: GuardTape;
}

/**
 * Makes a definition ready for replay, without the code of its guards and effects: also one that no capability of this
 * build serves any more can be recomputed. Outside a replay a guard is true exactly when the fact of its name is.
 *
 * @throws {Error} the definition is broken.
 */
export function replayDefinition(definition: ProcessDefinition): ReplayDefinition {
  const tape = new GuardTape();
  return { compiled: compile(definition, registryOf(definition, tape)), tape };
}

function registryOf(definition: ProcessDefinition, tape: GuardTape): WorkflowRegistry {
  const chart = statechartOf(definition.machine);
  const sites = allTransitions(chart);
  const guards = sites
    .flatMap((site) => guardReferences(site.definition.guard))
    .map(({ type }): [string, GuardDeclaration] => [type, tapedGuard(type, tape)]);
  const actions: readonly ActionReference[] = [
    ...sites.flatMap((site) => site.definition.actions ?? []),
    ...chart.nodes.flatMap((node) => [...(node.definition.entry ?? []), ...(node.definition.exit ?? [])]),
  ];
  const effects = actions
    .filter(({ type }) => !isBuiltInAction(type))
    .map(({ type }) => [type, { label: { de: type, en: type } }] as const);
  return { guards: Object.fromEntries(guards), effects: Object.fromEntries(effects) };
}

function tapedGuard(name: string, tape: GuardTape): GuardDeclaration {
  return {
    explanation: { de: name, en: name },
    evaluate: ({ params, facts }) => tape.answer(name, params) ?? facts[name] === true,
  };
}
