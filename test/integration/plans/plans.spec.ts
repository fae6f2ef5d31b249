import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { aDate, anAnonymised } from '#test/builders/conference-work.js';
import { aPlan, datesOf, PlanWork } from '#test/builders/plan-work.js';
import { OTHER_ROOM, unit } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import {
  AcceptConferencePlan,
  PlanConferences,
  RunPlans,
  ScheduleConference,
} from '../../../src/conferences/index.js';
import { AccessDenied, newId } from '../../../src/platform/index.js';

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

describe('planning many conferences', () => {
  it('finds dates without conflicts for all of them and books nothing', async () => {
    const ids = await work.requested(6);
    const planId = await work.planned();
    const plan = await work.planOf(planId);
    const entries = await work.entriesOf(planId);
    expect(plan).toMatchObject({ status: 'FINISHED', part: 1, score: { hard: 0 } });
    expect(entries.map(({ conferenceId }) => conferenceId).sort()).toEqual([...ids].sort());
    for (const { slot, problems } of entries) {
      expect(problems).toEqual([]);
      expect(slot?.chairId).not.toBe(slot?.recorderId);
      expect(slot?.attendees.map(({ unitId }) => unitId).sort()).toEqual(
        [unit('jobcenter'), unit('sozialamt')].sort(),
      );
      expect(slot && slot.startsAt.toISOString() >= '2026-06-01').toBe(true);
    }
    const clashes = entries.flatMap((a) =>
      entries.filter(
        (b) =>
          a !== b && a.slot && b.slot && a.slot.startsAt < b.slot.endsAt && b.slot.startsAt < a.slot.endsAt,
      ),
    );
    // There is one person who comes for the Jobcenter: nothing may overlap.
    expect(clashes).toEqual([]);
    expect(await work.bookedOf(ids)).toBe(0);
  });

  it('books an accepted plan in one step, once', async () => {
    const ids = await work.requested(4);
    const planId = await work.planned();
    const done = valueOf(await work.accept(planId));
    expect([...done.booked].sort()).toEqual([...ids].sort());
    expect(done.refused).toEqual([]);
    for (const id of ids) expect(await work.statesOf(id)).toContain('scheduled');
    expect(await work.bookedOf(ids)).toBe(4);
    expect(codeOf(await work.accept(planId))).toBe('PLAN_ENTRY_UNKNOWN');
  });

  it('accepts single entries and leaves the others open', async () => {
    const ids = await work.requested(3);
    const planId = await work.planned();
    const [first] = await work.entriesOf(planId);
    if (!first) throw new Error('No entry');
    valueOf(await work.accept(planId, { conferenceIds: [first.conferenceId] }));
    expect(await work.bookedOf(ids)).toBe(1);
    expect(codeOf(await work.accept(planId, { conferenceIds: [newId()] }))).toBe('PLAN_ENTRY_UNKNOWN');
  });

  it('reports what no longer fits, and books it not even in part', async () => {
    const ids = await work.requested(3);
    const planId = await work.planned();
    const [taken] = await work.entriesOf(planId);
    const slot = taken?.slot;
    if (!taken || !slot) throw new Error('No date');
    // Somebody else takes the recorder for that time.
    const other = await work.request(anAnonymised(null, { convenerUnitId: unit('beratung2') }), 'otherLead');
    const { revision } = await work.processOf('conference', other);
    const date = aDate(other, {
      expectedRevision: revision,
      startsAt: slot.startsAt.toISOString(),
      endsAt: slot.endsAt.toISOString(),
      roomId: slot.roomId === OTHER_ROOM ? null : OTHER_ROOM,
      recorderId: slot.recorderId,
      chairId: slot.chairId,
    });
    valueOf(await test.get(ScheduleConference).execute(await test.staff('otherLead'), date));
    const all = await work.accept(planId, { onlyIfAllFit: true });
    expect(all).toMatchObject({
      ok: false,
      error: {
        code: 'PLAN_ENTRIES_NO_LONGER_FIT',
        refusals: [{ conferenceId: taken.conferenceId, code: 'DOUBLE_BOOKED' }],
      },
    });
    expect(await work.bookedOf(ids)).toBe(0);
    const some = valueOf(await work.accept(planId));
    expect(some.refused).toEqual([taken.conferenceId]);
    expect(await work.bookedOf([taken.conferenceId])).toBe(0);
    expect(await work.bookedOf(ids)).toBe(2);
    const after = (await work.entriesOf(planId)).find(
      ({ conferenceId }) => conferenceId === taken.conferenceId,
    );
    expect(after).toMatchObject({ acceptedAt: null, refusal: 'DOUBLE_BOOKED' });
  });

  it('keeps confirmed dates, and moves nothing without need when planned again', async () => {
    await work.requested(5);
    const planId = await work.planned();
    const before = await work.entriesOf(planId);
    const [fixed] = before;
    if (!fixed) throw new Error('No entry');
    valueOf(await work.accept(planId, { conferenceIds: [fixed.conferenceId] }));
    const again = await work.planned({ previousPlanId: planId });
    const after = await work.entriesOf(again);
    expect(after.map(({ conferenceId }) => conferenceId)).not.toContain(fixed.conferenceId);
    expect(datesOf(after)).toEqual(datesOf(before.filter((entry) => entry !== fixed)));
    const compared = valueOf(await work.plansAs('lead', (reader, tx) => reader.compare(tx, planId, again)));
    expect(compared).toMatchObject({
      moved: [],
      unchanged: 4,
      onlyBefore: [fixed.conferenceId],
      onlyAfter: [],
    });
    expect(compared.levels[0]?.sentence).toBe('Durchführbarkeit: Beide Pläne sind durchführbar.');
  });

  it('puts the conferences of a block on one day', async () => {
    const ids = await work.requested(4);
    const planId = await work.planned({ blocks: [[...ids]] });
    const days = (await work.entriesOf(planId)).map(({ slot }) => slot?.startsAt.toISOString().slice(0, 10));
    expect(new Set(days).size).toBe(1);
  });
});

