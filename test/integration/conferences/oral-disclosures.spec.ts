import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { aDecision, ConferenceWork, type IdentifiedConference } from '#test/builders/conference-work.js';
import { unit, type StaffKey } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import {
  RegisterOralDisclosures,
  type RegisterOralDisclosuresCommand,
} from '../../../src/conferences/application/register-oral-disclosures.js';
import { AnswerCorrection, CorrectRecord, RecordReader } from '../../../src/conferences/index.js';
import type { ConferenceId, ConsentId } from '../../../src/kernel/index.js';
import { UnitOfWork } from '../../../src/platform/index.js';
import { DisclosureReader } from '../../../src/sharing/application/disclosure-reader.js';

let test: TestApp;
let work: ConferenceWork;

beforeAll(async () => {
  test = await TestApp.start();
  work = new ConferenceWork(test);
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  await test.rows(`UPDATE conference_booking SET released_at = now() WHERE released_at IS NULL`);
});

afterAll(async () => test?.stop());

type Told = RegisterOralDisclosuresCommand['disclosures'][number];

/** The Jobcenter told the Sozialamt about housing, which is in the common result unless said otherwise. */
const housing = (more: Partial<Told> = {}): Told => ({
  category: 'HOUSING',
  fromUnitId: unit('jobcenter'),
  toUnitIds: [unit('sozialamt')],
  ...more,
});

async function takeDown(
  conferenceId: ConferenceId,
  disclosures: readonly Told[],
  more: { readonly by?: StaffKey; readonly idempotencyKey?: string } = {},
) {
  return test.get(RegisterOralDisclosures).execute(await test.staff(more.by ?? 'protokoll'), {
    idempotencyKey: more.idempotencyKey ?? key(),
    conferenceId,
    disclosures,
  });
}

/** A conference that was held, with one common decision and one of the Jobcenter. */
async function held(): Promise<IdentifiedConference & { readonly decisionId: string }> {
  const conference = await work.identified();
  const common = { ...aDecision(), kind: 'AGREEMENT' as const, unitId: null };
  await work.hold(conference.id, { decisions: [common, aDecision()] });
  const [decision] = await test.rows<{ id: string }>(
    'SELECT id FROM conference_decision WHERE conference_id = $1 ORDER BY position',
    [conference.id],
  );
  return { ...conference, decisionId: decision?.id ?? '' };
}

/** Consent and release from the counselling body to the Sozialamt for what was said about health. */
async function healthConsent({ caseId }: IdentifiedConference): Promise<ConsentId> {
  const scope = { recipientUnitId: unit('sozialamt'), categories: ['HEALTH'] } as const;
  return (await work.consentAndRelease(caseId, scope)).consentId;
}

const ANSWER = { answer: 'So ist es gemeint.', newText: 'Der Antrag wird am Montag gestellt.' };

/** The Sozialamt wishes a correction of the result, and gets it. */
async function corrected(conferenceId: ConferenceId): Promise<void> {
  const wish = { idempotencyKey: key(), conferenceId, target: 'RESULT', wish: 'Es fehlt der Tag.' } as const;
  const reported = await test.get(CorrectRecord).report(await test.staff('sozialamt'), wish);
  const { correctionId } = valueOf(reported);
  const answer = { idempotencyKey: key(), correctionId, outcome: 'ACCEPTED', ...ANSWER } as const;
  valueOf(await test.get(AnswerCorrection).execute(await test.staff('protokoll'), answer));
}

const answerTo = async (by: StaffKey, id: ConferenceId) => {
  const agreement = await test
    .get(UnitOfWork)
    .run(await test.staff(by), (tx) => test.get(RecordReader).agreement(tx, id));
  return agreement?.corrections.map(({ answer, newText }) => ({ answer, newText }));
};

const read = async (id: ConferenceId, by: StaffKey) =>
  work.readAs(by, async (tx, reader) => ({
    record: await reader.record(tx, id),
    decisions: await reader.decisions(tx, id),
  }));

