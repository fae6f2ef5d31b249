import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { anAnonymised } from '#test/builders/conference-work.js';
import { staffId } from '#test/builders/region.js';
import { SittingWork } from '#test/builders/sitting-work.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { ChangeChair } from '../../../src/conferences/sitting/application/change-chair.js';
import { EnterWords } from '../../../src/conferences/sitting/application/enter-words.js';
import { unit } from '#test/builders/region.js';

let test: TestApp;
let work: SittingWork;

beforeAll(async () => {
  test = await TestApp.start();
  work = new SittingWork(test);
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  await test.rows(`UPDATE conference_booking SET released_at = now() WHERE released_at IS NULL`);
});

afterAll(async () => test?.stop());

async function running() {
  const conference = await work.identified();
  await work.schedule(conference.id);
  await work.begin(conference.id);
  valueOf(await work.speaks(conference.id));
  return conference;
}

describe('two who chair at once', () => {
  it('lose nothing: one entry counts, the other hears of the newer state and is entered on it', async () => {
    const { id } = await running();
    valueOf(await work.appoint(id, 'moderation2'));
    const seen = { expectedRevision: await work.revisionOf(id) };
    const outcomes = await Promise.all([
      outcomeOf(work.says(id, 'jobcenter', 'AGREES', null, 'moderation', seen)),
      outcomeOf(work.says(id, 'sozialamt', 'NOT_COMPETENT', null, 'moderation2', seen)),
    ]);
    expect(outcomes.toSorted()).toEqual(['OK', 'SITTING_CHANGED']);
    const missing = outcomes[0] === 'OK' ? 'sozialamt' : 'jobcenter';
    valueOf(await work.says(id, missing, 'AGREES', null, 'moderation2'));
    expect((await work.itemOf(id)).content?.positions).toHaveLength(2);
  });

  it('get the newer state with the conflict, over HTTP', async () => {
    const { id } = await running();
    const stale = (await work.revisionOf(id)) - 1;
    const answer = await test.ask(
      'moderation',
      `mutation ($input: RecordBodyPositionInput!) { recordBodyPosition(input: $input) { __typename
         ... on SittingConflict { code actualRevision sitting { items { revision state content { person { turn } } } } } } }`,
      {
        input: {
          idempotencyKey: key(),
          conferenceId: id,
          expectedRevision: stale,
          unitId: unit('jobcenter'),
          position: 'AGREES',
        },
      },
    );
    expect(answer.data?.['recordBodyPosition']).toEqual({
      __typename: 'SittingConflict',
      code: 'SITTING_CHANGED',
      actualRevision: stale + 1,
      sitting: {
        items: [{ revision: stale + 1, state: 'RUNNING', content: { person: { turn: 'SPOKEN' } } }],
      },
    });
  });

  it('begin an item once', async () => {
    const { id } = await work.identified();
    await work.schedule(id);
    test.clock.setDay('2026-05-20', '10:00');
    await work.gather(id);
    const more = { expectedRevision: await work.revisionOf(id) };
    const outcomes = await Promise.all(
      [1, 2].map(() => outcomeOf(work.move('start', id, 'moderation', more))),
    );
    expect(outcomes.toSorted()).toEqual(['OK', 'SITTING_CHANGED']);
    const boxes = await test.rows(`SELECT key FROM sitting_box WHERE conference_id = $1`, [id]);
    expect(boxes).toHaveLength(8);
  });
});

describe('a lost connection', () => {
  it('loses no entry and doubles none: a repeat gets the first answer', async () => {
    const { id } = await running();
    const input = {
      ...(await work.command(id)),
      unitId: unit('jobcenter'),
      position: 'DISAGREES' as const,
      words: 'Die Frist ist zu kurz.',
    };
    const words = test.get(EnterWords);
    const actor = await test.staff('moderation');
    const first = await words.position(actor, input);
    valueOf(await work.says(id, 'sozialamt', 'AGREES'));
    expect(await words.position(actor, input)).toEqual(first);
    expect((await work.itemOf(id)).content?.positions).toHaveLength(2);
  });

  it('comes back to the place where the sitting is, with the time from what is stored', async () => {
    const { id } = await running();
    test.clock.setDay('2026-05-20', '10:03');
    valueOf(await work.enterBox(id, 'PERSON'));
    test.clock.setDay('2026-05-20', '10:10');
    valueOf(await work.pause(id, 'BREAK'));
    test.clock.setDay('2026-05-20', '10:30');
    const item = await work.itemOf(id);
    const current = item.agenda.find((box) => box.startedAt !== null && box.endedAt === null);
    expect([item.state, item.elapsedSeconds, current?.key, item.pause?.reason]).toEqual([
      'PAUSED',
      600,
      'PERSON',
      'BREAK',
    ]);
  });
});

