import { getInitialMicrosteps, getMicrosteps } from 'xstate';
import { canonicalJson, CanonicalJsonError } from '../../kernel/index.js';
import type {
  DecisionMeta,
  FailedGuard,
  KernelDecision,
  ProcessEvent,
  Rejected,
  RejectionCode,
  StartInput,
  StoredState,
} from '../domain/decision.js';
import type { JsonObject } from '../domain/definition.js';
import { dateProblems } from '../domain/date-bounds.js';
import type { Facts } from '../domain/registry.js';
import { fieldProblem } from '../domain/field-problem.js';
import { problemText } from '../domain/schema-validation.js';
import { candidates, failedGuardsOf, possibleEvents } from './candidates.js';
import type { CompiledDefinition } from './compile.js';
import { MARK, MAX_MICROSTEPS } from './machine.js';
import { runOf, type Run } from './run.js';
import { activeLeaves, restore, storable, storedStateProblems } from './stored-state.js';
import { acceptedStep, marked, type ListedStep } from './trace.js';

export { available, describeFitting, describeState } from './candidates.js';
export { compile, type CompiledDefinition } from './compile.js';

/** Largest context that is stored, as canonical JSON in UTF-16 units (trap 22). Case data belongs in the case. */
export const MAX_CONTEXT_SIZE = 16_384;

/** Largest payload of an event, as canonical JSON in UTF-16 units: it stays in the log for good. */
export const MAX_PAYLOAD_SIZE = 32_768;

/** XState's name of the event that starts a machine. */
const START_EVENT = 'xstate.init';

/**
 * Starts a process.
 *
 * @param input  Values of declared context fields; `null` for the rest, unless the definition gives a start value.
 * @returns      The first stored state with everything to do, or `CONTEXT_INVALID`, `CONTEXT_TOO_LARGE`,
 *               `GUARD_BROKEN`, `TOO_MANY_STEPS`.
 */
export function initial(compiled: CompiledDefinition, input: StartInput): KernelDecision {
  const declared = Object.keys(compiled.definition.context).map((field): [string, null] => [field, null]);
  const context = {
    ...Object.fromEntries(declared),
    ...compiled.definition.machine.context,
    ...input.context,
  };
  const problems = contextProblems(compiled, context, input.at);
  if (problems) return rejection(compiled, undefined, problems.code, { problems: problems.problems });
  const run = runOf(START_EVENT, input.context ?? {}, input.facts ?? {}, input.at);
  return outcome(compiled, run, undefined, () => getInitialMicrosteps(compiled.machine, context as never));
}

/**
 * Decides about one event: pure, the same input always gives the same answer, and nothing is carried out.
 *
 * @param state  As stored; checked against the definition before XState sees it.
 * @param facts  Named facts the guards need, loaded beforehand.
 * @returns      The next state with everything to do in order, or a rejection with the reason. Never a silent ignore.
 */
export function decide(
  compiled: CompiledDefinition,
  state: StoredState,
  event: ProcessEvent,
  facts: Facts,
  meta: DecisionMeta,
): KernelDecision {
  const problems = storedStateProblems(compiled, state);
  if (problems.length > 0) return rejection(compiled, undefined, 'STORED_STATE_INVALID', { problems });
  const code = refusalAtTheDoor(compiled, state, event, meta);
  if (code) return rejection(compiled, state, code);
  const payload = event.payload ?? {};
  const wrong = payloadProblems(compiled, event.type, payload, meta.at);
  if (wrong) return rejection(compiled, state, wrong.code, { problems: wrong.problems });
  const run = runOf(event.type, payload, facts, meta.at);
  return outcome(compiled, run, state, () =>
    getMicrosteps(compiled.machine, restore(compiled, state), { type: event.type }),
  );
}

/** Why an event is refused before any guard is asked (traps 4, 5, 18, 34). */
function refusalAtTheDoor(
  compiled: CompiledDefinition,
  state: StoredState,
  event: ProcessEvent,
  meta: DecisionMeta,
): RejectionCode | undefined {
  const fromClock = meta.source === 'clock';
  const reserved = event.type.startsWith('xstate.');
  if (reserved !== fromClock) return reserved ? 'EVENT_RESERVED' : 'EVENT_UNKNOWN';
  if (reserved && !compiled.timers.has(event.type)) return 'EVENT_UNKNOWN';
  const definition = Object.hasOwn(compiled.definition.events, event.type)
    ? compiled.definition.events[event.type]
    : undefined;
  if (!reserved && !definition) return 'EVENT_UNKNOWN';
  if (state.status === 'done') return 'PROCESS_FINISHED';
  if (definition && meta.actorCodes && !definition.by.some((code) => meta.actorCodes?.includes(code))) {
    return 'EVENT_NOT_PERMITTED';
  }
  if (candidates(compiled, state, event.type).length > 0) return undefined;
  return reserved ? 'DEADLINE_NOT_RUNNING' : 'EVENT_NOT_POSSIBLE_NOW';
}

