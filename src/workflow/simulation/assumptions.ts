import type { JsonValue } from '../domain/definition.js';

/**
 * What a simulation assumes: `workflows/<key>/simulation.json`, the same format as JSON Schema in
 * `workflows/simulation.schema.json`. Assumptions, never facts.
 */

/**
 * `workingHours` run Monday to Friday from 8 to 16 o'clock without holidays; a `workingDays` is eight of them;
 * `calendarDays` are 24 hours by the clock.
 */
export type DurationUnit = 'workingHours' | 'workingDays' | 'calendarDays';

/** How long something takes. */
export type Distribution = { readonly unit: DurationUnit } & (
  | { readonly kind: 'fixed'; readonly value: number }
  | { readonly kind: 'triangular'; readonly min: number; readonly mode: number; readonly max: number }
  /** Half of the cases take at most `median`, nine of ten at most `p90`; few take very long. */
  | { readonly kind: 'lognormal'; readonly median: number; readonly p90: number }
  /** Each value is as likely as the others. */
  | { readonly kind: 'empirical'; readonly values: readonly number[] }
);

/** What a field holds. */
export type ValueAssumption =
  | { readonly value: JsonValue }
  | { readonly oneOf: readonly { readonly value: JsonValue; readonly share: number }[] }
  /** A day so many days after the event, within the bounds of the field. */
  | { readonly daysFromNow: Distribution }
  /** The day recorded in a context field, shifted; the day of the event while it is empty. */
  | { readonly context: string; readonly plusDays?: number };

/** One way out of a state. */
export interface Branch {
  /** Part of the stays in which this is what happens; absent: an equal part of what the others leave. */
  readonly share?: number;
  /** Time from entering the state; absent: that of the event, of its sender, or the general one. */
  readonly after?: Distribution;
  readonly payload?: Readonly<Record<string, ValueAssumption>>;
}

/** How often a named guard holds. */
export interface GuardAssumption {
  readonly share: number;
  /** `perRun`: a property of the case; `perDecision` (default): asked anew each time. */
  readonly drawn?: 'perRun' | 'perDecision';
}

/** A complete file. */
export interface Assumptions {
  readonly $schema?: string;
  /** Key of the process. */
  readonly definition: string;
  /** What these assumptions are and where they come from, German. */
  readonly note: string;
  readonly sources?: readonly string[];
  /** First day on which a run begins, `YYYY-MM-DD`. */
  readonly startsOn: string;
  /** The runs begin spread evenly over so many days. */
  readonly startsWithinDays?: number;
  /** Context fields a process starts with. */
  readonly start?: Readonly<Record<string, ValueAssumption>>;
  /** Guards by name; those not named always hold. */
  readonly guards?: Readonly<Record<string, GuardAssumption>>;
  /** Fields of events; required ones not named are filled by their schema. */
  readonly payloads?: Readonly<Record<string, Readonly<Record<string, ValueAssumption>>>>;
  /** Time until somebody acts, where nothing closer is assumed. */
  readonly after: Distribution;
  /** The same by owner code of the state. */
  readonly owners?: Readonly<Record<string, Distribution>>;
  /** The same by event. */
  readonly events?: Readonly<Record<string, Distribution>>;
  /**
   * By path of a state and event. Shares that do not add up to 1 leave the rest to deadlines: nobody acts. A leaf
   * state not named takes each of its events equally often; a surrounding state not named none.
   */
  readonly states?: Readonly<Record<string, Readonly<Record<string, Branch>>>>;
}