describe('what is said in a sitting', () => {
  it('stands in the register by category with its basis, once, and the person sees it', async () => {
    const conference = await held();
    const first = valueOf(await takeDown(conference.id, [housing(), housing()]));
    expect(first).toMatchObject({ registered: 1, withoutBasis: [] });
    const again = valueOf(await takeDown(conference.id, [housing({ category: 'FAMILY' }), housing()]));
    expect(again.registered).toBe(1);
    const lines = await test
      .get(UnitOfWork)
      .run(conference.person, (tx) =>
        test.get(DisclosureReader).ofCase(tx, conference.caseId, 10, undefined),
      );
    expect(lines.map(({ category, channel, effect, itemId }) => [category, channel, effect, itemId])).toEqual(
      expect.arrayContaining([
        ['HOUSING', 'CONFERENCE', 'STATUTE', null],
        ['FAMILY', 'CONFERENCE', 'STATUTE', null],
      ]),
    );
  });

  it('is written with the same key only once', async () => {
    const { id } = await held();
    const idempotencyKey = key();
    const [one, two] = [
      valueOf(await takeDown(id, [housing()], { idempotencyKey })),
      valueOf(await takeDown(id, [housing()], { idempotencyKey })),
    ];
    expect([one.registered, two]).toEqual([1, one]);
  });

  it('may be taken down as soon as the sitting is open', async () => {
    const { id } = await work.identified();
    await work.schedule(id);
    await work.open(id);
    expect(valueOf(await takeDown(id, [housing()])).registered).toBe(1);
  });

  it('is written though nothing permitted it, and says so', async () => {
    const { id } = await held();
    const told = housing({ fromUnitId: unit('beratung'), category: 'HEALTH' });
    expect(valueOf(await takeDown(id, [told]))).toMatchObject({ registered: 1, withoutBasis: ['HEALTH'] });
  });

  it('is taken down by the recorder alone, of a sitting with names, among those who took part', async () => {
    const { id } = await held();
    for (const by of ['moderation', 'lead', 'jobcenter', 'protokoll2'] as const) {
      expect(await outcomeOf(takeDown(id, [housing()], { by }))).toBe('AccessDenied');
    }
    for (const wrong of [
      { toUnitIds: [unit('abh')] },
      { fromUnitId: unit('abh') },
      { toUnitIds: [unit('jobcenter')] },
      { decisionId: key() },
    ]) {
      expect(codeOf(await takeDown(id, [housing(wrong)]))).toBe('ORAL_DISCLOSURE_NOT_POSSIBLE');
    }
    const planned = await work.identified();
    await work.schedule(planned.id, {
      startsAt: '2026-06-20T08:00:00Z',
      endsAt: '2026-06-20T09:00:00Z',
    });
    expect(codeOf(await takeDown(planned.id, [housing()]))).toBe('SITTING_NOT_BEGUN');
  });
});

describe('the record after a consent was revoked', () => {
  it('stays, and masks for the recipient the part in which it was told something under it', async () => {
    const conference = await held();
    const consentId = await healthConsent(conference);
    const told = housing({
      fromUnitId: unit('beratung'),
      category: 'HEALTH',
      decisionId: conference.decisionId,
    });
    expect(valueOf(await takeDown(conference.id, [told, housing()])).withoutBasis).toEqual([]);
    await work.approve(conference.id);
    const before = await read(conference.id, 'sozialamt');
    expect(before.record).toMatchObject({ isMasked: false, result: expect.any(String) });
    expect(before.decisions).toMatchObject([{ isMasked: false, text: expect.any(String) }]);
    await work.revoke(consentId);
    const after = await read(conference.id, 'sozialamt');
    expect(after.decisions).toMatchObject([{ id: conference.decisionId, isMasked: true, text: null }]);
    expect(after.record).toMatchObject({ isMasked: false, result: before.record?.result });
    const others = await Promise.all((['jobcenter', 'lead'] as const).map((by) => read(conference.id, by)));
    expect(others.flatMap(({ decisions }) => decisions.map(({ isMasked }) => isMasked))).not.toContain(true);
    const [kept] = await test.rows<{ kept: boolean }>(
      'SELECT text_sealed IS NOT NULL AS kept FROM conference_decision WHERE id = $1',
      [conference.decisionId],
    );
    expect(kept?.kept).toBe(true);
  });

  it('masks the common result for who heard under the consent what stands in it', async () => {
    const conference = await held();
    const consentId = await healthConsent(conference);
    await takeDown(conference.id, [housing({ fromUnitId: unit('beratung'), category: 'HEALTH' })]);
    await work.submit(conference.id);
    await corrected(conference.id);
    await work.purge(conference.id, 'TASK');
    await work.agreeAll(conference.id);
    valueOf(await work.step('approve', conference.id, await test.staff('moderation')));
    expect(await answerTo('sozialamt', conference.id)).toEqual([ANSWER]);
    await work.revoke(consentId);
    expect(await answerTo('sozialamt', conference.id)).toEqual([{ answer: null, newText: null }]);
    expect((await read(conference.id, 'sozialamt')).record).toMatchObject({ isMasked: true, result: null });
    expect((await read(conference.id, 'jobcenter')).record).toMatchObject({ isMasked: false });
  });
});
