import type {
  Accepted,
  Intent,
  KernelDecision,
  Rejected,
  ScheduleDeadline,
  StoredState,
} from '../domain/decision.js';
import type { Facts } from '../domain/registry.js';
import { withAncestors, type StateNode } from '../domain/statechart.js';
import type { WaitingEntry } from '../domain/waiting-time.js';
import type { CompiledDefinition } from '../kernel/compile.js';
import { decide, describeFitting, initial } from '../kernel/kernel.js';
import type { Assumptions } from './assumptions.js';
import type { Branches, Choice } from './branches.js';
import { drawAmount } from './duration.js';
import type { Draws } from './random.js';
import { contextOf, payloadOf } from './values.js';
import type { WorkingTime } from './working-time.js';

/** What all runs of a simulation share. */
export interface SimulationModel {
  readonly compiled: CompiledDefinition;
  readonly assumptions: Assumptions;
  readonly branches: Branches;
  readonly time: WorkingTime;
  /** Named guards the conditions ask for. */
  readonly guards: readonly string[];
  /** When a deadline runs out by the legal calendar, milliseconds since 1970. */
  readonly firesAt: (deadline: ScheduleDeadline) => number;
  /** Days after which a run is given up. */
  readonly horizonDays: number;
}

/** Why a run did not end: nothing is going to happen any more, too long, too many events. */
export type UnfinishedReason = 'STUCK' | 'TIME' | 'STEPS';

/** One process, played to its end. */
export interface SimulatedRun {
  /** `undefined` when the process reached an end. */
  readonly unfinished: UnfinishedReason | undefined;
  /** Ids of the active leaf states at the end. */
  readonly states: readonly string[];
  /** As the event log would have them. */
  readonly entries: readonly WaitingEntry[];
  /** Instant of the last event, ISO 8601 in UTC. */
  readonly endedAt: string;
  /** Keys of the deadlines that ran out, in order. */
  readonly expired: readonly string[];
  /** Events that a condition refused, in order. */
  readonly refused: readonly string[];
}

/** Assumptions that made data the process does not take. */
export class MisfitOfAssumptions extends Error {
  override readonly name = 'MisfitOfAssumptions';

  constructor(event: string, { code, problems }: Rejected) {
    super(`${event}: ${[code, ...problems].join(' ')}`);
  }
}

const MAX_EVENTS = 500;
const DAY = 86_400_000;

/** A thing that is going to happen. */
type Coming =
  | { readonly kind: 'deed'; readonly at: number; readonly state: StateNode; readonly choice: Choice }
  | { readonly kind: 'expiry'; readonly at: number; readonly eventType: string };

/**
 * Plays one process with the kernel's own decisions: somebody acts in every state, unless a deadline comes first.
 *
 * @param startAt  Milliseconds since 1970.
 * @throws {MisfitOfAssumptions} the process does not take the assumed data.
 */
export function simulateRun(model: SimulationModel, draws: Draws, startAt: number): SimulatedRun {
  return new Run(model, draws, startAt).play();
}

class Run {
  /** State → what somebody is going to do there; `undefined`: nobody acts. */
  private readonly deeds = new Map<StateNode, { at: number; choice: Choice } | undefined>();
  private readonly deadlines = new Map<string, number>();
  private readonly entries: WaitingEntry[] = [];
  private readonly expired: string[] = [];
  private readonly refused: string[] = [];
  private readonly facts = new Map<string, boolean>();
  private state: StoredState;

  constructor(
    private readonly model: SimulationModel,
    private readonly draws: Draws,
    private now: number,
  ) {
    const { compiled, assumptions } = model;
    const source = { draws, at: this.at, context: {} };
    const context = contextOf(compiled.definition.context, assumptions.start ?? {}, source);
    const decision = initial(compiled, { context, facts: this.drawFacts('start'), at: this.at });
    if (decision.kind === 'rejected') throw new MisfitOfAssumptions('xstate.init', decision);
    this.state = decision.next;
    this.follow(decision);
  }

  play(): SimulatedRun {
    const horizon = this.now + this.model.horizonDays * DAY;
    for (let count = 0; count < MAX_EVENTS; count += 1) {
      if (this.state.status === 'done') return this.result(undefined);
      const next = this.next();
      if (!next) return this.result('STUCK');
      if (next.at > horizon) return this.result('TIME');
      this.now = Math.max(this.now, next.at);
      if (next.kind === 'expiry') this.expire(next.eventType);
      else this.act(next.state, next.choice);
    }
    return this.result('STEPS');
  }

  private get at(): string {
    return new Date(this.now).toISOString();
  }

  /** What happens first; a deadline before a deed at the same instant. */
  private next(): Coming | undefined {
    let first: Coming | undefined;
    for (const [eventType, at] of this.deadlines) {
      if (!first || at < first.at) first = { kind: 'expiry', at, eventType };
    }
    for (const [state, deed] of this.deeds) {
      if (deed && (!first || deed.at < first.at)) first = { kind: 'deed', state, ...deed };
    }
    return first;
  }

