import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPerson, anOffer, key } from '#test/builders/case-work.js';
import { anIdentified, ConferenceWork } from '#test/builders/conference-work.js';
import { REGION, staffId, unit } from '#test/builders/region.js';
import { codeOf, valueOf } from '#test/support/results.js';
import { TestApp } from '#test/support/test-app.js';
import { AuditLog } from '../../../src/audit/index.js';
import { OpenCase, RecordEntryInterview } from '../../../src/cases/index.js';
import { ok } from '../../../src/kernel/index.js';
import { CommandRunner } from '../../../src/platform/index.js';

/** Words that people of this test say; none may reach the register. */
const SECRETS = ['Selam', 'Beispiel', 'Geheimwort', 'Leitfragewort', 'Protokollwort', 'Aufgabenwort'];

let test: TestApp;
let work: ConferenceWork;

beforeAll(async () => {
  test = await TestApp.start();
  work = new ConferenceWork(test);
});

afterAll(async () => test?.stop());

async function actions(): Promise<readonly string[]> {
  const rows = await test.rows<{ action: string }>(`SELECT action FROM audit_event ORDER BY at, id`);
  return rows.map((row) => row.action);
}

describe('the register of what was done', () => {
  it('names who, for which unit, when and what for every step of a case, and nothing of its content', async () => {
    const caseId = await work.openCase({ units: ['jobcenter', 'sozialamt'], concern: 'Geheimwort' });
    const person = await work.linkPerson(caseId);
    const answers = (['PICTURE_OF_SUCCESS', 'COOPERATION_OF_AUTHORITIES', 'PROBLEMS'] as const).map(
      (question) => ({
        question,
        original: 'Geheimwort',
        quotable: 'NO' as const,
      }),
    );
    const interview = { idempotencyKey: key(), caseId, heldOn: '2026-05-04', language: 'ti', answers };
    const uses = { useForOwnCase: true, useAnonymised: true };
    valueOf(
      await test.get(RecordEntryInterview).execute(await test.staff('lead'), { ...interview, ...uses }),
    );
    const { consentId } = await work.consentToBoth(caseId, { exclusions: 'Geheimwort' });
    const id = await work.request(
      anIdentified(caseId, { guidingQuestion: 'Leitfragewort?', topic: 'Geheimwort' }),
    );
    await work.hold(id, {
      result: 'Protokollwort',
      personsView: 'Protokollwort',
      decisions: [
        {
          kind: 'AGREEMENT',
          text: 'Protokollwort',
          tasks: [{ title: 'Aufgabenwort', unitId: unit('jobcenter'), dueOn: '2026-06-01' }],
        },
      ],
    });
    await work.revoke(consentId, person);
    expect(await actions()).toEqual(
      expect.arrayContaining([
        'CASE_OPENED',
        'CASE_PARTICIPATION_ADDED',
        'PERSON_ACCOUNT_LINKED',
        'ENTRY_INTERVIEW_RECORDED',
        'CONSENT_OFFERED',
        'CONSENT_GRANTED',
        'DATE_BOOKED',
        'SESSION_OPENED',
        'SESSION_HELD',
        'TASK_OFFERED',
        'CONSENT_REVOKED',
      ]),
    );
    const all = JSON.stringify(await test.rows(`SELECT * FROM audit_event`));
    for (const secret of SECRETS) expect(all).not.toContain(secret);
    const [opened] = await test.rows(
      `SELECT actor_kind, unit_id, object_id, at FROM audit_event WHERE action = 'CASE_OPENED'`,
    );
    expect(opened).toMatchObject({ actor_kind: 'staff', unit_id: unit('beratung'), object_id: caseId });
  });

  it('is written in the transaction of the deed', async () => {
    const caseId = await work.openCase();
    const [row] = await test.rows<{ same: boolean }>(
      `SELECT a.xmin::text = c.xmin::text AS same FROM audit_event a JOIN case_file c ON c.id = a.object_id
       WHERE a.action = 'CASE_OPENED' AND c.id = $1`,
      [caseId],
    );
    expect(row).toEqual({ same: true });
  });

  it('keeps no line of what was refused or broke', async () => {
    const before = (await actions()).length;
    const lead = await test.staff('lead');
    const refused = test.get(OpenCase).execute(lead, {
      idempotencyKey: key(),
      person: aPerson({ names: [] }),
      leadUnitId: unit('beratung'),
      intensity: 'BRIEF',
    });
    expect(codeOf(await refused)).toBe('PERSON_NAME_MISSING');
    const input = { idempotencyKey: key() };
    const broken = test.get(CommandRunner).run({ name: 'breaks', principal: lead, input }, async (tx) => {
      await test
        .get(AuditLog)
        .record(tx, { action: 'BROKEN', objectType: 'case', objectId: staffId('lead') });
      await tx.query(`SELECT 1 / 0`);
      return ok({});
    });
    await expect(broken).rejects.toMatchObject({ code: '22012' });
    expect(await actions()).toHaveLength(before);
  });

  it('cannot be changed or thinned out by the application', async () => {
    await work.offer(anOffer(await work.openCase()));
    for (const sql of [
      `UPDATE audit_event SET action = 'NOTHING'`,
      `DELETE FROM audit_event`,
      `TRUNCATE audit_event`,
    ]) {
      await expect(test.rows(sql)).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('belongs to a region that exists', async () => {
    const insert = `INSERT INTO audit_event (region_id, id, at, actor_kind, account_id, action, object_type, object_id)
                    VALUES ($1, gen_random_uuid(), now(), 'system', gen_random_uuid(), 'X_Y', 'case', gen_random_uuid())`;
    await expect(test.database.asOwner(insert, ['nirgendwo'])).rejects.toMatchObject({ code: '23503' });
    await expect(test.rows(insert, [REGION])).resolves.toEqual([]);
  });
});
