import { constraintNames } from './model.js';
import type { ConstraintName, PlanningWeights, ScoreLevel } from './model.js';

/** Index of a level in score vectors. */
export const LEVELS: readonly ScoreLevel[] = ['hard', 'medium', 'soft'];

/** Level and weight of every constraint by its index. */
export interface UnitCosts {
  readonly level: Uint8Array;
  readonly weight: Float64Array;
}

/** Index of each constraint in `constraintNames`. */
export const constraintIndex = Object.fromEntries(
  constraintNames.map((name, index) => [name, index]),
) as Readonly<Record<ConstraintName, number>>;

/** Weights as arrays. */
export function unitCostsOf(weights: PlanningWeights): UnitCosts {
  return {
    level: Uint8Array.from(constraintNames, (name) => LEVELS.indexOf(weights[name].level)),
    weight: Float64Array.from(constraintNames, (name) => weights[name].weight),
  };
}

/** Costs per level of each entry of a table. */
export interface LevelTables {
  readonly hard: Int32Array;
  readonly medium: Int32Array;
  readonly soft: Int32Array;
}

/** Lists of different length behind each other: entries of `i` are `values[offsets[i]] … values[offsets[i + 1] - 1]`. */
export interface Lists {
  readonly offsets: Int32Array;
  readonly values: Int32Array;
}

/** Joins lists into one pair of arrays. */
export function listsOf(lists: readonly (readonly number[])[]): Lists {
  const offsets = new Int32Array(lists.length + 1);
  lists.forEach((list, index) => {
    offsets[index + 1] = (offsets[index] as number) + list.length;
  });
  return { offsets, values: Int32Array.from(lists.flat()) };
}

/** Lists as a table of flags with `width` columns. */
export function flagsOf(lists: Lists, width: number): Uint8Array {
  const rows = lists.offsets.length - 1;
  const flags = new Uint8Array(rows * width);
  for (let row = 0; row < rows; row += 1) {
    for (const value of lists.values.subarray(lists.offsets[row], lists.offsets[row + 1]))
      flags[row * width + value] = 1;
  }
  return flags;
}

/** A problem as typed arrays: what the search reads, never changed while it runs. */
export interface CompiledProblem {
  readonly meetings: number;
  readonly grains: number;
  readonly rooms: number;
  readonly days: number;
  readonly people: number;
  readonly costs: UnitCosts;
  /** First grain of each day, and the end of the horizon. */
  readonly dayStart: Int32Array;
  readonly dayOf: Int32Array;
  readonly joinsNext: Uint8Array;
  readonly duration: Int32Array;
  readonly pinned: Uint8Array;
  /** Block of a meeting, or -1. */
  readonly block: Int32Array;
  readonly blocks: number;
  /** `meeting * grains + start`: what depends on meeting and start alone. */
  readonly startCosts: LevelTables;
  /** `meeting * rooms + room`: what depends on meeting and room alone. */
  readonly roomCosts: LevelTables;
  /** Where the search begins, from confirmed meetings and the plan before: start, room and seats, or -1. */
  readonly initial: { readonly start: Int32Array; readonly room: Int32Array; readonly seats: Int32Array };
  /** Starts and rooms worth trying, per meeting. */
  readonly starts: Lists;
  readonly meetingRooms: Lists;
  /** The same as flags: `meeting * grains + start`, `meeting * rooms + room`. */
  readonly startAllowed: Uint8Array;
  readonly roomAllowed: Uint8Array;
  /** `room * (grains + 1) + g`: closed grains before g. */
  readonly closedBefore: Int32Array;
  readonly hasClosed: boolean;
  readonly isVideo: Uint8Array;
  /** `room * rooms + room`: grains to travel between two rooms. */
  readonly travel: Int32Array;
  readonly hasTravel: boolean;
  readonly hasDayLoad: boolean;
  readonly bufferGrains: number;
  readonly stabilityGrains: number;
  /** Distance at which two meetings can still have to do with each other. */
  readonly reach: number;
  /** `meeting * meetings + meeting`: fixed people both need; one needs and one wishes; both wish. */
  readonly bothRequired: Uint16Array;
  readonly requiredOptional: Uint16Array;
  readonly bothOptional: Uint16Array;
  /** `person * meetings + meeting`: 0 not there, 1 required, 2 optional. */
  readonly role: Uint8Array;
  /** `person * (grains + 1) + g`: busy grains before g. */
  readonly busyBefore: Int32Array;
  /** Seats per meeting, and candidates per seat, best first. */
  readonly seatOffsets: Int32Array;
  readonly seatMeeting: Int32Array;
  readonly seatCandidates: Lists;
  /** Who sat there in the plan before, or -1. */
  readonly previousSeats: Int32Array;
  /** How many of a seat's candidates are regular: all further ones are substitutes; interpreters all are regular. */
  readonly seatRegulars: Int32Array;
  /** `true` when no meeting has seats and neither travel, buffer nor load per day count: the short way is enough. */
  readonly isPlain: boolean;
}
