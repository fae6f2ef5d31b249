import {
  clearedValues,
  isBuiltInAction,
  recordedValues,
  type ClearParams,
} from '../domain/built-in-actions.js';
import type { Accepted, RunEffect, StoredState } from '../domain/decision.js';
import { legalBasisList, type ActionReference, type JsonObject } from '../domain/definition.js';
import { MIGRATED_ENTRY, type DeadlineView, type ProcessView } from '../domain/process.js';
import { withAncestors, type StateNode } from '../domain/statechart.js';
import { advanceEntries, type DeadlinePlan } from '../application/deadline-plan.js';
import type { CompiledDefinition } from '../kernel/compile.js';
import { storedStateProblems } from '../kernel/stored-state.js';
import { configurationOf, type Configuration } from './configuration.js';
import { moveDeadlines, type DeadlineMove } from './deadline-moves.js';
import { newStateId, type MigrationMapping } from './mapping.js';
import { carryContext, carryEntries, carryHistory } from './memory.js';
import { problem, verdictOf, type MigrationProblem } from './migration-problem.js';

/** A process to move to another version. */
export interface MigrateStateInput {
  readonly from: CompiledDefinition;
  readonly to: CompiledDefinition;
  readonly mapping: MigrationMapping;
  readonly process: ProcessView;
  /** Its deadlines; only open ones count. */
  readonly deadlines: readonly DeadlineView[];
  /** Instant, ISO 8601 in UTC with milliseconds. */
  readonly at: string;
  readonly newId: () => string;
}

/** The process fits: what it becomes. */
export interface MigrationFits {
  readonly kind: 'fits';
  /** As if an event had been decided: next state, entered and left states, effects to run. */
  readonly accepted: Accepted;
  /** Stays in states before the migration, under their new ids. */
  readonly entries: ProcessView['stateEntries'];
  readonly plan: DeadlinePlan;
  readonly moves: readonly DeadlineMove[];
}

/** The process cannot be moved as things stand. */
export interface MigrationRefused {
  readonly kind: 'needsMapping' | 'cannot';
  /** At least one. */
  readonly problems: readonly MigrationProblem[];
  readonly moves: readonly DeadlineMove[];
}

/** What moving a process to another version would do. */
export type MigrationJudgement = MigrationFits | MigrationRefused;

/**
 * Judges one process: pure, the same input always gives the same answer, and nothing is carried out. A preview, the
 * migration itself and its replay use this one function.
 */
export function migrateState(input: MigrateStateInput): MigrationJudgement {
  const { from, to, process, at } = input;
  const state = stateOf(process);
  const early = unfit(input, state);
  if (early) return { kind: 'cannot', problems: [early], moves: [] };
  const configuration = configurationOf(input, process.value);
  const history = carryHistory(input, process.historyValue);
  const context = carryContext(input, process.context);
  const acted = entryActions(input, configuration.entered, context.value);
  const entries = carryEntries(input, process.stateEntries, configuration.before);
  const entered = configuration.entered.map(({ id }) => id);
  const deadlines = moveDeadlines({
    from,
    to,
    mapping: input.mapping,
    open: input.deadlines.filter(({ status }) => status === 'open'),
    context: acted.context,
    stays: configuration.stays,
    entered,
    row: {
      processId: process.id,
      definition: to.definition,
      entries: advanceEntries(entries, entered, at),
      at,
      newId: input.newId,
    },
  });
  const next: StoredState = {
    value: configuration.value,
    context: acted.context,
    historyValue: history.value,
    status: 'active',
  };
  const problems = [
    ...configuration.problems,
    ...boundChildren(input, configuration),
    ...history.problems,
    ...context.problems,
    ...deadlines.problems.filter(
      ({ code }) => code !== 'DEADLINE_LOST' || configuration.problems.length === 0,
    ),
  ];
  const all = problems.length > 0 ? problems : brokenTarget(to, next);
  const kind = verdictOf(all);
  if (kind) return { kind, problems: all, moves: deadlines.moves };
  const accepted = acceptedMigration(input, next, {
    entered,
    left: configuration.left,
    effects: acted.effects,
  });
  return { kind: 'fits', accepted, entries, plan: deadlines.plan, moves: deadlines.moves };
}

