/** Levels of a score: no plan with a better lower level makes up for a worse higher one. */
export type ScoreLevel = 'hard' | 'medium' | 'soft';

/** Everything a plan is judged by; each name stands on its own in an explanation. */
export const constraintNames = [
  'roomConflict',
  'roomClosed',
  'roomCapacity',
  'roomUnsuitable',
  'requiredConflict',
  'requiredBusy',
  'seatTaken',
  'travel',
  'outsideWindow',
  'requiredOptionalConflict',
  'optionalConflict',
  'optionalBusy',
  'blockSplit',
  'asap',
  'preferredDay',
  'noBreak',
  'overlap',
  'largerRoomFirst',
  'roomStability',
  'buffer',
  'dayLoad',
  'fairLoad',
  'substitute',
  'videoInstead',
  'movedStart',
  'movedDay',
  'movedRoom',
  'movedSeat',
] as const;

/** Name of one constraint. */
export type ConstraintName = (typeof constraintNames)[number];

/** What one unit of a constraint costs, and on which level; weight 0 switches it off. Whole numbers, never negative. */
export interface ConstraintWeight {
  readonly level: ScoreLevel;
  readonly weight: number;
}

/** Weights of all constraints: data of a planning, not of the program. */
export type PlanningWeights = Readonly<Record<ConstraintName, ConstraintWeight>>;

/** One day of the horizon: a row of grains without a gap. */
export interface PlanningDay {
  /** Calendar date, Europe/Berlin, ascending. */
  readonly date: string;
  /** Number of grains that exist on this day (DST is already in it); at least 1. */
  readonly grains: number;
  /** The next day begins where this one ends, as if the night did not exist. */
  readonly joinsNext?: boolean;
}

/** Grains `from` (included) to `until` (excluded), counted over the whole horizon from 0. */
export interface GrainSpan {
  readonly from: number;
  readonly until: number;
}

/** A room, or a video room that takes any number of meetings at once. */
export interface PlanningRoom {
  readonly id: string;
  readonly capacity: number;
  readonly accessible?: boolean;
  /** A meeting there is by video: no travel, no conflict between meetings, no limit but `capacity`. */
  readonly video?: boolean;
  /** Place for travel times; rooms without one are at the same place. */
  readonly place?: string;
  readonly closed?: readonly GrainSpan[];
}

/** What an interpreter offers. */
export interface InterpreterSkill {
  readonly language: string;
  /** LAY < QUALIFIED < SWORN (method 4.11). */
  readonly level: 'LAY' | 'QUALIFIED' | 'SWORN';
}

/** Somebody who takes part: staff, the person, or an interpreter. */
export interface PlanningPerson {
  readonly id: string;
  /** Working hours, absences, holidays and foreign appointments in one: grains at which the person cannot. */
  readonly busy?: readonly GrainSpan[];
  readonly skills?: readonly InterpreterSkill[];
  readonly gender?: string;
}

/** k of n: so many of these people, the first being the regular ones and the later ones substitutes with mandate. */
export interface SeatGroup {
  readonly count: number;
  readonly anyOf: readonly string[];
  /** Nobody is a substitute: all of them are regular. */
  readonly equal?: boolean;
}

/** What a meeting needs of an interpreter. */
export interface InterpreterNeed {
  readonly language: string;
  readonly level: InterpreterSkill['level'];
  readonly gender?: string;
}

/** A meeting to be planned. */
export interface PlanningMeeting {
  readonly id: string;
  readonly grains: number;
  readonly required: readonly string[];
  readonly optional?: readonly string[];
  readonly groups?: readonly SeatGroup[];
  readonly interpreter?: InterpreterNeed;
  /** People who need a chair but no calendar. */
  readonly guests?: number;
  /** First and last possible date, from deadlines of the process. */
  readonly earliestOn?: string;
  readonly latestOn?: string;
  readonly preferredOn?: readonly string[];
  /** Grains at which this meeting may not lie: wishes of the person, lunch. */
  readonly avoid?: readonly GrainSpan[];
  readonly needsAccessible?: boolean;
  /** Rooms that lack something else it needs. */
  readonly notIn?: readonly string[];
  /** `no`: in person only; `possible`: in person wished; `only`: by video. */
  readonly video?: 'no' | 'possible' | 'only';
  /** Meetings of one block shall lie on one day. */
  readonly block?: string;
  /** Confirmed: stays where it is. */
  readonly pinned?: PlannedMeeting;
}

/** Where a meeting lies. */
export interface PlannedMeeting {
  readonly meeting: string;
  /** First grain, counted over the whole horizon from 0. */
  readonly start: number;
  readonly room: string;
  /** Who takes the seats: of each group in order, then the interpreter. */
  readonly seats: readonly string[];
}

/** A proposal for all meetings; binding only once somebody accepts it. */
export interface Plan {
  readonly meetings: readonly PlannedMeeting[];
}

/** Grains a person needs from one place to another, in both directions. */
export interface TravelTime {
  readonly from: string;
  readonly to: string;
  readonly grains: number;
}

/** All that a planning depends on: plain data, can be sent to a thread. */
export interface PlanningProblem {
  readonly days: readonly PlanningDay[];
  readonly rooms: readonly PlanningRoom[];
  readonly people: readonly PlanningPerson[];
  readonly meetings: readonly PlanningMeeting[];
  readonly travel?: readonly TravelTime[];
  /** Grains people shall have between two meetings (`buffer`). */
  readonly bufferGrains?: number;
  /** Grains within which a change of the room counts (`roomStability`). */
  readonly stabilityGrains?: number;
  readonly weights: PlanningWeights;
  /** Replanning: what was agreed before; leaving it costs. */
  readonly previous?: Plan;
  /** Where the search begins, e.g. a plan that was found before it was interrupted; leaving it costs nothing. */
  readonly begin?: Plan;
}

/** Costs per level; 0 is perfect, less is worse (as in published benchmarks). */
export interface Score {
  readonly hard: number;
  readonly medium: number;
  readonly soft: number;
}

/** Positive when `a` is better than `b`. */
export function compareScores(a: Score, b: Score): number {
  return a.hard - b.hard || a.medium - b.medium || a.soft - b.soft;
}
