// Maps published instances of meeting scheduling to a planning problem with their weights, and back.
import { weightsOf } from '../../dist/src/conferences/planning/weights.js';

/** The published constraint set: names are ours, levels and weights are theirs. */
const weights = weightsOf({
  roomConflict: ['hard', 1],
  requiredConflict: ['hard', 1],
  roomCapacity: ['hard', 1],
  requiredOptionalConflict: ['medium', 1],
  optionalConflict: ['medium', 1],
  asap: ['soft', 1],
  noBreak: ['soft', 100],
  overlap: ['soft', 10],
  largerRoomFirst: ['soft', 1],
  roomStability: ['soft', 1],
});

/** The instance as a problem. Its days follow each other without a night: the last grain of one meets the first of the next. */
export function toProblem(instance) {
  const firstDay = Date.UTC(2026, 0, 1);
  return {
    days: instance.grainsPerDay.map((grains, day) => ({
      date: new Date(firstDay + day * 86_400_000).toISOString().slice(0, 10),
      grains,
      joinsNext: true,
    })),
    rooms: instance.rooms.map(({ id, capacity }) => ({ id, capacity })),
    people: instance.persons.map((id) => ({ id })),
    meetings: instance.meetings.map(({ id, grains, required, preferred }) => ({
      id,
      grains,
      required,
      optional: preferred,
    })),
    stabilityGrains: 2,
    weights,
  };
}

/** A plan in the format of the published scorer. */
export function toAssignments(plan) {
  return plan.meetings.map(({ meeting, start, room }) => ({ meeting, start, room }));
}
