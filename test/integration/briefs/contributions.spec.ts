import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anOffer, key } from '#test/builders/case-work.js';
import { anAnonymised, type IdentifiedConference } from '#test/builders/conference-work.js';
import { unit, type StaffKey } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { ConferenceFacts } from '../../../src/conferences/application/conference-facts.js';
import { ContributionReader } from '../../../src/conferences/briefs/application/contribution-reader.js';
import { DecideWithholding } from '../../../src/conferences/briefs/application/decide-withholding.js';
import {
  findConference,
  listParticipants,
} from '../../../src/conferences/persistence/conference.repository.js';
import type { ConferenceId, UnitId } from '../../../src/kernel/index.js';
import { UnitOfWork } from '../../../src/platform/index.js';
import { BriefWork } from './brief-work.js';

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

const WORDS = 'Der Antrag liegt vollständig vor.';

/** A conference for which the Jobcenter may tell the advice centre about benefits. */
async function prepared(): Promise<IdentifiedConference> {
  const conference = await work.identified();
  const towards = {
    discloserUnitId: unit('jobcenter'),
    recipientUnitId: unit('beratung'),
    categories: ['BENEFIT'] as const,
    section87Warned: true,
  };
  const jobcenter = await test.staff('jobcenter');
  const consentId = await work.offer(anOffer(conference.caseId, towards), 'jobcenter');
  await work.grant(consentId, jobcenter);
  return conference;
}

async function missing(id: ConferenceId): Promise<readonly UnitId[] | undefined> {
  return test.tx(async (tx) => {
    const conference = await findConference(tx, id);
    if (!conference) throw new Error('No conference');
    const participants = await listParticipants(tx, id);
    return test.get(ConferenceFacts).find('contributionsMissing', tx, { conference, participants });
  });
}

async function decide(id: ConferenceId, decision: 'CONFIRMED' | 'REJECTED', by: StaffKey): Promise<string> {
  const input = {
    idempotencyKey: key(),
    conferenceId: id,
    unitId: unit('jobcenter'),
    expectedVersion: 1,
    decision,
  };
  return outcomeOf(test.get(DecideWithholding).execute(await test.staff(by), input));
}

