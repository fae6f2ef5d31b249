import { beforeAll, describe, expect, it } from '@jest/globals';
import { runChaos, type ChaosReport } from './run-chaos.js';

/** The long run is `npm run chaos`; this one shows with every test run that nothing is broken outright. */
const SHORT = {
  seconds: 12,
  writers: 16,
  processes: 96,
  seed: 7,
  crashes: 1,
  pauseMs: [1_000, 2_500],
} as const;

describe('three API nodes and two workers, killed under load, on a database stopped without warning', () => {
  let report: ChaosReport;

  beforeAll(async () => {
    report = await runChaos(SHORT);
  }, 600_000);

  it('lose no acknowledged event, do none twice, and stay linearisable; no deadline is lost or fires twice', () => {
    expect(report.faults).toEqual([]);
    expect(report.verification).toBe('');
  });

  it('hold no lease of a dead node for more than ten seconds', () => {
    expect(report.overdueLeases).toEqual([]);
  });

  it('never end by themselves, and leave no work behind', () => {
    expect(report.ownDeaths).toEqual([]);
    expect(report.left).toEqual({ deadlines: 0, jobs: [] });
  });

  it('were really hit, and really worked', () => {
    expect(report.kills.api + report.kills.worker).toBeGreaterThan(0);
    expect(report.crashes).toBe(1);
    expect(report.acknowledged).toBeGreaterThan(100);
    expect(report.timersFired).toBeGreaterThan(0);
  });
});
