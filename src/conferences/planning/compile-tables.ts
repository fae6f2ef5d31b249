import { constraintIndex } from './compiled-problem.js';
import type { LevelTables, UnitCosts } from './compiled-problem.js';
import { coveredBefore } from './compile-people.js';
import type {
  ConstraintName,
  PlannedMeeting,
  PlanningMeeting,
  PlanningProblem,
  PlanningRoom,
} from './model.js';

/** Tables of the given size, all zero. */
function emptyTables(size: number): LevelTables {
  return { hard: new Int32Array(size), medium: new Int32Array(size), soft: new Int32Array(size) };
}

/** Adds units of a constraint at a place of the tables. */
function addTo(tables: LevelTables, costs: UnitCosts, name: ConstraintName, at: number, units: number): void {
  const index = constraintIndex[name];
  const table = [tables.hard, tables.medium, tables.soft][costs.level[index] as number] as Int32Array;
  table[at] = (table[at] as number) + units * (costs.weight[index] as number);
}

/** What the tables of starts are made from. */
export interface StartSources {
  readonly costs: UnitCosts;
  readonly dayStart: Int32Array;
  readonly busyBefore: Int32Array;
  readonly personIndex: ReadonlyMap<string, number>;
}

/** Whether a day is one the meeting may lie on. */
export function dayIsAllowed(meeting: PlanningMeeting, date: string): boolean {
  return date >= (meeting.earliestOn ?? date) && date <= (meeting.latestOn ?? date);
}

/** Busy grains of all the people before each grain, summed up. */
function busySum(ids: readonly string[], sources: StartSources, grains: number): Int32Array {
  const sum = new Int32Array(grains + 1);
  for (const id of ids) {
    const row = (sources.personIndex.get(id) ?? 0) * (grains + 1);
    for (let grain = 0; grain <= grains; grain += 1) {
      sum[grain] = (sum[grain] as number) + (sources.busyBefore[row + grain] as number);
    }
  }
  return sum;
}

/** Costs of every start of every meeting; starts from which a meeting would not end on the same day stay 0 and unused. */
export function compileStartCosts(problem: PlanningProblem, sources: StartSources): LevelTables {
  const grains = sources.dayStart[problem.days.length] as number;
  const tables = emptyTables(problem.meetings.length * grains);
  const previous = new Map((problem.previous?.meetings ?? []).map((planned) => [planned.meeting, planned]));
  problem.meetings.forEach((meeting, index) => {
    const covered = {
      avoided: coveredBefore([meeting.avoid ?? []], grains),
      required: busySum(meeting.required, sources, grains),
      optional: busySum(meeting.optional ?? [], sources, grains),
    };
    problem.days.forEach((day, dayIndex) => {
      const from = sources.dayStart[dayIndex] as number;
      const place = { date: day.date, from, until: from + day.grains, at: index * grains };
      costsOfDay(meeting, place, covered, tables, sources.costs);
      addMoves(meeting, previous.get(meeting.id), place, tables, sources.costs);
    });
  });
  return tables;
}

interface DayPlace {
  readonly date: string;
  readonly from: number;
  readonly until: number;
  readonly at: number;
}

function costsOfDay(
  meeting: PlanningMeeting,
  day: DayPlace,
  covered: { readonly avoided: Int32Array; readonly required: Int32Array; readonly optional: Int32Array },
  tables: LevelTables,
  costs: UnitCosts,
): void {
  const outside = dayIsAllowed(meeting, day.date) ? 0 : meeting.grains;
  const wished = meeting.preferredOn ?? [];
  const unwished = wished.length > 0 && !wished.includes(day.date) ? 1 : 0;
  const within = (before: Int32Array, start: number): number =>
    (before[start + meeting.grains] as number) - (before[start] as number);
  for (let start = day.from; start + meeting.grains <= day.until; start += 1) {
    const at = day.at + start;
    addTo(tables, costs, 'outsideWindow', at, outside + within(covered.avoided, start));
    addTo(tables, costs, 'requiredBusy', at, within(covered.required, start));
    addTo(tables, costs, 'optionalBusy', at, within(covered.optional, start));
    addTo(tables, costs, 'preferredDay', at, unwished);
    addTo(tables, costs, 'asap', at, start + meeting.grains - 1);
  }
}

function addMoves(
  meeting: PlanningMeeting,
  before: PlannedMeeting | undefined,
  day: DayPlace,
  tables: LevelTables,
  costs: UnitCosts,
): void {
  if (before === undefined) return;
  const otherDay = before.start < day.from || before.start >= day.until ? 1 : 0;
  for (let start = day.from; start + meeting.grains <= day.until; start += 1) {
    addTo(tables, costs, 'movedStart', day.at + start, start === before.start ? 0 : 1);
    addTo(tables, costs, 'movedDay', day.at + start, otherDay);
  }
}

/** Chairs a meeting needs. */
export function chairsOf(meeting: PlanningMeeting): number {
  const seats = (meeting.groups ?? []).reduce((sum, group) => sum + group.count, 0);
  const interpreter = meeting.interpreter === undefined ? 0 : 1;
  return (
    meeting.required.length + (meeting.optional?.length ?? 0) + seats + interpreter + (meeting.guests ?? 0)
  );
}

/** How many of its needs a room does not meet, capacity apart. */
export function lacksOf(meeting: PlanningMeeting, room: PlanningRoom): number {
  const video = room.video ?? false;
  const wish = meeting.video ?? 'possible';
  const access = (meeting.needsAccessible ?? false) && !video && !(room.accessible ?? false) ? 1 : 0;
  const lacking = meeting.notIn?.includes(room.id) === true ? 1 : 0;
  return access + lacking + (video && wish === 'no' ? 1 : 0) + (!video && wish === 'only' ? 1 : 0);
}

/** Costs of every room for every meeting. */
export function compileRoomCosts(problem: PlanningProblem, costs: UnitCosts): LevelTables {
  const tables = emptyTables(problem.meetings.length * problem.rooms.length);
  const previous = new Map((problem.previous?.meetings ?? []).map((planned) => [planned.meeting, planned]));
  const larger = problem.rooms.map((room) =>
    problem.rooms.reduce((sum, other) => sum + Math.max(0, other.capacity - room.capacity), 0),
  );
  problem.meetings.forEach((meeting, index) => {
    const before = previous.get(meeting.id);
    problem.rooms.forEach((room, roomIndex) => {
      const at = index * problem.rooms.length + roomIndex;
      const video = room.video ?? false;
      addTo(tables, costs, 'roomCapacity', at, Math.max(0, chairsOf(meeting) - room.capacity));
      addTo(tables, costs, 'roomUnsuitable', at, lacksOf(meeting, room));
      addTo(tables, costs, 'largerRoomFirst', at, larger[roomIndex] ?? 0);
      addTo(tables, costs, 'videoInstead', at, video && meeting.video !== 'only' ? 1 : 0);
      addTo(tables, costs, 'movedRoom', at, before !== undefined && before.room !== room.id ? 1 : 0);
    });
  });
  return tables;
}
