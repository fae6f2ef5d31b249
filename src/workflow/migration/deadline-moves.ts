import { formatDateDe, plainDate } from '../../kernel/index.js';
import { planDeadlines, type DeadlineContext, type DeadlinePlan } from '../application/deadline-plan.js';
import { dayOf, isoDatePlusDays } from '../domain/calendar-day.js';
import { inDateRange } from '../domain/date-bounds.js';
import type { ScheduleDeadline } from '../domain/decision.js';
import { legalBasisList, type JsonObject } from '../domain/definition.js';
import type { DeadlineView } from '../domain/process.js';
import { expiryEvent } from '../domain/transitions.js';
import type { CompiledDefinition, Timer } from '../kernel/compile.js';
import { hasSameRule, labelOf, renamedRule, ruleOf } from './deadline-rules.js';
import { newDelayKey, newStateId, type DeadlineDecision, type MigrationMapping } from './mapping.js';
import { problem, type MigrationProblem } from './migration-problem.js';

/** What the migration does to a deadline. `OPEN_QUESTION`: the mapping has to decide. */
export type DeadlineEffect =
  'UNCHANGED' | 'KEPT' | 'RECOMPUTED' | 'RESTARTED' | 'STARTED' | 'ENDED' | 'OPEN_QUESTION';

/** A deadline before and after; dates are calendar dates (`YYYY-MM-DD`), `null` where there is none. */
export interface DeadlineMove {
  /** Name in the new version, in the old one when it is gone. */
  readonly key: string;
  readonly label: string;
  readonly effect: DeadlineEffect;
  readonly oldEndsOn: string | null;
  readonly newEndsOn: string | null;
  /** How the new date follows, German. */
  readonly explanation: string;
}

/** What a migration of deadlines starts from. */
export interface DeadlineMoveInput {
  readonly from: CompiledDefinition;
  readonly to: CompiledDefinition;
  readonly mapping: MigrationMapping;
  /** Open rows of the process. */
  readonly open: readonly DeadlineView[];
  /** Context after the migration. */
  readonly context: JsonObject;
  /** Ids of active states of the new version in which the process stood before. */
  readonly stays: ReadonlySet<string>;
  /** Ids of active states that are entered anew. */
  readonly entered: readonly string[];
  /** What rows are made from; its entries are those after the migration. */
  readonly row: DeadlineContext;
}

/** Every deadline of a process before and after, and the rows to close and open. */
export interface DeadlineMoves {
  readonly moves: readonly DeadlineMove[];
  readonly plan: DeadlinePlan;
  readonly problems: readonly MigrationProblem[];
}

/** What becomes of one deadline. */
interface Outcome {
  readonly move: DeadlineMove;
  readonly cancelled?: string;
  readonly opened?: DeadlineView;
  readonly problem?: MigrationProblem;
}

/**
 * Moves the deadlines of a process to the new version. None disappears or comes earlier unless the mapping says so.
 *
 * @throws {RangeError} a rule the checker would have refused.
 */
export function moveDeadlines(input: DeadlineMoveInput): DeadlineMoves {
  const carried = input.open.map((row) => ({ row, timer: timerAfter(input, row) }));
  const taken = new Set(carried.flatMap(({ timer }) => (timer ? [timer.eventType] : [])));
  const begun = [...input.to.timers.values()].filter(({ eventType }) => !taken.has(eventType));
  const outcomes = [
    ...carried.map(({ row, timer }) => (timer ? carry(input, row, timer) : lose(input, row))),
    ...begun.flatMap((timer) => begin(input, timer)),
  ];
  return {
    moves: outcomes.map(({ move }) => move),
    plan: {
      cancelled: outcomes.flatMap(({ cancelled }) => cancelled ?? []),
      opened: outcomes.flatMap(({ opened }) => opened ?? []),
    },
    problems: outcomes.flatMap((outcome) => outcome.problem ?? []),
  };
}

/** The timer of the new version that a row goes on as (trap 3: its identity names state and delay). */
function timerAfter(
  { to, mapping, stays }: Pick<DeadlineMoveInput, 'to' | 'mapping' | 'stays'>,
  row: DeadlineView,
): Timer | undefined {
  const stateId = newStateId(mapping, row.stateId);
  if (stateId === null || !stays.has(stateId)) return undefined;
  return to.timers.get(expiryEvent(newDelayKey(mapping, row.key), stateId));
}

