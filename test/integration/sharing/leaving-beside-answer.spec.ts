import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anOffer, CaseWork, EVIDENCE, key } from '#test/builders/case-work.js';
import { unit } from '#test/builders/region.js';
import { outcomeOf } from '#test/support/results.js';
import { TestApp } from '#test/support/test-app.js';
import { AuditLog, type AuditEntry } from '../../../src/audit/index.js';
import { EndCaseParticipation } from '../../../src/cases/application/end-case-participation.js';
import type { CaseId, ConsentId } from '../../../src/kernel/index.js';
import { GrantConsent } from '../../../src/sharing/application/grant-consent.js';
import { OfferConsent } from '../../../src/sharing/application/offer-consent.js';

let test: TestApp;
let work: CaseWork;

beforeAll(async () => {
  test = await TestApp.start();
  work = new CaseWork(test);
});

afterAll(async () => test?.stop());

const leave = async (caseId: CaseId) =>
  outcomeOf(
    test
      .get(EndCaseParticipation)
      .execute(await test.staff('lead'), { idempotencyKey: key(), caseId, unitId: unit('jobcenter') }),
  );

/** Begins something while a command is about to commit, which waits a while for it. @returns What became of both. */
async function beside(action: string, command: () => Promise<string>, other: () => Promise<string>) {
  const audit = test.get(AuditLog);
  const original = audit.record.bind(audit);
  let begun: Promise<string> | undefined;
  audit.record = async (tx, entry: AuditEntry) => {
    await original(tx, entry);
    if (entry.action !== action || begun) return;
    begun = other();
    await Promise.race([begun, new Promise((resolve) => setTimeout(resolve, 700))]);
  };
  try {
    return [await command(), await begun];
  } finally {
    audit.record = original;
  }
}

async function stateOf(consentId: ConsentId | undefined): Promise<unknown> {
  const rows = await test.rows<{ states: string[] }>(
    'SELECT active_states AS states FROM process WHERE subject_id = $1',
    [consentId],
  );
  return rows[0]?.states;
}

describe('a unit that leaves a case', () => {
  it('while somebody says yes to it waits for the yes, and ends it', async () => {
    const caseId = await work.openCase({ units: ['jobcenter'] });
    const consentId = await work.offer(anOffer(caseId));
    const lead = await test.staff('lead');
    await work.attachScan(consentId, lead);
    const grant = { idempotencyKey: key(), consentId, evidence: EVIDENCE };
    const outcomes = await beside(
      'CONSENT_GRANTED',
      () => outcomeOf(test.get(GrantConsent).execute(lead, grant)),
      () => leave(caseId),
    );
    expect(outcomes).toEqual(['OK', 'OK']);
    expect(await stateOf(consentId)).not.toContain('consent.granted.full');
  });

  it('while something is put before the person for it waits for the offer, and takes it back', async () => {
    const caseId = await work.openCase({ units: ['jobcenter'] });
    const lead = await test.staff('lead');
    const outcomes = await beside(
      'CONSENT_OFFERED',
      () => outcomeOf(test.get(OfferConsent).execute(lead, anOffer(caseId))),
      () => leave(caseId),
    );
    expect(outcomes).toEqual(['OK', 'OK']);
    const [offered] = await test.rows<{ id: ConsentId }>('SELECT id FROM consent WHERE case_id = $1', [
      caseId,
    ]);
    expect(await stateOf(offered?.id)).toEqual(['consent.withdrawn']);
  });
});
