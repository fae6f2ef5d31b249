import { seatsOf } from './compile-people.js';
import { chairsOf, dayIsAllowed, lacksOf } from './compile-tables.js';
import { constraintNames } from './model.js';
import type { ConstraintName, GrainSpan, Plan, PlannedMeeting, PlanningMeeting } from './model.js';
import type { PlanningPerson, PlanningProblem, PlanningRoom, Score, ScoreLevel } from './model.js';
import { explainPairs } from './explain-pairs.js';

/** One reason why a plan is not perfect. */
export interface Match {
  readonly constraint: ConstraintName;
  readonly meetings: readonly string[];
  readonly people: readonly string[];
  /** Grains, pairs or missing chairs, as the constraint counts. */
  readonly units: number;
}

/** All matches of one constraint with their sum. */
export interface ConstraintTotal {
  readonly constraint: ConstraintName;
  readonly level: ScoreLevel;
  readonly weight: number;
  readonly units: number;
  /** Units × weight. */
  readonly cost: number;
  readonly matches: readonly Match[];
}

/** A plan that explains itself: the totals add up to the score. */
export interface Explanation {
  readonly score: Score;
  /** Only constraints that cost something; hard first, then by cost. */
  readonly constraints: readonly ConstraintTotal[];
}

/** A meeting where the plan has it, with everything needed to judge it. */
export interface Placed {
  readonly meeting: PlanningMeeting;
  readonly planned: PlannedMeeting;
  readonly room: PlanningRoom;
  readonly day: number;
  readonly start: number;
  readonly end: number;
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/**
 * Judges a plan from the problem itself, without the tables of the search: what the search counts can be checked by it.
 *
 * @param plan  Complete: every meeting of the problem once.
 * @throws {RangeError} on a plan that does not belong to the problem – a programming error.
 */
export function explain(problem: PlanningProblem, plan: Plan): Explanation {
  const placed = placeAll(problem, plan);
  const matches: Match[] = [];
  const report = (match: Match): void => {
    if (match.units > 0 && problem.weights[match.constraint].weight > 0) matches.push(match);
  };
  const people = new Map(problem.people.map((person) => [person.id, person]));
  for (const one of placed) {
    explainTimes(problem, one, people, report);
    explainRoom(problem, one, report);
    explainSeats(problem, one, report);
  }
  explainPairs(problem, placed, report);
  explainLoad(placed, report);
  return sumUp(problem, matches);
}

function placeAll(problem: PlanningProblem, plan: Plan): readonly Placed[] {
  const byMeeting = new Map(plan.meetings.map((planned) => [planned.meeting, planned]));
  const rooms = new Map(problem.rooms.map((room) => [room.id, room]));
  const dayOf = problem.days.flatMap((day, index) => Array.from({ length: day.grains }, () => index));
  return problem.meetings.map((meeting) => {
    const planned = byMeeting.get(meeting.id);
    const room = rooms.get(planned?.room ?? '');
    const day = dayOf[planned?.start ?? -1];
    if (planned === undefined || room === undefined || day === undefined) {
      throw new RangeError('the plan does not belong to the problem');
    }
    return {
      meeting,
      planned,
      room,
      day,
      start: planned.start,
      end: planned.start + meeting.grains,
      required: [...meeting.required, ...planned.seats],
      optional: meeting.optional ?? [],
    };
  });
}

type Report = (match: Match) => void;

/** Grains of a span of time that are covered by at least one of the spans. */
function coveredGrains(spans: readonly GrainSpan[] | undefined, start: number, end: number): number {
  let count = 0;
  for (let grain = start; grain < end; grain += 1) {
    if ((spans ?? []).some((span) => span.from <= grain && grain < span.until)) count += 1;
  }
  return count;
}

function explainTimes(
  problem: PlanningProblem,
  placed: Placed,
  people: ReadonlyMap<string, PlanningPerson>,
  report: Report,
): void {
  const { meeting, start, end } = placed;
  const meetings = [meeting.id];
  const date = problem.days[placed.day]?.date ?? '';
  const outside = dayIsAllowed(meeting, date) ? 0 : meeting.grains;
  const avoided = coveredGrains(meeting.avoid, start, end);
  const wished = meeting.preferredOn ?? [];
  report({ constraint: 'outsideWindow', meetings, people: [], units: outside + avoided });
  report({ constraint: 'asap', meetings, people: [], units: end - 1 });
  const unwished = wished.length > 0 && !wished.includes(date) ? 1 : 0;
  report({ constraint: 'preferredDay', meetings, people: [], units: unwished });
  for (const id of placed.required) {
    report({
      constraint: 'requiredBusy',
      meetings,
      people: [id],
      units: coveredGrains(people.get(id)?.busy, start, end),
    });
  }
  for (const id of placed.optional) {
    report({
      constraint: 'optionalBusy',
      meetings,
      people: [id],
      units: coveredGrains(people.get(id)?.busy, start, end),
    });
  }
  explainMoves(problem, placed, report);
}

function explainMoves(problem: PlanningProblem, placed: Placed, report: Report): void {
  const before = problem.previous?.meetings.find((planned) => planned.meeting === placed.meeting.id);
  if (before === undefined) return;
  const meetings = [placed.meeting.id];
  const dayOf = problem.days.flatMap((day, index) => Array.from({ length: day.grains }, () => index));
  const dayBefore = dayOf[before.start] ?? -1;
  report({ constraint: 'movedStart', meetings, people: [], units: before.start === placed.start ? 0 : 1 });
  report({ constraint: 'movedDay', meetings, people: [], units: dayBefore === placed.day ? 0 : 1 });
  report({ constraint: 'movedRoom', meetings, people: [], units: before.room === placed.room.id ? 0 : 1 });
  seatsOf(placed.meeting, problem.people).forEach((candidates, seat) => {
    const was = before.seats[seat] ?? '';
    const will = placed.planned.seats[seat] ?? '';
    const moved = candidates.includes(was) && was !== will ? 1 : 0;
    report({ constraint: 'movedSeat', meetings, people: [will], units: moved });
  });
}

function explainRoom(problem: PlanningProblem, placed: Placed, report: Report): void {
  const { meeting, room } = placed;
  const meetings = [meeting.id];
  const larger = problem.rooms.reduce((sum, other) => sum + Math.max(0, other.capacity - room.capacity), 0);
  const video = room.video === true && meeting.video !== 'only' ? 1 : 0;
  const closed = coveredGrains(room.closed, placed.start, placed.end);
  report({ constraint: 'roomClosed', meetings, people: [], units: closed });
  report({ constraint: 'roomCapacity', meetings, people: [], units: chairsOf(meeting) - room.capacity });
  report({ constraint: 'roomUnsuitable', meetings, people: [], units: lacksOf(meeting, room) });
  report({ constraint: 'largerRoomFirst', meetings, people: [], units: larger });
  report({ constraint: 'videoInstead', meetings, people: [], units: video });
}

function explainSeats(problem: PlanningProblem, placed: Placed, report: Report): void {
  const { meeting, planned } = placed;
  const candidates = seatsOf(meeting, problem.people);
  const regulars = (meeting.groups ?? []).flatMap((group) =>
    Array.from({ length: group.count }, () => (group.equal === true ? Infinity : group.count)),
  );
  const fixed = [...meeting.required, ...placed.optional];
  planned.seats.forEach((person, seat) => {
    const where = { meetings: [meeting.id], people: [person] };
    const twice = planned.seats.slice(0, seat).filter((other) => other === person).length;
    report({ constraint: 'seatTaken', ...where, units: twice + (fixed.includes(person) ? 1 : 0) });
    const rank = candidates[seat]?.indexOf(person) ?? 0;
    report({ constraint: 'substitute', ...where, units: rank < (regulars[seat] ?? Infinity) ? 0 : 1 });
  });
}

/** Who takes seats more often than once: pairs of seats, so that an even spread costs least. */
function explainLoad(placed: readonly Placed[], report: Report): void {
  const meetingsOf = new Map<string, string[]>();
  for (const { meeting, planned } of placed) {
    for (const person of planned.seats) {
      meetingsOf.set(person, [...(meetingsOf.get(person) ?? []), meeting.id]);
    }
  }
  for (const [person, meetings] of meetingsOf) {
    const units = (meetings.length * (meetings.length - 1)) / 2;
    report({ constraint: 'fairLoad', meetings: [...new Set(meetings)], people: [person], units });
  }
}

function sumUp(problem: PlanningProblem, matches: readonly Match[]): Explanation {
  const rank = { hard: 0, medium: 1, soft: 2 };
  const constraints = constraintNames
    .map((constraint) => {
      const own = matches.filter((match) => match.constraint === constraint);
      const units = own.reduce((sum, match) => sum + match.units, 0);
      const { level, weight } = problem.weights[constraint];
      return { constraint, level, weight, units, cost: units * weight, matches: own };
    })
    .filter((total) => total.cost > 0)
    .sort((a, b) => rank[a.level] - rank[b.level] || b.cost - a.cost);
  const on = (level: ScoreLevel): number =>
    0 - constraints.filter((total) => total.level === level).reduce((sum, total) => sum + total.cost, 0);
  return { score: { hard: on('hard'), medium: on('medium'), soft: on('soft') }, constraints };
}
