/**
 * What the writers of a chaos run saw, and what the database holds afterwards. Moments are numbers of one counter that
 * grows with everything that happens in the run, so they order what is ordered in real time.
 */

/** How an event that a writer wanted to send ended for the writer. */
export type Outcome =
  | { readonly kind: 'acknowledged'; readonly revision: number }
  | { readonly kind: 'refused'; readonly code: string; readonly actualRevision?: number }
  /** No answer in spite of all repeats: it may have happened or not. */
  | { readonly kind: 'unknown' };

/** One intention of a writer: an event, sent as often as needed under the same idempotency key. */
export interface Write {
  /** Stands in the payload of the event and thereby in its log entry; unique. */
  readonly mark: string;
  readonly processId: string;
  readonly type: string;
  readonly expectedRevision: number;
  readonly attempts: number;
  readonly invoked: number;
  readonly ended: number;
  readonly outcome: Outcome;
}

/** A revision that a reader was shown. */
export interface Read {
  readonly processId: string;
  readonly revision: number;
  readonly invoked: number;
  readonly ended: number;
}

/** An entry of the event log. */
export interface LoggedEvent {
  readonly seq: number;
  readonly type: string;
  /** What its payload says about where it comes from; null when it carries nothing. */
  readonly mark: string | null;
  /** Whether a client sent it: `system` is the clock, and jobs. */
  readonly actor: 'staff' | 'system';
  readonly prevHash: string;
  readonly hash: string;
  readonly fromStates: readonly string[];
  readonly toStates: readonly string[];
  /** Calendar day in Germany on which it happened, `YYYY-MM-DD`. */
  readonly day: string;
}

/** A deadline row. */
export interface LoggedDeadline {
  readonly stateId: string;
  readonly generation: number;
  readonly firesOn: string;
  readonly status: 'open' | 'fired' | 'cancelled';
}

/** A process as the database holds it. */
export interface LoggedProcess {
  readonly id: string;
  readonly revision: number;
  readonly chainHead: string;
  /** By sequence number. */
  readonly events: readonly LoggedEvent[];
  readonly deadlines: readonly LoggedDeadline[];
}

/** Something that must not be. */
export interface Fault {
  readonly code: string;
  readonly processId: string;
  readonly detail: string;
}
