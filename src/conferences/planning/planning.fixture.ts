import type { PlanningMeeting, PlanningProblem } from './model.js';
import { Random } from './random.js';
import { conferenceWeights } from './weights.js';

const pick = <T>(random: Random, list: readonly T[], count: number): readonly T[] =>
  list
    .map((value) => ({ value, key: random.unit() }))
    .sort((a, b) => a.key - b.key)
    .slice(0, count)
    .map(({ value }) => value);

/** Sizes and traits of a made-up problem. */
export interface FixtureOptions {
  readonly seed: number;
  readonly meetings: number;
  readonly days?: number;
  readonly joined?: boolean;
}

function meetingOf(
  random: Random,
  index: number,
  people: readonly string[],
  dates: readonly string[],
): PlanningMeeting {
  const drawn = pick(random, people, 9);
  const maybe = (part: number): boolean => random.unit() < part;
  return {
    id: `meeting-${String(index)}`,
    grains: 2 + random.below(4),
    required: drawn.slice(0, 2),
    optional: drawn.slice(2, 4),
    ...(maybe(0.4) ? { groups: [{ count: 1 + random.below(2), anyOf: drawn.slice(4, 8) }] } : {}),
    ...(maybe(0.3) ? { interpreter: { language: 'ar', level: 'QUALIFIED' as const } } : {}),
    ...(maybe(0.3) ? { latestOn: dates.at(-2) ?? '', preferredOn: dates.slice(0, 2) } : {}),
    ...(maybe(0.3) ? { avoid: [{ from: 4, until: 7 }] } : {}),
    ...(maybe(0.2) ? { block: `block-${String(index % 2)}` } : {}),
    ...(maybe(0.3) ? { needsAccessible: true } : {}),
    ...(maybe(0.2) ? { video: 'no' as const } : {}),
  };
}

/** A problem that uses every trait of the model; the same for the same options. */
export function madeUpProblem(options: FixtureOptions): PlanningProblem {
  const random = new Random(options.seed);
  const days = Array.from({ length: options.days ?? 4 }, (_, day) => ({
    date: `2027-03-${String(day + 1).padStart(2, '0')}`,
    grains: 16 + 4 * (day % 3),
    ...(options.joined === true ? { joinsNext: true } : {}),
  }));
  const staff = Array.from({ length: 14 }, (_, index) => `staff-${String(index)}`);
  const interpreters = ['interpreter-0', 'interpreter-1'];
  const dates = days.map((day) => day.date);
  return {
    days,
    rooms: [
      { id: 'hall', capacity: 12, accessible: true, place: 'Detmold' },
      { id: 'office', capacity: 6, place: 'Lemgo', closed: [{ from: 0, until: 3 }] },
      { id: 'video', capacity: 50, video: true },
    ],
    people: [
      ...staff.map((id) => ({ id, busy: [{ from: random.below(20), until: 20 + random.below(12) }] })),
      ...interpreters.map((id) => ({ id, skills: [{ language: 'ar', level: 'SWORN' as const }] })),
    ],
    meetings: Array.from({ length: options.meetings }, (_, index) => meetingOf(random, index, staff, dates)),
    travel: [{ from: 'Detmold', to: 'Lemgo', grains: 2 }],
    bufferGrains: 1,
    stabilityGrains: 2,
    weights: {
      ...conferenceWeights,
      noBreak: { level: 'soft', weight: 3 },
      overlap: { level: 'soft', weight: 1 },
    },
  };
}
