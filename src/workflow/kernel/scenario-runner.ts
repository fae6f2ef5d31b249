import { Temporal } from 'temporal-polyfill';
import { computeDeadline, holidayCalendar, plainDate, type ComputedDeadline } from '../../kernel/index.js';
import type { Accepted, Intent, KernelDecision, StoredState } from '../domain/decision.js';
import type { JsonObject, ProcessDefinition } from '../domain/definition.js';
import type { Facts, WorkflowRegistry } from '../domain/registry.js';
import type { Scenario, ScenarioExpectation, ScenarioResult, ScenarioStep } from '../domain/scenario.js';
import { withAncestors } from '../domain/statechart.js';
import { compile, type CompiledDefinition } from './compile.js';
import { decide, initial } from './kernel.js';
import { activeLeaves, storedStateProblems } from './stored-state.js';

/** Instant at which scenarios begin that name none. */
export const SCENARIO_START = '2026-09-01T08:00:00Z';

/** Where a scenario stands. */
interface Course {
  readonly compiled: CompiledDefinition;
  state: StoredState;
  at: string;
  facts: Facts;
  /** Running deadlines by XState's event type. */
  readonly deadlines: Map<string, ComputedDeadline>;
  readonly covered: Set<string>;
  readonly failures: string[];
}

/**
 * Plays a scenario through the pure kernel and compares every expectation.
 *
 * @throws {Error} the definition is broken; check it first.
 */
export function runScenario(
  definition: ProcessDefinition,
  registry: WorkflowRegistry,
  scenario: Scenario,
): ScenarioResult {
  return runCompiledScenario(compile(definition, registry), scenario);
}

/** The same for a definition that is compiled already. */
export function runCompiledScenario(compiled: CompiledDefinition, scenario: Scenario): ScenarioResult {
  const course = begin(compiled, scenario);
  if (course.failures.length === 0) {
    for (const [index, step] of scenario.steps.entries()) {
      if (!play(course, step, `step ${String(index + 1)}`)) break;
    }
  }
  const { failures, covered } = course;
  return { name: scenario.name, passed: failures.length === 0, failures, covered: [...covered] };
}

function begin(compiled: CompiledDefinition, scenario: Scenario): Course {
  const { context, facts = {}, state, at = SCENARIO_START, then } = scenario.given ?? {};
  const course: Course = {
    compiled,
    at,
    facts,
    state: { value: '', context: {}, historyValue: {}, status: 'active' },
    deadlines: new Map(),
    covered: new Set(),
    failures: [],
  };
  if (state) {
    const declared = Object.keys(compiled.definition.context).map((field) => [field, null]);
    const all: JsonObject = {
      ...(Object.fromEntries(declared) as JsonObject),
      ...compiled.definition.machine.context,
      ...context,
      ...state.context,
    };
    course.state = { historyValue: {}, status: 'active', ...state, context: all };
    const problems = storedStateProblems(compiled, course.state);
    course.failures.push(...problems.map((problem) => `given: ${problem}`));
    return course;
  }
  const start = initial(compiled, { facts, at, ...(context ? { context } : {}) });
  follow(course, start, then ?? {}, 'start');
  return course;
}

/** Plays one step; `false` when the rest of the scenario makes no sense any more. */
function play(course: Course, step: ScenarioStep, name: string): boolean {
  const { when } = step;
  course.facts = { ...course.facts, ...when.facts };
  if ('event' in when) {
    course.at = when.at ?? Temporal.Instant.from(course.at).add({ minutes: 1 }).toString();
    const event = { type: when.event, ...(when.payload ? { payload: when.payload } : {}) };
    const meta = { at: course.at, actorCodes: [when.by] };
    return follow(course, decide(course.compiled, course.state, event, course.facts, meta), step.then, name);
  }
  const type = expiring(course, when.expire, when.state);
  if (type === undefined) {
    course.failures.push(`${name}: no active state, or more than one, runs ${when.expire}`);
    return false;
  }
  const firesOn = course.deadlines.get(type)?.firesOn;
  const next = Temporal.Instant.from(course.at).add({ minutes: 1 }).toString();
  course.at = when.at ?? (firesOn ? `${firesOn.toString()}T06:00:00Z` : next);
  const meta = { at: course.at, source: 'clock' as const };
  return follow(course, decide(course.compiled, course.state, { type }, course.facts, meta), step.then, name);
}

