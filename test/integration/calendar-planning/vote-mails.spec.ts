import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { anAnonymised } from '#test/builders/conference-work.js';
import { REGION, staffId, unit, type StaffKey } from '#test/builders/region.js';
import { valueOf } from '#test/support/results.js';
import { FIRST_DAY } from '#test/support/test-app.js';
import { FixDate, ProposeDates, ReleaseHolds } from '../../../src/conferences/index.js';
import { asId, type ConferenceId } from '../../../src/kernel/index.js';
import { newId } from '../../../src/platform/index.js';
import { addressOf, InvitationWork } from '../invitations/invitation-work.js';

const PERSON_ADDRESS = 'person@example.org';
const VOTERS = ['jobcenter', 'moderation', 'protokoll', 'sozialamt'] as const;

let own: InvitationWork;

beforeAll(async () => {
  own = await InvitationWork.start();
});

beforeEach(async () => {
  own.test.clock.setDay(FIRST_DAY);
  await own.test.rows(`UPDATE conference_booking SET released_at = now() WHERE released_at IS NULL`);
  await own.test.rows(
    `UPDATE date_proposal SET closed_at = coalesce(closed_at, now()), outcome = coalesce(outcome, 'WITHDRAWN'), told_at = now()`,
  );
  await own.sendAll();
  own.mailbox.mails.length = 0;
});

afterAll(async () => own?.stop());

const date = (day: string) => ({
  startsAt: `${day}T08:00:00Z`,
  endsAt: `${day}T09:00:00Z`,
  attendees: [
    { unitId: unit('jobcenter'), staffId: staffId('jobcenter') },
    { unitId: unit('sozialamt'), staffId: staffId('sozialamt') },
  ],
});

async function propose(conferenceId: ConferenceId, days = ['2026-05-20', '2026-05-21']): Promise<string> {
  const input = {
    idempotencyKey: key(),
    conferenceId,
    chairId: staffId('moderation'),
    recorderId: staffId('protokoll'),
    dates: days.map(date),
  };
  return valueOf(await own.test.get(ProposeDates).execute(await own.test.staff('lead'), input)).proposalId;
}

async function anonymous(): Promise<ConferenceId> {
  return own.work.request(anAnonymised(await own.work.caseForConference([])));
}

async function tellEnded(): Promise<void> {
  await own.test.get(ReleaseHolds).run();
  expect(await own.sendAll()).toEqual([]);
}

const receivers = (): readonly string[] => own.mailbox.mails.map(({ to }) => to).toSorted();
const addresses = (...keys: readonly StaffKey[]): readonly string[] => keys.map(addressOf).toSorted();

describe('a proposal of dates', () => {
  it('is told to everybody who would come, each alone, with number, topic, times and nobody', async () => {
    const id = await anonymous();
    await propose(id);
    expect(await own.sendAll()).toEqual([]);
    expect(receivers()).toEqual(addresses(...VOTERS));
    const [conference] = await own.test.rows<{ number: string; topic: string; case_id: string }>(
      `SELECT number, topic, case_id FROM case_conference WHERE id = $1`,
      [id],
    );
    const [mail] = own.mailbox.to(addressOf('jobcenter'));
    expect(mail?.read.subject).toContain(`Terminvorschläge: Fallkonferenz ${conference?.number}`);
    expect(mail?.read.text).toContain('Mittwoch, 20. Mai 2026, 10:00–11:00 (Europe/Berlin)');
    expect(mail?.read.text).toContain('Donnerstag, 21. Mai 2026, 10:00–11:00 (Europe/Berlin)');
    expect(mail?.read.text).toContain('Abstimmung bis:');
    expect(mail?.calendar).toBe('');
    const names = await own.test.rows<{ name: string }>(`SELECT display_name AS name FROM staff_member`);
    for (const { raw, read, to } of own.mailbox.mails) {
      const others = addresses(...VOTERS).filter((address) => address !== to);
      const secrets = [id, conference?.case_id ?? '-', ...others];
      expect(secrets.filter((secret) => raw.includes(secret))).toEqual([]);
      expect(names.filter(({ name }) => `${read.subject} ${read.text}`.includes(name))).toEqual([]);
    }
  });

  it('reaches nobody who left the circle or has a conflict by the time the mail leaves', async () => {
    const id = await anonymous();
    await propose(id);
    await own.test.rows(
      `UPDATE conference_participation SET excluded_at = now() WHERE conference_id = $1 AND unit_id = $2`,
      [id, unit('jobcenter')],
    );
    await own.test.rows(
      `INSERT INTO conference_conflict (region_id, id, conference_id, unit_id, staff_id, declared_as,
         declared_by_account, declared_at) VALUES ($1, $2, $3, $4, $5, 'PERSON', $2, now())`,
      [REGION, newId(), id, unit('sozialamt'), staffId('sozialamt')],
    );
    await own.sendAll();
    expect(receivers()).toEqual(addresses('moderation', 'protokoll'));
  });

  it('that a newer one replaced before it left is not told, and its end neither', async () => {
    const id = await anonymous();
    await propose(id);
    await propose(id, ['2026-05-27']);
    await tellEnded();
    expect(receivers()).toEqual(addresses(...VOTERS));
    for (const { read } of own.mailbox.mails) {
      expect(read.text).toContain('27. Mai 2026');
      expect(read.text).not.toContain('20. Mai 2026');
    }
  });
});

