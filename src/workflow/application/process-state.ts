import type { Temporal } from 'temporal-polyfill';
import type { ProcessId } from '../../kernel/index.js';
import { newId } from '../../platform/index.js';
import type { Accepted, StoredState } from '../domain/decision.js';
import { correlationOf } from '../domain/message.js';
import type { ProcessView } from '../domain/process.js';
import { describeFitting, type CompiledDefinition } from '../kernel/kernel.js';
import { storedStateProblems } from '../kernel/stored-state.js';
import { advanceEntries } from './deadline-plan.js';
import type { StartProcessInput } from './engine-steps.js';

/** Instant as it is stored and hashed: milliseconds, as the database gives it back. */
export function isoOf(at: Temporal.Instant): string {
  return new Date(at.epochMilliseconds).toISOString();
}

/** Whether the stored state fits the definition; one that does not has neither states nor events to show. */
export function fitsDefinition(compiled: CompiledDefinition, process: ProcessView): boolean {
  return storedStateProblems(compiled, storedState(process)).length === 0;
}

/** The kernel's part of a process. */
export function storedState(process: ProcessView): StoredState {
  const status = process.status === 'done' || process.status === 'cancelled' ? 'done' : 'active';
  return { value: process.value, context: process.context, historyValue: process.historyValue, status };
}

/** A process before its first event. */
export function newProcess(input: StartProcessInput, definitionHash: string): ProcessView {
  const startedAt = isoOf(input.at);
  return {
    id: newId<ProcessId>(input.at),
    definitionKey: input.key,
    definitionHash,
    subject: input.subject,
    caseId: input.caseId ?? null,
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
    waitingSince: startedAt,
    startedAt,
    endedAt: null,
    cancelReason: null,
    correlation: null,
    parentProcessId: input.parentProcessId ?? null,
    hasChildren: false,
    previousProcessId: input.previous?.id ?? null,
    episode: (input.previous?.episode ?? 0) + 1,
  };
}

/** The process after an accepted event, still with the chain head of before. */
export function nextProcess(
  {
    compiled,
    process,
    at,
  }: { readonly compiled: CompiledDefinition; readonly process: ProcessView; readonly at: string },
  accepted: Accepted,
): ProcessView {
  const states = describeFitting(compiled, accepted.next);
  const isDone = accepted.next.status === 'done';
  const waitingFor = isDone
    ? []
    : [...new Set(states.filter((state) => !state.final).map((state) => state.owner))];
  const isWaitUnchanged = waitingFor.join() === process.waitingFor.join() && process.revision > 0;
  return {
    ...process,
    ...accepted.next,
    activeStates: states.map((state) => state.stateId),
    stateEntries: advanceEntries(process.stateEntries, accepted.entered, at),
    output: accepted.output,
    revision: process.revision + 1,
    waitingFor,
    waitingSince: isWaitUnchanged ? process.waitingSince : at,
    endedAt: isDone ? at : null,
    correlation: correlationOf(compiled.definition, {
      subject: process.subject,
      context: accepted.next.context,
    }),
  };
}
