import { coveredBefore, regularsOf, seatsOf } from './compile-people.js';
import { chairsOf, dayIsAllowed, lacksOf } from './compile-tables.js';
import type { FreePeople, Occupied } from './free-people.js';
import type { PlannedMeeting, PlanningMeeting, PlanningProblem, PlanningRoom } from './model.js';
import type { ConditionKind, RelaxationPrices } from './relaxation-prices.js';

/** One condition to give up. */
export interface Condition {
  readonly kind: ConditionKind;
  /** Person, or other meeting, concerned; the date for a date; empty otherwise. */
  readonly about: string;
  readonly price: number;
}

/** A smallest set of conditions to give up, and the slot that becomes possible by it. */
export interface Relaxation {
  readonly conditions: readonly Condition[];
  readonly price: number;
  readonly planned: PlannedMeeting;
}

/**
 * Smallest sets of conditions that stand in the way of a meeting, by price.
 *
 * Every time and room has exactly one set of conditions that it breaks; of all these sets those remain that contain no
 * other. Nothing is searched, so nothing cheaper is missed.
 *
 * @returns  Cheapest first, among equals the earliest; empty when even giving up everything would not help.
 */
export function findRelaxations(
  problem: PlanningProblem,
  meeting: PlanningMeeting,
  free: FreePeople,
  count: number,
  prices: RelaxationPrices,
): readonly Relaxation[] {
  const finder = new ConditionFinder(problem, meeting, free, prices);
  const all: Relaxation[] = [];
  for (let start = 0; start + meeting.grains <= free.dayOf.length; start += 1) {
    if (free.dayOf[start] === free.dayOf[start + meeting.grains - 1]) all.push(...finder.at(start));
  }
  all.sort((a, b) => a.price - b.price || a.planned.start - b.planned.start);
  const smallest: Relaxation[] = [];
  // In this order the same set, or one that contains it, only comes later: what was chosen never has to be taken back.
  for (const relaxation of all) {
    if (smallest.length >= count) break;
    if (!smallest.some((other) => contains(relaxation, other))) smallest.push(relaxation);
  }
  return smallest;
}

/** Whether everything that one asks for is asked for by the other as well; a later date is one, whichever it is. */
function contains(larger: Relaxation, { conditions }: Relaxation): boolean {
  return conditions.every(({ kind, about }) =>
    larger.conditions.some(
      (one) => one.kind === kind && (one.about === about || kind === 'laterDate' || kind === 'earlierDate'),
    ),
  );
}

/** Days from one calendar date to another. */
function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** Another meeting of somebody on the same day, and the grains between. */
interface Near {
  readonly person: string;
  readonly other: Occupied;
  readonly gap: number;
}

class ConditionFinder {
  private readonly avoided: Int32Array;
  private readonly closed: ReadonlyMap<string, Int32Array>;
  private readonly rooms: readonly PlanningRoom[];

  constructor(
    private readonly problem: PlanningProblem,
    private readonly meeting: PlanningMeeting,
    private readonly free: FreePeople,
    private readonly prices: RelaxationPrices,
  ) {
    const grains = free.dayOf.length;
    this.avoided = coveredBefore([meeting.avoid ?? []], grains);
    this.closed = new Map(problem.rooms.map((room) => [room.id, coveredBefore([room.closed ?? []], grains)]));
    // In person wished but video possible; or in person only, which can be asked to give way.
    this.rooms = problem.rooms.filter(
      (room) =>
        room.capacity >= chairsOf(meeting) &&
        (lacksOf(meeting, room) === 0 || (room.video === true && meeting.video === 'no')),
    );
  }

  /** What a start would ask for, in each room that can hold the meeting at all. */
  at(start: number): readonly Relaxation[] {
    const { meeting, problem, free } = this;
    const end = start + meeting.grains;
    const seats = free.seat(problem, meeting, start, end);
    if (seats.some((person) => person === undefined)) return [];
    const seated = seats.map((person) => person ?? '');
    const common = unique([
      ...this.dateConditions(start),
      ...this.peopleConditions(start, end),
      ...this.seatConditions(seated),
    ]);
    const near = this.sameDay([...meeting.required, ...seated], start, end);
    return this.rooms.flatMap((room) => {
      const inRoom = this.roomConditions(room, start, end, near);
      if (inRoom === undefined) return [];
      const conditions = inRoom.length === 0 ? common : unique([...common, ...inRoom]);
      const price = conditions.reduce((sum, condition) => sum + condition.price, 0);
      return [{ conditions, price, planned: { meeting: meeting.id, start, room: room.id, seats: seated } }];
    });
  }

