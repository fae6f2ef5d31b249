import { err, ok } from '../../kernel/index.js';
import type { Result } from '../../kernel/index.js';
import { seatsOf } from './compile-people.js';
import { chairsOf } from './compile-tables.js';
import { constraintNames } from './model.js';
import type { GrainSpan, PlanningMeeting, PlanningProblem } from './model.js';
import { planningRejected } from './planning.errors.js';
import type { PlanningRejected } from './planning.errors.js';

/** Sizes up to which a planning is accepted: tables grow with meetings × meetings and meetings × grains. */
export const planningLimits = {
  meetings: 2_000,
  people: 2_000,
  rooms: 200,
  days: 366,
  startsTotal: 12_000_000,
  chairs: 60,
} as const;

/**
 * Whether a problem can be planned.
 *
 * @returns  The problem, or what contradicts itself; the first kind of fault found, in the order of the codes.
 */
export function checkProblem(problem: PlanningProblem): Result<PlanningProblem, PlanningRejected> {
  const fault =
    checkSize(problem) ??
    checkIds(problem) ??
    checkNumbers(problem) ??
    checkMeetings(problem) ??
    checkPinned(problem);
  return fault === undefined ? ok(problem) : err(fault);
}

function checkSize(problem: PlanningProblem): PlanningRejected | undefined {
  const { days, rooms, people, meetings } = problem;
  if (days.length === 0 || rooms.length === 0 || meetings.length === 0) return planningRejected('PLAN_EMPTY');
  const grains = days.reduce((sum, day) => sum + day.grains, 0);
  const tooLarge =
    meetings.length > planningLimits.meetings ||
    people.length > planningLimits.people ||
    rooms.length > planningLimits.rooms ||
    days.length > planningLimits.days ||
    meetings.length * grains > planningLimits.startsTotal ||
    people.length * grains > planningLimits.startsTotal;
  if (tooLarge) return planningRejected('PLAN_TOO_LARGE');
  const crowded = meetings.filter((meeting) => chairsOf(meeting) > planningLimits.chairs);
  if (crowded.length > 0) {
    return planningRejected(
      'PLAN_TOO_MANY_PEOPLE',
      crowded.map((meeting) => meeting.id),
    );
  }
  return undefined;
}

function repeated(ids: readonly string[]): readonly string[] {
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}

function checkIds(problem: PlanningProblem): PlanningRejected | undefined {
  const ids = (things: readonly { readonly id: string }[]): readonly string[] =>
    things.map((thing) => thing.id);
  const people = new Set(ids(problem.people));
  const meetings = new Set(ids(problem.meetings));
  const rooms = new Set(ids(problem.rooms));
  const dates = problem.days.map((day) => day.date);
  const faults = [
    ...repeated(ids(problem.people)),
    ...repeated(ids(problem.rooms)),
    ...repeated(ids(problem.meetings)),
    ...dates.filter((date, index) => index > 0 && date <= (dates[index - 1] ?? '')),
    ...problem.meetings.flatMap((meeting) => wrongPeople(meeting, people)),
    ...(problem.previous?.meetings ?? [])
      .filter((planned) => meetings.has(planned.meeting) && !rooms.has(planned.room))
      .map((planned) => planned.room),
  ];
  return faults.length > 0 ? planningRejected('PLAN_INPUT_CONTRADICTORY', faults) : undefined;
}

/** Somebody unknown, or named twice: a person sits on one chair. */
function wrongPeople(meeting: PlanningMeeting, people: ReadonlySet<string>): readonly string[] {
  const fixed = [...meeting.required, ...(meeting.optional ?? [])];
  const groups = (meeting.groups ?? []).map((group) => group.anyOf);
  const unknown = [...fixed, ...groups.flat()].filter((id) => !people.has(id));
  return [...unknown, ...repeated(fixed), ...groups.flatMap(repeated)];
}

function checkNumbers(problem: PlanningProblem): PlanningRejected | undefined {
  const whole = (value: number, least: number): boolean =>
    Number.isInteger(value) && value >= least && value < 100_000;
  const spans = (list: readonly GrainSpan[] | undefined): boolean =>
    (list ?? []).every(
      (span) => Number.isInteger(span.from) && Number.isInteger(span.until) && span.from <= span.until,
    );
  const faults = [
    ...problem.days.filter((day) => !whole(day.grains, 1)).map((day) => day.date),
    ...problem.rooms.filter((room) => !whole(room.capacity, 0) || !spans(room.closed)).map((room) => room.id),
    ...problem.people.filter((person) => !spans(person.busy)).map((person) => person.id),
    ...problem.meetings
      .filter(
        (meeting) =>
          !whole(meeting.grains, 1) ||
          !whole(meeting.guests ?? 0, 0) ||
          !spans(meeting.avoid) ||
          !(meeting.groups ?? []).every((group) => whole(group.count, 0)),
      )
      .map((meeting) => meeting.id),
    ...constraintNames.filter((name) => !whole(problem.weights[name].weight, 0)),
    ...(problem.travel ?? []).filter((way) => !whole(way.grains, 0)).map((way) => `${way.from}-${way.to}`),
    ...(whole(problem.bufferGrains ?? 0, 0) ? [] : ['bufferGrains']),
    ...(whole(problem.stabilityGrains ?? 0, 0) ? [] : ['stabilityGrains']),
  ];
  return faults.length > 0 ? planningRejected('PLAN_INPUT_CONTRADICTORY', faults) : undefined;
}

function checkMeetings(problem: PlanningProblem): PlanningRejected | undefined {
  const longest = problem.days.reduce((most, day) => Math.max(most, day.grains), 0);
  const noStart = problem.meetings.filter(
    (meeting) =>
      meeting.grains > longest ||
      (meeting.earliestOn !== undefined &&
        meeting.latestOn !== undefined &&
        meeting.earliestOn > meeting.latestOn),
  );
  const idsOf = (meetings: readonly PlanningMeeting[]): readonly string[] =>
    meetings.map((meeting) => meeting.id);
  if (noStart.length > 0) return planningRejected('PLAN_NO_START', idsOf(noStart));
  const empty = problem.meetings.filter(
    (meeting) =>
      seatsOf(meeting, problem.people).some((seat) => seat.length === 0) ||
      (meeting.groups ?? []).some((group) => group.count > group.anyOf.length),
  );
  return empty.length > 0 ? planningRejected('PLAN_SEAT_EMPTY', idsOf(empty)) : undefined;
}

/** A confirmed meeting must lie within one day, in a room that exists, with people who may sit there. */
function checkPinned(problem: PlanningProblem): PlanningRejected | undefined {
  const dayOf = problem.days.flatMap((day, index) => Array.from({ length: day.grains }, () => index));
  const wrong = problem.meetings.filter((meeting) => {
    const { pinned } = meeting;
    if (pinned === undefined) return false;
    const seats = seatsOf(meeting, problem.people);
    const last = dayOf[pinned.start + meeting.grains - 1];
    return (
      pinned.meeting !== meeting.id ||
      last === undefined ||
      dayOf[pinned.start] !== last ||
      !problem.rooms.some((room) => room.id === pinned.room) ||
      pinned.seats.length !== seats.length ||
      !seats.every((seat, index) => seat.includes(pinned.seats[index] ?? ''))
    );
  });
  if (wrong.length === 0) return undefined;
  return planningRejected(
    'PLAN_INPUT_CONTRADICTORY',
    wrong.map((meeting) => meeting.id),
  );
}
