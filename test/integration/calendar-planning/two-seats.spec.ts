import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { anAnonymised } from '#test/builders/conference-work.js';
import { staffId, unit, type StaffKey } from '#test/builders/region.js';
import { codeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY } from '#test/support/test-app.js';
import { ChangeCircle, ScheduleConference } from '../../../src/conferences/index.js';
import type { ConferenceId } from '../../../src/kernel/index.js';
import { addressOf, InvitationWork } from '../invitations/invitation-work.js';

const BOTH = ['jobcenter', 'jobcenterHead'] as const;
const seats = (...keys: readonly StaffKey[]) =>
  keys.map((who) => ({ unitId: unit('jobcenter'), staffId: staffId(who) }));

let own: InvitationWork;

beforeAll(async () => {
  own = await InvitationWork.start();
  await own.address({ kind: 'STAFF', id: staffId('jobcenterHead') }, addressOf('jobcenterHead'));
});

beforeEach(async () => {
  own.test.clock.setDay(FIRST_DAY);
  await own.test.rows(`UPDATE conference_booking SET released_at = now() WHERE released_at IS NULL`);
  await own.sendAll();
  own.mailbox.mails.length = 0;
});

afterAll(async () => own?.stop());

async function scheduled(): Promise<ConferenceId> {
  const id = await own.work.request(anAnonymised(await own.work.caseForConference([])));
  await own.work.schedule(id, { attendees: seats(...BOTH) });
  return id;
}

/** Of the two who of them is booked. */
async function booked(id: ConferenceId): Promise<readonly string[]> {
  const rows = await own.test.rows<{ id: string }>(
    `SELECT resource_id AS id FROM conference_booking
     WHERE conference_id = $1 AND released_at IS NULL AND resource_id = ANY($2)`,
    [id, BOTH.map((who) => staffId(who))],
  );
  return rows.map((row) => row.id).sort();
}

/** Of the two who has a mail that begins so. */
async function mailed(word: string): Promise<readonly string[]> {
  expect(await own.sendAll()).toEqual([]);
  const told = BOTH.filter((who) =>
    own.mailbox.to(addressOf(who)).some(({ read }) => read.subject?.startsWith(word)),
  );
  own.mailbox.mails.length = 0;
  return told;
}

describe('a body with two seats', () => {
  it('has both people booked and both invited', async () => {
    const id = await scheduled();
    expect(await booked(id)).toEqual(BOTH.map((who) => staffId(who)).sort());
    expect(await mailed('Einladung')).toEqual(BOTH);
  });

  it('keeps the second when the first is in conflict, and only the first is called off', async () => {
    const id = await scheduled();
    await mailed('Einladung');
    const conflict = {
      idempotencyKey: key(),
      conferenceId: id,
      unitId: unit('jobcenter'),
      staffId: staffId('jobcenter'),
    };
    valueOf(await own.test.get(ChangeCircle).declareConflict(await own.test.staff('lead'), conflict));
    expect(await booked(id)).toEqual([staffId('jobcenterHead')]);
    expect(await mailed('Absage')).toEqual(['jobcenter']);
  });

  it('has both free again and both called off when it leaves the circle', async () => {
    const id = await scheduled();
    await mailed('Einladung');
    const leaving = { idempotencyKey: key(), conferenceId: id, unitId: unit('jobcenter') };
    valueOf(await own.test.get(ChangeCircle).dropBody(await own.test.staff('lead'), leaving));
    expect(await booked(id)).toEqual([]);
    expect(await mailed('Absage')).toEqual(BOTH);
  });

  it('that sends one person to the next date has the other free and not invited', async () => {
    const id = await scheduled();
    await mailed('Einladung');
    await own.work.step('postpone', id, await own.test.staff('lead'));
    expect(await mailed('Absage')).toEqual(BOTH);
    expect(await booked(id)).toEqual([]);
    const { revision } = await own.work.processOf('conference', id);
    const next = {
      idempotencyKey: key(),
      conferenceId: id,
      expectedRevision: revision,
      startsAt: '2026-05-27T08:00:00Z',
      endsAt: '2026-05-27T09:00:00Z',
      chairId: staffId('moderation'),
      recorderId: staffId('protokoll'),
      attendees: seats('jobcenterHead'),
    };
    const moved = await own.test.get(ScheduleConference).execute(await own.test.staff('lead'), next);
    expect(codeOf(moved)).toBe('OK');
    expect(await booked(id)).toEqual([staffId('jobcenterHead')]);
    expect(await mailed('Neuer Termin')).toEqual(['jobcenterHead']);
  });

  it('that names nobody for the next date comes as before: both are booked again', async () => {
    const id = await scheduled();
    await own.work.step('postpone', id, await own.test.staff('lead'));
    await own.work.schedule(id, { startsAt: '2026-05-27T08:00:00Z', endsAt: '2026-05-27T09:00:00Z' });
    expect(await booked(id)).toEqual(BOTH.map((who) => staffId(who)).sort());
  });
});
