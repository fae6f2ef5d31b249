import type {
  Accepted,
  DecisionMeta,
  KernelDecision,
  Rejected,
  StoredState,
} from '../../src/workflow/domain/decision.js';
import type { JsonObject, ProcessDefinition } from '../../src/workflow/domain/definition.js';
import type { Facts, WorkflowRegistry } from '../../src/workflow/domain/registry.js';
import { compile, decide, initial, type CompiledDefinition } from '../../src/workflow/kernel/kernel.js';
import { aRegistry } from './process-definition.js';

/** Instant at which specs take place. */
export const AT = '2026-09-01T08:00:00Z';

/** The decision as accepted. @throws {Error} it was rejected. */
export function accepted(decision: KernelDecision): Accepted {
  if (decision.kind === 'accepted') return decision;
  throw new Error(`Rejected: ${decision.code} ${decision.problems.join('; ')}`);
}

/** The decision as rejected. @throws {Error} it was accepted. */
export function rejected(decision: KernelDecision): Rejected {
  if (decision.kind === 'rejected') return decision;
  throw new Error(`Accepted: ${JSON.stringify(decision.next.value)}`);
}

/** A process in the hands of a spec. */
export interface Play {
  readonly compiled: CompiledDefinition;
  /** What started it. */
  readonly start: Accepted;
  /** State after the last accepted event. */
  readonly state: StoredState;
  /** Sends an event; the state moves on when it is accepted. */
  send(type: string, payload?: JsonObject, facts?: Facts): KernelDecision;
  /** Lets a deadline expire. */
  expire(eventType: string): KernelDecision;
}

/** Starts a process of a definition. The state passes through JSON after every event, as it does in the database. */
export function play(
  definition: ProcessDefinition,
  registry: WorkflowRegistry = aRegistry(),
  input: { readonly context?: JsonObject; readonly facts?: Facts } = {},
): Play {
  const compiled = compile(definition, registry);
  const start = accepted(initial(compiled, { ...input, at: AT }));
  let state = start.next;
  const step = (type: string, payload: JsonObject, facts: Facts, meta: DecisionMeta): KernelDecision => {
    const decision = decide(compiled, state, { type, payload }, facts, meta);
    if (decision.kind === 'accepted') state = JSON.parse(JSON.stringify(decision.next)) as StoredState;
    return decision;
  };
  return {
    compiled,
    start,
    get state() {
      return state;
    },
    send: (type, payload = {}, facts = {}) => step(type, payload, facts, { at: AT }),
    expire: (eventType) => step(eventType, {}, {}, { at: AT, source: 'clock' }),
  };
}
