import type { Temporal } from 'temporal-polyfill';
import type { CaseId, ProcessId } from '../../kernel/index.js';
import type { Accepted, Intent, KernelDecision } from '../domain/decision.js';
import type { JsonObject } from '../domain/definition.js';
import type { ChainedEvent, ProcessActor, ProcessSubject, ProcessView } from '../domain/process.js';
import type { CompiledDefinition } from '../kernel/kernel.js';
import type { DeadlinePlan } from './deadline-plan.js';

/** A process to start. Who may start it is decided by the caller. */
export interface StartProcessInput {
  /** Key of the definition; its active version is taken. */
  readonly key: string;
  readonly subject: ProcessSubject;
  readonly caseId?: CaseId | null;
  /** Values of declared context fields. */
  readonly context?: JsonObject;
  readonly at: Temporal.Instant;
  readonly actor: ProcessActor;
  /** The process whose sub-process it is. */
  readonly parentProcessId?: ProcessId;
  /** The ended process that it takes up again. */
  readonly previous?: Pick<ProcessView, 'id' | 'episode'>;
}

/** An event to send. */
export interface SendEventInput {
  readonly processId: ProcessId;
  readonly event: { readonly type: string; readonly payload?: JsonObject };
  readonly actor: ProcessActor;
  /** Revision the sender has seen; absent: whatever the state is now. */
  readonly expectedRevision?: number;
  readonly at: Temporal.Instant;
}

/** A step with all that is to be written of it. */
export interface ComputedStep {
  /** The version after the step. */
  readonly compiled: CompiledDefinition;
  readonly before: ProcessView;
  readonly after: ProcessView;
  readonly record: ChainedEvent;
  readonly plan: DeadlinePlan;
  readonly accepted: Accepted;
  readonly actor: ProcessActor;
}

/** One event on its way through the engine. */
export interface Step {
  readonly compiled: CompiledDefinition;
  /** Before the event. */
  readonly process: ProcessView;
  readonly decision: KernelDecision;
  readonly event: { readonly type: string; readonly payload: JsonObject };
  readonly actor: ProcessActor;
  readonly at: string;
  /** Id of the log entry; absent: a new one. */
  readonly entryId?: string | undefined;
}

/** A deadline counted from a field of its event can never start later; one counted from the context can. */
export function lacksStartForGood(intent: Intent): boolean {
  return intent.kind === 'deadlineWithoutStart' && intent.rule.from.startsWith('event.');
}
