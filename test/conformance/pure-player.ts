import { Temporal } from 'temporal-polyfill';
import { asId } from '../../src/kernel/index.js';
import { storedState } from '../../src/workflow/application/process-state.js';
import { dayOf } from '../../src/workflow/domain/calendar-day.js';
import type { Accepted, KernelDecision, StateValue } from '../../src/workflow/domain/decision.js';
import type { JsonObject, ProcessDefinition } from '../../src/workflow/domain/definition.js';
import {
  START_EVENT,
  type ChainedEvent,
  type DeadlineView,
  type ProcessView,
} from '../../src/workflow/domain/process.js';
import { compile, decide, initial, type CompiledDefinition } from '../../src/workflow/kernel/kernel.js';
import { beforeStart, carryOn, type Course } from '../../src/workflow/replay/course.js';
import type { ChartCase, ChartStep } from './chart-case.js';
import { chartRegistry, definitionOf, SAY, saidBy } from './chart-definition.js';
import { CHART_START, isoOf, leftBehind, seenOf, type ChartPlayer, type Seen } from './chart-player.js';

const actor = { kind: 'staff', id: 'librarian', codes: ['LIBRARY'] } as const;

/** The kernel alone: between two steps only JSON is left (its keys turned round), and the machine is made anew. */
export class PurePlayer implements ChartPlayer {
  private readonly definition: ProcessDefinition;
  private stored = '';
  private readonly log: ChainedEvent[] = [];
  private at = Temporal.Instant.from(CHART_START);

  constructor(chart: ChartCase) {
    this.definition = definitionOf(chart);
  }

  async start(): Promise<Seen> {
    const compiled = this.compiled();
    const at = isoOf(this.at);
    const decision = initial(compiled, { at });
    if (decision.kind === 'rejected') throw new Error(decision.code);
    const course = { process: beforeStart({ ...NOBODY }, '', at), deadlines: [] };
    return this.carryOut(compiled, course, { type: START_EVENT, payload: {} }, decision);
  }

  async step({ send, payload = {}, days }: ChartStep): Promise<Seen> {
    if (days !== undefined) return this.pass(days);
    if (send === undefined) throw new Error('A step sends an event or lets days pass');
    const compiled = this.compiled();
    const course = this.read();
    const event = { type: send, payload };
    const decision = this.decide(compiled, course, event, 'actor');
    if (decision.kind === 'rejected') return seenOf(course.process, course.deadlines, '', decision.code);
    return this.carryOut(compiled, course, event, decision);
  }

  async rest() {
    const { process, deadlines } = this.read();
    return leftBehind(process, this.log, deadlines);
  }

  /** Fires what is due by day, and on the same day in the order in which it was opened. */
  private pass(days: number): Seen {
    this.at = this.at.add({ hours: 24 * days });
    const today = dayOf(isoOf(this.at));
    const did: string[] = [];
    for (;;) {
      const compiled = this.compiled();
      const course = this.read();
      const [due] = course.deadlines
        .filter((row) => row.status === 'open' && row.firesOn <= today)
        .sort((a, b) => (a.firesOn < b.firesOn ? -1 : a.firesOn > b.firesOn ? 1 : 0));
      if (!due) return seenOf(course.process, course.deadlines, did.join(' | '));
      const event = { type: due.eventType, payload: {} };
      const decision = this.decide(compiled, course, event, 'clock');
      if (decision.kind === 'rejected') this.close(course, due);
      else did.push(this.carryOut(compiled, course, event, decision).did);
    }
  }

  private decide(
    compiled: CompiledDefinition,
    { process }: Course,
    event: { readonly type: string; readonly payload: JsonObject },
    source: 'actor' | 'clock',
  ): KernelDecision {
    return decide(compiled, storedState(process), event, {}, { at: isoOf(this.at), source });
  }

  private carryOut(
    compiled: CompiledDefinition,
    before: Course,
    event: { readonly type: string; readonly payload: JsonObject },
    accepted: Accepted,
  ): Seen {
    const given = { regionId: 'none', id: '', event, actor, at: isoOf(this.at) };
    const { entry, after } = carryOn(compiled, before, given, accepted);
    this.log.push(entry);
    this.write(after);
    const said = accepted.intents.flatMap((intent) =>
      intent.kind === 'effect' && intent.type === SAY ? [saidBy(intent.params)] : [],
    );
    return seenOf(after.process, after.deadlines, said.join(' '));
  }

  private close(course: Course, due: DeadlineView): void {
    const deadlines = course.deadlines.map((row) =>
      row === due ? { ...row, status: 'fired' as const } : row,
    );
    this.write({ ...course, deadlines });
  }

  private compiled(): CompiledDefinition {
    return compile(this.definition, chartRegistry());
  }

  private read(): Course {
    const course = JSON.parse(this.stored) as Course;
    return { ...course, process: { ...course.process, value: turned(course.process.value) } };
  }

  private write(course: Course): void {
    this.stored = JSON.stringify(course);
  }
}

/** The same value with the keys of every object turned round, as a database may give it back. */
function turned(value: StateValue): StateValue {
  if (typeof value === 'string') return value;
  const inner = Object.entries(value).map(([key, below]) => [key, turned(below)] as const);
  return Object.fromEntries(inner.reverse());
}

/** A process that has not begun. */
const NOBODY: ProcessView = {
  id: asId('none'),
  definitionKey: 'chart',
  definitionHash: '',
  subject: { type: 'chart', id: 'none' },
  caseId: null,
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
  waitingSince: CHART_START,
  startedAt: CHART_START,
  endedAt: null,
  cancelReason: null,
  correlation: null,
  parentProcessId: null,
  hasChildren: false,
  previousProcessId: null,
  episode: 1,
};
