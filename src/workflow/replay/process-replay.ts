import { chainHash, CHAIN_START } from '../../kernel/index.js';
import { hashedContent } from '../application/event-record.js';
import { storedState } from '../application/process-state.js';
import { dayOf } from '../domain/calendar-day.js';
import type { KernelDecision } from '../domain/decision.js';
import {
  START_EVENT,
  type ChainedEvent,
  type DeadlineView,
  type ProcessActor,
  type ProcessView,
} from '../domain/process.js';
import { decide, initial } from '../kernel/kernel.js';
import type { OpenedState } from '../worklist/domain/work-item.js';
import { childDifference, type StoredLinks } from './compare-children.js';
import { messageDifference, type StoredMessage } from './compare-messages.js';
import { deadlineDifference, processDifference } from './compare-rows.js';
import { warningDifference, workItemDifference, type StoredDeadline } from './compare-work.js';
import { beforeStart, carryOn, type Course, type CourseStep } from './course.js';
import { outgoingOf, wordToParent, type SentMessage, type StartedChild } from './outgoing.js';
import type { ReplayDefinition } from './replay-definition.js';
import { guardsInWords, sameJson, shown, type ReplayDifference } from './replay-difference.js';
import { REPLAYERS, type ReplayerOutcome, type Replayers } from './replayers.js';

/** Prefix of the events that a deadline sends. */
const EXPIRY = 'xstate.after.';
/** Prefix of the entries that the engine itself writes. */
const OWN = 'process.';

/** Members of an entry that follow from what came before, in the order in which they are compared. */
const DERIVED = [
  'prevHash',
  'definitionHash',
  'fromStates',
  'microsteps',
  'guards',
  'toStates',
  'legalBasis',
  'waitingFor',
] as const satisfies readonly (keyof ChainedEvent)[];

/** What a replay needs to know. */
export interface ReplayInput {
  readonly regionId: string;
  /** The stored row; only id, key, subject and case are taken from it before the end. */
  readonly process: ProcessView;
  /** A deployed definition by its hash; `undefined` when it is missing or broken. */
  readonly definition: (hash: string) => ReplayDefinition | undefined;
  /** Default: those of this build. */
  readonly replayers?: Replayers;
  /** Where the log begins, when not with the start: a scenario that takes a state for given, its timers unknown. */
  readonly from?: Course;
}

/** What hangs on a process beside its deadlines. */
export interface Surroundings {
  readonly deadlines: readonly StoredDeadline[];
  /** Those not closed. */
  readonly workItems: readonly OpenedState[];
  readonly links: StoredLinks;
  /** Those it sent. */
  readonly messages: readonly StoredMessage[];
}

type Difference = Pick<ReplayDifference, 'field' | 'expected' | 'found'>;

/**
 * Recomputes a process from its log, entry by entry, and names the first difference.
 *
 * Taken from the log is only what came from outside: type and payload of an event, sender, instant, and the verdicts
 * of guards that asked for facts. Everything else is computed again through the kernel: inner steps, states, norms,
 * owners, context, deadlines, hashes. So a log whose hashes were all computed anew is found out as well, unless the
 * forged events are events that could have happened.
 */
export class ProcessReplay {
  private course: Course;
  private found: ReplayDifference | undefined;
  private readonly sent: SentMessage[] = [];
  private readonly started: StartedChild[] = [];

  constructor(private readonly input: ReplayInput) {
    const { process, from } = input;
    const nowhere = beforeStart(process, process.definitionHash, process.startedAt);
    this.course = from ?? { process: nowhere, deadlines: [] };
  }

  /** The first difference so far. */
  get difference(): ReplayDifference | undefined {
    return this.found;
  }

  /** Process and deadline rows after the last entry that agreed. */
  get present(): Course {
    return this.course;
  }

  /** Takes the next entry; nothing any more after a difference. */
  take(entry: ChainedEvent): void {
    if (this.found) return;
    const seq = this.course.process.revision + 1;
    const step: ReplayerOutcome =
      entry.seq === seq ? this.recompute(entry) : { kind: 'differs', ...differing('seq', seq, entry.seq) };
    const difference = step.kind === 'differs' ? step : entryDifference(step, entry);
    if (difference) this.found = this.placed(seq, entry, difference);
    else if (step.kind === 'replayed') this.follow(step);
  }

  /**
   * Compares the end of the log with the stored rows.
   *
   * @param explained  Ids of deadline rows whose closing the audit register explains.
   * @returns          The first difference of the whole replay; `undefined` when everything agrees.
   */
  finish(
    process: ProcessView,
    deadlines: readonly DeadlineView[],
    explained?: ReadonlySet<string>,
  ): ReplayDifference | undefined {
    return (
      this.found ??
      processDifference(this.course.process, process) ??
      deadlineDifference(this.course, deadlines, explained)
    );
  }

  /** Compares what hangs on the process: warnings, work items, sub-processes, messages. After {@link finish}. */
  finishAround({ deadlines, workItems, links, messages }: Surroundings): ReplayDifference | undefined {
    const { process } = this.course;
    const chart = this.input.definition(process.definitionHash)?.compiled.chart;
    const word = wordToParent(process, links.own);
    const sent = word ? [...this.sent, word] : this.sent;
    return (
      warningDifference(process, deadlines) ??
      workItemDifference(process, chart, workItems) ??
      childDifference(process, this.started, links) ??
      messageDifference(sent, messages, links.children)
    );
  }

