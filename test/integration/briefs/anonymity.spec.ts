import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aPerson, key } from '#test/builders/case-work.js';
import { anAnonymised } from '#test/builders/conference-work.js';
import { unit, type StaffKey } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { SetAnonymity } from '../../../src/conferences/briefs/application/set-anonymity.js';
import type { CaseId, ConferenceId } from '../../../src/kernel/index.js';
import { UnitOfWork } from '../../../src/platform/index.js';
import { aLine, BriefWork, GROUPS } from './brief-work.js';

let test: TestApp;
let work: BriefWork;

beforeAll(async () => {
  test = await TestApp.start();
  work = new BriefWork(test);
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  await test.rows(`UPDATE conference_booking SET released_at = now() WHERE released_at IS NULL`);
});

afterAll(async () => test?.stop());

const NAMELESS = 'Die Anerkennung des Berufs dauert länger als die Befristung.';

/** An anonymised conference about a case, with a brief that nothing is wrong with. */
async function written(
  units: readonly ('jobcenter' | 'sozialamt')[] = [],
): Promise<{ readonly id: ConferenceId; readonly caseId: CaseId }> {
  const caseId = await work.caseForConference(units);
  const id = await work.request(anAnonymised(caseId));
  await work.write(id, [aLine({ category: 'WORK', text: NAMELESS })]);
  return { id, caseId };
}

async function raw(by: StaffKey, sql: string): Promise<readonly object[]> {
  return test.get(UnitOfWork).run(await test.staff(by), (tx) => tx.query(sql));
}

describe('what a brief reveals', () => {
  const setting = (k: number) => ({
    idempotencyKey: key(),
    unitId: unit('beratung'),
    k,
    minResidents: 500,
    reason: 'Wenige Menschen im Landkreis.',
  });

  it('has to be shared by at least five of the region, four are too few', async () => {
    const revealed = await written();
    await work.write(revealed.id, [aLine({ text: NAMELESS })], { expectedVersion: 1, attributes: GROUPS });
    await work.profile(revealed.caseId);
    for (let others = 0; others < 3; others += 1) {
      const person = aPerson({
        names: [{ kind: 'OFFICIAL', givenNames: `Ander${others}`, familyNames: 'Name', preferred: true }],
      });
      valueOf(await work.profile(await work.openCase({ person })));
    }
    expect((await work.check(revealed.id))?.isSharedByEnough).toBe(false);
    expect(codeOf(await work.tryRelease(revealed.id))).toBe('ANONYMITY_TOO_FEW');
    await work.profile(await work.openCase(), { ...GROUPS, ageBand: '18_24' });
    expect(codeOf(await work.tryRelease(revealed.id))).toBe('ANONYMITY_TOO_FEW');
    await work.profile(await work.openCase(), { ...GROUPS, family: 'SINGLE' });
    expect(codeOf(await work.tryRelease(revealed.id))).toBe('OK');
    const number = (await work.check(revealed.id))?.releasedNumber ?? '';
    expect((await work.anonymised(number, 'jobcenter')).attributes).toEqual([
      'Altersgruppe: 25 bis 34 Jahre',
      'Herkunftsregion: Westasien',
    ]);
  });

  it('is measured by what the officer decides, never below the floor of the rules', async () => {
    const officer = await test.staff('datenschutz');
    const set = test.get(SetAnonymity);
    expect(codeOf(await set.threshold(officer, setting(4)))).toBe('ANONYMITY_THRESHOLD_NOT_POSSIBLE');
    expect(await outcomeOf(set.threshold(await test.staff('lead'), setting(7)))).toBe('AccessDenied');
    valueOf(await set.threshold(officer, setting(7)));
    const { id } = await written();
    expect((await work.check(id))?.k).toBe(7);
  });

  it('lies sealed and in fingerprints, for the leading unit alone', async () => {
    const caseId = await work.caseForConference();
    expect(await outcomeOf(work.profile(caseId, GROUPS, 'jobcenter'))).toBe('AccessDenied');
    valueOf(await work.profile(caseId));
    const rows = `SELECT case_id FROM case_profile WHERE case_id = '${caseId}'`;
    expect([(await raw('lead', rows)).length, (await raw('jobcenter', rows)).length]).toEqual([1, 0]);
    const [row] = await test.rows<{ all: string }>(
      `SELECT to_jsonb(p)::text AS all FROM case_profile p WHERE case_id = $1`,
      [caseId],
    );
    expect(row?.all).not.toContain('25_34');
    expect(row?.all).not.toContain('WESTERN_ASIA');
  });
});
