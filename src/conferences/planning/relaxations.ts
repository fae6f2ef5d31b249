import { coveredBefore, regularsOf, seatsOf } from './compile-people.js';
import { chairsOf, dayIsAllowed, lacksOf } from './compile-tables.js';
import type { FreePeople } from './free-people.js';
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
  const bySet = new Map<string, Relaxation>();
  for (let start = 0; start + meeting.grains <= free.dayOf.length; start += 1) {
    if (free.dayOf[start] !== free.dayOf[start + meeting.grains - 1]) continue;
    for (const relaxation of finder.at(start)) {
      const key = keysOf(relaxation).join();
      const known = bySet.get(key);
      if (known === undefined || relaxation.price < known.price) bySet.set(key, relaxation);
    }
  }
  const sorted = [...bySet.values()].sort((a, b) => a.price - b.price || a.planned.start - b.planned.start);
  const smallest: Relaxation[] = [];
  for (const relaxation of sorted) {
    if (smallest.length >= count) break;
    const keys = new Set(keysOf(relaxation));
    if (!smallest.some((other) => keysOf(other).every((key) => keys.has(key)))) smallest.push(relaxation);
  }
  return smallest;
}

/** A condition by kind and whom it concerns; a later date is one condition, whichever it is. */
function keysOf({ conditions }: Relaxation): readonly string[] {
  return conditions
    .map(({ kind, about }) => (kind === 'laterDate' || kind === 'earlierDate' ? kind : `${kind} ${about}`))
    .sort();
}

/** Days from one calendar date to another. */
function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
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
    const common = [
      ...this.dateConditions(start),
      ...this.peopleConditions(start, end),
      ...this.seatConditions(seated),
    ];
    return this.rooms.flatMap((room) => {
      const inRoom = this.roomConditions(room, start, end, seated);
      if (inRoom === undefined) return [];
      const conditions = unique([...common, ...inRoom]);
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
    seated: readonly string[],
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
    return [...instead, ...moved, ...this.wayConditions(room, start, end, [...meeting.required, ...seated])];
  }

  /** Too little time between two meetings: to travel nobody can do without, to breathe one can. */
  private wayConditions(
    room: PlanningRoom,
    start: number,
    end: number,
    people: readonly string[],
  ): readonly Condition[] {
    const { free, problem } = this;
    const day = free.dayOf[start];
    return people.flatMap((person) =>
      (free.meetingsOf.get(person) ?? []).flatMap((other) => {
        const gap = Math.max(start, other.start) - Math.min(end, other.end);
        if (other.day !== day || gap < 0) return [];
        if (gap < this.travelGrains(room, other.room)) {
          return [
            other.meeting.pinned === undefined
              ? this.condition('moveOtherMeeting', other.meeting.id)
              : this.condition('withoutRequired', person),
          ];
        }
        return gap < (problem.bufferGrains ?? 0) ? [this.condition('shorterBuffer', person)] : [];
      }),
    );
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
  const seen = new Set<string>();
  return conditions.filter(({ kind, about }) => {
    const key = `${kind} ${about}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
