import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAnonymised } from '#test/builders/conference-work.js';
import { staffId, unit } from '#test/builders/region.js';
import { valueOf } from '#test/support/results.js';
import { ContributionReminders } from '../../../src/conferences/briefs/application/contribution-reminders.js';
import { InvitationWork, addressOf, unitAddressOf } from '../invitations/invitation-work.js';
import { BriefWork } from './brief-work.js';

let own: InvitationWork;

beforeAll(async () => {
  own = await InvitationWork.start();
});

afterAll(async () => own?.stop());

describe('a body that has not contributed', () => {
  it('is reminded one working day before the last day, once, with number and topic alone', async () => {
    const work = new BriefWork(own.test);
    const id = await work.request(anAnonymised(await work.caseForConference([])));
    await work.schedule(id, { attendees: [{ unitId: unit('jobcenter'), staffId: staffId('jobcenter') }] });
    await own.sendAll();
    const reminders = own.test.get(ContributionReminders);
    const reminded = async (day: string): Promise<readonly string[]> => {
      own.test.clock.setDay(day);
      own.mailbox.mails.length = 0;
      await reminders.run();
      await own.sendAll();
      return own.mailbox.mails.map(({ to }) => to).toSorted();
    };
    expect(await reminded('2026-05-12')).toEqual([]);
    expect(await reminded('2026-05-15')).toEqual(
      [addressOf('jobcenter'), unitAddressOf('sozialamt')].toSorted(),
    );
    expect(own.mailbox.mails.every(({ raw }) => !raw.includes('Selam') && !raw.includes('Beispiel'))).toBe(
      true,
    );
    expect(await reminded('2026-05-15')).toEqual([]);
    expect(await reminded('2026-05-18')).toEqual([]);
  });

  it('is not reminded once it has', async () => {
    const work = new BriefWork(own.test);
    own.test.clock.setDay('2026-05-11');
    await own.test.rows(`UPDATE conference_booking SET released_at = now() WHERE released_at IS NULL`);
    const id = await work.request(anAnonymised(await work.caseForConference([])));
    await work.schedule(id, { startsAt: '2026-05-27T08:00:00Z', endsAt: '2026-05-27T09:00:00Z' });
    await own.sendAll();
    const nameless = { categories: [], text: 'Solche Anträge dauern drei Monate.' };
    valueOf(await work.tryContribute(id, nameless));
    own.test.clock.setDay('2026-05-21');
    own.mailbox.mails.length = 0;
    await own.test.get(ContributionReminders).run();
    await own.sendAll();
    expect(own.mailbox.mails.map(({ to }) => to)).toEqual([unitAddressOf('sozialamt')]);
  });
});
