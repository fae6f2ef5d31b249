import type { RejectionCode } from '../../src/workflow/domain/decision.js';
import type { GuardExpression, JsonObject, JsonValue } from '../../src/workflow/domain/definition.js';

/** Condition in short: a guard, `in <path>` for a state of another region, or written out. */
export type ChartGuard = string | GuardExpression;

/** A transition in short; what it says is listed between what was left and what was entered. */
export interface ChartTransition {
  readonly to?: string | readonly string[];
  readonly if?: ChartGuard;
  /** What it says when it is taken. */
  readonly say?: string;
  /** Context fields it sets. */
  readonly set?: JsonObject;
  /** Payload fields it records. */
  readonly keep?: readonly string[];
  readonly reenter?: boolean;
}

/** Transitions in short: a target, one transition, or alternatives in order. */
export type ChartTransitions = string | ChartTransition | readonly ChartTransition[];

/** A state in short. Keys are unique within a chart, so that a key names a state; every state says when it is entered and left. */
export interface ChartState {
  readonly type?: 'parallel' | 'final' | 'history';
  readonly initial?: string;
  readonly states?: Readonly<Record<string, ChartState>>;
  readonly on?: Readonly<Record<string, ChartTransitions>>;
  readonly always?: ChartTransitions;
  readonly after?: Readonly<Record<string, ChartTransitions>>;
  readonly done?: ChartTransitions;
  readonly history?: 'shallow' | 'deep';
  /** Default of a history state. */
  readonly target?: string;
  readonly output?: JsonValue;
}

/** What is expected of one event, or of days passing. */
export interface ChartStep {
  /** An event, with its payload if it has one. */
  readonly send?: string;
  readonly payload?: JsonObject;
  /** Days that pass before the worker fires what is due. */
  readonly days?: number;
  /** Keys of the active leaf states in document order. */
  readonly now: string;
  /** What was left (`-a`), said, and entered (`+b`), in order; expiries of the same run are divided by `|`. */
  readonly did?: string;
  /** The refusal; the state stays. */
  readonly refused?: RejectionCode;
  /** Open deadlines as `<DELAY>@<key>`, in alphabetical order. */
  readonly open?: string;
  /** Output of the process, when it ends. */
  readonly ends?: JsonValue;
  readonly context?: JsonObject;
}

/** One conformance case: a chart, how it starts, and what every step makes of it. */
export interface ChartCase {
  /** The guarantee. */
  readonly name: string;
  /** What the standard would do instead; `docs/testing.md` says why we do not. */
  readonly deviates?: string;
  readonly chart: ChartState;
  /** Delays in days. */
  readonly delays?: Readonly<Record<string, number>>;
  /** Declared context fields with their start values: texts and truth values. */
  readonly context?: JsonObject;
  readonly starts: Omit<ChartStep, 'send' | 'days' | 'payload'>;
  readonly steps: readonly ChartStep[];
}

/** Cases of one part of the semantics. */
export interface ChartGroup {
  readonly part: string;
  /** Section of the W3C recommendation that says so. */
  readonly standard: string;
  readonly cases: readonly ChartCase[];
}
