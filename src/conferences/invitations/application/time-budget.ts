import { performance } from 'node:perf_hooks';
import { createContext, Script, type Context } from 'node:vm';

/** Longest that one piece may take. */
const PIECE_MS = 250;
/** Below it nothing is begun. */
const LEAST_MS = 1;

/**
 * Bounds how long foreign data keeps this process busy. Libraries that read calendars follow some rules for ever, inside
 * one call; the engine ends such a call from outside.
 */
export class TimeBudget {
  private readonly script = new Script('work()');
  private readonly context: Context = createContext({});
  private leftMs: number;

  /** @param totalMs For all pieces together. */
  constructor(totalMs: number) {
    this.leftMs = totalMs;
  }

  /**
   * Does one piece of synchronous work that changes nothing outside.
   *
   * @returns What it answers; `undefined` when it took too long, or nothing is left of the time.
   */
  readonly bounded = <T>(work: () => T): T | undefined => {
    const timeout = Math.floor(Math.min(this.leftMs, PIECE_MS));
    if (timeout < LEAST_MS) return undefined;
    const begun = performance.now();
    let result: T | undefined;
    this.context['work'] = () => {
      result = work();
    };
    try {
      this.script.runInContext(this.context, { timeout });
      return result;
    } catch (error) {
      if ((error as { readonly code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
      throw error;
    } finally {
      this.leftMs -= performance.now() - begun;
    }
  };
}