describe('the end of a vote on dates', () => {
  it('is told once to who was asked, after its time is over', async () => {
    const id = await anonymous();
    await propose(id);
    await own.sendAll();
    own.mailbox.mails.length = 0;
    own.test.clock.setDay('2026-05-08', '10:00');
    await tellEnded();
    await tellEnded();
    expect(receivers()).toEqual(addresses(...VOTERS));
    expect(own.mailbox.mails[0]?.read.subject).toContain('Terminsuche beendet: Fallkonferenz');
    expect(own.mailbox.mails[0]?.read.text).not.toContain('Mai 2026');
  });

  it('is not told beside an invitation, nor to who never heard of it', async () => {
    const fixed = await anonymous();
    await propose(fixed);
    await own.sendAll();
    const [slot] = await own.test.rows<{ id: string }>(
      `SELECT id FROM date_proposal_slot WHERE conference_id = $1 ORDER BY starts_at LIMIT 1`,
      [fixed],
    );
    const { revision } = await own.work.processOf('conference', fixed);
    const input = { idempotencyKey: key(), slotId: slot?.id ?? '', expectedRevision: revision };
    valueOf(await own.test.get(FixDate).execute(await own.test.staff('lead'), input));
    const unheard = await anonymous();
    await propose(unheard, ['2026-06-10']);
    const withdrawing = { idempotencyKey: key(), conferenceId: unheard };
    valueOf(await own.test.get(FixDate).withdraw(await own.test.staff('lead'), withdrawing));
    own.mailbox.mails.length = 0;
    await tellEnded();
    const subjects = own.mailbox.mails.map(({ read }) => read.subject ?? '');
    expect(subjects.filter((subject) => subject.startsWith('Termin'))).toEqual([]);
    expect(subjects.filter((subject) => subject.startsWith('Einladung')).length).toBeGreaterThan(0);
  });
});

describe('the person', () => {
  it('is asked in their language and in German where the conference names them, and may say no', async () => {
    const { id } = await own.work.identified();
    const [row] = await own.test.rows<{ personId: string }>(
      `SELECT person_id AS "personId" FROM case_conference WHERE id = $1`,
      [id],
    );
    const personId = asId<ConferenceId>(row?.personId ?? '');
    await own.address({ kind: 'PERSON', id: personId }, PERSON_ADDRESS);
    await own.test.rows(`DELETE FROM person_language WHERE person_id = $1`, [personId]);
    await own.test.rows(
      `INSERT INTO person_language (region_id, person_id, language, level, mediation_needed)
       VALUES ($1, $2, 'uk', 'NATIVE', true)`,
      [REGION, personId],
    );
    await propose(id);
    expect(await own.sendAll()).toEqual([]);
    const [mail] = own.mailbox.to(PERSON_ADDRESS);
    expect(mail?.read.text).toContain('Ми шукаємо дату для зустрічі.');
    expect(mail?.read.text).toContain('Wir suchen einen Termin für eine Besprechung');
    expect(mail?.read.text).toContain('Sie müssen nicht kommen.');
    expect(mail?.raw).not.toContain(personId);
  });
});
