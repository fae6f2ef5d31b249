import type { StaffId, UnitId } from '../../../kernel/index.js';
import {
  conferenceWeights,
  GRAIN_MINUTES,
  type Plan,
  type PlanningMeeting,
  type PlanningPerson,
  type PlanningProblem,
  type PlanningRoom,
  type SeatGroup,
} from '../../planning/index.js';
import type { GrainMap, TimeSpan } from './grain-map.js';
import type { DateNeeds } from './needs.js';
import type { InterpreterGender, InterpreterLevel } from './resource.js';
import type { ConferenceFormat } from './wishes.js';
import type { WeeklySpan } from './weekly-hours.js';
import type { FreeBusyFacts, PlacedRoom, PoolInterpreter, Way } from './slot-facts.js';

/** The one meeting of the problem. */
export const MEETING = 'conference';
/** A sitting by video. */
export const VIDEO_ROOM = 'video';
const MANY = 500;

/** What a seat is for. */
export type SeatRole =
  { readonly kind: 'CHAIR' | 'RECORDER' } | { readonly kind: 'UNIT'; readonly unitId: UnitId };

/** Somebody from a circle of people. */
export interface SeatPool {
  readonly role: SeatRole;
  readonly count: number;
  readonly anyOf: readonly StaffId[];
}

/** Who has to come, who is wished for, and for what. */
export interface Circle {
  readonly required: readonly { readonly staffId: StaffId; readonly role: SeatRole | null }[];
  readonly optional: readonly { readonly staffId: StaffId; readonly role: SeatRole | null }[];
  readonly pools: readonly SeatPool[];
}

/** The person, if the conference names them: what is said of them here is only whether they can. */
export interface PersonSide {
  /** The person and who accompanies them. */
  readonly chairs: number;
  readonly cannot: readonly TimeSpan[];
  readonly cannotWeekly: readonly Omit<WeeklySpan, 'kind'>[];
  readonly interpreter: {
    readonly language: string;
    readonly level: InterpreterLevel;
    readonly gender: InterpreterGender | null;
  } | null;
}

/** Everything a date depends on. */
export interface SlotInput {
  readonly map: GrainMap;
  readonly needs: DateNeeds;
  readonly format: ConferenceFormat;
  readonly circle: Circle;
  readonly person: PersonSide | null;
  readonly interpreters: readonly PoolInterpreter[];
  readonly rooms: readonly PlacedRoom[];
  readonly ways: readonly Way[];
  readonly free: FreeBusyFacts;
  readonly usualWeek: readonly WeeklySpan[];
  readonly betweenMinutes: number;
  readonly earliestOn: string | undefined;
  readonly latestOn: string | undefined;
  /** A last day that cannot be kept because people have to be invited first. */
  readonly missedOn: string | undefined;
  /** Empty when all days are alike. */
  readonly preferredOn: readonly string[];
}

/** The problem with the way back from seats to what they are for. */
export interface SlotProblem {
  readonly problem: PlanningProblem;
  /** Where the other sittings lie. */
  readonly others: Plan;
  /** What each seat is for, in the order of the seats; the interpreter is the last one. */
  readonly seatRoles: readonly SeatRole[];
  /** Grains of the buffer before the sitting begins. */
  readonly beforeGrains: number;
}

const grainsOf = (minutes: number): number => Math.ceil(minutes / GRAIN_MINUTES);

/** Makes the problem of one conference. Ids of other conferences do not go into it. */
export function slotProblem(input: SlotInput): SlotProblem {
  const { needs, circle } = input;
  const beforeGrains = grainsOf(needs.bufferBeforeMinutes);
  // Those of whom there are fewest choose first.
  const pools = [...circle.pools].sort((a, b) => a.anyOf.length - b.anyOf.length);
  const elsewhere = otherSittings(input);
  const meeting: PlanningMeeting = {
    id: MEETING,
    grains: beforeGrains + grainsOf(needs.durationMinutes + needs.bufferAfterMinutes),
    required: circle.required.map(({ staffId }) => staffId),
    optional: circle.optional.map(({ staffId }) => staffId),
    groups: pools.map(({ count, anyOf }): SeatGroup => ({ count, anyOf })),
    guests: input.person?.chairs ?? 0,
    ...interpreterOf(input),
    ...(input.earliestOn === undefined ? {} : { earliestOn: input.earliestOn }),
    ...(input.latestOn === undefined ? {} : { latestOn: input.latestOn }),
    preferredOn: input.preferredOn,
    avoid: avoided(input),
    needsAccessible: needs.needsStepFree || needs.needsHearingLoop,
    video: ({ IN_PERSON: 'no', EITHER: 'possible', VIDEO: 'only' } as const)[input.format],
  };
  const days = daysOf(input.map);
  const problem: PlanningProblem = {
    days,
    rooms: roomsOf(input, elsewhere.inRooms),
    people: peopleOf(input, elsewhere.asBusy),
    meetings: [meeting, ...elsewhere.meetings],
    travel: input.ways.map(({ from, to, minutes }) => ({ from, to, grains: grainsOf(minutes) })),
    bufferGrains: grainsOf(input.betweenMinutes),
    weights: conferenceWeights,
  };
  const others = { meetings: elsewhere.meetings.flatMap(({ pinned }) => (pinned ? [pinned] : [])) };
  const seatRoles = pools.flatMap(({ role, count }) => Array.from({ length: count }, () => role));
  return { problem, others, seatRoles, beforeGrains };
}

