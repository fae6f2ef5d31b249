import { CANCELLED_ENTRY, MIGRATED_ENTRY, REOPENED_ENTRY, type ChainedEvent } from '../domain/process.js';
import { replayMigration } from '../migration/replay-migration.js';
import type { Course, CourseStep } from './course.js';
import { replayCancellation, replayReopening } from './replay-ending.js';
import type { ReplayDefinition } from './replay-definition.js';

/** What a replayer works on. */
export interface ReplayerInput {
  readonly regionId: string;
  /** Process and deadline rows before the entry, as recomputed so far. */
  readonly before: Course;
  /** As stored; only what came from outside may be taken from it (payload, sender, instant, id, verdicts). */
  readonly entry: ChainedEvent;
  /** A deployed definition by its hash; `undefined` when it is missing or broken. */
  readonly definition: (hash: string) => ReplayDefinition | undefined;
}

/** The entry as it should be with the state after it, or the member that does not fit. */
export type ReplayerOutcome =
  | ({ readonly kind: 'replayed' } & CourseStep)
  | { readonly kind: 'differs'; readonly field: string; readonly expected: string; readonly found: string };

/** Recomputes what an entry of the engine itself (`process.…`) did. Pure. */
export type Replayer = (input: ReplayerInput) => ReplayerOutcome;

/** Replayers by type of entry; whatever writes entries of its own adds its line. */
export type Replayers = Readonly<Record<string, Replayer>>;

/** The replayers of this build. */
export const REPLAYERS: Replayers = {
  [MIGRATED_ENTRY]: replayMigration,
  [CANCELLED_ENTRY]: replayCancellation,
  [REOPENED_ENTRY]: replayReopening,
};
