import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SittingWork } from '#test/builders/sitting-work.js';
import type { StaffKey } from '#test/builders/region.js';
import { valueOf } from '#test/support/results.js';
import { TestApp } from '#test/support/test-app.js';
import { EnterWords } from '../../../src/conferences/sitting/application/enter-words.js';
import { UnitOfWork, type PersonPrincipal, type Principal } from '../../../src/platform/index.js';

const TABLES = [
  'sitting',
  'sitting_item',
  'sitting_box',
  'sitting_pause',
  'sitting_person_part',
  'sitting_attendance',
  'sitting_sealed_entry',
  'body_position',
] as const;

let test: TestApp;
let work: SittingWork;
let person: PersonPrincipal;

beforeAll(async () => {
  test = await TestApp.start();
  work = new SittingWork(test);
  const conference = await work.identified();
  ({ person } = conference);
  await work.schedule(conference.id);
  await work.begin(conference.id);
  valueOf(await work.seals(conference.id, 'Bleibt verschlossen'));
  valueOf(await work.seals(conference.id, 'Wird geöffnet'));
  const entryId = (await work.itemOf(conference.id)).content?.sealed[1]?.id ?? '';
  const command = { ...(await work.command(conference.id)), entryId, access: 'GRANTED' as const };
  valueOf(await test.get(EnterWords).decideAccess(await test.staff('moderation'), command));
  valueOf(await work.speaks(conference.id));
  valueOf(await work.says(conference.id, 'jobcenter', 'AGREES'));
  valueOf(await work.pause(conference.id, 'BREAK'));
});

afterAll(async () => test?.stop());

/** How many rows of each table somebody gets who asks for everything. */
async function rowsFor(by: Principal): Promise<Readonly<Record<string, number>>> {
  return test.get(UnitOfWork).run(by, async (tx) => {
    const counts: [string, number][] = [];
    for (const table of TABLES) counts.push([table, (await tx.query<object>(`SELECT FROM ${table}`)).length]);
    return Object.fromEntries(counts);
  });
}

describe('a query that forgot to ask who may see a sitting', () => {
  it.each(['abh', 'otherLead', 'moderation2', 'protokoll2', 'projektleitung', 'datenschutz'] as const)(
    'gives %s nothing of it',
    async (who: StaffKey) => {
      const rows = await rowsFor(await test.staff(who));
      expect(Object.values(rows)).toEqual(TABLES.map(() => 0));
    },
  );

  it('gives the person what is about them, and of the sealed part what was granted', async () => {
    const rows = await rowsFor(person);
    expect(rows).toMatchObject({ sitting_item: 1, sitting_person_part: 1, sitting_sealed_entry: 1 });
  });

  it('gives a body and the case lead nothing of the sealed part', async () => {
    for (const who of ['jobcenter', 'sozialamt', 'lead'] as const) {
      const rows = await rowsFor(await test.staff(who));
      expect([who, rows['sitting_item'], rows['sitting_sealed_entry']]).toEqual([who, 1, 0]);
    }
  });

  it('gives those who hold the sitting everything', async () => {
    expect(await rowsFor(await test.staff('moderation'))).toMatchObject({
      sitting: 1,
      sitting_sealed_entry: 2,
      body_position: 1,
    });
  });
});