describe('over the API', () => {
  it('a plan is asked for, watched, compared and accepted', async () => {
    const ids = await work.requested(2);
    const planning = `mutation ($input: PlanConferencesInput!) { planConferences(input: $input) {
      ... on ConferencePlanPayload { plan { id status part score { hard } } } ... on UserFacingError { code } } }`;
    const { blocks: _blocks, fairLoad: _fairLoad, ...input } = aPlan();
    const asked = await test.ask('lead', planning, { input });
    expect(asked).toMatchObject({
      codes: [],
      data: { planConferences: { plan: { status: 'QUEUED', part: 0, score: null } } },
    });
    const { planConferences } = asked.data as { planConferences: { plan: { id: string } } };
    const planId = planConferences.plan.id;
    await test.get(RunPlans).runAll();
    const seen = await test.ask(
      'lead',
      `query ($id: ID!) { conferencePlan(planId: $id) { status costs { label cost } proof { state }
         entries { conferenceId problems slot { startsAt attendees { unitId staffId } } } }
       conferencePlanComparison(planId: $id, otherPlanId: $id) {
         ... on ConferencePlanComparison { unchanged moved { conferenceId } levels { sentence } } } }`,
      { id: planId },
    );
    expect(seen).toMatchObject({
      codes: [],
      data: {
        conferencePlan: {
          status: 'FINISHED',
          entries: [{ problems: [] }, { problems: [] }],
        },
        conferencePlanComparison: { unchanged: 2, moved: [] },
      },
    });
    const accepting = `mutation ($input: AcceptConferencePlanInput!) { acceptConferencePlan(input: $input) {
      ... on AcceptedConferencePlan { bookedIds refusedIds plan { id } } ... on UserFacingError { code } } }`;
    const accepted = await test.ask('lead', accepting, { input: { idempotencyKey: key(), planId } });
    expect(accepted).toMatchObject({ codes: [], data: { acceptConferencePlan: { refusedIds: [] } } });
    expect(await work.bookedOf(ids)).toBe(2);
  });
});

describe('a plan is for those who convene', () => {
  it('and for nobody else, neither to see nor to plan', async () => {
    await work.requested(2);
    const planId = await work.planned();
    for (const by of ['colleague', 'jobcenter', 'moderation', 'projektleitung', 'otherLead'] as const) {
      await expect(work.planOf(planId, by)).rejects.toThrow(AccessDenied);
      await expect(work.entriesOf(planId, by)).rejects.toThrow(AccessDenied);
      expect(await work.plansAs(by, (reader, tx) => reader.list(tx))).toEqual([]);
      const input = { idempotencyKey: key(), planId, onlyIfAllFit: false };
      expect(await outcomeOf(test.get(AcceptConferencePlan).execute(await test.staff(by), input))).toBe(
        'AccessDenied',
      );
    }
    const strange = test.get(PlanConferences).execute(await test.staff('jobcenter'), aPlan());
    expect(await outcomeOf(strange)).toBe('AccessDenied');
  });

  it('shows the project lead of the unit no conference behind which there is a case', async () => {
    const caseId = await work.caseForConference();
    const ofCase = await work.request(anAnonymised(caseId));
    const plain = await work.requested(1);
    const planId = await work.planned();
    expect((await work.entriesOf(planId)).map(({ conferenceId }) => conferenceId).sort()).toEqual(
      [ofCase, ...plain].sort(),
    );
    const seen = await work.entriesOf(planId, 'projektleitungAhorn');
    expect(seen.map(({ conferenceId }) => conferenceId)).toEqual(plain);
  });
});
