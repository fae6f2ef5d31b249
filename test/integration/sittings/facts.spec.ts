import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { staffId, unit } from '#test/builders/region.js';
import { SittingWork } from '#test/builders/sitting-work.js';
import { codeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { SittingSummaries } from '../../../src/conferences/index.js';
import { ConferenceAssessment } from '../../../src/conferences/application/assess-conference.js';
import {
  findConference,
  listParticipants,
} from '../../../src/conferences/persistence/conference.repository.js';
import type { ConferenceId } from '../../../src/kernel/index.js';

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

async function scheduled(): Promise<ConferenceId> {
  const { id } = await work.identified();
  await work.schedule(id);
  return id;
}

/** Codes of what stands in the way now. */
async function blocksOf(id: ConferenceId): Promise<readonly string[]> {
  return test.tx(async (tx) => {
    const conference = await findConference(tx, id);
    if (!conference) throw new Error('No such conference');
    const blocks = await test
      .get(ConferenceAssessment)
      .blocks(tx, conference, await listParticipants(tx, id));
    return blocks.map(({ code }) => code);
  });
}

describe('what is entered of attendance', () => {
  it('reaches the blocks: who is not bound, who excused themself, who has no mandate', async () => {
    const id = await scheduled();
    await work.gather(id);
    expect(await blocksOf(id)).toEqual([]);
    valueOf(await work.attends(id, 'jobcenter', 'jobcenter', { undertaking: false }));
    expect(await blocksOf(id)).toEqual(['UNDERTAKING_MISSING']);
    valueOf(await work.attends(id, 'jobcenter', 'jobcenter', { mandate: false }));
    expect(await blocksOf(id)).toContain('MANDATE_MISSING');
    valueOf(await work.attends(id, 'jobcenter', 'jobcenter', { presence: 'APOLOGISED' }));
    expect(await blocksOf(id)).toContain('QUORUM');
    test.clock.setDay('2026-05-20', '10:00');
    expect(codeOf(await work.move('start', id))).toBe('CONFERENCE_BLOCKED');
    valueOf(await work.attends(id, 'jobcenter', 'jobcenterHead'));
    valueOf(await work.move('start', id));
  });

  it('is for one date: with another one everybody is asked again', async () => {
    const id = await scheduled();
    await work.gather(id);
    valueOf(await work.step('postpone', id, await test.staff('lead')));
    await work.schedule(id, { startsAt: '2026-05-27T08:00:00Z', endsAt: '2026-05-27T09:00:00Z' });
    const item = await work.itemOf(id);
    expect([item.content?.attendance, item.state, item.startsAt]).toEqual([
      [],
      'PLANNED',
      new Date('2026-05-27T08:00:00Z'),
    ]);
    valueOf(await work.attends(id, null, 'protokoll'));
  });

  it('is what the record takes over, without names of companions and without the sealed part', async () => {
    const id = await scheduled();
    valueOf(await work.helps(id, { helper: 'COMPANION', name: 'Senait', undertaking: false }));
    await work.begin(id);
    valueOf(await work.seals(id, 'Etwas Drittes'));
    valueOf(await work.speaks(id));
    valueOf(await work.attends(id, 'sozialamt', 'sozialamt', { presence: 'LEFT' }));
    const conference = await test.tx((tx) => findConference(tx, id));
    const summary = await test.tx(async (tx) =>
      conference ? test.get(SittingSummaries).find(tx, conference) : undefined,
    );
    expect(summary).toMatchObject({ companionPresent: true, interpreter: null, person: { turn: 'SPOKEN' } });
    expect(summary?.bodies.map(({ unitId, presence }) => [unitId, presence])).toEqual([
      [unit('beratung'), 'PRESENT'],
      [unit('jobcenter'), 'PRESENT'],
      [unit('sozialamt'), 'LEFT'],
    ]);
    expect(JSON.stringify(summary)).not.toMatch(/Senait|Drittes/);
    expect(summary?.bodies[1]?.staffId).toBe(staffId('jobcenter'));
  });
});
