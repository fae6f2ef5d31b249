import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anAnonymised } from '#test/builders/conference-work.js';
import { SittingWork } from '#test/builders/sitting-work.js';
import { codeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';

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

/** An identified conference with a date. */
async function scheduled() {
  const conference = await work.identified();
  await work.schedule(conference.id);
  return conference;
}

describe('an anonymised sitting', () => {
  it('pauses when somebody recognises the case, and records that and who, never by what', async () => {
    const id = await work.request(anAnonymised(await work.caseForConference()));
    await work.schedule(id);
    test.clock.setDay('2026-05-20', '10:00');
    valueOf(await work.attends(id, null, 'protokoll'));
    valueOf(await work.attends(id, 'jobcenter', 'jobcenter'));
    valueOf(await work.move('start', id));
    valueOf(await work.move('recognised', id, 'jobcenter'));
    const item = await work.itemOf(id);
    expect([item.state, item.pause?.reason, item.recognised]).toEqual(['PAUSED', 'RECOGNISED', 1]);
    const [stored] = await test.rows(`SELECT * FROM sitting_pause WHERE conference_id = $1`, [id]);
    expect(Object.keys(stored ?? {}).toSorted()).toEqual(
      [
        'began_at',
        'conference_id',
        'ended_at',
        'id',
        'item_id',
        'reason',
        'region_id',
        'staff_id',
      ].toSorted(),
    );
    valueOf(await work.move('resume', id));
    const named = await work.says(id, 'jobcenter', 'DISAGREES', 'Seit dem 3. April wartet sie.');
    expect(codeOf(named)).toBe('TEXT_NOT_ANONYMOUS');
    valueOf(await work.says(id, 'jobcenter', 'AGREES'));
    // Nobody is there to whom it could be read back.
    expect(codeOf(await work.speaks(id))).toBe('NOBODY_TO_ACCOMPANY');
    valueOf(await work.move('end', id));
  });

  it('is no way to say so in one with names', async () => {
    const { id } = await scheduled();
    await work.begin(id);
    expect(codeOf(await work.move('recognised', id, 'jobcenter'))).toBe('RECOGNISED_ONLY_ANONYMISED');
  });
});
