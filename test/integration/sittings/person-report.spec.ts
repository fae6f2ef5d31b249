import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { REGION, staffId, unit, type UnitKey } from '#test/builders/region.js';
import { SittingWork } from '#test/builders/sitting-work.js';
import { valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { KeepWishes, ProposeDates, VoteOnDates } from '../../../src/conferences/calendar-planning/index.js';
import type { CaseId, PersonId } from '../../../src/kernel/index.js';
import { newId, UnitOfWork } from '../../../src/platform/index.js';
import { PersonRecordSources, RetentionSources } from '../../../src/sharing/index.js';
import { DateProposals } from '../../../src/conferences/calendar-planning/index.js';

let test: TestApp;
let work: SittingWork;

beforeAll(async () => {
  test = await TestApp.start();
  work = new SittingWork(test);
});

beforeEach(() => test.clock.setDay(FIRST_DAY));

afterAll(async () => test?.stop());

/** What a unit tells the person of these kinds, with whether it is portable. */
async function told(caseId: CaseId, personId: PersonId, of: UnitKey, keys: readonly string[]) {
  const question = { personId, caseId, unitId: unit(of) };
  const groups = await test.tx((tx) => test.get(PersonRecordSources).collect(tx, question));
  return groups
    .filter((group) => keys.includes(group.key))
    .flatMap(({ records }) => records.map(({ value, byPerson }) => [value, byPerson === true] as const));
}

describe('the report to a person', () => {
  it('tells what was kept of them in sittings, their own words portable, without what endangers somebody', async () => {
    const { id, caseId, person } = await work.identified();
    await work.schedule(id);
    valueOf(await work.helps(id, { helper: 'COMPANION', name: 'Senait', undertaking: false }));
    await work.begin(id);
    valueOf(await work.seals(id, 'Eine Nachbarin ist bedroht worden.'));
    valueOf(await work.speaks(id));
    valueOf(await work.says(id, 'jobcenter', 'DISAGREES', 'Die Frist ist zu kurz.'));
    valueOf(await work.readBack(id, 'So habe ich das nicht gesagt.', person));
    const keys = ['sittingParts', 'sittingEntries'];
    expect(await told(caseId, person.personId, 'beratung', keys)).toEqual([
      ['Ihre Sicht: selbst gesprochen', false],
      ['Zurückgelesen: widersprochen', true],
      ['Ihr Widerspruch: So habe ich das nicht gesagt.', true],
      ['Sie hatten einen Beistand dabei', false],
      ['Jobcenter Ahorntal: stimmt nicht zu; Die Frist ist zu kurz.', false],
    ]);
    expect(await told(caseId, person.personId, 'jobcenter', keys)).toEqual([]);
  });

  it('tells their wishes for dates, and what was proposed to them with their answers', async () => {
    const { id, caseId, person } = await work.identified();
    const wishes = {
      times: [{ weekday: 1, from: '12:00', until: '13:30', kind: 'CHILD_CARE' as const }],
      interpreter: null,
      needsStepFree: true,
      needsHearingLoop: false,
      format: 'EITHER' as const,
      companions: 1,
    };
    valueOf(await test.get(KeepWishes).set(person, { idempotencyKey: key(), caseId, ...wishes }));
    const lead = await test.staff('lead');
    const heads = { chairId: staffId('moderation'), recorderId: staffId('protokoll') };
    const dates = [{ startsAt: '2026-05-27T08:00:00Z', endsAt: '2026-05-27T09:00:00Z', attendees: [] }];
    const proposed = { idempotencyKey: key(), conferenceId: id, ...heads, dates };
    valueOf(await test.get(ProposeDates).execute(lead, proposed));
    const proposal = await test
      .get(UnitOfWork)
      .run(lead, (tx) => test.get(DateProposals).ofConference(tx, id));
    const votes = [{ slotId: proposal?.slots[0]?.id ?? '', answer: 'IF_NEEDED' as const }];
    valueOf(await test.get(VoteOnDates).execute(person, { idempotencyKey: key(), votes }));
    expect(await told(caseId, person.personId, 'beratung', ['planningWishes'])).toEqual([
      ['Montag 12:00 bis 13:30, Kinderbetreuung', true],
      ['stufenlos', true],
      ['vor Ort oder per Video', true],
      ['1', true],
    ]);
    expect(await told(caseId, person.personId, 'beratung', ['proposedDates'])).toEqual([
      [expect.stringMatching(/Ihre Antwort: zur Not$/), true],
    ]);
    expect(await told(caseId, person.personId, 'jobcenter', ['planningWishes', 'proposedDates'])).toEqual([]);
  });
});

describe('the retention of planning', () => {
  it('forgets votes on dates that are over and past absences, and nothing that lies ahead', async () => {
    const away = async (from: string, until: string) =>
      test.database.asOwner(
        `INSERT INTO absence (region_id, id, staff_id, starts_at, ends_at)
         VALUES ('${REGION}', '${newId()}', '${staffId('jobcenter')}', '${from}', '${until}')`,
      );
    await away('2026-05-05T06:00:00Z', '2026-05-06T06:00:00Z');
    await away('2026-07-01T06:00:00Z', '2026-07-02T06:00:00Z');
    const run = async (kind: 'absence' | 'dateVote', before: string) => {
      const source = test.get(RetentionSources).countedOf(kind);
      return test.tx(async (tx) => [await source?.count(tx, before), await source?.remove(tx, before)]);
    };
    expect(await run('dateVote', '2026-05-20')).toEqual([0, 0]);
    expect(await run('dateVote', '2026-06-01')).toEqual([1, 1]);
    expect(await run('absence', '2026-06-01')).toEqual([1, 1]);
    expect(await run('absence', '2026-06-01')).toEqual([0, 0]);
    expect(await test.rows(`SELECT id FROM absence`)).toHaveLength(1);
  });
});
