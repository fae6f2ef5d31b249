import type { ConferenceId, StaffId } from '../../../kernel/index.js';
import type { ConstraintName, Score, ScoreLevel } from '../../planning/index.js';
import { constraintWords } from './constraint-words.js';
import type { ConferencePlanRow, PlanEntry, PlannedSlot } from './plan.js';

/** What of a date differs. */
export const DATE_CHANGES = ['DAY', 'TIME', 'ROOM', 'CHAIR', 'RECORDER', 'ATTENDEES'] as const;
export type DateChange = (typeof DATE_CHANGES)[number];

/** A conference that the second plan has elsewhere. */
export interface MovedConference {
  readonly conferenceId: ConferenceId;
  readonly before: PlannedSlot;
  readonly after: PlannedSlot;
  readonly changes: readonly DateChange[];
}

/** One level of the score in words. */
export interface LevelComparison {
  readonly level: ScoreLevel;
  readonly before: number;
  readonly after: number;
  /** German. */
  readonly sentence: string;
}

/** A constraint that costs something in one of the plans; costs are zero or more, less is better. */
export interface ConstraintComparison {
  readonly constraint: ConstraintName;
  readonly label: string;
  readonly before: number;
  readonly after: number;
}

/** What changes for somebody: sittings, and days on which there is one. */
export interface PersonComparison {
  readonly staffId: StaffId;
  readonly sittingsBefore: number;
  readonly sittingsAfter: number;
  readonly daysBefore: number;
  readonly daysAfter: number;
  /** Fewer sittings, or as many on fewer days, is a gain. */
  readonly verdict: 'GAINS' | 'LOSES';
}

/** Two plans side by side, over the conferences that both have placed. */
export interface PlanComparison {
  readonly moved: readonly MovedConference[];
  readonly unchanged: number;
  readonly onlyBefore: readonly ConferenceId[];
  readonly onlyAfter: readonly ConferenceId[];
  readonly levels: readonly LevelComparison[];
  readonly constraints: readonly ConstraintComparison[];
  readonly people: readonly PersonComparison[];
}

/** A plan with its entries as far as the reader may know them. */
export interface ComparedPlan {
  readonly plan: Pick<ConferencePlanRow, 'score' | 'costs'>;
  readonly entries: readonly PlanEntry[];
}

interface Both {
  readonly conferenceId: ConferenceId;
  readonly before: PlannedSlot;
  readonly after: PlannedSlot;
}

/** Compares two plans. @param dayOf  Calendar date of an instant. */
export function comparePlans(
  before: ComparedPlan,
  after: ComparedPlan,
  dayOf: (instant: Date) => string,
): PlanComparison {
  const first = slotsOf(before);
  const second = slotsOf(after);
  const both = [...first].flatMap(([conferenceId, slot]): Both[] => {
    const other = second.get(conferenceId);
    return other ? [{ conferenceId, before: slot, after: other }] : [];
  });
  const compared = both.map((pair) => ({ ...pair, changes: changesBetween(pair, dayOf) }));
  return {
    moved: compared.filter(({ changes }) => changes.length > 0),
    unchanged: compared.filter(({ changes }) => changes.length === 0).length,
    onlyBefore: [...first.keys()].filter((id) => !second.has(id)),
    onlyAfter: [...second.keys()].filter((id) => !first.has(id)),
    levels: levelsOf(before.plan.score, after.plan.score),
    constraints: constraintsOf(before.plan.costs ?? {}, after.plan.costs ?? {}),
    people: peopleOf(both, dayOf),
  };
}

function slotsOf({ entries }: ComparedPlan): ReadonlyMap<ConferenceId, PlannedSlot> {
  return new Map(entries.flatMap(({ conferenceId, slot }) => (slot ? [[conferenceId, slot] as const] : [])));
}

