import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anIdentified } from '#test/builders/conference-work.js';
import { OTHER_ROOM, staffId, unit } from '#test/builders/region.js';
import { SittingWork } from '#test/builders/sitting-work.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { until } from '../workflow/subscription-node.js';
import { ChangeChair } from '../../../src/conferences/sitting/application/change-chair.js';
import { SittingListener } from './sitting-listener.js';

const SECOND = { startsAt: '2026-05-20T09:00:00Z', endsAt: '2026-05-20T10:00:00Z' };

let test: TestApp;
let work: SittingWork;
let listener: SittingListener;

beforeAll(async () => {
  test = await TestApp.start();
  work = new SittingWork(test);
  listener = new SittingListener(test);
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  await test.rows(`UPDATE conference_booking SET released_at = now() WHERE released_at IS NULL`);
});

afterAll(async () => {
  await listener?.stop();
  await test?.stop();
});

/** Two cases one after another; the second without the Jobcenter, with the benefits office. */
async function twoCases() {
  const first = await work.identified();
  await work.schedule(first.id);
  const caseId = await work.caseForConference(['sozialamt', 'asylblg']);
  await work.consentAndRelease(caseId, { recipientUnitId: unit('sozialamt'), categories: ['FACT_CM'] });
  await work.consentAndRelease(caseId, { recipientUnitId: unit('asylblg'), categories: ['FACT_CM'] });
  const participants = [unit('sozialamt'), unit('asylblg')].map((unitId) => ({
    unitId,
    neededCategories: [],
  }));
  const second = await work.request(anIdentified(caseId, { participants }));
  await work.schedule(second, SECOND);
  return { first: first.id, second };
}

