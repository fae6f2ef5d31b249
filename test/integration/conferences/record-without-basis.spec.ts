import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { aDecision, ConferenceWork } from '#test/builders/conference-work.js';
import type { StaffKey } from '#test/builders/region.js';
import { readPdf } from '#test/support/pdf-reader.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { PersonErasure } from '../../../src/cases/index.js';
import { RecordFiles } from '../../../src/conferences/record/application/record-files.js';
import {
  AddAddendum,
  AnswerCorrection,
  CorrectRecord,
  PurgeUnneeded,
  RecordReader,
} from '../../../src/conferences/index.js';
import type { ConferenceId } from '../../../src/kernel/index.js';
import { AccessDenied, UnitOfWork, type Principal } from '../../../src/platform/index.js';
import { letters, whole } from '../sharing/copy-reader.js';

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

const WISH = 'Die Miete fehlt.';

/** A record that is open to corrections, with one of the person. */
async function corrected() {
  const conference = await work.identified();
  const { id, person } = conference;
  await work.hold(id, { decisions: [aDecision()] });
  await work.submit(id);
  await work.purge(id);
  const input = { idempotencyKey: key(), conferenceId: id, target: 'RESULT', wish: WISH } as const;
  const { correctionId } = valueOf(await test.get(CorrectRecord).report(person, input));
  return { ...conference, correctionId };
}

async function answer(correctionId: string, by: StaffKey) {
  return test.get(AnswerCorrection).execute(await test.staff(by), {
    idempotencyKey: key(),
    correctionId,
    outcome: 'ACCEPTED',
    answer: 'So wurde es vereinbart.',
    newText: 'Der Antrag und die Miete werden geklärt.',
  });
}

const approve = async (id: ConferenceId) =>
  codeOf(await work.step('approve', id, await test.staff('moderation')));

const agreementOf = async (id: ConferenceId, by: Principal) =>
  test.get(UnitOfWork).run(by, (tx) => test.get(RecordReader).agreement(tx, id));

describe('a record whose consent ends after the sitting', () => {
  it('is closed to chair and recorder: they read nothing, and answer nothing they may not read', async () => {
    const { id, consentId, person, correctionId } = await corrected();
    await work.revoke(consentId, person);
    for (const who of ['moderation', 'protokoll'] as const) {
      expect(await work.readAs(who, (tx, reader) => reader.record(tx, id))).toBeNull();
      expect(await agreementOf(id, await test.staff(who))).toBeNull();
      expect(codeOf(await answer(correctionId, who))).toBe('CORRECTION_NOT_POSSIBLE');
      const file = test.get(RecordFiles).get(await test.staff(who), id, 'record');
      await expect(file).rejects.toBeInstanceOf(AccessDenied);
    }
    const unread = { idempotencyKey: key(), conferenceId: id };
    expect(codeOf(await test.get(CorrectRecord).agree(await test.staff('jobcenter'), unread))).toBe(
      'CORRECTION_NOT_POSSIBLE',
    );
    const [stored] = await test.rows<{ outcome: string | null }>(
      `SELECT outcome FROM conference_correction WHERE id = $1`,
      [correctionId],
    );
    expect(stored?.outcome).toBeNull();
  });

  it('is approved after the five days all the same; what is open stays with it, and the approval says so', async () => {
    const { id, consentId, person, correctionId } = await corrected();
    await work.revoke(consentId, person);
    test.clock.setDay('2026-05-28');
    expect(await approve(id)).toBe('GUARD_REFUSED');
    test.clock.setDay('2026-05-29');
    expect(await approve(id)).toBe('OK');
    const rows = await test.rows(
      `SELECT approved_unread, corrections_unresolved FROM conference_record WHERE conference_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ approved_unread: true, corrections_unresolved: 1 }]);
    const record = await work.readAs('lead', (tx, reader) => reader.record(tx, id));
    expect(record).toMatchObject({ approvedUnread: true, correctionsUnresolved: 1 });
    expect((await agreementOf(id, person))?.corrections).toMatchObject([{ wish: WISH, outcome: null }]);
    const said = letters(whole(await readPdf(await test.get(RecordFiles).get(person, id, 'record'))));
    const parts = ['Gewünschte Korrektur, nicht beantwortet: Die Miete fehlt.', 'nicht mehr lesen'];
    expect(parts.filter((part) => !said.includes(letters(part)))).toEqual([]);
    const late = `UPDATE conference_correction SET outcome = 'REJECTED', answer_sealed = wish_sealed,
      answered_by = raised_by, answered_at = now() WHERE id = $1`;
    await expect(test.database.asOwner(late, [correctionId])).rejects.toMatchObject({ code: '23001' });
  });

  it('is open to chair and recorder again when the person consents anew: then they answer', async () => {
    const { id, caseId, consentId, person, correctionId } = await corrected();
    await work.revoke(consentId, person);
    await work.consentToBoth(caseId);
    test.clock.setDay('2026-05-29');
    expect(await approve(id)).toBe('GUARD_REFUSED');
    expect(codeOf(await answer(correctionId, 'protokoll'))).toBe('OK');
    expect(await approve(id)).toBe('OK');
    const record = await work.readAs('lead', (tx, reader) => reader.record(tx, id));
    expect(record).toMatchObject({ approvedUnread: false, correctionsUnresolved: 0 });
  });

  it('waits for nobody who may not look through what was disclosed: the convening side does', async () => {
    const { id, consentId, person } = await work.identified();
    await work.hold(id, { decisions: [aDecision()] });
    await work.revoke(consentId, person);
    await work.submit(id);
    const purge = { idempotencyKey: key(), conferenceId: id, lines: [] };
    for (const who of ['moderation', 'protokoll', 'jobcenter'] as const)
      expect(await outcomeOf(test.get(PurgeUnneeded).execute(await test.staff(who), purge))).toBe(
        'AccessDenied',
      );
    await work.purge(id, null, 'lead');
    test.clock.setDay('2026-05-29');
    expect(await approve(id)).toBe('OK');
    const add = async (by: StaffKey) =>
      test.get(AddAddendum).execute(await test.staff(by), {
        idempotencyKey: key(),
        conferenceId: id,
        words: 'Die Frist fehlte.',
      });
    expect(await outcomeOf(add('moderation'))).toBe('AccessDenied');
    expect(codeOf(await add('lead'))).toBe('OK');
  });

  it('of an erased person is approved too: their words are gone, nobody can answer them', async () => {
    const { id, person } = await corrected();
    await test.tx((tx) => test.get(PersonErasure).erase(tx, person.personId));
    test.clock.setDay('2026-05-29');
    expect(await approve(id)).toBe('OK');
  });
});