  private condition(kind: ConditionKind, about: string, extra = 0): Condition {
    return { kind, about, price: this.prices.perCondition[kind] + extra };
  }

  private dateConditions(start: number): readonly Condition[] {
    const { meeting } = this;
    const date = this.problem.days[this.free.dayOf[start] ?? 0]?.date ?? '';
    const wish =
      this.avoided[start + meeting.grains] === this.avoided[start] ? [] : [this.condition('againstWish', '')];
    if (dayIsAllowed(meeting, date)) return wish;
    if (date < (meeting.earliestOn ?? date)) return [...wish, this.condition('earlierDate', date)];
    const weeks = Math.ceil(daysBetween(meeting.latestOn ?? date, date) / 7);
    return [...wish, this.condition('laterDate', date, weeks * this.prices.perWeekLate)];
  }

  private peopleConditions(start: number, end: number): readonly Condition[] {
    const { free, meeting } = this;
    const missing = meeting.required.flatMap((person) => {
      if (!free.hasTime(person, start, end)) return [this.condition('withoutRequired', person)];
      return free
        .inMeetings(person, start, end)
        .map((other) =>
          other.meeting.pinned === undefined
            ? this.condition('moveOtherMeeting', other.meeting.id)
            : this.condition('withoutRequired', person),
        );
    });
    const wished = (meeting.optional ?? []).filter((person) => !free.isFree(person, start, end));
    return [...missing, ...wished.map((person) => this.condition('withoutOptional', person))];
  }

  private seatConditions(seated: readonly string[]): readonly Condition[] {
    const { meeting, problem } = this;
    const regulars = regularsOf(problem.people.length)(meeting);
    const seats = seatsOf(meeting, problem.people);
    return seated
      .filter((person, seat) => (seats[seat]?.indexOf(person) ?? 0) >= (regulars[seat] ?? 0))
      .map((person) => this.condition('substitute', person));
  }

  /** Undefined where nothing can be given up for this room. */
  private roomConditions(
    room: PlanningRoom,
    start: number,
    end: number,
    near: readonly Near[],
  ): readonly Condition[] | undefined {
    const { meeting, free } = this;
    const video = room.video === true;
    const closed = this.closed.get(room.id);
    if (closed !== undefined && closed[end] !== closed[start]) return undefined;
    const taking = video
      ? []
      : free.occupied.filter((other) => other.room === room.id && other.start < end && start < other.end);
    if (taking.some((other) => other.meeting.pinned !== undefined)) return undefined;
    const instead = video && meeting.video !== 'only' ? [this.condition('videoInsteadOfRoom', '')] : [];
    const moved = taking.map((other) => this.condition('moveOtherMeeting', other.meeting.id));
    return [...instead, ...moved, ...this.wayConditions(room, near)];
  }

  /** Meetings before or after this one on its day, with the time between; looked up once for all rooms. */
  private sameDay(people: readonly string[], start: number, end: number): readonly Near[] {
    const { free } = this;
    const day = free.dayOf[start];
    const near: Near[] = [];
    for (const person of people) {
      for (const other of free.meetingsOf.get(person) ?? []) {
        if (other.day !== day) continue;
        const gap = Math.max(start, other.start) - Math.min(end, other.end);
        if (gap >= 0) near.push({ person, other, gap });
      }
    }
    return near;
  }

  /** Too little time between two meetings: to travel nobody can do without, to breathe one can. */
  private wayConditions(room: PlanningRoom, near: readonly Near[]): readonly Condition[] {
    return near.flatMap(({ person, other, gap }) => {
      if (gap < this.travelGrains(room, other.room)) {
        return [
          other.meeting.pinned === undefined
            ? this.condition('moveOtherMeeting', other.meeting.id)
            : this.condition('withoutRequired', person),
        ];
      }
      return gap < (this.problem.bufferGrains ?? 0) ? [this.condition('shorterBuffer', person)] : [];
    });
  }

  private travelGrains(room: PlanningRoom, otherId: string): number {
    const other = this.problem.rooms.find((one) => one.id === otherId);
    if (other === undefined || room.video === true || other.video === true || room.place === other.place)
      return 0;
    const way = this.problem.travel?.findLast(
      ({ from, to }) =>
        (from === room.place && to === other.place) || (to === room.place && from === other.place),
    );
    return way?.grains ?? 0;
  }
}

function unique(conditions: readonly Condition[]): readonly Condition[] {
  const isFirst = ({ kind, about }: Condition, index: number): boolean =>
    conditions.findIndex((one) => one.kind === kind && one.about === about) === index;
  return conditions.filter(isFirst);
}
