import { planDeadlines, type DeadlinePlan } from '../application/deadline-plan.js';
import { admittedCode, recordEvent } from '../application/event-record.js';
import { nextProcess } from '../application/process-state.js';
import type { Accepted, RunEffect } from '../domain/decision.js';
import type { JsonObject } from '../domain/definition.js';
import type { ChainedEvent, DeadlineView, ProcessActor, ProcessView } from '../domain/process.js';
import type { CompiledDefinition } from '../kernel/kernel.js';

/** A process with its deadline rows, as it stands between two events. */
export interface Course {
  readonly process: ProcessView;
  /** All rows, in the order in which they were opened. */
  readonly deadlines: readonly DeadlineView[];
}

/** What comes from outside with an event. */
export interface CourseEvent {
  readonly regionId: string;
  /** Id of the log entry. */
  readonly id: string;
  readonly event: { readonly type: string; readonly payload: JsonObject };
  readonly actor: ProcessActor;
  /** Instant, ISO 8601 in UTC with milliseconds. */
  readonly at: string;
}

/** What an event made of a process. */
export interface CourseStep {
  readonly entry: ChainedEvent;
  readonly after: Course;
  /** What the engine carried out with it, in order. */
  readonly effects: readonly RunEffect[];
}

/** A process before its first event; subject and place in its case stay as they are given. */
export function beforeStart(process: ProcessView, definitionHash: string, at: string): ProcessView {
  return {
    ...process,
    definitionHash,
    value: '',
    activeStates: [],
    stateEntries: {},
    context: {},
    historyValue: {},
    status: 'active',
    quarantineReason: null,
    output: null,
    revision: 0,
    chainHead: '',
    waitingFor: [],
    waitingSince: at,
    startedAt: at,
    endedAt: null,
    cancelReason: null,
    correlation: null,
  };
}

/** What the engine writes for an accepted event, computed by the same functions, without a database. */
export function carryOn(
  compiled: CompiledDefinition,
  before: Course,
  given: CourseEvent,
  accepted: Accepted,
): CourseStep {
  const { regionId, id, event, actor, at } = given;
  const next = nextProcess({ compiled, process: before.process, at }, accepted);
  const entry = recordEvent({
    regionId,
    process: before.process,
    id,
    event,
    actor,
    actorCode: admittedCode(actor, compiled.definition.events[event.type]?.by),
    at,
    accepted,
    toStates: next.activeStates,
    waitingFor: next.waitingFor,
  });
  const plan = planDeadlines(accepted.intents, {
    processId: next.id,
    definition: compiled.definition,
    entries: next.stateEntries,
    at,
    newId: () => '',
  });
  const process = { ...next, chainHead: entry.hash };
  return {
    entry,
    after: { process, deadlines: deadlinesAfter(before.deadlines, plan, event.type, next.status) },
    effects: effectsOf(accepted),
  };
}

/** The effects among the intents of a decision, in order. */
export function effectsOf({ intents }: Pick<Accepted, 'intents'>): readonly RunEffect[] {
  return intents.filter((intent) => intent.kind === 'effect');
}

/**
 * Deadline rows after an event: the expired one has fired, cancelled ones are closed, opened ones follow; a process
 * that is done leaves none open.
 */
export function deadlinesAfter(
  before: readonly DeadlineView[],
  plan: DeadlinePlan,
  eventType: string,
  status: ProcessView['status'],
): readonly DeadlineView[] {
  const closed = before.map((row): DeadlineView => {
    if (row.status !== 'open') return row;
    if (row.eventType === eventType) return { ...row, status: 'fired' };
    return plan.cancelled.includes(row.eventType) || status === 'done'
      ? { ...row, status: 'cancelled' }
      : row;
  });
  return [...closed, ...plan.opened];
}
