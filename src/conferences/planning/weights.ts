import { constraintNames } from './model.js';
import type { ConstraintName, ConstraintWeight, PlanningWeights, ScoreLevel } from './model.js';

const OFF: ConstraintWeight = { level: 'soft', weight: 0 };

/** Weights in which only the named constraints count. */
export function weightsOf(
  given: Partial<Record<ConstraintName, readonly [ScoreLevel, number]>>,
): PlanningWeights {
  const entries = constraintNames.map((name) => {
    const [level, weight] = given[name] ?? [OFF.level, OFF.weight];
    return [name, { level, weight }] as const;
  });
  return Object.fromEntries(entries) as PlanningWeights;
}

/** What conferences are planned by unless a region says otherwise. */
export const conferenceWeights: PlanningWeights = weightsOf({
  roomConflict: ['hard', 1],
  roomClosed: ['hard', 1],
  roomCapacity: ['hard', 1],
  roomUnsuitable: ['hard', 10],
  requiredConflict: ['hard', 1],
  requiredBusy: ['hard', 1],
  seatTaken: ['hard', 10],
  travel: ['hard', 1],
  outsideWindow: ['hard', 1],
  requiredOptionalConflict: ['medium', 1],
  optionalConflict: ['medium', 1],
  optionalBusy: ['medium', 1],
  blockSplit: ['medium', 2],
  asap: ['soft', 1],
  preferredDay: ['soft', 60],
  roomStability: ['soft', 4],
  buffer: ['soft', 20],
  dayLoad: ['soft', 10],
  fairLoad: ['soft', 15],
  substitute: ['soft', 30],
  videoInstead: ['soft', 80],
  movedStart: ['soft', 150],
  movedDay: ['soft', 300],
  movedRoom: ['soft', 40],
  movedSeat: ['soft', 40],
});
