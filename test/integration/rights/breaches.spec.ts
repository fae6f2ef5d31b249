import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { unit, type StaffKey } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { AccessDenied } from '../../../src/platform/index.js';
import { DataBreaches, type RecordBreachCommand } from '../../../src/sharing/index.js';
import { RightsWork } from './rights-work.js';

let test: TestApp;
let work: RightsWork;

beforeAll(async () => {
  test = await TestApp.start();
  work = new RightsWork(test);
});

beforeEach(() => test.clock.setDay(FIRST_DAY));

afterAll(async () => test?.stop());

async function record(more: Partial<RecordBreachCommand> = {}, by: StaffKey = 'datenschutz') {
  return test.get(DataBreaches).record(await test.staff(by), {
    idempotencyKey: key(),
    unitId: unit('beratung'),
    kinds: ['CONFIDENTIALITY'],
    categories: ['WORK'],
    noticedAt: test.clock.now().toString(),
    facts: 'Eine Liste ging an eine falsche Adresse.',
    personsEstimated: 12,
    ...more,
  });
}

async function read(id: Parameters<DataBreaches['get']>[1], by: StaffKey = 'datenschutz') {
  return work.as(await test.staff(by), (tx) => test.get(DataBreaches).get(tx, id));
}

describe('data breaches', () => {
  it('are reported within 72 hours of the instant they were noticed; later only with reasons', async () => {
    const noticedAt = test.clock.now();
    const { breachId } = valueOf(await record());
    const officer = await test.staff('datenschutz');
    const step = () => ({ idempotencyKey: key(), breachId });
    const breaches = test.get(DataBreaches);
    expect((await read(breachId)).reportDueAt.toISOString()).toBe(
      new Date(noticedAt.add({ hours: 72 }).epochMilliseconds).toISOString(),
    );
    const assessment = { risk: 'HIGH', effects: 'Unbefugte kennen Namen.', measures: 'Rückruf.' } as const;
    valueOf(await breaches.assess(officer, { ...step(), ...assessment }));
    test.clock.setDay('2026-05-08');
    await test.fireDeadlines();
    expect(await read(breachId)).toMatchObject({ state: 'LATE', risk: 'HIGH' });
    const reportedAt = test.clock.now().toString();
    const bare = await breaches.report(officer, { ...step(), reportedAt });
    expect(codeOf(bare)).toBe('BREACH_DELAY_REASON_MISSING');
    valueOf(await breaches.report(officer, { ...step(), reportedAt, delayReason: 'Feiertag.' }));
    expect((await read(breachId)).state).toBe('TO_TELL');
    valueOf(await breaches.tellPersons(officer, { ...step(), way: 'DIRECTLY' }));
    valueOf(await breaches.close(officer, step()));
    expect(await read(breachId)).toMatchObject({
      state: 'CLOSED',
      toldWay: 'DIRECTLY',
      personsEstimated: 12,
    });
  });

  it('are for the officer of the controller only, and name persons by identifier', async () => {
    const caseId = await work.openCase();
    const self = await work.linkPerson(caseId);
    await work.item(caseId, 'lead', 'beratung', 'Nur hier.');
    const { breachId } = valueOf(await record({ personIds: [self.personId] }));
    expect(JSON.stringify(await read(breachId))).not.toContain('Nur hier');
    expect((await read(breachId)).personIds).toEqual([self.personId]);
    for (const who of ['lead', 'administration', 'jobcenterHead', 'projektleitungAhorn'] as const) {
      await expect(read(breachId, who)).rejects.toThrow(AccessDenied);
      expect(await outcomeOf(record({}, who))).toBe('AccessDenied');
    }
    const stranger = await work.linkPerson(
      await work.openCase({ by: 'otherLead', leadUnit: 'beratung2' }),
      undefined,
      'otherLead',
    );
    expect(await outcomeOf(record({ personIds: [stranger.personId] }))).toBe('AccessDenied');
  });

  it('are not noticed in the future', async () => {
    const noticedAt = test.clock.now().add({ hours: 1 }).toString();
    expect(codeOf(await record({ noticedAt }))).toBe('BREACH_TIME_NOT_POSSIBLE');
  });
});
