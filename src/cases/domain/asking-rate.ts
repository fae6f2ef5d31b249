/** Milliseconds in which askings are counted. */
const WINDOW = 60_000;
/** Accounts that are counted at once; of more, the ones that were quiet longest are forgotten. */
const COUNTED_ACCOUNTS = 10_000;

/** Counts how often each account asks in a minute, so that nobody tries out a list of names. */
export class AskingRate {
  private readonly asked = new Map<string, readonly number[]>();

  /** @param perMinute How often an account may ask in any minute. */
  constructor(private readonly perMinute: number) {}

  /**
   * Counts one asking.
   *
   * @param at Milliseconds of a clock.
   * @returns `false`: once too often; it is not counted.
   */
  allows(accountId: string, at: number): boolean {
    const recent = (this.asked.get(accountId) ?? []).filter((time) => time > at - WINDOW);
    const isAllowed = recent.length < this.perMinute;
    this.asked.delete(accountId);
    this.asked.set(accountId, isAllowed ? [...recent, at] : recent);
    const [quietest] = this.asked.keys();
    if (this.asked.size > COUNTED_ACCOUNTS && quietest !== undefined) this.asked.delete(quietest);
    return isAllowed;
  }
}
