import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IdentifiedConference } from '#test/builders/conference-work.js';
import { REGION, unit, type StaffKey } from '#test/builders/region.js';
import { valueOf } from '#test/support/results.js';
import { FIRST_DAY } from '#test/support/test-app.js';
import { AccessReports, RunRetention } from '../../../src/sharing/index.js';
import { RightsWork } from '../rights/rights-work.js';
import { InvitationWork } from './invitation-work.js';

const PERSON = 'abeba.person@example.org';

let own: InvitationWork;
let rights: RightsWork;
let conference: IdentifiedConference;

beforeAll(async () => {
  own = await InvitationWork.start();
  rights = new RightsWork(own.test);
});

afterAll(async () => own?.stop());

beforeEach(async () => {
  own.test.clock.setDay(FIRST_DAY);
  await own.test.rows(`UPDATE conference_booking SET released_at = now() WHERE released_at IS NULL`);
  await own.sendAll();
  conference = await own.work.identified();
  await own.address({ kind: 'PERSON', id: conference.person.personId }, PERSON);
  await own.work.schedule(conference.id);
  own.mailbox.mails.length = 0;
  await own.sendAll();
});

async function answerByLink(): Promise<void> {
  const text = own.mailbox.to(PERSON)[0]?.read.text ?? '';
  const link = /https?:\/\/\S+conference-answers\/\S+/.exec(text)?.[0] ?? '';
  await fetch(link, { method: 'POST', body: new URLSearchParams({ answer: 'TENTATIVE' }) });
}

/** What a controller tells the person about mails. */
async function report(kind: 'ACCESS' | 'PORTABILITY', of: 'beratung' | 'jobcenter', by: StaffKey) {
  const { caseId, person } = conference;
  const id = await rights.ask(person, { caseId, kind, controllerUnitIds: [unit(of)] });
  valueOf(await rights.answer(by, id));
  const { records } = await rights.as(person, (tx) => own.test.get(AccessReports).get(tx, id));
  return records
    .filter(({ title }) => /Einladungen/.test(title))
    .flatMap((group) => group.records.map(({ label, value }) => `${label}: ${value}`));
}

describe('what is kept of the person around invitations', () => {
  it('is told to them: address, invitations and answers (Art. 15 DSGVO)', async () => {
    await answerByLink();
    const said = await report('ACCESS', 'beratung', 'lead');
    expect(said).toEqual([
      `E-Mail: ${PERSON}`,
      expect.stringMatching(/^Fallkonferenz .+: Wechsel des Rechtskreises; .*20\. Mai 2026, 10:00–11:00/),
      expect.stringMatching(/^Fallkonferenz .+: Ihre Antwort: vielleicht$/),
    ]);
  });

  it('is handed over as data where they gave it themselves (Art. 20 DSGVO)', async () => {
    await answerByLink();
    expect(await report('PORTABILITY', 'beratung', 'lead')).toEqual([
      `E-Mail: ${PERSON}`,
      expect.stringMatching(/Ihre Antwort: vielleicht$/),
    ]);
  });

  it('is nothing that a body holds which neither led the case nor invited', async () => {
    expect(await report('ACCESS', 'jobcenter', 'jobcenter')).toEqual([]);
  });
});

async function lineOf(isApplied: boolean) {
  const [found] = await own.test
    .get(RunRetention)
    .run((rule) => isApplied && rule.recordKind === 'mailMessage', REGION);
  return found?.lines.find(({ recordKind }) => recordKind === 'mailMessage');
}

async function mails(): Promise<number> {
  const [row] = await own.test.rows<{ count: number }>(`SELECT count(*)::int AS count FROM mail_message`);
  return row?.count ?? 0;
}

describe('references of mails', () => {
  it('are deleted six months after they were put out, not a day earlier; a dry run counts and deletes nothing', async () => {
    await own.test.rows(`DELETE FROM mail_message WHERE subject_id <> $1`, [conference.id]);
    await own.test.rows(
      `UPDATE mail_message SET status = 'NO_SERVER', sent_at = NULL WHERE recipient_kind = 'PERSON'`,
    );
    await own.test.database.asOwner(
      `INSERT INTO invitation_reply VALUES ($1, $2, '2026-05-04T10:00:00Z'), ($1, $3, '2026-05-05T10:00:00Z')`,
      [REGION, Buffer.alloc(32, 1), Buffer.alloc(32, 2)],
    );
    const all = await mails();
    own.test.clock.setDay('2026-11-04');
    expect(await lineOf(true)).toMatchObject({ due: 0, erased: 0 });
    own.test.clock.setDay('2026-11-05');
    expect(await lineOf(false)).toMatchObject({ due: all, held: 0, erased: 0 });
    expect(await mails()).toBe(all);
    expect(await lineOf(true)).toMatchObject({ due: all, erased: all });
    // One still waits for a server, the other reply came a day later.
    expect(await mails()).toBe(1);
    expect(await own.test.rows(`SELECT mark FROM invitation_reply`)).toEqual([{ mark: Buffer.alloc(32, 2) }]);
    expect(await lineOf(true)).toMatchObject({ due: 0, erased: 0 });
  });

  it('are not made into mails about what is over', async () => {
    await own.test.rows(
      `UPDATE mail_message SET status = 'NO_SERVER', sent_at = NULL WHERE subject_id = $1`,
      [conference.id],
    );
    own.test.clock.setDay('2026-05-20', '10:00');
    own.mailbox.mails.length = 0;
    await own.sendAll();
    expect(own.mailbox.mails).toEqual([]);
    const ends = (await own.statuses(conference.id)).map((status) => status.split(' ')[2]);
    expect(new Set(ends)).toEqual(new Set(['OVERTAKEN']));
  });
});
