import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PlanWork } from '#test/builders/plan-work.js';
import { valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import type { ConferenceId } from '../../../src/kernel/index.js';

const SIMULTANEOUS = 16;

let test: TestApp;
let work: PlanWork;

beforeAll(async () => {
  test = await TestApp.start(SIMULTANEOUS + 4);
  work = new PlanWork(test);
  work.searchFromSource();
  test.clock.setDay(FIRST_DAY);
  await work.forgetEarlier();
});

afterAll(async () => test?.stop());

/** How often each conference is booked, by its entries and by the times that are taken for it. */
async function timesBooked(ids: readonly ConferenceId[]): Promise<readonly string[]> {
  const rows = await test.rows<{ said: string }>(
    `SELECT (SELECT count(*) FROM conference_plan_entry e WHERE e.conference_id = c.id AND e.accepted_at IS NOT NULL)
       || ' entry, ' || (SELECT count(DISTINCT b.during) FROM conference_booking b
          WHERE b.conference_id = c.id AND b.released_at IS NULL) || ' time' AS said
     FROM case_conference c WHERE c.id = ANY($1)`,
    [ids],
  );
  return rows.map(({ said }) => said);
}

describe('plans that overlap', () => {
  it(`accepted ${SIMULTANEOUS} times at the same moment: nobody sees a deadlock, each conference is booked once`, async () => {
    const ids = await work.requested(4);
    const plans = [
      await work.planned(),
      await work.planned({ until: '2026-06-12' }),
      await work.planned({ from: '2026-06-08' }),
    ];
    const outcomes = await Promise.all(
      Array.from({ length: SIMULTANEOUS }, (_, index) => {
        const some = index % 4 === 3 ? { conferenceIds: [...ids].reverse().slice(0, 2) } : {};
        return work.accept(plans[index % plans.length] ?? '', some);
      }),
    );
    const codes = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error.code]));
    expect(new Set(codes)).toEqual(new Set(['PLAN_ENTRY_UNKNOWN']));
    const booked = outcomes.flatMap((outcome) => (outcome.ok ? outcome.value.booked : []));
    expect([...booked].sort()).toEqual([...ids].sort());
    expect(await timesBooked(ids)).toEqual(ids.map(() => '1 entry, 1 time'));
  });

  it('leaves a conference alone that got a date meanwhile, and says so', async () => {
    const [id] = await work.requested(1);
    const planId = await work.planned();
    const other = await work.planned({ from: '2026-06-15' });
    valueOf(await work.accept(planId));
    const second = valueOf(await work.accept(other));
    expect(second).toMatchObject({ booked: [], refused: [id] });
    const [entry] = await work.entriesOf(other);
    expect(entry).toMatchObject({ acceptedAt: null, refusal: 'PLAN_ENTRY_DECIDED' });
  });
});