function stateOf({ value, context, historyValue }: ProcessView): StoredState {
  return { value, context, historyValue, status: 'active' };
}

/** Why the process is not even looked at. */
function unfit({ from, process }: MigrateStateInput, state: StoredState): MigrationProblem | undefined {
  if (process.status === 'quarantined') {
    return problem('PROCESS_HELD', '', 'Der Vorgang ist zur Prüfung angehalten.');
  }
  const [broken] = storedStateProblems(from, state);
  if (broken === undefined) return undefined;
  return problem('STATE_BROKEN', '', `Der gespeicherte Stand passt nicht zu seiner Fassung: ${broken}`);
}

/** Sub-processes know the state they belong to by its id, for good. */
function boundChildren(
  { mapping, process }: MigrateStateInput,
  { before }: Configuration,
): readonly MigrationProblem[] {
  const renamed = [...before].find((id) => newStateId(mapping, id) !== id);
  if (!process.hasChildren || renamed === undefined) return [];
  const sentence = `Der Vorgang hat Untervorgänge, und „${renamed}“ hieße anders; bitte warten, bis sie beendet sind.`;
  return [problem('SUB_PROCESS_BOUND', renamed, sentence)];
}

/** Last line: what would be stored must fit, whatever was decided before. */
function brokenTarget(to: CompiledDefinition, next: StoredState): readonly MigrationProblem[] {
  return storedStateProblems(to, next).map((text) =>
    problem('STATE_BROKEN', '', `Der neue Stand passte nicht zur neuen Fassung: ${text}`),
  );
}

/** Entry actions of the states entered on purpose, in order; nobody sends an event, so `record` knows constants only. */
function entryActions(
  { mapping }: MigrateStateInput,
  entered: readonly StateNode[],
  context: JsonObject,
): { readonly context: JsonObject; readonly effects: readonly RunEffect[] } {
  const actions = entered
    .filter((node) => runsEffects(mapping, node))
    .flatMap(({ definition }) => definition.entry ?? []);
  const event = { type: MIGRATED_ENTRY, payload: {} };
  return {
    context: actions.reduce((current, action) => ({ ...current, ...changed(action) }), context),
    effects: actions
      .filter(({ type }) => !isBuiltInAction(type))
      .map(({ type, params = {} }) => ({ kind: 'effect', type, params, event })),
  };
}

function changed({ type, params = {} }: ActionReference): JsonObject {
  if (type === 'record') return recordedValues(params, {});
  return type === 'clear' ? clearedValues(params as unknown as ClearParams) : {};
}

/** The closest named state decides. */
function runsEffects({ enter = [] }: MigrationMapping, node: StateNode): boolean {
  const named = withAncestors(node).flatMap(({ id }) => enter.find(({ state }) => state === id) ?? []);
  return named[0]?.effects === 'run';
}

function acceptedMigration(
  { mapping }: MigrateStateInput,
  next: StoredState,
  done: {
    readonly entered: readonly string[];
    readonly left: readonly string[];
    readonly effects: readonly RunEffect[];
  },
): Accepted {
  return {
    kind: 'accepted',
    next,
    intents: done.effects,
    entered: done.entered,
    left: done.left,
    microsteps: [],
    // Not a transition of the definition, but what the log entry takes its legal basis from.
    taken: [
      {
        id: MIGRATED_ENTRY,
        stateId: mapping.key,
        event: MIGRATED_ENTRY,
        index: 0,
        label: null,
        legalBasis: legalBasisList(mapping.legalBasis),
      },
    ],
    guardVerdicts: [],
    output: null,
  };
}
