/** Something a node holds that keeps others waiting: a job of the queue, or a connection with its locks. */
export interface Lease {
  readonly kind: 'job' | 'connection';
  readonly id: string;
  /** Life of a node: its name with the number of its start, e.g. `worker-1#3`. */
  readonly holder: string;
}

/** All leases at one moment, in milliseconds of one clock. */
export interface LeaseSample {
  readonly at: number;
  readonly leases: readonly Lease[];
}

/** A time in which there was no database to release anything in. */
export interface Outage {
  readonly from: number;
  readonly until: number;
}

/** A lease that outlived its holder too long. */
export interface OverdueLease extends Lease {
  /** Milliseconds between the death of the holder and the last time the lease was seen, outages not counted. */
  readonly heldForMs: number;
}

/**
 * Finds leases that dead nodes held for longer than allowed.
 *
 * @param deaths  When each life ended.
 * @param limitMs Longest time allowed.
 */
export function checkLeases(
  samples: readonly LeaseSample[],
  deaths: ReadonlyMap<string, number>,
  outages: readonly Outage[],
  limitMs: number,
): readonly OverdueLease[] {
  const longest = new Map<string, OverdueLease>();
  for (const { at, leases } of samples) {
    for (const lease of leases) {
      const died = deaths.get(lease.holder);
      if (died === undefined || at <= died) continue;
      const heldForMs = at - died - outages.reduce((sum, outage) => sum + overlap(outage, died, at), 0);
      const key = `${lease.kind} ${lease.id} ${lease.holder}`;
      if (heldForMs > (longest.get(key)?.heldForMs ?? -1)) longest.set(key, { ...lease, heldForMs });
    }
  }
  return [...longest.values()].filter(({ heldForMs }) => heldForMs > limitMs);
}

function overlap({ from, until }: Outage, start: number, end: number): number {
  return Math.max(0, Math.min(until, end) - Math.max(from, start));
}