describe('a contribution', () => {
  it('reaches who it was written for, and the person beforehand', async () => {
    const { id, person } = await prepared();
    valueOf(await work.tryContribute(id));
    expect(await work.contributions(id, 'jobcenter')).toEqual([WORDS]);
    expect(await work.contributions(id, 'lead')).toEqual([WORDS]);
    expect(await work.contributions(id, person)).toEqual([WORDS]);
    expect(await work.contributions(id, 'sozialamt')).toEqual([]);
    const raw = await test
      .get(UnitOfWork)
      .run(await test.staff('sozialamt'), (tx) =>
        tx.query(`SELECT id FROM conference_contribution WHERE conference_id = $1`, [id]),
      );
    expect(raw).toEqual([]);
  });

  it('is refused as a whole when one recipient may not learn one part', async () => {
    const { id } = await prepared();
    expect(codeOf(await work.tryContribute(id, { categories: ['BENEFIT', 'HEALTH'] }))).toBe(
      'CONTRIBUTION_WITHOUT_BASIS',
    );
    expect(codeOf(await work.tryContribute(id, { categories: [] }))).toBe('CONTRIBUTION_WITHOUT_BASIS');
    expect(codeOf(await work.tryContribute(id, { toUnitIds: [unit('abh')] }))).toBe(
      'CONTRIBUTION_WITHOUT_BASIS',
    );
    expect(await work.contributions(id, 'jobcenter')).toEqual([]);
  });

  it('is written by the body itself, version after version', async () => {
    const { id, person } = await prepared();
    for (const who of ['sozialamt', 'lead', 'moderation', 'abh'] as const)
      expect(await outcomeOf(work.tryContribute(id, {}, who))).toBe('AccessDenied');
    expect(await outcomeOf(work.tryContribute(id, { unitId: unit('sozialamt') }))).toBe('AccessDenied');
    valueOf(await work.tryContribute(id));
    expect(codeOf(await work.tryContribute(id))).toBe('BRIEF_VERSION_OVERTAKEN');
    valueOf(await work.tryContribute(id, { expectedVersion: 1, text: 'Der Antrag ist bewilligt.' }));
    expect(await work.contributions(id, person)).toEqual(['Der Antrag ist bewilligt.']);
  });

  it('is withheld from the person only with a reason and by a second person', async () => {
    const { id, person } = await prepared();
    valueOf(await work.tryContribute(id, { withholdReason: 'Die Person hat die Sachbearbeitung bedroht.' }));
    expect(await work.contributions(id, person)).toEqual([]);
    expect(await work.contributions(id, 'lead')).toEqual([WORDS]);
    const raw = () =>
      test
        .get(UnitOfWork)
        .run(person, (tx) =>
          tx.query(`SELECT id FROM conference_contribution WHERE conference_id = $1`, [id]),
        );
    expect(await raw()).toEqual([]);
    expect(await decide(id, 'CONFIRMED', 'jobcenter')).toBe('WITHHOLDING_NEEDS_SECOND_PERSON');
    expect(await decide(id, 'REJECTED', 'lead')).toBe('AccessDenied');
    expect(await decide(id, 'REJECTED', 'jobcenterHead')).toBe('OK');
    expect(await decide(id, 'CONFIRMED', 'jobcenterHead')).toBe('WITHHOLDING_NOT_OPEN');
    expect(await work.contributions(id, person)).toEqual([WORDS]);
    expect(await raw()).toHaveLength(1);
  });

  it('stays withheld once confirmed, which others are told without the reason', async () => {
    const { id, person } = await prepared();
    valueOf(await work.tryContribute(id, { withholdReason: 'Die Person hat die Sachbearbeitung bedroht.' }));
    expect(await decide(id, 'CONFIRMED', 'jobcenterHead')).toBe('OK');
    expect(await work.contributions(id, person)).toEqual([]);
    const seen = async (by: StaffKey) =>
      test.get(UnitOfWork).run(await test.staff(by), (tx) => test.get(ContributionReader).list(tx, id));
    expect((await seen('jobcenter'))[0]?.withholding).toBe('CONFIRMED');
    expect((await seen('lead'))[0]?.withholding).toBe('CONFIRMED');
    expect((await seen('jobcenter'))[0]?.withholdReason).toContain('bedroht');
    expect((await seen('lead'))[0]?.withholdReason).toBeNull();
  });

  it('in a conference without names carries nothing by which somebody is recognised', async () => {
    const caseId = await work.caseForConference();
    const id = await work.request(anAnonymised(caseId));
    const nameless = { categories: [], toUnitIds: [] };
    expect(
      codeOf(await work.tryContribute(id, { ...nameless, text: 'Termin am 03.04.2026 vereinbart.' })),
    ).toBe('TEXT_NOT_ANONYMOUS');
    valueOf(await work.tryContribute(id, { ...nameless, text: 'Solche Anträge dauern drei Monate.' }));
    expect(await work.contributions(id, 'sozialamt')).toEqual(['Solche Anträge dauern drei Monate.']);
    await expect(work.contributions(id, 'abh')).rejects.toThrow();
  });

  it('is due two working days before the sitting, and late after it', async () => {
    const { id } = await prepared();
    await work.schedule(id);
    const due = await test
      .get(UnitOfWork)
      .run(await test.staff('jobcenter'), (tx) => test.get(ContributionReader).dueOn(tx, id));
    expect(due).toBe('2026-05-18');
    test.clock.setDay('2026-05-19');
    valueOf(await work.tryContribute(id));
    const [late] = await test
      .get(UnitOfWork)
      .run(await test.staff('jobcenter'), (tx) => test.get(ContributionReader).list(tx, id));
    expect(late?.isLate).toBe(true);
  });

  it('is missing of a body that will not come, until it is there', async () => {
    const { id } = await prepared();
    await work.schedule(id);
    expect(await missing(id)).toEqual([]);
    await test.rows(
      `UPDATE conference_invitee SET answer = 'DECLINED', answered_at = now(), answered_through = 'LINK'
       WHERE conference_id = $1 AND holder_id = $2`,
      [id, unit('jobcenter')],
    );
    expect(await missing(id)).toEqual([unit('jobcenter')]);
    valueOf(await work.tryContribute(id));
    expect(await missing(id)).toEqual([]);
  });
});
