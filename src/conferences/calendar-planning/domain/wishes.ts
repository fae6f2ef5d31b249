import { z } from 'zod';
import { INTERPRETER_GENDERS, INTERPRETER_LEVELS } from './resource.js';

/** Form of a sitting: in person, by video, or either. */
export const CONFERENCE_FORMATS = ['IN_PERSON', 'EITHER', 'VIDEO'] as const;
/** Form of a sitting. */
export type ConferenceFormat = (typeof CONFERENCE_FORMATS)[number];

/** Why a time does not suit; for the person's own overview, never shown to others. */
export const WISH_KINDS = ['CHILD_CARE', 'PRAYER', 'WORK', 'COURSE', 'OTHER'] as const;
/** Kind of a time that does not suit. */
export type WishKind = (typeof WISH_KINDS)[number];

const minute = z.int().min(0).max(1440);

const wishes = z.strictObject({
  times: z.array(
    z.strictObject({
      weekday: z.int().min(1).max(7),
      fromMinute: minute,
      untilMinute: minute,
      kind: z.enum(WISH_KINDS),
    }),
  ),
  interpreter: z
    .strictObject({
      language: z.string(),
      variety: z.string(),
      level: z.enum(INTERPRETER_LEVELS),
      gender: z.enum(INTERPRETER_GENDERS).nullable(),
      notPoolNumbers: z.array(z.string()),
    })
    .nullable(),
  needsStepFree: z.boolean(),
  needsHearingLoop: z.boolean(),
  format: z.enum(CONFERENCE_FORMATS),
  companions: z.int().min(0).max(5),
});

/**
 * When and how a person can take part. Times of the week at which they cannot; whom they want as interpreter and whom
 * not (numbers of the pool: somebody they know, or of a community in conflict, method 4.11).
 */
export type PlanningWishes = z.infer<typeof wishes>;

/** Reads wishes as they were sealed. */
export function parseWishes(text: string): PlanningWishes {
  return wishes.parse(JSON.parse(text));
}