/** XState's event for the delay in the one active state that runs it. */
function expiring(course: Course, delayKey: string, path: string | undefined): string | undefined {
  const { chart, timers, definition } = course.compiled;
  const active = new Set(
    activeLeaves(chart.root, course.state.value)
      .flatMap(withAncestors)
      .map(({ id }) => id),
  );
  const running = [...timers.values()].filter(
    (timer) =>
      timer.delayKey === delayKey &&
      active.has(timer.stateId) &&
      (path === undefined || timer.stateId === `${definition.key}.${path}`),
  );
  return running.length === 1 ? running[0]?.eventType : undefined;
}

function follow(course: Course, decision: KernelDecision, then: ScenarioExpectation, name: string): boolean {
  if (decision.kind === 'rejected') {
    const details = [...decision.failedGuards.map(({ guard }) => guard), ...decision.problems].join('; ');
    const answer = details ? `${decision.code} (${details})` : decision.code;
    if (then.rejected !== decision.code) course.failures.push(`${name}: rejected with ${answer}`);
    compareState(course, then, name);
    return then.rejected === decision.code;
  }
  course.state = decision.next;
  for (const { id } of decision.taken) course.covered.add(id);
  if (then.rejected !== undefined) course.failures.push(`${name}: accepted instead of ${then.rejected}`);
  const started = applyDeadlines(course, decision.intents);
  compareState(course, then, name);
  compareIntents(course, decision, started, then, name);
  return then.rejected === undefined;
}

/** Keeps the running deadlines; returns those that started, by key of the delay. */
function applyDeadlines(course: Course, intents: readonly Intent[]): Readonly<Record<string, string | null>> {
  const started: Record<string, string | null> = {};
  for (const intent of intents) {
    if (intent.kind === 'effect') continue;
    course.deadlines.delete(intent.eventType);
    if (intent.kind === 'cancelDeadline') delete started[intent.delayKey];
    if (intent.kind === 'deadlineWithoutStart') started[intent.delayKey] = null;
    if (intent.kind !== 'scheduleDeadline') continue;
    const holidays = holidayCalendar(intent.rule.holidayRegion);
    const computed = computeDeadline(intent.rule, plainDate(intent.startsOn), holidays);
    course.deadlines.set(intent.eventType, computed);
    started[intent.delayKey] = computed.endsOn.toString();
  }
  return started;
}

function compareState(course: Course, then: ScenarioExpectation, name: string): void {
  const { compiled, state } = course;
  const leaves = activeLeaves(compiled.chart.root, state.value).map((node) => node.path.join('.'));
  compare(course, `${name}, states`, then.states && [...then.states].sort(), leaves.sort());
  compare(course, `${name}, status`, then.status, state.status);
  for (const [field, value] of Object.entries(then.context ?? {})) {
    compare(course, `${name}, context ${field}`, value, state.context[field]);
  }
}

function compareIntents(
  course: Course,
  decision: Accepted,
  started: Readonly<Record<string, string | null>>,
  then: ScenarioExpectation,
  name: string,
): void {
  const effects = decision.intents.filter((intent) => intent.kind === 'effect').map(({ type }) => type);
  compare(course, `${name}, effects`, then.effects, effects);
  if (!then.deadlines) return;
  for (const key of new Set([...Object.keys(then.deadlines), ...Object.keys(started)])) {
    compare(course, `${name}, deadline ${key}`, then.deadlines[key] ?? null, started[key] ?? null);
    if (key in then.deadlines !== key in started) {
      course.failures.push(`${name}: deadline ${key} ${key in started ? 'started' : 'did not start'}`);
    }
  }
}

function compare(course: Course, what: string, expected: unknown, actual: unknown): void {
  if (expected === undefined || JSON.stringify(expected) === JSON.stringify(actual)) return;
  const found = actual === undefined ? 'nothing' : JSON.stringify(actual);
  course.failures.push(`${what}: expected ${JSON.stringify(expected)}, found ${found}`);
}