describe('several cases in one sitting', () => {
  it('show whoever has to do with one of them that there is another, its times, and nothing else', async () => {
    const { first, second } = await twoCases();
    valueOf(await work.plan([second, first]));
    const items = async (who: 'moderation' | 'jobcenter' | 'sozialamt' | 'asylblg') =>
      (await work.see(who === 'asylblg' ? second : first, who)).items.map(
        (item) => item.isOther || item.conferenceId,
      );
    expect(await items('moderation')).toEqual([first, second]);
    expect(await items('sozialamt')).toEqual([first, second]);
    expect(await items('jobcenter')).toEqual([first, true]);
    expect(await items('asylblg')).toEqual([true, second]);
    const [, other] = (await work.see(first, 'jobcenter')).items;
    expect(other).toEqual({
      isOther: true,
      startsAt: new Date(SECOND.startsAt),
      endsAt: new Date(SECOND.endsAt),
      delaySeconds: 0,
    });
    expect(
      await outcomeOf(work.see(second, 'jobcenter').then((value) => ({ ok: true, value }) as const)),
    ).toBe('AccessDenied');
    const answer = await test.ask(
      'jobcenter',
      `query ($id: ID!) { sitting(conferenceId: $id) { items { isOther title conferenceId state revision startsAt } } }`,
      { id: first },
    );
    expect(answer.data?.['sitting']).toMatchObject({
      items: [
        { isOther: false, conferenceId: first },
        { isOther: true, title: 'anderer Fall', conferenceId: null, state: null, revision: null },
      ],
    });
    expect(JSON.stringify(answer)).not.toContain(second);
  });

  it('follow each other: the next one does not begin while the circle of the one before is in the room', async () => {
    const { first, second } = await twoCases();
    valueOf(await work.plan([first, second]));
    await work.begin(first);
    valueOf(await work.attends(second, null, 'protokoll'));
    valueOf(await work.attends(second, 'asylblg', 'asylblg'));
    valueOf(await work.attends(second, 'sozialamt', 'sozialamt'));
    expect(codeOf(await work.move('start', second))).toBe('SITTING_OTHER_ITEM_RUNS');
    // Ten minutes later than planned: the other case waits, and its circle is told when.
    test.clock.setDay('2026-05-20', '11:10');
    const [, waiting] = (await work.see(first, 'jobcenter')).items;
    expect(waiting?.delaySeconds).toBeGreaterThanOrEqual(600);
    valueOf(await work.speaks(first));
    valueOf(await work.readBack(first));
    valueOf(await work.move('end', first));
    valueOf(await work.move('start', second));
    expect((await work.itemOf(second)).state).toBe('RUNNING');
    expect((await work.itemOf(first, 'jobcenter')).state).toBe('ENDED');
    const { content } = await work.itemOf(second, 'asylblg');
    expect(content?.attendance.map(({ unitId }) => unitId)).toEqual([
      null,
      unit('asylblg'),
      unit('sozialamt'),
    ]);
  });

  it('go on when one of them was blocked in the middle', async () => {
    const { first, second } = await twoCases();
    valueOf(await work.plan([first, second]));
    await work.begin(first);
    valueOf(await work.attends(second, null, 'protokoll'));
    valueOf(await work.attends(second, 'asylblg', 'asylblg'));
    valueOf(await work.attends(second, 'sozialamt', 'sozialamt'));
    const asylblg = await listener.follow('asylblg', second);
    await until(() => asylblg.messages.length === 1);
    const [consent] = await test.rows<{ id: never }>(
      `SELECT k.id FROM consent k JOIN case_conference c ON c.case_id = k.case_id
       WHERE c.id = $1 AND k.recipient_unit_id = $2 AND k.kind = 'CONSENT'`,
      [first, unit('jobcenter')],
    );
    await work.revoke(consent?.id ?? ('' as never));
    expect((await work.itemOf(first, 'lead')).state).toBe('STOPPED');
    valueOf(await work.move('start', second));
    await until(() => asylblg.messages.some((items) => items.some(({ state }) => state === 'RUNNING')));
    expect(asylblg.codes).toEqual([]);
    expect(JSON.stringify(asylblg.messages)).not.toContain('STOPPED');
  });

  it('are joined by who chairs them all, on one day, each once', async () => {
    const { first, second } = await twoCases();
    for (const who of ['moderation2', 'lead', 'protokoll'] as const)
      expect(await outcomeOf(work.plan([first, second], who))).toBe('AccessDenied');
    const unscheduled = (await work.identified()).id;
    expect(await outcomeOf(work.plan([first, unscheduled]))).toBe('AccessDenied');
    const { id: elsewhen } = await work.identified();
    await work.schedule(elsewhen, {
      startsAt: '2026-05-21T08:00:00Z',
      endsAt: '2026-05-21T09:00:00Z',
      roomId: OTHER_ROOM,
      chairId: staffId('moderation'),
    });
    expect(codeOf(await work.plan([first, elsewhen]))).toBe('SITTING_NOT_POSSIBLE');
    valueOf(await work.plan([first, second]));
    expect(codeOf(await work.plan([first, second]))).toBe('SITTING_NOT_POSSIBLE');
  });

  it('change their chair together, but for what is over', async () => {
    const { first, second } = await twoCases();
    valueOf(await work.plan([first, second]));
    valueOf(await work.appoint(first, 'moderation2'));
    const chair = test.get(ChangeChair);
    valueOf(await chair.handOver(await test.staff('moderation2'), await work.command(first)));
    const heads = async () =>
      test.rows(`SELECT chair_id AS chair, deputy_id AS deputy FROM case_conference WHERE id = ANY ($1)`, [
        [first, second],
      ]);
    const changed = { chair: staffId('moderation2'), deputy: staffId('moderation') };
    expect(await heads()).toEqual([changed, changed]);
    await work.begin(first);
    valueOf(await work.speaks(first));
    valueOf(await work.readBack(first));
    valueOf(await work.move('end', first));
    valueOf(await chair.handOver(await test.staff('moderation'), await work.command(second)));
    expect(await heads()).toEqual(
      expect.arrayContaining([changed, { chair: staffId('moderation'), deputy: staffId('moderation2') }]),
    );
  });

  it('are not joined twice by two who try at once', async () => {
    const { first, second } = await twoCases();
    const outcomes = await Promise.all([1, 2].map(() => outcomeOf(work.plan([first, second]))));
    expect(outcomes.toSorted()).toEqual(['OK', 'SITTING_NOT_POSSIBLE']);
  });
});