function payloadProblems(
  compiled: CompiledDefinition,
  type: string,
  payload: JsonObject,
  at: string,
): Problems | undefined {
  const text = canonicalOrProblem(payload);
  if (text.canonical.length > MAX_PAYLOAD_SIZE) return tooLarge('PAYLOAD_TOO_LARGE', text, MAX_PAYLOAD_SIZE);
  const misfits = text.problem
    ? [text.problem]
    : (compiled.validatePayload.get(type)?.(payload) ?? []).map(fieldProblem);
  const declared = compiled.definition.events[type]?.payload?.properties ?? {};
  const problems = misfits.length > 0 ? misfits : dateProblems(declared, payload, at);
  return problems.length > 0 ? { code: 'PAYLOAD_INVALID', problems } : undefined;
}

/** What is wrong with what came in. */
interface Problems {
  readonly code: RejectionCode;
  readonly problems: readonly string[];
}

function tooLarge(
  code: RejectionCode,
  { canonical }: { readonly canonical: string },
  limit: number,
): Problems {
  return { code, problems: [`${String(canonical.length)} of ${String(limit)}`] };
}

/**
 * Context that is not JSON, not as declared, implausible or too large (traps 19, 22, 23).
 *
 * @param at  Given at the start, when the dates are reported.
 */
function contextProblems(
  compiled: CompiledDefinition,
  context: JsonObject,
  at?: string,
): Problems | undefined {
  const text = canonicalOrProblem(context);
  const misfits = text.problem ? [text.problem] : compiled.validateContext(context).map(problemText);
  const problems = misfits.length > 0 ? misfits : dateProblems(compiled.definition.context, context, at);
  if (problems.length > 0) return { code: 'CONTEXT_INVALID', problems };
  if (text.canonical.length <= MAX_CONTEXT_SIZE) return undefined;
  return tooLarge('CONTEXT_TOO_LARGE', text, MAX_CONTEXT_SIZE);
}

/** The canonical text of a value, or why it has none. */
function canonicalOrProblem(value: unknown): { readonly canonical: string; readonly problem?: string } {
  try {
    return { canonical: canonicalJson(value) };
  } catch (error) {
    if (!(error instanceof CanonicalJsonError)) throw error;
    return { canonical: '', problem: `${error.problem} at ${error.pointer || '/'}` };
  }
}

/** Lets XState take the steps and reads the result; the stored state stays untouched whatever happens. */
function outcome(
  compiled: CompiledDefinition,
  run: Run,
  before: StoredState | undefined,
  take: () => unknown,
): KernelDecision {
  const steps = stepsTaken(compiled, run, take);
  if (typeof steps === 'string') {
    const problems = run.brokenGuard
      ? [`guard ${run.brokenGuard.guard}`]
      : [`more than ${String(MAX_MICROSTEPS)}`];
    const refused = rejection(compiled, before, steps, { problems });
    return run.brokenGuard ? { ...refused, cause: run.brokenGuard.cause } : refused;
  }
  const handled = before === undefined || marked(steps[0]?.[1] ?? [], MARK.taken).length > 0;
  const last = steps.at(-1);
  if (before && (!handled || !last)) {
    const failedGuards = failedGuardsOf(compiled, before, run);
    return rejection(compiled, before, 'GUARD_REFUSED', { failedGuards });
  }
  if (!last) throw new Error('XState took no step at the start');
  const next = storable(compiled, last[0]);
  // Nothing was recorded: the same context has been judged at the door.
  const problems = next.context === before?.context ? undefined : contextProblems(compiled, next.context);
  if (problems) return rejection(compiled, before, problems.code, { problems: problems.problems });
  return acceptedStep(compiled, run, steps, next, before);
}

/** The inner steps, or why there are none: a guard that threw (trap 16), steps without end (trap 17). */
function stepsTaken(
  compiled: CompiledDefinition,
  run: Run,
  take: () => unknown,
): readonly ListedStep[] | RejectionCode {
  try {
    return compiled.slot.during(run, take) as readonly ListedStep[];
  } catch (error) {
    if (run.brokenGuard) return 'GUARD_BROKEN';
    if (error instanceof Error && error.message.startsWith('Infinite loop detected')) return 'TOO_MANY_STEPS';
    throw error;
  }
}

function rejection(
  compiled: CompiledDefinition,
  state: StoredState | undefined,
  code: RejectionCode,
  details: { readonly failedGuards?: readonly FailedGuard[]; readonly problems?: readonly string[] } = {},
): Rejected {
  const leaves = state ? activeLeaves(compiled.chart.root, state.value) : [];
  return {
    kind: 'rejected',
    code,
    currentStates: leaves.map(({ id }) => id),
    possibleEvents: state?.status === 'active' ? possibleEvents(compiled, state) : [],
    failedGuards: details.failedGuards ?? [],
    problems: details.problems ?? [],
  };
}