function changesBetween({ before, after }: Both, dayOf: (instant: Date) => string): readonly DateChange[] {
  const day = dayOf(before.startsAt) !== dayOf(after.startsAt);
  const comers = (slot: PlannedSlot): string =>
    slot.attendees
      .map(({ unitId, staffId }) => `${unitId} ${staffId}`)
      .sort()
      .join();
  const differs: Readonly<Record<DateChange, boolean>> = {
    DAY: day,
    TIME: !day && before.startsAt.getTime() !== after.startsAt.getTime(),
    ROOM: before.roomId !== after.roomId,
    CHAIR: before.chairId !== after.chairId,
    RECORDER: before.recorderId !== after.recorderId,
    ATTENDEES: comers(before) !== comers(after),
  };
  return DATE_CHANGES.filter((change) => differs[change]);
}

const LEVELS: Readonly<Record<ScoreLevel, string>> = {
  hard: 'Durchführbarkeit',
  medium: 'Einberufende und Blöcke',
  soft: 'Wartezeit, Verteilung und Wünsche',
};

function levelsOf(before: Score | null, after: Score | null): readonly LevelComparison[] {
  if (!before || !after) return [];
  return (['hard', 'medium', 'soft'] as const).map((level) => {
    const words = sentenceOf(level, before[level], after[level]);
    return { level, before: before[level], after: after[level], sentence: `${LEVELS[level]}: ${words}` };
  });
}

function sentenceOf(level: ScoreLevel, before: number, after: number): string {
  if (level === 'hard' && after === 0 && before === 0) return 'Beide Pläne sind durchführbar.';
  if (level === 'hard' && after === 0) return 'Nur der zweite Plan ist durchführbar.';
  if (level === 'hard' && before === 0) return 'Nur der erste Plan ist durchführbar.';
  if (before === after) return 'Beide Pläne sind gleich gut.';
  const points = Math.abs(after - before).toLocaleString('de-DE');
  return `Der ${after > before ? 'zweite' : 'erste'} Plan ist um ${points} Punkte besser.`;
}

function constraintsOf(
  before: NonNullable<ConferencePlanRow['costs']>,
  after: NonNullable<ConferencePlanRow['costs']>,
): readonly ConstraintComparison[] {
  const names = (Object.keys(constraintWords) as ConstraintName[]).filter(
    (name) => (before[name] ?? 0) !== (after[name] ?? 0),
  );
  return names.map((constraint) => ({
    constraint,
    label: constraintWords[constraint],
    before: before[constraint] ?? 0,
    after: after[constraint] ?? 0,
  }));
}

interface Load {
  readonly sittings: number;
  readonly days: number;
}

function peopleOf(both: readonly Both[], dayOf: (instant: Date) => string): readonly PersonComparison[] {
  const before = loadsOf(
    both.map((pair) => pair.before),
    dayOf,
  );
  const after = loadsOf(
    both.map((pair) => pair.after),
    dayOf,
  );
  const none: Load = { sittings: 0, days: 0 };
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((staffId): PersonComparison[] => {
    const was = before.get(staffId) ?? none;
    const will = after.get(staffId) ?? none;
    const more = will.sittings - was.sittings || will.days - was.days;
    if (more === 0) return [];
    return [
      {
        staffId,
        sittingsBefore: was.sittings,
        sittingsAfter: will.sittings,
        daysBefore: was.days,
        daysAfter: will.days,
        verdict: more < 0 ? 'GAINS' : 'LOSES',
      },
    ];
  });
}

function loadsOf(
  slots: readonly PlannedSlot[],
  dayOf: (instant: Date) => string,
): ReadonlyMap<StaffId, Load> {
  const days = new Map<StaffId, string[]>();
  for (const slot of slots) {
    const people = new Set([slot.chairId, slot.recorderId, ...slot.attendees.map(({ staffId }) => staffId)]);
    for (const staffId of people) days.set(staffId, [...(days.get(staffId) ?? []), dayOf(slot.startsAt)]);
  }
  return new Map(
    [...days].map(([staffId, dates]) => [staffId, { sittings: dates.length, days: new Set(dates).size }]),
  );
}
