import { listsOf } from './compiled-problem.js';
import type { Lists } from './compiled-problem.js';
import type {
  GrainSpan,
  InterpreterNeed,
  PlanningMeeting,
  PlanningPerson,
  PlanningProblem,
} from './model.js';

const RANK = { LAY: 0, QUALIFIED: 1, SWORN: 2 } as const;

/** Whether somebody may interpret: language, at least the level, and the wished gender (method 4.11). */
export function mayInterpret(person: PlanningPerson, need: InterpreterNeed): boolean {
  if (need.gender !== undefined && person.gender !== need.gender) return false;
  return (person.skills ?? []).some(
    (skill) => skill.language === need.language && RANK[skill.level] >= RANK[need.level],
  );
}

/** Candidates of each seat of a meeting: of each group in order, then the interpreter; ids in order of preference. */
export function seatsOf(
  meeting: PlanningMeeting,
  people: readonly PlanningPerson[],
): readonly (readonly string[])[] {
  const seats = (meeting.groups ?? []).flatMap((group) =>
    Array.from({ length: group.count }, () => group.anyOf),
  );
  const need = meeting.interpreter;
  if (need === undefined) return seats;
  return [...seats, people.filter((person) => mayInterpret(person, need)).map((person) => person.id)];
}

/** Seats of all meetings. */
export interface CompiledSeats {
  readonly previousSeats: Int32Array;
  readonly seatOffsets: Int32Array;
  readonly seatMeeting: Int32Array;
  readonly seatCandidates: Lists;
  readonly seatRegulars: Int32Array;
}

/** Seats behind each other, meeting by meeting. */
export function compileSeats(
  problem: PlanningProblem,
  personIndex: ReadonlyMap<string, number>,
): CompiledSeats {
  const perMeeting = problem.meetings.map((meeting) => seatsOf(meeting, problem.people));
  const seatOffsets = new Int32Array(perMeeting.length + 1);
  perMeeting.forEach((seats, index) => {
    seatOffsets[index + 1] = (seatOffsets[index] as number) + seats.length;
  });
  const before = new Map((problem.previous?.meetings ?? []).map((planned) => [planned.meeting, planned]));
  const previousSeats = problem.meetings.flatMap(({ id }, index) =>
    (perMeeting[index] ?? []).map((seat, at) => {
      const person = before.get(id)?.seats[at];
      return person !== undefined && seat.includes(person) ? (personIndex.get(person) ?? -1) : -1;
    }),
  );
  const candidates = perMeeting.flat().map((seat) => seat.map((id) => personIndex.get(id) ?? 0));
  return {
    seatOffsets,
    seatMeeting: Int32Array.from(perMeeting.flatMap((seats, index) => seats.map(() => index))),
    seatCandidates: listsOf(candidates),
    previousSeats: Int32Array.from(previousSeats),
    seatRegulars: Int32Array.from(problem.meetings.flatMap(regularsOf(problem.people.length))),
  };
}

/** How many candidates of each seat are regular: of a group as many as it has seats; every interpreter is. */
export function regularsOf(people: number): (meeting: PlanningMeeting) => readonly number[] {
  return (meeting) => [
    ...(meeting.groups ?? []).flatMap((group) =>
      Array.from({ length: group.count }, () => (group.equal === true ? people : group.count)),
    ),
    ...(meeting.interpreter === undefined ? [] : [people]),
  ];
}

/** `row * (grains + 1) + g`: how many grains before g are covered by the spans of the row. */
export function coveredBefore(rows: readonly (readonly GrainSpan[])[], grains: number): Int32Array {
  const width = grains + 1;
  const before = new Int32Array(rows.length * width);
  const covered = new Uint8Array(grains);
  rows.forEach((spans, row) => {
    covered.fill(0);
    for (const span of spans) covered.fill(1, Math.max(0, span.from), Math.max(0, span.until));
    for (let grain = 0; grain < grains; grain += 1) {
      before[row * width + grain + 1] = (before[row * width + grain] as number) + (covered[grain] as number);
    }
  });
  return before;
}

/** Who is at which meeting, and how many people any two meetings share. */
export interface CompiledAttendance {
  readonly role: Uint8Array;
  readonly bothRequired: Uint16Array;
  readonly requiredOptional: Uint16Array;
  readonly bothOptional: Uint16Array;
}

/** Tables of the people who are fixed; those on seats change while the search runs. */
export function compileAttendance(
  problem: PlanningProblem,
  personIndex: ReadonlyMap<string, number>,
): CompiledAttendance {
  const count = problem.meetings.length;
  const role = new Uint8Array(problem.people.length * count);
  const tables = [0, 1, 2].map(() => new Uint16Array(count * count)) as [
    Uint16Array,
    Uint16Array,
    Uint16Array,
  ];
  const meetingsOf = problem.people.map((): [number, number][] => []);
  problem.meetings.forEach((meeting, index) => {
    const enter = (id: string, as: number): void => {
      const person = personIndex.get(id) ?? 0;
      role[person * count + index] = as;
      meetingsOf[person]?.push([index, as]);
    };
    for (const id of meeting.required) enter(id, 1);
    for (const id of meeting.optional ?? []) enter(id, 2);
  });
  for (const list of meetingsOf) {
    for (const [a, roleA] of list) {
      for (const [b, roleB] of list) {
        const table = tables[roleA + roleB - 2] as Uint16Array;
        if (a !== b) table[a * count + b] = (table[a * count + b] as number) + 1;
      }
    }
  }
  return { role, bothRequired: tables[0], requiredOptional: tables[1], bothOptional: tables[2] };
}

/** Where the search begins; an earlier place counts only where nobody but other meetings could object to it. */
export function compileInitial(
  problem: PlanningProblem,
  allowed: { readonly starts: Uint8Array; readonly rooms: Uint8Array },
): { readonly start: Int32Array; readonly room: Int32Array; readonly seats: Int32Array } {
  const earlier = [...(problem.previous?.meetings ?? []), ...(problem.begin?.meetings ?? [])];
  // Of two places for one meeting the later entry counts: where the search is to begin.
  const before = new Map(earlier.map((planned) => [planned.meeting, planned]));
  const grains = allowed.starts.length / problem.meetings.length;
  const places = problem.meetings.map((meeting, index) => {
    const planned = meeting.pinned ?? before.get(meeting.id);
    const room = problem.rooms.findIndex((one) => one.id === planned?.room);
    const start = planned?.start ?? -1;
    const possible =
      start >= 0 &&
      start < grains &&
      allowed.starts[index * grains + start] === 1 &&
      allowed.rooms[index * problem.rooms.length + room] === 1;
    const seats = seatsOf(meeting, problem.people).map((candidates, seat) => {
      const person = planned?.seats[seat];
      return person !== undefined && candidates.includes(person)
        ? problem.people.findIndex((one) => one.id === person)
        : -1;
    });
    return { start: possible ? start : -1, room: possible ? room : -1, seats };
  });
  return {
    start: Int32Array.from(places, (place) => place.start),
    room: Int32Array.from(places, (place) => place.room),
    seats: Int32Array.from(places.flatMap((place) => place.seats)),
  };
}
