import { v7 } from 'uuid';
import type { Temporal } from 'temporal-polyfill';

/** New identifier, UUID version 7: sorts by the given instant, so indexes stay dense. */
export function newId<Id extends string>(at?: Temporal.Instant): Id {
  return v7(at ? { msecs: at.epochMilliseconds } : undefined) as Id;
}
