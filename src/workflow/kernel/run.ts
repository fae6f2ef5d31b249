import type { GuardVerdict, ProcessEvent } from '../domain/decision.js';
import type { JsonObject } from '../domain/definition.js';
import type { Facts } from '../domain/registry.js';

/**
 * What guards and actions may know during one decision.
 *
 * XState hands guards the event of the current inner step only (a completion, for example), so the outer event, the
 * facts and the instant travel here. One decision is one synchronous call; nothing survives it.
 */
export interface Run {
  readonly event: Required<ProcessEvent>;
  readonly facts: Facts;
  readonly at: string;
  readonly verdicts: GuardVerdict[];
  /** First guard that threw, with what it threw. */
  brokenGuard?: { readonly guard: string; readonly cause: unknown };
}

/** A run for one event. */
export function runOf(type: string, payload: JsonObject, facts: Facts, at: string): Run {
  return { event: { type, payload }, facts, at, verdicts: [] };
}

/** Holds the run of the decision being made. */
export class RunSlot {
  private run: Run | undefined;

  /** The current run. @throws {Error} outside a decision – a programming error. */
  get current(): Run {
    if (!this.run) throw new Error('No decision is being made');
    return this.run;
  }

  /** Makes a run current for the time of one synchronous call. */
  during<T>(run: Run, decide: () => T): T {
    if (this.run) throw new Error('A decision is already being made');
    this.run = run;
    try {
      return decide();
    } finally {
      this.run = undefined;
    }
  }
}
