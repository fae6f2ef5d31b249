import { Temporal } from 'temporal-polyfill';
import { asId, sha256Hex } from '../../kernel/index.js';
import type { KernelDecision, Rejected } from '../domain/decision.js';
import { definitionHash } from '../domain/definition-hash.js';
import type { JsonObject, ProcessDefinition } from '../domain/definition.js';
import type { ProcessActor, ProcessView } from '../domain/process.js';
import { START_EVENT, SYSTEM_CODE } from '../domain/process.js';
import type { Facts } from '../domain/registry.js';
import type { Scenario, ScenarioEvent, ScenarioExpiry, ScenarioStep } from '../domain/scenario.js';
import { withAncestors } from '../domain/statechart.js';
import { storedState } from '../application/process-state.js';
import { decide, describeState, initial } from '../kernel/kernel.js';
import { SCENARIO_START } from '../kernel/scenario-runner.js';
import { activeLeaves } from '../kernel/stored-state.js';
import { beforeStart, carryOn, type Course } from './course.js';
import {
  JOURNAL_FORMAT,
  JOURNAL_REGION,
  type Journal,
  type JournalCourse,
  type JournalRefusal,
} from './journal.js';
import { replayDefinition, type ReplayDefinition } from './replay-definition.js';

/** A scenario with the name of its file, without ending. */
export interface NamedScenario {
  readonly name: string;
  readonly scenario: Scenario;
}

/**
 * Plays all scenarios of a definition and writes down what they became. The same input always gives the same journal:
 * ids, senders and instants follow from names and places.
 *
 * @param writtenBy  Version of Fallwerk.
 * @throws {Error}   a scenario cannot be played; the check of definitions says why.
 */
export function playJournal(
  definition: ProcessDefinition,
  scenarios: readonly NamedScenario[],
  writtenBy: string,
): Journal {
  const known = replayDefinition(definition);
  const hash = definitionHash(definition);
  return {
    format: JOURNAL_FORMAT,
    key: definition.key,
    version: definition.version,
    definitionHash: hash,
    writtenBy,
    courses: scenarios.map(({ name, scenario }) => new Player(known, hash, name, scenario).play()),
  };
}

