import type {
  GrainSpan,
  Plan,
  PlannedMeeting,
  PlanningMeeting,
  PlanningPerson,
  PlanningProblem,
  PlanningRoom,
} from '../../planning/index.js';
import { VIDEO_ROOM, MEETING, type SlotProblem } from '../../calendar-planning/domain/slot-problem.js';

/** A conference with its own problem, as if it were the only one. */
export interface ProblemOfOne {
  readonly id: string;
  readonly made: Pick<SlotProblem, 'problem' | 'seatRoles'>;
  /** Block whose conferences shall lie on one day. */
  readonly block: string | undefined;
}

/**
 * Makes one problem out of those of single conferences over the same days: their sittings may not disturb each other, and
 * what is booked already stays where it is.
 *
 * @param parts  At least one.
 */
export function mergeProblems(parts: readonly ProblemOfOne[]): Omit<PlanningProblem, 'weights'> {
  const [first] = parts;
  if (first === undefined) throw new RangeError('nothing to plan');
  const others = mergeOthers(parts);
  const { days, travel, bufferGrains } = first.made.problem;
  return {
    days,
    ...(travel === undefined ? {} : { travel }),
    ...(bufferGrains === undefined ? {} : { bufferGrains }),
    rooms: mergeRooms(parts, others),
    people: mergePeople(parts),
    meetings: [...parts.map(meetingOf), ...others],
  };
}

/** The meeting of a conference; rooms that do not suit it are named, since another conference may well be held there. */
function meetingOf({ id, made, block }: ProblemOfOne): PlanningMeeting {
  const meeting = made.problem.meetings.find((one) => one.id === MEETING);
  if (meeting === undefined) throw new RangeError('a problem without its meeting');
  const notIn = made.problem.rooms
    .filter((room) => room.video !== true && room.accessible === false)
    .map((room) => room.id);
  const groups = (meeting.groups ?? []).map((group, index) =>
    headsOf(made).includes(index) ? { ...group, equal: true } : group,
  );
  return {
    ...meeting,
    id,
    groups,
    notIn,
    needsAccessible: false,
    ...(block === undefined ? {} : { block }),
  };
}

/** Groups of chairs and recorders: nobody chairs as somebody’s substitute. */
function headsOf({ problem, seatRoles }: ProblemOfOne['made']): readonly number[] {
  const groups = problem.meetings.find((one) => one.id === MEETING)?.groups ?? [];
  let seat = 0;
  return groups.flatMap(({ count }, index) => {
    const role = seatRoles[seat];
    seat += count;
    return role !== undefined && role.kind !== 'UNIT' ? [index] : [];
  });
}

/** What is booked elsewhere, once: several conferences may know the same sitting through different people. */
function mergeOthers(parts: readonly ProblemOfOne[]): readonly PlanningMeeting[] {
  const merged = new Map<string, PlanningMeeting>();
  for (const meeting of parts.flatMap(({ made }) => made.problem.meetings)) {
    const { pinned, grains } = meeting;
    if (!pinned) continue;
    const key = `${pinned.room} ${String(pinned.start)} ${String(grains)}`;
    const id = merged.get(key)?.id ?? `other-${String(merged.size)}`;
    const required = new Set([...(merged.get(key)?.required ?? []), ...meeting.required]);
    merged.set(key, { ...meeting, id, required: [...required], pinned: { ...pinned, meeting: id } });
  }
  return [...merged.values()];
}

function mergeRooms(
  parts: readonly ProblemOfOne[],
  others: readonly PlanningMeeting[],
): readonly PlanningRoom[] {
  const merged = new Map<string, PlanningRoom>();
  for (const { accessible: _, ...room } of parts.flatMap(({ made }) => made.problem.rooms)) {
    const known = merged.get(room.id);
    // Chairs are counted as none where a room does not suit: the most that is told is what it has.
    if (!known || known.capacity < room.capacity) merged.set(room.id, room);
  }
  return [...merged.values()].map((room) => ({ ...room, closed: withoutSittings(room, others) }));
}

/** A sitting that is in the problem itself takes its room itself. */
function withoutSittings(room: PlanningRoom, others: readonly PlanningMeeting[]): readonly GrainSpan[] {
  const sittings = others.filter(({ pinned }) => pinned?.room === room.id);
  return (room.closed ?? []).filter(
    ({ from, until }) =>
      !sittings.some(({ pinned, grains }) => pinned?.start === from && from + grains === until),
  );
}

/** People with everything that is known of when they cannot. */
function mergePeople(parts: readonly ProblemOfOne[]): readonly PlanningPerson[] {
  const merged = new Map<string, PlanningPerson>();
  for (const person of parts.flatMap(({ made }) => made.problem.people)) {
    const known = merged.get(person.id);
    merged.set(person.id, known ? { ...known, ...person, busy: joined(known.busy, person.busy) } : person);
  }
  return [...merged.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function joined(a: PlanningPerson['busy'] = [], b: PlanningPerson['busy'] = []): readonly GrainSpan[] {
  const spans = new Map([...a, ...b].map((span) => [`${String(span.from)} ${String(span.until)}`, span]));
  return [...spans.values()];
}

/** Where an entry of another plan lies in this problem. */
export interface EarlierPlace {
  readonly conferenceId: string;
  /** First grain, the buffer before the sitting included; `undefined` when it lies outside. */
  readonly start: number | undefined;
  readonly roomId: string | null;
  readonly seats: readonly string[];
}

/** Places of another plan as far as they exist in this problem. */
export function earlierPlan(
  problem: Pick<PlanningProblem, 'meetings' | 'rooms'>,
  places: readonly EarlierPlace[],
): Plan {
  const rooms = new Set(problem.rooms.map(({ id }) => id));
  const meetings = new Set(problem.meetings.map(({ id }) => id));
  return {
    meetings: places.flatMap(({ conferenceId, start, roomId, seats }): PlannedMeeting[] => {
      const room = roomId ?? VIDEO_ROOM;
      if (start === undefined || start < 0 || !rooms.has(room) || !meetings.has(conferenceId)) return [];
      return [{ meeting: conferenceId, start, room, seats }];
    }),
  };
}