describe('the chair', () => {
  const bookedFor = async (id: string) =>
    test.rows(
      `SELECT resource_id AS staff FROM conference_booking
       WHERE conference_id = $1 AND resource_id = ANY($2::uuid[]) AND released_at IS NULL ORDER BY resource_id`,
      [id, [staffId('moderation'), staffId('moderation2')]],
    );
  const invited = async (id: string, who: 'moderation' | 'moderation2') => {
    const rows = await test.rows<{ removed: boolean }>(
      `SELECT removed FROM conference_invitee WHERE conference_id = $1 AND holder_id = $2`,
      [id, staffId(who)],
    );
    return rows.map(({ removed }) => (removed ? 'called off' : 'invited'));
  };

  it('names a deputy whose time is taken and who is invited, and is free again when named no more', async () => {
    const { id } = await work.identified();
    await work.schedule(id);
    valueOf(await work.appoint(id, 'moderation2'));
    expect([(await bookedFor(id)).length, await invited(id, 'moderation2')]).toEqual([2, ['invited']]);
    valueOf(await work.appoint(id, null));
    expect(await bookedFor(id)).toEqual([{ staff: staffId('moderation') }]);
    expect(await invited(id, 'moderation2')).toEqual(['called off']);
    valueOf(await work.appoint(id, 'moderation2'));
    const chair = test.get(ChangeChair);
    valueOf(await chair.handOver(await test.staff('moderation'), await work.command(id)));
    expect((await bookedFor(id)).length).toBe(2);
    valueOf(await work.appoint(id, null, 'moderation2'));
    expect(await bookedFor(id)).toEqual([{ staff: staffId('moderation2') }]);
  });

  it('names nobody who sits elsewhere at that time, and changes nothing then', async () => {
    const { id } = await work.identified();
    await work.schedule(id);
    const elsewhere = await work.request(anAnonymised(await work.caseForConference()));
    const heads = { chairId: staffId('moderation2'), recorderId: staffId('protokoll2'), roomId: null };
    await work.schedule(elsewhere, heads);
    expect(codeOf(await work.appoint(id, 'moderation2'))).toBe('DEPUTY_TAKEN');
    expect(await bookedFor(id)).toEqual([{ staff: staffId('moderation') }]);
    expect(await invited(id, 'moderation2')).toEqual([]);
  });

  it('is handed over to the deputy, who may before do what the chair does', async () => {
    const { id } = await running();
    expect(await outcomeOf(work.pause(id, 'BREAK', 'moderation2'))).toBe('AccessDenied');
    valueOf(await work.appoint(id, 'moderation2'));
    valueOf(await work.pause(id, 'BREAK', 'moderation2'));
    valueOf(await work.move('resume', id, 'moderation'));
    const chair = test.get(ChangeChair);
    valueOf(await chair.handOver(await test.staff('moderation2'), await work.command(id)));
    const [row] = await test.rows(
      `SELECT chair_id AS chair, deputy_id AS deputy FROM case_conference WHERE id = $1`,
      [id],
    );
    expect(row).toEqual({ chair: staffId('moderation2'), deputy: staffId('moderation') });
    valueOf(await work.appoint(id, null, 'moderation2'));
    expect(await outcomeOf(work.pause(id, 'BREAK', 'moderation'))).toBe('AccessDenied');
    expect(codeOf(await chair.handOver(await test.staff('moderation2'), await work.command(id)))).toBe(
      'DEPUTY_NOT_POSSIBLE',
    );
  });

  it.each([
    ['without the role', 'colleague'],
    ['who takes the record', 'protokoll'],
    ['who is there for a body', 'jobcenter'],
  ] as const)('is not represented by somebody %s', async (_what, who) => {
    const { id } = await running();
    expect(codeOf(await work.appoint(id, who))).toBe('DEPUTY_NOT_POSSIBLE');
  });

  it('is not represented by who leads the case', async () => {
    const { id } = await running();
    await test.database.asOwner(
      `UPDATE case_file SET lead_staff_id = '${staffId('leadAndModerator')}'
       WHERE id = (SELECT case_id FROM case_conference WHERE id = '${id}')`,
    );
    expect(codeOf(await work.appoint(id, 'leadAndModerator'))).toBe('DEPUTY_NOT_POSSIBLE');
  });
});