  private act(state: StateNode, { event, payload: assumed }: Choice): void {
    const { compiled } = this.model;
    const schema = compiled.definition.events[event]?.payload;
    const source = { draws: this.draws, at: this.at, context: this.state.context };
    const payload = payloadOf(event, schema, assumed, source);
    const facts = this.drawFacts(event);
    const decision = decide(compiled, this.state, { type: event, payload }, facts, { at: this.at });
    this.deeds.delete(state);
    if (decision.kind === 'accepted') this.follow(decision);
    else if (decision.code === 'GUARD_REFUSED') this.tryAgain(event);
    else throw new MisfitOfAssumptions(event, decision);
  }

  private tryAgain(event: string): void {
    this.refused.push(event);
    this.plan();
  }

  private expire(eventType: string): void {
    const { compiled } = this.model;
    this.deadlines.delete(eventType);
    const facts = this.drawFacts(eventType);
    const decision: KernelDecision = decide(compiled, this.state, { type: eventType }, facts, {
      at: this.at,
      source: 'clock',
    });
    if (decision.kind === 'rejected') {
      if (decision.code !== 'GUARD_REFUSED') throw new MisfitOfAssumptions(eventType, decision);
      this.refused.push(eventType);
      return;
    }
    this.expired.push(compiled.timers.get(eventType)?.delayKey ?? eventType);
    this.follow(decision);
  }

  private follow(decision: Accepted): void {
    this.state = decision.next;
    this.followDeadlines(decision.intents);
    const entered = new Set(decision.entered);
    const taken = new Set(decision.taken.map(({ stateId, event }) => `${stateId} ${event}`));
    const active = new Set(this.activeStates());
    for (const [state, deed] of this.deeds) {
      const isOver = !active.has(state) || entered.has(state.id);
      if (isOver || (deed && taken.has(`${state.id} ${deed.choice.event}`))) this.deeds.delete(state);
    }
    this.enter();
    this.plan();
  }

  /** Writes down where the process stands now, as the log does. */
  private enter(): void {
    const leaves = describeFitting(this.model.compiled, this.state);
    const isDone = this.state.status === 'done';
    const waiting = isDone ? [] : leaves.filter((leaf) => !leaf.final).map(({ owner }) => owner);
    this.entries.push({
      at: this.at,
      toStates: leaves.map(({ stateId }) => stateId),
      waitingFor: [...new Set(waiting)],
    });
  }

  /** Decides for every state without a plan what is going to happen there, and when. */
  private plan(): void {
    if (this.state.status === 'done') return;
    const { branches, time } = this.model;
    for (const state of this.activeStates()) {
      if (this.deeds.has(state) || !branches.has(state)) continue;
      const choice = branches.choose(state, this.draws);
      if (!choice) {
        this.deeds.set(state, undefined);
        continue;
      }
      const amount = drawAmount(choice.after, this.draws, `after:${choice.event}`);
      this.deeds.set(state, { choice, at: time.plus(this.now, amount, choice.after.unit) });
    }
  }

  private activeStates(): readonly StateNode[] {
    const { chart } = this.model.compiled;
    const leaves = describeFitting(this.model.compiled, this.state);
    return [...new Set(leaves.flatMap(({ stateId }) => withAncestors(nodeOf(chart.byId, stateId))))];
  }

  private followDeadlines(intents: readonly Intent[]): void {
    for (const intent of intents) {
      if (intent.kind === 'effect') continue;
      this.deadlines.delete(intent.eventType);
      if (intent.kind !== 'scheduleDeadline') continue;
      this.deadlines.set(intent.eventType, this.model.firesAt(intent));
    }
  }

  /** Which named guards hold at this decision. */
  private drawFacts(event: string): Facts {
    const { guards, assumptions } = this.model;
    return Object.fromEntries(guards.map((name) => [name, this.holds(name, event, assumptions)]));
  }

  private holds(name: string, event: string, { guards = {} }: Assumptions): boolean {
    const { share, drawn } = guards[name] ?? { share: 1 };
    if (drawn !== 'perRun') return this.draws.next(`guard:${name}:${event}`) < share;
    const known = this.facts.get(name) ?? this.draws.next(`guard:${name}`) < share;
    this.facts.set(name, known);
    return known;
  }

  private result(unfinished: UnfinishedReason | undefined): SimulatedRun {
    const { entries, expired, refused } = this;
    const states = entries.at(-1)?.toStates ?? [];
    return { unfinished, states, entries, endedAt: entries.at(-1)?.at ?? this.at, expired, refused };
  }
}

function nodeOf(byId: ReadonlyMap<string, StateNode>, id: string): StateNode {
  const node = byId.get(id);
  if (!node) throw new Error(`Unknown state ${id}`);
  return node;
}
