import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { aPlan, datesOf, PlanWork } from '#test/builders/plan-work.js';
import { codeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import {
  CancelConferencePlan,
  PlanConferences,
  RunPlans,
  type PlanConferencesCommand,
} from '../../../src/conferences/index.js';
import type { PlanEntry } from '../../../src/conferences/plans/domain/plan.js';
import { newId } from '../../../src/platform/index.js';

let test: TestApp;
let work: PlanWork;

beforeAll(async () => {
  test = await TestApp.start(16);
  work = new PlanWork(test);
  work.searchFromSource();
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  await work.forgetEarlier();
});

afterAll(async () => test?.stop());

describe('a planning', () => {
  it('that is cancelled keeps its best plan, which can be accepted', async () => {
    const ids = await work.requested(3);
    const planId = await work.ask({ seconds: 60 });
    const running = test.get(RunPlans).runAll();
    const lead = await test.staff('lead');
    await until(async () => (await work.planOf(planId)).score !== null);
    expect(codeOf(await work.accept(planId))).toBe('PLAN_STILL_RUNNING');
    const cancel = () => test.get(CancelConferencePlan).execute(lead, { idempotencyKey: key(), planId });
    valueOf(await cancel());
    await running;
    expect(codeOf(await cancel())).toBe('PLAN_NOT_RUNNING');
    expect(await work.planOf(planId)).toMatchObject({ status: 'CANCELLED' });
    valueOf(await work.accept(planId));
    expect(await work.bookedOf(ids)).toBe(3);
  });

  it('whose worker died is taken over once its lease is over, and keeps its plan meanwhile', async () => {
    await work.requested(3);
    const first = await work.entriesOf(await work.planned());
    const planId = await work.ask();
    await died(planId, 1, '2026-05-04T23:00:00Z');
    await copyPlan(planId, first);
    await test.get(RunPlans).runAll();
    expect(await work.planOf(planId)).toMatchObject({ status: 'RUNNING', attempts: 1 });
    expect(datesOf(await work.entriesOf(planId))).toEqual(datesOf(first));
    test.clock.setDay('2026-05-05');
    await test.get(RunPlans).runAll();
    expect(await work.planOf(planId)).toMatchObject({ status: 'FINISHED', attempts: 2 });
  });

  it('that keeps dying is marked as failed, and its best plan can still be accepted', async () => {
    const ids = await work.requested(2);
    const first = await work.entriesOf(await work.planned());
    const planId = await work.ask();
    await died(planId, 3, '2026-05-03T07:00:00Z');
    await copyPlan(planId, first);
    await test.get(RunPlans).runAll();
    expect(await work.planOf(planId)).toMatchObject({ status: 'FAILED', failureCode: 'PLAN_INTERRUPTED' });
    valueOf(await work.accept(planId));
    expect(await work.bookedOf(ids)).toBe(2);
  });

  it('is given back when its node ends, without counting as an attempt', async () => {
    await work.requested(2);
    const planId = await work.ask({ seconds: 60 });
    const ending = new AbortController();
    const running = test.get(RunPlans).runAll(ending.signal);
    await until(async () => (await work.planOf(planId)).score !== null);
    ending.abort();
    await running;
    expect(await work.planOf(planId)).toMatchObject({ status: 'RUNNING', attempts: 0 });
    expect((await work.entriesOf(planId)).every(({ slot }) => slot !== null)).toBe(true);
  });

  it.each<[string, Partial<PlanConferencesCommand>, string]>([
    ['a period in the past', { from: '2026-05-01', until: '2026-05-29' }, 'PLAN_PERIOD_NOT_POSSIBLE'],
    ['an end before the beginning', { from: '2026-06-02', until: '2026-06-01' }, 'PLAN_PERIOD_NOT_POSSIBLE'],
    ['more than 120 days', { from: '2026-06-01', until: '2026-12-01' }, 'PLAN_PERIOD_NOT_POSSIBLE'],
    ['a strange conference in a block', { blocks: [[newId(), newId()]] }, 'PLAN_BLOCK_NOT_POSSIBLE'],
  ])('is refused with %s', async (_what, more, code) => {
    await work.requested(1);
    const input = aPlan(more);
    expect(codeOf(await test.get(PlanConferences).execute(await test.staff('lead'), input))).toBe(code);
    expect(await test.rows(`SELECT id FROM conference_plan WHERE finished_at IS NULL`)).toEqual([]);
  });

  it('fails with a code where no working day is in the period', async () => {
    await work.requested(1);
    const planId = await work.planned({ from: '2026-06-06', until: '2026-06-07' });
    expect(await work.planOf(planId)).toMatchObject({ status: 'FAILED', failureCode: 'PLAN_EMPTY' });
  });

  it('needs something open, and is one at a time', async () => {
    const lead = await test.staff('lead');
    const run = () => test.get(PlanConferences).execute(lead, aPlan());
    expect(codeOf(await run())).toBe('PLAN_NOTHING_OPEN');
    await work.requested(1);
    valueOf(await run());
    expect(codeOf(await run())).toBe('PLAN_UNDER_WAY');
  });
});

/** A worker has the plan in hand and is gone. */
async function died(planId: string, attempts: number, leaseUntil: string): Promise<void> {
  await test.rows(
    `UPDATE conference_plan SET status = 'RUNNING', attempts = $2, lease_holder = $3, lease_until = $4 WHERE id = $1`,
    [planId, attempts, newId(), leaseUntil],
  );
}

/** The best plan so far of a worker that is gone. */
async function copyPlan(planId: string, entries: readonly PlanEntry[]): Promise<void> {
  for (const { conferenceId, slot } of entries) {
    await test.rows(
      `UPDATE conference_plan_entry SET starts_at = $3, ends_at = $4, room_id = $5, chair_id = $6, recorder_id = $7,
         attendees = $8 WHERE plan_id = $1 AND conference_id = $2`,
      [
        planId,
        conferenceId,
        slot?.startsAt,
        slot?.endsAt,
        slot?.roomId,
        slot?.chairId,
        slot?.recorderId,
        JSON.stringify(slot?.attendees),
      ],
    );
  }
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('It never came to that');
}