/** An id that follows from a name; of the form that is free for own use (RFC 9562, version 8). */
function idOf(name: string): string {
  const hex = sha256Hex(name);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function instant(at: string): string {
  return new Date(Temporal.Instant.from(at).epochMilliseconds).toISOString();
}

function actorOf(code: string): ProcessActor {
  const kind = code === SYSTEM_CODE ? 'system' : 'staff';
  return { kind, id: idOf(`actor ${code}`), unitId: null, codes: [code] };
}

/** What one step of a scenario sends. */
interface Sent {
  readonly type: string;
  readonly payload: JsonObject;
  /** `undefined`: the clock. */
  readonly by: string | undefined;
}

/** One scenario being played. */
class Player {
  private readonly entries: JournalCourse['entries'][number][] = [];
  private readonly refusals: JournalRefusal[] = [];
  private readonly start: ProcessView;
  private course: Course;
  private at: string;
  private facts: Facts;

  constructor(
    private readonly known: ReplayDefinition,
    hash: string,
    private readonly name: string,
    private readonly scenario: Scenario,
  ) {
    const { given } = scenario;
    this.at = instant(given?.at ?? SCENARIO_START);
    this.facts = given?.facts ?? {};
    this.start = this.given(hash);
    this.course = { process: this.start, deadlines: [] };
  }

  play(): JournalCourse {
    if (!this.scenario.given?.state) this.begin();
    for (const step of this.scenario.steps) this.step(step);
    const { process, deadlines } = this.course;
    const { name, start, entries, refusals } = this;
    return { scenario: name, start, entries, refusals, end: process, deadlines };
  }

  /** The process before the first entry. */
  private given(hash: string): ProcessView {
    const { compiled } = this.known;
    const { key } = compiled.definition;
    const id = idOf(`${key} ${this.name}`);
    const nowhere = beforeStart(
      {
        id: asId(id),
        definitionKey: key,
        definitionHash: hash,
        subject: { type: 'journal', id },
        caseId: null,
      } as ProcessView,
      hash,
      this.at,
    );
    const state = this.scenario.given?.state;
    if (!state) return nowhere;
    const declared = Object.keys(compiled.definition.context).map((field) => [field, null] as const);
    const context = {
      ...Object.fromEntries(declared),
      ...compiled.definition.machine.context,
      ...this.scenario.given?.context,
      ...state.context,
    };
    const inside = { ...nowhere, ...state, historyValue: state.historyValue ?? {}, context };
    const activeStates = describeState(compiled, storedState(inside)).map(({ stateId }) => stateId);
    return { ...inside, activeStates };
  }

  private begin(): void {
    const { compiled } = this.known;
    const context = this.scenario.given?.context ?? {};
    const decision = initial(compiled, { context, facts: this.facts, at: this.at });
    this.follow({ type: START_EVENT, payload: context, by: SYSTEM_CODE }, decision);
  }

  private step({ when }: ScenarioStep): void {
    this.facts = { ...this.facts, ...when.facts };
    const sent = 'event' in when ? this.sending(when) : this.expiring(when);
    const { compiled } = this.known;
    const { type, payload, by } = sent;
    const meta = { at: this.at, ...(by === undefined ? { source: 'clock' as const } : { actorCodes: [by] }) };
    const state = storedState(this.course.process);
    this.follow(sent, decide(compiled, state, { type, payload }, this.facts, meta));
  }

  private sending(when: ScenarioEvent): Sent {
    this.at = instant(when.at ?? Temporal.Instant.from(this.at).add({ minutes: 1 }).toString());
    return { type: when.event, payload: when.payload ?? {}, by: when.by };
  }

  private expiring(when: ScenarioExpiry): Sent {
    const type = this.runningTimer(when);
    const row = this.course.deadlines.findLast((each) => each.status === 'open' && each.eventType === type);
    const next = row
      ? `${row.firesOn}T06:00:00Z`
      : Temporal.Instant.from(this.at).add({ minutes: 1 }).toString();
    this.at = instant(when.at ?? next);
    return { type, payload: {}, by: undefined };
  }

  private runningTimer({ expire, state }: ScenarioExpiry): string {
    const { chart, timers, definition } = this.known.compiled;
    const leaves = activeLeaves(chart.root, this.course.process.value);
    const active = new Set(leaves.flatMap(withAncestors).map(({ id }) => id));
    const timer = [...timers.values()].find(
      ({ delayKey, stateId }) =>
        delayKey === expire &&
        active.has(stateId) &&
        (state === undefined || stateId === `${definition.key}.${state}`),
    );
    if (!timer) throw new Error(`${this.name}: no active state runs ${expire}`);
    return timer.eventType;
  }

  private follow(sent: Sent, decision: KernelDecision): void {
    if (decision.kind === 'rejected') return this.refused(sent, decision);
    const { compiled } = this.known;
    const { type, payload, by } = sent;
    const id = idOf(`${compiled.definition.key} ${this.name} ${String(this.entries.length + 1)}`);
    const given = {
      regionId: JOURNAL_REGION,
      id,
      event: { type, payload },
      actor: actorOf(by ?? SYSTEM_CODE),
      at: this.at,
    };
    const { entry, after } = carryOn(compiled, this.course, given, decision);
    this.entries.push(entry);
    this.course = after;
  }

  private refused({ type, payload, by }: Sent, { code, failedGuards }: Rejected): void {
    const guards = failedGuards.map(({ guard }) => guard);
    const { at, facts } = this;
    const sender = by === undefined ? {} : { by };
    this.refusals.push({ after: this.entries.length, type, payload, ...sender, at, facts, code, guards });
  }
}
