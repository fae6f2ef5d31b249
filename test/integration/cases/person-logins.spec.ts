import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseWork, key } from '#test/builders/case-work.js';
import { codeOf } from '#test/support/results.js';
import { TestApp } from '#test/support/test-app.js';
import { LinkPersonAccount } from '../../../src/cases/application/link-person-account.js';

let test: TestApp;
let work: CaseWork;

beforeAll(async () => {
  test = await TestApp.start();
  work = new CaseWork(test);
  await work.linkPerson(await work.openCase(), 'person');
});

afterAll(async () => test?.stop());

describe('logins of persons', () => {
  it('are answered for alike whether they are somebody’s, staff or person, or nobody’s, and open nothing twice', async () => {
    const lead = await test.staff('lead');
    const before = [await test.person('person'), await test.staff('jobcenter')];
    for (const subject of ['person', 'jobcenter', 'niemandes-zugang']) {
      const other = await work.openCase();
      const link = async (asked: string) =>
        codeOf(
          await test
            .get(LinkPersonAccount)
            .execute(lead, { idempotencyKey: key(), caseId: other, subject: asked }),
        );
      expect([await link(subject), await link(subject), await link(`${subject}-2`)]).toEqual([
        'OK',
        'OK',
        'PERSON_ALREADY_LINKED',
      ]);
      const kept = await test.rows<{ action: string }>(
        `SELECT action FROM audit_event WHERE case_id = $1 AND action LIKE 'PERSON_ACCOUNT%' ORDER BY at, id`,
        [other],
      );
      const expected = subject === 'niemandes-zugang' ? 'PERSON_ACCOUNT_LINKED' : 'PERSON_ACCOUNT_WITHHELD';
      expect(kept.map(({ action }) => action)).toEqual([expected, expected]);
    }
    expect([await test.person('person'), await test.staff('jobcenter')]).toEqual(before);
  });

  it('are one for each person: a second one is refused, also when it is only another spelling', async () => {
    const other = await work.openCase();
    const lead = await test.staff('lead');
    const link = async (subject: string) =>
      codeOf(
        await test.get(LinkPersonAccount).execute(lead, { idempotencyKey: key(), caseId: other, subject }),
      );
    expect(await link('eigener-zugang')).toBe('OK');
    expect(await link('eigener-zugang')).toBe('OK');
    expect(await link('Eigener-Zugang')).toBe('PERSON_ALREADY_LINKED');
  });
});