  private follow({ after, effects, entry }: CourseStep): void {
    this.course = after;
    if (effects.length === 0) return;
    const { messages, children } = outgoingOf(after.process, effects, entry.at);
    this.sent.push(...messages);
    this.started.push(...children);
  }

  private placed(seq: number, entry: ChainedEvent, difference: Difference): ReplayDifference {
    const { field, expected, found } = difference;
    const place = field === 'definition' ? 'definition' : 'entry';
    return { place, seq, field, expected, found, isChainWhole: this.isChained(entry) };
  }

  private isChained(entry: ChainedEvent): boolean {
    const { process } = this.course;
    const previous = process.revision === 0 ? CHAIN_START : process.chainHead;
    if (entry.prevHash !== previous) return false;
    const content = hashedContent(this.input.regionId, process.id, entry);
    return chainHash(previous, content) === entry.hash;
  }

  private recompute(entry: ChainedEvent): ReplayerOutcome {
    const { regionId, process, definition, replayers = REPLAYERS, from } = this.input;
    const isFirst = this.course.process.revision === 0 && !from;
    if (isFirst !== (entry.type === START_EVENT))
      return { kind: 'differs', ...differing('type', isFirst ? START_EVENT : 'an event', entry.type) };
    const before = isFirst
      ? { ...this.course, process: beforeStart(process, entry.definitionHash, entry.at) }
      : this.course;
    if (entry.type.startsWith(OWN)) {
      const replayer = Object.hasOwn(replayers, entry.type) ? replayers[entry.type] : undefined;
      if (replayer) return replayer({ regionId, before, entry, definition });
      return { kind: 'differs', ...differing('type', 'a known entry of the engine', entry.type) };
    }
    const known = definition(before.process.definitionHash);
    if (known) return this.decideAgain(known, before, entry);
    return { kind: 'differs', ...differing('definition', before.process.definitionHash, '–') };
  }

  private decideAgain(known: ReplayDefinition, before: Course, entry: ChainedEvent): ReplayerOutcome {
    const { compiled, tape } = known;
    const { definitionKey } = before.process;
    if (compiled.definition.key !== definitionKey)
      return { kind: 'differs', ...differing('definitionKey', compiled.definition.key, definitionKey) };
    const early = this.input.from ? undefined : earlyExpiry(before, entry);
    if (early) return { kind: 'differs', ...early };
    const decision = tape.during(entry.guards, () => decideOn(known, before, entry));
    const asked = tape.mismatch;
    if (asked?.recorded !== undefined)
      return { kind: 'differs', ...differing('guards', asked.asked, asked.recorded) };
    if (decision.kind === 'rejected')
      return { kind: 'differs', ...differing('event', decision.code, entry.type) };
    const step = carryOn(compiled, before, givenOf(this.input.regionId, entry), decision);
    return { kind: 'replayed', ...step };
  }
}

function decideOn({ compiled }: ReplayDefinition, before: Course, entry: ChainedEvent): KernelDecision {
  const { type, payload, at } = entry;
  if (type === START_EVENT) return initial(compiled, { context: payload, facts: {}, at });
  const source = type.startsWith('xstate.') ? 'clock' : 'actor';
  const meta = { at, source, actorCodes: [entry.actorCode] } as const;
  return decide(compiled, storedState(before.process), { type, payload }, {}, meta);
}

/** What came from outside with an entry. */
function givenOf(regionId: string, entry: ChainedEvent) {
  const { id, type, payload, at, actorKind, actorId, actorUnitId, actorCode } = entry;
  const actor: ProcessActor = { kind: actorKind, id: actorId, unitId: actorUnitId, codes: [actorCode] };
  return { regionId, id, event: { type, payload }, actor, at };
}

/** An expiry without an open deadline, or before its day. */
function earlyExpiry(before: Course, entry: ChainedEvent): Difference | undefined {
  if (!entry.type.startsWith(EXPIRY)) return undefined;
  const open = before.deadlines.find(
    ({ status, eventType }) => status === 'open' && eventType === entry.type,
  );
  const day = dayOf(entry.at);
  if (open && open.firesOn <= day) return undefined;
  return differing('deadline', open?.firesOn ?? '–', day);
}

/** The first member of an entry that is not as recomputed; `hash` when one was changed that came from outside. */
function entryDifference(step: CourseStep, entry: ChainedEvent): Difference | undefined {
  const field = DERIVED.find((name) => !sameJson(step.entry[name], entry[name]));
  if (field === 'guards')
    return differing(field, guardsInWords(step.entry.guards), guardsInWords(entry.guards));
  if (field) return differing(field, step.entry[field], entry[field]);
  return step.entry.hash === entry.hash ? undefined : differing('hash', step.entry.hash, entry.hash);
}

function differing(field: string, expected: unknown, found: unknown): Difference {
  return { field, expected: shown(expected), found: shown(found) };
}
