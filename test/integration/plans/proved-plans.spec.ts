import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PlanWork } from '#test/builders/plan-work.js';
import { REGION } from '#test/builders/region.js';
import { valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { levelGaps } from '../../../src/conferences/plans/domain/proof-words.js';
import { RunRetention } from '../../../src/sharing/index.js';

let test: TestApp;
let work: PlanWork;

beforeAll(async () => {
  test = await TestApp.start(17);
  work = new PlanWork(test);
  work.searchFromSource(true);
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  await work.forgetEarlier();
});

afterAll(async () => test?.stop());

describe('the plan of a few conferences', () => {
  it('is proved, and kept with what is proved', async () => {
    await work.requested(2);
    const planId = await work.planned();
    const { status, score, proof } = await work.planOf(planId);
    expect({ status, proof }).toEqual({
      status: 'FINISHED',
      proof: { state: 'PROVED', improved: expect.any(Boolean), bound: score },
    });
    if (proof === null || score === null) throw new Error('neither proof nor score');
    expect(levelGaps(proof, score).map(({ level, gap }) => [level, gap])).toEqual([
      ['hard', 0],
      ['medium', 0],
      ['soft', 0],
    ]);
    const query = `query ($id: ID!) { conferencePlan(planId: $id) {
      proof { state label gaps { level label gap } } } }`;
    expect(await test.ask('lead', query, { id: planId })).toMatchObject({
      codes: [],
      data: {
        conferencePlan: {
          proof: {
            state: 'PROVED',
            label: 'Bewiesen: einen besseren Plan gibt es nicht',
            gaps: [{ level: 'hard', label: 'Durchführbarkeit', gap: 0 }, { gap: 0 }, { gap: 0 }],
          },
        },
      },
    });
  });
});

async function lineOf(isApplied: boolean) {
  const [report] = await test
    .get(RunRetention)
    .run((rule) => isApplied && rule.recordKind === 'conferencePlan', REGION);
  return report?.lines.find(({ recordKind }) => recordKind === 'conferencePlan');
}

async function plans(): Promise<readonly string[]> {
  return (await test.rows<{ id: string }>(`SELECT id FROM conference_plan`)).map(({ id }) => id);
}

describe('plans that are over', () => {
  it('are deleted six months after their end, not a day earlier; dates and later plans stay', async () => {
    const ids = await work.requested(1);
    const old = await work.planned();
    const later = await work.planned({ previousPlanId: old });
    valueOf(await work.accept(later));
    await test.rows(`DELETE FROM conference_plan_entry WHERE plan_id NOT IN ($1, $2)`, [old, later]);
    await test.rows(`DELETE FROM conference_plan WHERE id NOT IN ($1, $2)`, [old, later]);
    await test.rows(`UPDATE conference_plan SET finished_at = '2026-05-04T12:00:00+02' WHERE id = $1`, [old]);
    await test.rows(`UPDATE conference_plan SET finished_at = '2026-05-05T00:00:00+02' WHERE id = $1`, [
      later,
    ]);
    test.clock.setDay('2026-11-04');
    expect(await lineOf(true)).toMatchObject({ due: 0, erased: 0 });
    test.clock.setDay('2026-11-05');
    expect(await lineOf(false)).toMatchObject({ due: 1, erased: 0 });
    expect(await lineOf(true)).toMatchObject({ due: 1, erased: 1 });
    expect(await plans()).toEqual([later]);
    expect(await work.bookedOf(ids)).toBe(1);
  });
});
