import { coveredBefore, seatsOf } from './compile-people.js';
import type { Plan, PlannedMeeting, PlanningMeeting, PlanningProblem } from './model.js';

/** A meeting that lies somewhere, as others have to reckon with it. */
export interface Occupied {
  readonly meeting: PlanningMeeting;
  readonly room: string;
  readonly day: number;
  readonly start: number;
  readonly end: number;
}

/** Who is free when, given where all other meetings lie. */
export class FreePeople {
  /** Meetings of everybody who is needed there, by person. */
  readonly meetingsOf = new Map<string, Occupied[]>();
  /** Meetings that a person merely wishes to attend, by person. */
  readonly wishedOf = new Map<string, Occupied[]>();
  readonly occupied: readonly Occupied[];
  /** Day of each grain. */
  readonly dayOf: readonly number[];
  private readonly busy = new Map<string, Int32Array>();

  constructor(problem: PlanningProblem, plan: Plan, except: string) {
    this.dayOf = problem.days.flatMap((day, index) => Array.from({ length: day.grains }, () => index));
    for (const person of problem.people) {
      this.busy.set(person.id, coveredBefore([person.busy ?? []], this.dayOf.length));
    }
    const meetings = new Map(problem.meetings.map((meeting) => [meeting.id, meeting]));
    this.occupied = plan.meetings.flatMap((planned) => {
      const meeting = meetings.get(planned.meeting);
      return meeting === undefined || planned.meeting === except ? [] : [this.occupy(meeting, planned)];
    });
  }

  /** Own appointments of a person, meetings apart, leave this time free. */
  hasTime(person: string, start: number, end: number): boolean {
    const before = this.busy.get(person);
    return before !== undefined && before[end] === before[start];
  }

  /** Meetings that need the person at this time. */
  inMeetings(person: string, start: number, end: number): readonly Occupied[] {
    return (this.meetingsOf.get(person) ?? []).filter((other) => other.start < end && start < other.end);
  }

  /** Nothing at all lies in the way. */
  isFree(person: string, start: number, end: number): boolean {
    return this.hasTime(person, start, end) && this.inMeetings(person, start, end).length === 0;
  }

  /**
   * Somebody for every seat of a meeting, the first who is free.
   *
   * @returns  In the order of the seats; undefined where nobody is free.
   */
  seat(
    problem: PlanningProblem,
    meeting: PlanningMeeting,
    start: number,
    end: number,
  ): readonly (string | undefined)[] {
    const taken = new Set([...meeting.required, ...(meeting.optional ?? [])]);
    return seatsOf(meeting, problem.people).map((candidates) => {
      const person = candidates.find((id) => !taken.has(id) && this.isFree(id, start, end));
      if (person !== undefined) taken.add(person);
      return person;
    });
  }

  private occupy(meeting: PlanningMeeting, planned: PlannedMeeting): Occupied {
    const { start, room } = planned;
    const one = { meeting, room, day: this.dayOf[start] ?? -1, start, end: start + meeting.grains };
    for (const person of [...meeting.required, ...planned.seats]) enter(this.meetingsOf, person, one);
    for (const person of meeting.optional ?? []) enter(this.wishedOf, person, one);
    return one;
  }
}

function enter(lists: Map<string, Occupied[]>, person: string, one: Occupied): void {
  const list = lists.get(person);
  if (list === undefined) lists.set(person, [one]);
  else list.push(one);
}