function daysOf(map: GrainMap): PlanningProblem['days'] {
  return map.days.map(({ date, grains }) => ({ date, grains }));
}

function interpreterOf({ person }: SlotInput): Pick<PlanningMeeting, 'interpreter'> {
  if (!person?.interpreter) return {};
  const { language, level, gender } = person.interpreter;
  return { interpreter: { language, level, ...(gender === null ? {} : { gender }) } };
}

function avoided({ person, map }: SlotInput): PlanningMeeting['avoid'] {
  if (!person) return [];
  return [...person.cannot.flatMap((time) => map.touched(time)), ...map.weekly(person.cannotWeekly)];
}

/** Other sittings: those in a room with a place keep their place, so that the way counts; the rest is time, nothing more. */
function otherSittings({ free, map, rooms, ways, circle, interpreters }: SlotInput): {
  readonly meetings: readonly PlanningMeeting[];
  readonly asBusy: ReadonlyMap<string, readonly TimeSpan[]>;
  readonly inRooms: ReadonlyMap<string, readonly TimeSpan[]>;
} {
  const people = new Set<string>([...staffOf(circle), ...interpreters.map(({ id }) => id)]);
  const far = new Set(ways.flatMap(({ from, to }) => [from, to]));
  const placed = new Map(
    rooms.flatMap(({ id, placeId }) => (placeId !== null && far.has(placeId) ? [[id, placeId]] : [])),
  );
  const sittings = new Map<string, { time: TimeSpan; room: string; people: string[] }>();
  const asBusy = new Map<string, TimeSpan[]>();
  const inRooms = new Map<string, TimeSpan[]>();
  for (const booking of free.bookings) {
    const { kind, resourceId, roomId, sitting } = booking;
    if (kind === 'ROOM') append(inRooms, resourceId, booking);
    else if (!people.has(resourceId)) continue;
    else if (roomId !== null && placed.has(roomId)) {
      const known = sittings.get(sitting);
      if (known) known.people.push(resourceId);
      else sittings.set(sitting, { time: booking, room: roomId, people: [resourceId] });
    } else append(asBusy, resourceId, booking);
  }
  const meetings: PlanningMeeting[] = [];
  for (const { time, room, people: there } of sittings.values()) {
    const [span, second] = map.touched(time);
    if (!span || second) continue;
    const id = `other-${String(meetings.length)}`;
    const pinned = { meeting: id, start: span.from, room, seats: [] };
    meetings.push({ id, grains: span.until - span.from, required: [...new Set(there)], pinned });
  }
  return { meetings, asBusy, inRooms };
}

function append<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** Everybody of the staff who may be asked. */
export function staffOf(circle: Circle): readonly StaffId[] {
  const ids = [
    ...circle.required.map(({ staffId }) => staffId),
    ...circle.optional.map(({ staffId }) => staffId),
    ...circle.pools.flatMap(({ anyOf }) => anyOf),
  ];
  return [...new Set(ids)];
}

function peopleOf(
  { circle, free, map, interpreters, usualWeek }: SlotInput,
  asBusy: ReadonlyMap<string, readonly TimeSpan[]>,
): readonly PlanningPerson[] {
  const hours = byHolder(free.hours);
  const away = byHolder(free.busy);
  const busyOf = (id: string): PlanningPerson['busy'] => [
    ...map.offDuty(hours.get(id) ?? [], usualWeek),
    ...(away.get(id) ?? []).flatMap((time) => map.touched(time)),
    ...(asBusy.get(id) ?? []).flatMap((time) => map.touched(time)),
  ];
  return [
    ...staffOf(circle).map((id) => ({ id, busy: busyOf(id) })),
    ...interpreters.map(({ id, level, gender, languages }) => ({
      id,
      busy: busyOf(id),
      skills: languages.map((language) => ({ language, level })),
      ...(gender === null ? {} : { gender }),
    })),
  ];
}

function byHolder<Row extends { readonly holderId: string }>(
  rows: readonly Row[],
): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) append(groups, row.holderId, row);
  return groups;
}

function roomsOf(
  { rooms, needs, map, format }: SlotInput,
  taken: ReadonlyMap<string, readonly TimeSpan[]>,
): readonly PlanningRoom[] {
  const video: PlanningRoom = { id: VIDEO_ROOM, capacity: MANY, video: true };
  const own = rooms.map((room): PlanningRoom => {
    const fits =
      (!needs.needsStepFree || room.stepFree) &&
      (!needs.needsHearingLoop || room.hearingLoop) &&
      (!needs.needsVideo || room.hasVideo);
    return {
      id: room.id,
      // Needs that a room does not meet are never given up: it is as good as no room.
      capacity: fits ? room.capacity : 0,
      accessible: fits,
      ...(room.placeId === null ? {} : { place: room.placeId }),
      closed: (taken.get(room.id) ?? []).flatMap((time) => map.touched(time)),
    };
  });
  return format === 'IN_PERSON' && own.length > 0 ? [...own, video] : [video, ...own];
}
