import type { StateNode } from '../domain/statechart.js';

/** What can be solved by deciding more in the mapping, and what forbids the migration of a process. */
export type MigrationVerdict = 'needsMapping' | 'cannot';

/** Why a process cannot be moved as things stand. */
export const MIGRATION_PROBLEMS = {
  /** The state is gone. */
  STATE_GONE: 'needsMapping',
  /** The state has states inside now (trap 8). */
  STATE_REFINED: 'needsMapping',
  /** One version waits in the state, the other ends there. */
  END_CHANGED: 'needsMapping',
  /** Nobody can stand in the state any more. */
  PASSES_THROUGH: 'needsMapping',
  /** Two regions lead into the same surroundings. */
  STATES_MERGED: 'needsMapping',
  /** A parallel region would be entered anew (trap 7). */
  NEW_REGION: 'needsMapping',
  /** A state around the present one would be entered anew. */
  NEW_STATE: 'needsMapping',
  /** A history state remembers something that is gone (trap 9). */
  HISTORY_GONE: 'needsMapping',
  /** A recorded value has no field any more. */
  FIELD_GONE: 'needsMapping',
  /** A running deadline has another rule. */
  DEADLINE_RULE_CHANGED: 'needsMapping',
  /** A deadline would begin in a state in which the process already stands. */
  DEADLINE_NEW: 'needsMapping',
  /** A value does not fit its field. */
  FIELD_MISFIT: 'cannot',
  /** The process would end, or a part of it, without anybody having decided so. */
  ENDS_SILENTLY: 'cannot',
  /** A deadline would come earlier. */
  DEADLINE_EARLIER: 'cannot',
  /** A running deadline would be gone. */
  DEADLINE_LOST: 'cannot',
  /** The start of a deadline by its new rule is not known. */
  DEADLINE_WITHOUT_START: 'cannot',
  /** A sub-process hangs on a state that is called otherwise; its end could not be told any more. */
  SUB_PROCESS_BOUND: 'cannot',
  /** The process is held for inspection. */
  PROCESS_HELD: 'cannot',
  /** The stored state does not fit the version it has (trap 6). */
  STATE_BROKEN: 'cannot',
} as const satisfies Readonly<Record<string, MigrationVerdict>>;

/** Code of a {@link MIGRATION_PROBLEMS}. */
export type MigrationProblemCode = keyof typeof MIGRATION_PROBLEMS;

/** One reason against moving a process; never a value of its fields. */
export interface MigrationProblem {
  readonly code: MigrationProblemCode;
  /** Id of a state, name of a field or of a deadline. */
  readonly part: string;
  /** Sentence for the person who plans the migration, German. */
  readonly sentence: string;
}

/** Makes a problem. */
export function problem(code: MigrationProblemCode, part: string, sentence: string): MigrationProblem {
  return { code, part, sentence };
}

/** The verdict over several problems: the worst counts; `undefined` when there is none. */
export function verdictOf(problems: readonly MigrationProblem[]): MigrationVerdict | undefined {
  if (problems.length === 0) return undefined;
  return problems.some(({ code }) => MIGRATION_PROBLEMS[code] === 'cannot') ? 'cannot' : 'needsMapping';
}

/** A state in words: its German label with its id. */
export function stateInWords(node: StateNode): string {
  const label = node.definition.meta?.label.de;
  return label === undefined ? `„${node.id}“` : `„${label}“ (${node.id})`;
}
