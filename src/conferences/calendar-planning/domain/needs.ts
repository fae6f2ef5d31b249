import type { StaffId, UnitId } from '../../../kernel/index.js';
import type { InterpreterLevel } from './resource.js';
import type { ConferenceFormat } from './wishes.js';

/** Who may come for a body: k of n, the regular ones first. */
export interface UnitSeats {
  readonly unitId: UnitId;
  /** How many come. */
  readonly seats: number;
  readonly isRequired: boolean;
  /** Only somebody who may commit the body. */
  readonly needsMandate: boolean;
  /** The first `seats` are the regular ones, the others their substitutes. */
  readonly staffIds: readonly StaffId[];
}

/** What a conference needs of its date. */
export interface DateNeeds {
  readonly durationMinutes: number;
  readonly format: ConferenceFormat;
  readonly needsStepFree: boolean;
  readonly needsHearingLoop: boolean;
  /** A room with equipment for those who join by video. */
  readonly needsVideo: boolean;
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
  /** At least this level, whatever the person wishes; `null` leaves it to them. */
  readonly interpreterLevel: InterpreterLevel | null;
  /** Calendar dates; `null` leaves it to lead times and deadlines. */
  readonly earliestOn: string | null;
  readonly latestOn: string | null;
}

/** What counts as long as nobody said anything else. */
export function usualNeeds(durationMinutes: number): DateNeeds {
  return {
    durationMinutes,
    format: 'EITHER',
    needsStepFree: false,
    needsHearingLoop: false,
    needsVideo: false,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    interpreterLevel: null,
    earliestOn: null,
    latestOn: null,
  };
}
