import type { JsonObject } from './definition.js';
import type { StoredState } from './decision.js';
import type { Facts } from './registry.js';

/**
 * An example of use: `workflows/<key>/scenarios/*.json`, format `workflows/scenario.schema.json`.
 * Scenarios are the tests of a definition and are printed on its page.
 */
export interface Scenario {
  readonly $schema?: string;
  /** One sentence, German. */
  readonly name: string;
  readonly given?: {
    /** Values the process starts with. */
    readonly context?: JsonObject;
    /** Facts that hold in every step unless the step says otherwise. */
    readonly facts?: Facts;
    /** Start from here instead of the initial state. */
    readonly state?: Partial<StoredState> & Pick<StoredState, 'value'>;
    /** Instant of the start; absent: `2026-09-01T08:00:00Z`. */
    readonly at?: string;
    /** What holds right after the start. */
    readonly then?: ScenarioExpectation;
  };
  readonly steps: readonly ScenarioStep[];
}

/** One event or expiry and what holds afterwards. */
export interface ScenarioStep {
  readonly when: ScenarioEvent | ScenarioExpiry;
  readonly then: ScenarioExpectation;
}

/** A body or person sends an event. */
export interface ScenarioEvent {
  readonly event: string;
  readonly payload?: JsonObject;
  /** Owner code of the sender. */
  readonly by: string;
  /** Instant; absent: one minute after the step before. */
  readonly at?: string;
  /** Facts that differ from `given.facts` from here on. */
  readonly facts?: Facts;
}

/** A deadline runs out. */
export interface ScenarioExpiry {
  /** Key of the delay. */
  readonly expire: string;
  /** Needed when several active states run the same delay: path of the state. */
  readonly state?: string;
  /** Instant; absent: the morning of the day after the period. */
  readonly at?: string;
  readonly facts?: Facts;
}

/** What must hold; members that are absent are not compared. */
export interface ScenarioExpectation {
  /** Paths of all active leaf states, any order. */
  readonly states?: readonly string[];
  /** Code of the rejection; absent: the event must be accepted. */
  readonly rejected?: string;
  /** Only the named fields are compared. */
  readonly context?: JsonObject;
  /** Types of all effects of the step, in order. */
  readonly effects?: readonly string[];
  /** Every delay that starts in the step → last day of the period after any shift; `null` while it waits for its start. */
  readonly deadlines?: Readonly<Record<string, string | null>>;
  readonly status?: 'active' | 'done';
}

/** Outcome of one scenario. */
export interface ScenarioResult {
  readonly name: string;
  readonly passed: boolean;
  /** One sentence per difference; empty when passed. */
  readonly failures: readonly string[];
  /** Ids of the transitions taken. */
  readonly covered: readonly string[];
}
