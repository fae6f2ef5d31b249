import { describe, expect, it } from '@jest/globals';
import type { ConferenceId, StaffId, UnitId } from '../../../kernel/index.js';
import { comparePlans, type ComparedPlan } from './compare-plans.js';
import type { PlanEntry, PlannedSlot } from './plan.js';

const staff = (name: string): StaffId => name as StaffId;
const BODY = 'jobcenter' as UnitId;
const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10);

function aSlot(startsAt: string, more: Partial<PlannedSlot> = {}): PlannedSlot {
  return {
    startsAt: new Date(startsAt),
    endsAt: new Date(Date.parse(startsAt) + 3_600_000),
    roomId: 'linde',
    chairId: staff('chair'),
    recorderId: staff('recorder'),
    attendees: [{ unitId: BODY, staffId: staff('comes') }],
    interpreterId: null,
    ...more,
  };
}

function aPlan(
  slots: Readonly<Record<string, PlannedSlot | null>>,
  score = { hard: 0, medium: 0, soft: -100 },
) {
  const entries = Object.entries(slots).map(([id, slot]): PlanEntry => ({
    conferenceId: id as ConferenceId,
    slot,
    problems: [],
    acceptedAt: null,
    refusal: null,
  }));
  return { plan: { score, costs: { asap: -score.soft } }, entries } satisfies ComparedPlan;
}

const MORNING = '2026-06-01T08:00:00Z';
const NOON = '2026-06-01T12:00:00Z';
const NEXT_DAY = '2026-06-02T08:00:00Z';

describe('the comparison of two plans', () => {
  it('tells what moved and in what', () => {
    const before = aPlan({
      same: aSlot(MORNING),
      later: aSlot(MORNING),
      nextDay: aSlot(MORNING),
      others: aSlot(MORNING),
      gone: aSlot(MORNING),
    });
    const after = aPlan({
      same: aSlot(MORNING),
      later: aSlot(NOON, { roomId: null }),
      nextDay: aSlot(NEXT_DAY),
      others: aSlot(MORNING, {
        chairId: staff('other chair'),
        recorderId: staff('other recorder'),
        attendees: [{ unitId: BODY, staffId: staff('other') }],
      }),
      gone: null,
      come: aSlot(NOON),
    });
    const { moved, ...rest } = comparePlans(before, after, dayOf);
    expect(moved.map(({ conferenceId, changes }) => [conferenceId, changes])).toEqual([
      ['later', ['TIME', 'ROOM']],
      ['nextDay', ['DAY']],
      ['others', ['CHAIR', 'RECORDER', 'ATTENDEES']],
    ]);
    expect(rest).toMatchObject({ unchanged: 1, onlyBefore: ['gone'], onlyAfter: ['come'] });
  });

  it('says who gains and who loses: fewer sittings, or as many on fewer days', () => {
    const before = aPlan({
      a: aSlot(MORNING),
      b: aSlot(NEXT_DAY),
      c: aSlot(NOON, { chairId: staff('second chair') }),
    });
    const after = aPlan({
      a: aSlot(MORNING),
      b: aSlot(NOON),
      c: aSlot(NOON, { chairId: staff('chair') }),
    });
    const { people } = comparePlans(before, after, dayOf);
    expect(people.map(({ staffId, verdict }) => [staffId, verdict])).toEqual([
      ['chair', 'LOSES'],
      ['comes', 'GAINS'],
      ['recorder', 'GAINS'],
      ['second chair', 'GAINS'],
    ]);
  });

  it.each([
    [0, 0, 'Beide Pläne sind durchführbar.'],
    [-2, 0, 'Nur der zweite Plan ist durchführbar.'],
    [0, -1, 'Nur der erste Plan ist durchführbar.'],
    [-3, -1, 'Der zweite Plan ist um 2 Punkte besser.'],
  ])('says in words what scores of %d and %d mean', (first, second, sentence) => {
    const before = aPlan({ a: aSlot(MORNING) }, { hard: first, medium: 0, soft: -1_500 });
    const after = aPlan({ a: aSlot(MORNING) }, { hard: second, medium: 0, soft: -100 });
    const { levels, constraints } = comparePlans(before, after, dayOf);
    expect(levels.map((level) => level.sentence)).toEqual([
      `Durchführbarkeit: ${sentence}`,
      'Einberufende und Blöcke: Beide Pläne sind gleich gut.',
      'Wartezeit, Verteilung und Wünsche: Der zweite Plan ist um 1.400 Punkte besser.',
    ]);
    expect(constraints).toEqual([{ constraint: 'asap', label: 'Wartezeit', before: 1_500, after: 100 }]);
  });
});
