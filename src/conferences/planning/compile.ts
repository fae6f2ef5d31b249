import { flagsOf, listsOf, unitCostsOf } from './compiled-problem.js';
import type { CompiledProblem, LevelTables, Lists } from './compiled-problem.js';
import { compileAttendance, compileInitial, compileSeats, coveredBefore } from './compile-people.js';
import { compileRoomCosts, compileStartCosts } from './compile-tables.js';
import type { PlanningProblem } from './model.js';

/**
 * Turns a checked problem into typed arrays.
 *
 * @param problem  Has passed `checkProblem`; ids that do not resolve would silently be the first.
 */
export function compileProblem(problem: PlanningProblem): CompiledProblem {
  const { days, rooms, people, meetings } = problem;
  const costs = unitCostsOf(problem.weights);
  const dayStart = new Int32Array(days.length + 1);
  days.forEach((day, index) => {
    dayStart[index + 1] = (dayStart[index] as number) + day.grains;
  });
  const grains = dayStart[days.length] as number;
  const personIndex = new Map(people.map((person, index) => [person.id, index]));
  const busyBefore = coveredBefore(
    people.map((person) => person.busy ?? []),
    grains,
  );
  const startCosts = compileStartCosts(problem, { costs, dayStart, busyBefore, personIndex });
  const roomCosts = compileRoomCosts(problem, costs);
  const starts = startsWorthTrying(problem, startCosts, dayStart);
  const meetingRooms = roomsWorthTrying(problem, roomCosts);
  const allowed = { starts: flagsOf(starts, grains), rooms: flagsOf(meetingRooms, rooms.length) };
  const blockIds = [...new Set(meetings.flatMap((meeting) => meeting.block ?? []))];
  const travel = travelBetweenRooms(problem);
  const seats = compileSeats(problem, personIndex);
  const weightOf = (name: keyof PlanningProblem['weights']): number => problem.weights[name].weight;
  const hasTravel = weightOf('travel') > 0 && travel.some((time) => time > 0);
  const bufferGrains = weightOf('buffer') > 0 ? (problem.bufferGrains ?? 0) : 0;
  const stabilityGrains = problem.stabilityGrains ?? 0;
  return {
    meetings: meetings.length,
    grains,
    rooms: rooms.length,
    days: days.length,
    people: people.length,
    costs,
    dayStart,
    dayOf: Int32Array.from(days.flatMap((day, index) => Array.from({ length: day.grains }, () => index))),
    joinsNext: Uint8Array.from(days, (day, index) =>
      day.joinsNext === true && index + 1 < days.length ? 1 : 0,
    ),
    duration: Int32Array.from(meetings, (meeting) => meeting.grains),
    pinned: Uint8Array.from(meetings, (meeting) => (meeting.pinned === undefined ? 0 : 1)),
    block: Int32Array.from(meetings, (meeting) =>
      meeting.block === undefined ? -1 : blockIds.indexOf(meeting.block),
    ),
    blocks: blockIds.length,
    startCosts,
    roomCosts,
    starts,
    meetingRooms,
    startAllowed: allowed.starts,
    roomAllowed: allowed.rooms,
    initial: compileInitial(problem, allowed),
    closedBefore: coveredBefore(
      rooms.map((room) => room.closed ?? []),
      grains,
    ),
    hasClosed: weightOf('roomClosed') > 0 && rooms.some((room) => (room.closed ?? []).length > 0),
    isVideo: Uint8Array.from(rooms, (room) => (room.video === true ? 1 : 0)),
    travel,
    hasTravel,
    hasDayLoad: weightOf('dayLoad') > 0,
    bufferGrains,
    stabilityGrains,
    reach: Math.max(
      1,
      stabilityGrains,
      bufferGrains,
      hasTravel ? travel.reduce((a, b) => Math.max(a, b), 0) : 0,
    ),
    ...compileAttendance(problem, personIndex),
    busyBefore,
    ...seats,
    isPlain: seats.seatMeeting.length === 0 && !hasTravel && bufferGrains === 0 && weightOf('dayLoad') === 0,
  };
}

/** Grains between any two rooms; 0 at the same place and for video. */
function travelBetweenRooms(problem: PlanningProblem): Int32Array {
  const times = new Map<string, number>();
  for (const { from, to, grains } of problem.travel ?? []) {
    times.set(JSON.stringify([from, to]), grains);
    times.set(JSON.stringify([to, from]), grains);
  }
  return Int32Array.from(
    problem.rooms.flatMap((a) =>
      problem.rooms.map((b) => {
        if (a.video === true || b.video === true || a.place === b.place) return 0;
        return times.get(JSON.stringify([a.place, b.place])) ?? 0;
      }),
    ),
  );
}

/** Starts that break nothing by themselves; all that end on their day where there is none. */
function startsWorthTrying(problem: PlanningProblem, costs: LevelTables, dayStart: Int32Array): Lists {
  const grains = dayStart[problem.days.length] as number;
  return listsOf(
    problem.meetings.map((meeting, index) => {
      if (meeting.pinned !== undefined) return [meeting.pinned.start];
      const fitting = problem.days.flatMap((day, dayIndex) => {
        const count = Math.max(0, day.grains - meeting.grains + 1);
        return Array.from({ length: count }, (_, grain) => (dayStart[dayIndex] as number) + grain);
      });
      return cheapest(fitting, (start) => costs.hard[index * grains + start] as number);
    }),
  );
}

/** Rooms that break nothing by themselves, or else break least. */
function roomsWorthTrying(problem: PlanningProblem, costs: LevelTables): Lists {
  return listsOf(
    problem.meetings.map((meeting, index) => {
      const all = problem.rooms.map((_, room) => room);
      if (meeting.pinned !== undefined)
        return all.filter((room) => problem.rooms[room]?.id === meeting.pinned?.room);
      return cheapest(all, (room) => costs.hard[index * problem.rooms.length + room] as number);
    }),
  );
}

function cheapest(values: readonly number[], costOf: (value: number) => number): readonly number[] {
  const free = values.filter((value) => costOf(value) === 0);
  return free.length > 0 ? free : values;
}
