import { afterAll, beforeAll, expect, describe, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { unit } from '#test/builders/region.js';
import { valueOf } from '#test/support/results.js';
import { TestApp } from '#test/support/test-app.js';
import { AccessReports } from '../../../src/sharing/index.js';
import { RecordDataItem } from '../../../src/sharing/application/record-data-item.js';
import { ReleaseEntrustedItem } from '../../../src/sharing/application/release-entrusted-item.js';
import { RightsWork } from './rights-work.js';

let test: TestApp;

beforeAll(async () => {
  test = await TestApp.start();
});

afterAll(async () => test?.stop());

describe('an access report', () => {
  it('counts what others entrusted about the person, and tells it only once it was released', async () => {
    const work = new RightsWork(test);
    const caseId = await work.openCase();
    const person = await work.linkPerson(caseId);
    const text = 'Vom Nachbarn im Vertrauen.';
    const recorded = await test.get(RecordDataItem).record(await test.staff('lead'), {
      idempotencyKey: key(),
      caseId,
      unitId: unit('beratung'),
      category: 'WORK',
      kind: 'ALLEGATION',
      source: 'THIRD_PARTY',
      text,
      secrecyOrigin: 'ENTRUSTED',
      entrustedBy: 'OTHER',
    });
    const { itemId } = valueOf(recorded);
    const report = async () => {
      const id = await work.ask(person, { caseId, kind: 'ACCESS', controllerUnitIds: [unit('beratung')] });
      valueOf(await work.answer('lead', id));
      const { items, withheldEntrusted } = await work.as(person, (tx) => test.get(AccessReports).get(tx, id));
      return { isTold: items.some((item) => item.text === text), withheldEntrusted };
    };
    expect(await report()).toEqual({ isTold: false, withheldEntrusted: 1 });
    const release = { idempotencyKey: key(), itemId, reason: 'Nach Abwägung beider Seiten.' };
    valueOf(await test.get(ReleaseEntrustedItem).execute(await test.staff('lead'), release));
    expect(await report()).toEqual({ isTold: true, withheldEntrusted: 0 });
  });
});
