import {
  computeDeadline,
  holidayCalendar,
  plainDate,
  warnDates,
  type ProcessId,
} from '../../kernel/index.js';
import { dayOf } from '../domain/calendar-day.js';
import type { Intent, ScheduleDeadline } from '../domain/decision.js';
import {
  legalBasisList,
  type DeadlineRule,
  type DelayDefinition,
  type ProcessDefinition,
} from '../domain/definition.js';
import type { DeadlineView, StateEntry } from '../domain/process.js';

/** What happens to the deadline rows of a process because of one event. */
export interface DeadlinePlan {
  /** Event types of XState's expiry events whose open rows end. */
  readonly cancelled: readonly string[];
  readonly opened: readonly DeadlineView[];
}

/** What a deadline row is made from beside the intent. */
export interface DeadlineContext {
  readonly processId: ProcessId;
  readonly definition: ProcessDefinition;
  /** Entries of states after the event. */
  readonly entries: Readonly<Record<string, StateEntry>>;
  /** Instant of the event, ISO 8601 in UTC. */
  readonly at: string;
  readonly newId: () => string;
}

/**
 * Turns the kernel's intents into rows to close and rows to open.
 *
 * Intents are followed in order, because re-entering a state cancels and schedules under the same name (trap 27).
 *
 * @throws {RangeError} the kernel gave a start that is no date – a programming error.
 */
export function planDeadlines(intents: readonly Intent[], context: DeadlineContext): DeadlinePlan {
  const cancelled = new Set<string>();
  const opened = new Map<string, DeadlineView>();
  for (const intent of intents) {
    if (intent.kind === 'effect') continue;
    cancelled.add(intent.eventType);
    opened.delete(intent.eventType);
    if (intent.kind === 'scheduleDeadline') opened.set(intent.eventType, deadlineRow(intent, context));
  }
  return { cancelled: [...cancelled], opened: [...opened.values()] };
}

/** Ids of the states whose deadlines a plan opens or ends. */
export function statesMoved({ cancelled }: Pick<DeadlinePlan, 'cancelled'>): readonly string[] {
  // Every opened deadline has ended its predecessor first; the event type ends in the id of the state.
  return cancelled.flatMap((eventType) => /^xstate\.after\.[^.]+\.(.+)$/.exec(eventType)?.[1] ?? []);
}

function deadlineRow(intent: ScheduleDeadline, context: DeadlineContext): DeadlineView {
  const { processId, definition, entries, at } = context;
  const delay = definition.delays?.[intent.delayKey];
  if (!delay) throw new RangeError(`${definition.key} has no deadline ${intent.delayKey}`);
  const { warnOn, ...dates } = datesOf(delay, intent);
  const today = dayOf(at);
  return {
    id: context.newId(),
    processId,
    key: intent.delayKey,
    stateId: intent.stateId,
    eventType: intent.eventType,
    generation: entries[intent.stateId]?.generation ?? 1,
    ...dates,
    // Days as text sort by time.
    warnOn: warnOn.filter((day) => day >= today),
    status: 'open',
    label: delay.label.de,
    legalBasis: legalBasisList(delay.legalBasis).join(', ') || null,
  };
}

type DeadlineDates = Pick<
  DeadlineView,
  'startsOn' | 'nominalEndOn' | 'endsOn' | 'internalDueOn' | 'firesOn' | 'warnOn' | 'explanation'
>;

/** Most deadlines of a day begin today: what was computed for a rule and a day is kept, a year of days per rule. */
const known = new WeakMap<DelayDefinition, Map<string, DeadlineDates>>();
const MOST_DAYS = 366;

function datesOf(delay: DelayDefinition, { rule, startsOn }: ScheduleDeadline): DeadlineDates {
  const ofDelay = known.get(delay) ?? new Map<string, DeadlineDates>();
  const dates = ofDelay.get(startsOn) ?? computedDates(delay, rule, startsOn);
  if (ofDelay.size >= MOST_DAYS) ofDelay.clear();
  known.set(delay, ofDelay.set(startsOn, dates));
  return dates;
}

function computedDates(delay: DelayDefinition, rule: DeadlineRule, startsOn: string): DeadlineDates {
  const computed = computeDeadline(
    rule,
    plainDate(startsOn),
    holidayCalendar(rule.holidayRegion),
    delay.startLabel,
  );
  return {
    startsOn: computed.startsOn.toString(),
    nominalEndOn: computed.nominalEndOn.toString(),
    endsOn: computed.endsOn.toString(),
    internalDueOn: computed.internalDueOn.toString(),
    firesOn: computed.firesOn.toString(),
    warnOn: warnDates(computed.endsOn, delay.warnBeforeDays ?? []).map(String),
    explanation: computed.explanation.de,
  };
}

/** Entries of states after an event: every entered state counts one generation further. */
export function advanceEntries(
  entries: Readonly<Record<string, StateEntry>>,
  entered: readonly string[],
  at: string,
): Readonly<Record<string, StateEntry>> {
  const next: Record<string, StateEntry> = { ...entries };
  for (const id of entered) next[id] = { generation: (next[id]?.generation ?? 0) + 1, at };
  return next;
}
