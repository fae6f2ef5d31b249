import { describe, expect, it } from '@jest/globals';
import { checkLeases, type Lease, type LeaseSample } from './check-leases.js';

const job: Lease = { kind: 'job', id: '7', holder: 'worker-1#1' };
const deaths = new Map([['worker-1#1', 1_000]]);

function seenAt(...moments: readonly number[]): readonly LeaseSample[] {
  return moments.map((at) => ({ at, leases: [job] }));
}

describe('leases of dead nodes', () => {
  it('are found when they last longer than allowed, with the longest time they were seen', () => {
    expect(checkLeases(seenAt(500, 2_000, 12_000, 13_000), deaths, [], 10_000)).toEqual([
      { ...job, heldForMs: 12_000 },
    ]);
  });

  it('are no fault within the time allowed, nor while the node lives', () => {
    expect(checkLeases(seenAt(500, 2_000, 11_000), deaths, [], 10_000)).toEqual([]);
    expect(checkLeases(seenAt(2_000, 90_000), new Map(), [], 10_000)).toEqual([]);
  });

  it('do not count the time without a database', () => {
    const outage = { from: 3_000, until: 5_000 };
    expect(checkLeases(seenAt(12_500), deaths, [outage], 10_000)).toEqual([]);
    expect(checkLeases(seenAt(13_500), deaths, [outage], 10_000)).toHaveLength(1);
  });
});