function carry(input: DeadlineMoveInput, row: DeadlineView, timer: Timer): Outcome {
  const decision = input.mapping.deadlines?.[timer.delayKey];
  const isSameRule = hasSameRule(input, row.key, timer.delayKey);
  const policy = decision?.policy ?? (isSameRule ? 'keep' : undefined);
  const base = { key: timer.delayKey, label: labelOf(input.to, timer.delayKey), oldEndsOn: row.endsOn };
  if (policy === undefined) return undecided(input, row, timer);
  switch (policy) {
    case 'end':
      return ended(base, row, decision?.reason);
    case 'keep':
      return kept(input, row, timer, isSameRule);
    case 'recompute':
    case 'restart': {
      const startsOn = policy === 'restart' ? dayOf(input.row.at) : startAgain(input, row, timer);
      if (startsOn === null) return withoutStart(base);
      const opened = newRow(input, timer, startsOn);
      const effect = policy === 'restart' ? 'RESTARTED' : 'RECOMPUTED';
      const move = { ...base, effect, newEndsOn: opened.endsOn, explanation: opened.explanation } as const;
      return { move, cancelled: row.eventType, opened, ...earlier(row, opened, decision) };
    }
  }
}

type Base = Pick<DeadlineMove, 'key' | 'label' | 'oldEndsOn'>;

function kept(input: DeadlineMoveInput, row: DeadlineView, timer: Timer, isSameRule: boolean): Outcome {
  const delay = input.to.definition.delays[timer.delayKey];
  const label = labelOf(input.to, timer.delayKey);
  const base = { key: timer.delayKey, label, oldEndsOn: row.endsOn, newEndsOn: row.endsOn };
  if (isSameRule && timer.eventType === row.eventType) {
    return { move: { ...base, effect: 'UNCHANGED', explanation: row.explanation } };
  }
  const explanation = `${row.explanation} Beim Wechsel der Fassung bleibt dieses Ende.`;
  const today = dayOf(input.row.at);
  const opened: DeadlineView = {
    ...row,
    id: input.row.newId(),
    key: timer.delayKey,
    stateId: timer.stateId,
    eventType: timer.eventType,
    generation: input.row.entries[timer.stateId]?.generation ?? 1,
    warnOn: row.warnOn.filter((day) => day >= today),
    label,
    legalBasis: legalBasisList(delay?.legalBasis).join(', ') || null,
    explanation,
  };
  return { move: { ...base, effect: 'KEPT', explanation }, cancelled: row.eventType, opened };
}

function ended(base: Base, row: DeadlineView, reason = ''): Outcome {
  const move = { ...base, effect: 'ENDED', newEndsOn: null, explanation: reason } as const;
  return { move, cancelled: row.eventType };
}

/** The rule differs and nobody has said what that means; the date by the new rule is shown for the decision. */
function undecided(input: DeadlineMoveInput, row: DeadlineView, timer: Timer): Outcome {
  const startsOn = startAgain(input, row, timer);
  const computed = startsOn === null ? undefined : newRow(input, timer, startsOn);
  const label = labelOf(input.to, timer.delayKey);
  const then = computed ? `, nach der neuen Regel am ${german(computed.endsOn)}` : '';
  const sentence = `Die Frist „${label}“ (${timer.delayKey}) endet am ${german(row.endsOn)}${then}; bitte unter „deadlines“ entscheiden.`;
  return {
    move: {
      key: timer.delayKey,
      label,
      effect: 'OPEN_QUESTION',
      oldEndsOn: row.endsOn,
      newEndsOn: computed?.endsOn ?? null,
      explanation: sentence,
    },
    problem: problem('DEADLINE_RULE_CHANGED', timer.delayKey, sentence),
  };
}

/** A running deadline that the new version does not have where the process stands. */
function lose({ mapping }: DeadlineMoveInput, row: DeadlineView): Outcome {
  const key = newDelayKey(mapping, row.key);
  const decision = mapping.deadlines?.[key] ?? mapping.deadlines?.[row.key];
  const base = { key: row.key, label: row.label, oldEndsOn: row.endsOn };
  if (decision?.policy === 'end') return ended(base, row, decision.reason);
  const sentence = `Die Frist „${row.label}“ (${row.key}) läuft bis ${german(row.endsOn)} und hätte in der neuen Fassung keinen Platz; ein Recht darf nicht still enden.`;
  return {
    move: { ...base, effect: 'OPEN_QUESTION', newEndsOn: null, explanation: sentence },
    problem: problem('DEADLINE_LOST', row.key, sentence),
  };
}

/** A deadline that begins with the migration: of a state entered anew, or new in a state that stays. */
function begin(input: DeadlineMoveInput, timer: Timer): readonly Outcome[] {
  const isEntered = input.entered.includes(timer.stateId);
  if (!isEntered && (!input.stays.has(timer.stateId) || wasThereBefore(input, timer))) return [];
  const decision = input.mapping.deadlines?.[timer.delayKey];
  if (decision?.policy === 'end') return [];
  const label = labelOf(input.to, timer.delayKey);
  const startsOn = beginning(input, timer, isEntered || decision?.policy === 'restart');
  const opened = startsOn === null ? undefined : newRow(input, timer, startsOn);
  const base = { key: timer.delayKey, label, oldEndsOn: null, newEndsOn: opened?.endsOn ?? null };
  if (!isEntered && decision === undefined) {
    const sentence = `In einem Zustand, in dem der Vorgang schon steht, käme die Frist „${label}“ (${timer.delayKey}) hinzu; bitte unter „deadlines“ entscheiden.`;
    const move = { ...base, effect: 'OPEN_QUESTION', explanation: sentence } as const;
    return [{ move, problem: problem('DEADLINE_NEW', timer.delayKey, sentence) }];
  }
  if (!opened) {
    const { from } = ruleOf(input.to, timer.delayKey);
    if (from.startsWith('event.')) return [withoutStart(base)];
    const explanation = 'Die Frist läuft, sobald ihr Beginn eingetragen ist.';
    return [{ move: { ...base, effect: 'STARTED', explanation } }];
  }
  const move = { ...base, effect: 'STARTED', explanation: opened.explanation } as const;
  const isPast = opened.firesOn <= dayOf(input.row.at) && decision?.allowEarlier !== true;
  const sentence = `Die Frist „${label}“ (${timer.delayKey}) wäre mit dem Wechsel schon am ${german(opened.endsOn)} abgelaufen.`;
  return [
    { move, opened, ...(isPast ? { problem: problem('DEADLINE_EARLIER', timer.delayKey, sentence) } : {}) },
  ];
}

/** The old version has the same deadline there, started by the same field: that no row is open has its reason there. */
function wasThereBefore({ from, to, mapping }: DeadlineMoveInput, timer: Timer): boolean {
  const start = ruleOf(to, timer.delayKey).from;
  return [...from.timers.values()].some(
    (old) =>
      newStateId(mapping, old.stateId) === timer.stateId &&
      newDelayKey(mapping, old.delayKey) === timer.delayKey &&
      renamedRule(mapping, ruleOf(from, old.delayKey)).from === start,
  );
}

function earlier(
  row: DeadlineView,
  opened: DeadlineView,
  decision: DeadlineDecision | undefined,
): { readonly problem?: MigrationProblem } {
  const isEarlier = opened.endsOn < row.endsOn || opened.firesOn < row.firesOn;
  if (!isEarlier || decision?.allowEarlier === true) return {};
  const sentence = `Die Frist „${opened.label}“ (${opened.key}) endete am ${german(opened.endsOn)} statt am ${german(row.endsOn)}; früher darf sie nur mit ausdrücklicher Begründung enden.`;
  return { problem: problem('DEADLINE_EARLIER', opened.key, sentence) };
}

function withoutStart(base: Base): Outcome {
  const sentence = `Der Beginn der Frist „${base.label}“ (${base.key}) nach der neuen Regel ist nicht eingetragen.`;
  return {
    move: { ...base, effect: 'OPEN_QUESTION', newEndsOn: null, explanation: sentence },
    problem: problem('DEADLINE_WITHOUT_START', base.key, sentence),
  };
}

function newRow(input: DeadlineMoveInput, timer: Timer, startsOn: string): DeadlineView {
  const rule = ruleOf(input.to, timer.delayKey);
  const intent: ScheduleDeadline = {
    kind: 'scheduleDeadline',
    ...timer,
    rule,
    startsOn,
    reason: 'startChanged',
  };
  const [row] = planDeadlines([intent], input.row).opened;
  if (!row) throw new RangeError(`No deadline ${timer.delayKey}`);
  return row;
}

/** Original start of a running deadline, unless the new rule counts from something else. */
function startAgain(input: DeadlineMoveInput, row: DeadlineView, timer: Timer): string | null {
  const before = renamedRule(input.mapping, ruleOf(input.from, row.key));
  const now = ruleOf(input.to, timer.delayKey);
  return before.from === now.from ? row.startsOn : beginning(input, timer, false);
}

/** Start of a deadline by its rule; an entry counts from the day the state was entered, or `anew` from today. */
function beginning({ to, context, row }: DeadlineMoveInput, timer: Timer, anew: boolean): string | null {
  const { from } = ruleOf(to, timer.delayKey);
  if (from === 'entry') return dayOf(anew ? row.at : (row.entries[timer.stateId]?.at ?? row.at));
  if (from.startsWith('event.')) return null;
  const value = context[from.slice('context.'.length)];
  const day = typeof value === 'string' ? isoDatePlusDays(value, 0) : null;
  return day !== null && inDateRange(day) ? day : null;
}

function german(day: string): string {
  return formatDateDe(plainDate(day));
}
