import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { key } from '#test/builders/case-work.js';
import { aDecision, anAnonymised, ConferenceWork } from '#test/builders/conference-work.js';
import { staffId, unit, type StaffKey } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { RegisterOralDisclosures } from '../../../src/conferences/application/register-oral-disclosures.js';
import {
  AddAddendum,
  AnswerCorrection,
  CorrectRecord,
  PurgeUnneeded,
  RecordReader,
  type AnswerCorrectionCommand,
  type ReportCorrectionCommand,
} from '../../../src/conferences/index.js';
import type { ConferenceId } from '../../../src/kernel/index.js';
import { UnitOfWork, type Principal } from '../../../src/platform/index.js';

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

const actorOf = async (by: Principal | StaffKey) => (typeof by === 'string' ? test.staff(by) : by);

async function report(
  id: ConferenceId,
  by: Principal | StaffKey,
  more: Partial<ReportCorrectionCommand> = {},
) {
  const wish = 'Es muss heißen: bis zum Ende der Woche.';
  const input = { idempotencyKey: key(), conferenceId: id, target: 'RESULT', wish, ...more } as const;
  return test.get(CorrectRecord).report(await actorOf(by), input);
}

async function agree(id: ConferenceId, by: Principal | StaffKey, forPerson = false) {
  const input = { idempotencyKey: key(), conferenceId: id, forPerson };
  return test.get(CorrectRecord).agree(await actorOf(by), input);
}

async function answer(
  correctionId: string,
  more: Partial<AnswerCorrectionCommand>,
  by: StaffKey = 'protokoll',
) {
  const input = {
    idempotencyKey: key(),
    correctionId,
    outcome: 'ACCEPTED',
    answer: 'So wurde es vereinbart.',
    newText: 'Der Antrag wird bis zum Ende der Woche gestellt.',
    ...more,
  } as const;
  return test.get(AnswerCorrection).execute(await test.staff(by), input);
}

const approve = async (id: ConferenceId) =>
  codeOf(await work.step('approve', id, await test.staff('moderation')));

/** A conference whose record lies before everybody and was looked through. */
async function submitted(decisions = [aDecision()]) {
  const conference = await work.identified();
  await work.hold(conference.id, { decisions });
  await work.submit(conference.id);
  await work.purge(conference.id);
  return conference;
}

const agreement = async (id: ConferenceId, by: Principal | StaffKey) =>
  test.get(UnitOfWork).run(await actorOf(by), (tx) => test.get(RecordReader).agreement(tx, id));

describe('the agreement on a record', () => {
  it('begins with its submission by the recorder, and bodies read their extract from then on', async () => {
    const { id } = await work.identified();
    await work.hold(id, { decisions: [aDecision()] });
    expect(codeOf(await report(id, 'jobcenter'))).toBe('RECORD_NOT_SUBMITTED');
    await expect(work.submit(id, 'moderation')).rejects.toThrow();
    await work.submit(id);
    expect(await work.statesOf(id)).toBe('recordReview');
    const extract = await work.readAs('jobcenter', (tx, reader) => reader.record(tx, id));
    expect([extract?.result !== null, extract?.personsView]).toEqual([true, null]);
    expect(await agreement(id, 'jobcenter')).toMatchObject({ correctionsUntil: '2026-05-28', waitingFor: 4 });
  });

  it('needs five working days, or an answer of everybody who may correct', async () => {
    const { id, person } = await submitted();
    expect(await approve(id)).toBe('GUARD_REFUSED');
    for (const who of ['lead', 'jobcenter', 'sozialamt'] as const) valueOf(await agree(id, who));
    expect(await approve(id)).toBe('GUARD_REFUSED');
    expect((await agreement(id, 'lead'))?.waitingFor).toBe(1);
    valueOf(await agree(id, person));
    expect(await approve(id)).toBe('OK');
  });

  it('ends by itself after five working days: silence then no longer stops the chair', async () => {
    const { id } = await submitted();
    test.clock.setDay('2026-05-28');
    expect(await approve(id)).toBe('GUARD_REFUSED');
    test.clock.setDay('2026-05-29');
    await test.fireDeadlines();
    expect(await work.statesOf(id)).toBe('recordReady');
    expect(codeOf(await report(id, 'jobcenter'))).toBe('CORRECTION_TIME_OVER');
    expect(await approve(id)).toBe('OK');
  });

  it('stops while a correction is open; accepted, it is read in the record, which itself stays', async () => {
    const { id, person } = await submitted();
    const { correctionId } = valueOf(await report(id, person, { target: 'PERSONS_VIEW' }));
    const { correctionId: second } = valueOf(await report(id, 'jobcenter'));
    test.clock.setDay('2026-06-02');
    expect(await approve(id)).toBe('GUARD_REFUSED');
    expect(codeOf(await answer(correctionId, { newText: null }))).toBe('CORRECTION_WORDING_MISSING');
    expect(codeOf(await answer(second, { newText: 'Sie sagte: dann eben nicht.' }))).toBe('RECORD_VERBATIM');
    valueOf(await answer(correctionId, { newText: 'Ich brauche jemanden, der mitkommt.' }));
    expect(await approve(id)).toBe('GUARD_REFUSED');
    valueOf(await answer(second, { outcome: 'REJECTED', newText: null, answer: 'So war es nicht.' }));
    expect(codeOf(await answer(second, { outcome: 'REJECTED', newText: null }))).toBe(
      'CORRECTION_ALREADY_ANSWERED',
    );
    expect(await approve(id)).toBe('OK');
    const record = await work.readAs('lead', (tx, reader) => reader.record(tx, id));
    expect([record?.personsView, record?.result]).toEqual([
      'Ich brauche jemanden, der mitkommt.',
      'Der Antrag wird vor Monatsende gestellt.',
    ]);
  });

  it('is for those who were there and the person alone, and shows a body nobody else’s words', async () => {
    const { id, person } = await submitted();
    for (const who of ['abh', 'moderation2', 'protokoll2', 'otherLead', 'datenschutz'] as const) {
      expect(await outcomeOf(report(id, who))).toBe('AccessDenied');
      expect(await outcomeOf(agree(id, who))).toBe('AccessDenied');
    }
    expect(await outcomeOf(agree(id, 'jobcenter', true))).toBe('AccessDenied');
    const { correctionId } = valueOf(
      await report(id, person, { target: 'PERSONS_VIEW', wish: 'Nur das Geld.' }),
    );
    for (const who of ['lead', 'jobcenter', 'moderation2'] as const) {
      expect(await outcomeOf(answer(correctionId, {}, who))).toBe('AccessDenied');
    }
    expect((await agreement(id, 'jobcenter'))?.corrections).toEqual([]);
    expect((await agreement(id, person))?.corrections.map(({ wish }) => wish)).toEqual(['Nur das Geld.']);
    expect(codeOf(await report(id, 'jobcenter', { target: 'PERSONS_VIEW' }))).toBe('CORRECTION_NOT_POSSIBLE');
    expect(codeOf(await report(id, 'jobcenter', { target: 'DECISION' }))).toBe('CORRECTION_NOT_POSSIBLE');
  });

  it('keeps every word sealed with the key of the person', async () => {
    const { id } = await submitted();
    const { correctionId } = valueOf(await report(id, 'lead', { wish: 'Der Bruder heißt anders.' }));
    valueOf(await answer(correctionId, {}));
    const rows = await test.rows(
      `SELECT wish, answer, new_text FROM conference_correction WHERE conference_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ wish: null, answer: null, new_text: null }]);
  });

  it('of an anonymised conference takes no word that leads to somebody', async () => {
    const id = await work.request(anAnonymised(await work.caseForConference()));
    await work.hold(id);
    await work.submit(id);
    expect(codeOf(await report(id, 'jobcenter', { wish: 'Es war am 3. April 2026.' }))).toBe(
      'TEXT_NOT_ANONYMOUS',
    );
    await work.purge(id);
    await work.agreeAll(id);
    expect(await approve(id)).toBe('OK');
  });

  it('is over with the approval: corrections become addenda, which nobody changes', async () => {
    const { id } = await submitted();
    await work.agreeAll(id);
    const add = async (words: string, by: StaffKey) =>
      test.get(AddAddendum).execute(await test.staff(by), { idempotencyKey: key(), conferenceId: id, words });
    expect(codeOf(await add('Die Frist war eine andere.', 'protokoll'))).toBe('RECORD_NOT_APPROVED');
    expect(await approve(id)).toBe('OK');
    expect(codeOf(await report(id, 'jobcenter'))).toBe('RECORD_ALREADY_APPROVED');
    expect(await outcomeOf(add('Die Frist war eine andere.', 'jobcenter'))).toBe('AccessDenied');
    valueOf(await add('Die Frist war eine andere.', 'moderation'));
    const read = async (by: StaffKey) =>
      test.get(UnitOfWork).run(await test.staff(by), (tx) => test.get(RecordReader).addenda(tx, id));
    expect((await read('lead')).map(({ words }) => words)).toEqual(['Die Frist war eine andere.']);
    expect(await read('jobcenter')).toEqual([]);
    for (const sql of [
      `UPDATE conference_addendum SET words = 'anders'`,
      `DELETE FROM conference_addendum`,
      `DELETE FROM conference_correction`,
      `UPDATE conference_correction SET wish = 'anders'`,
      `UPDATE conference_purge_line SET outcome = 'KEPT'`,
    ]) {
      await expect(test.rows(sql)).rejects.toMatchObject({ code: '42501' });
    }
    const late = `UPDATE conference_record SET corrections_until = '2030-01-01' WHERE conference_id = $1`;
    await expect(test.database.asOwner(late, [id])).rejects.toMatchObject({ code: '23001' });
  });
});

describe('what turned out unneeded', () => {
  async function told(id: ConferenceId, toUnitIds = [unit('sozialamt'), unit('jobcenter')]) {
    valueOf(
      await test.get(RegisterOralDisclosures).execute(await test.staff('protokoll'), {
        idempotencyKey: key(),
        conferenceId: id,
        disclosures: [{ category: 'HOUSING', fromUnitId: unit('beratung'), toUnitIds }],
      }),
    );
  }

  const proposals = async (id: ConferenceId, by: StaffKey = 'protokoll') =>
    test.get(UnitOfWork).run(await test.staff(by), (tx) => test.get(PurgeUnneeded).proposals(tx, id));

  it('is proposed by task and decision, taken back, and logged before the record is approved', async () => {
    const { id, caseId } = await work.identified();
    await work.hold(id, { decisions: [aDecision()] });
    await told(id);
    await work.submit(id);
    await work.agreeAll(id);
    expect(await approve(id)).toBe('GUARD_REFUSED');
    const open = await proposals(id);
    expect(new Set(open.map(({ toUnitId, neededFor }) => `${toUnitId} ${neededFor}`))).toEqual(
      new Set([`${unit('jobcenter')} TASK`, `${unit('sozialamt')} null`]),
    );
    expect(await proposals(id, 'jobcenter')).toEqual([]);
    await work.purge(id);
    expect(await approve(id)).toBe('OK');
    const lines = await test.database.asOwner<Record<string, unknown>>(
      `SELECT to_unit_id, basis_end_reason, answer_due_on IS NOT NULL AS owes FROM disclosure
       WHERE case_id = $1 AND channel = 'CONFERENCE' ORDER BY basis_end_reason NULLS FIRST`,
      [caseId],
    );
    expect(lines).toEqual([
      { to_unit_id: unit('jobcenter'), basis_end_reason: null, owes: false },
      { to_unit_id: unit('sozialamt'), basis_end_reason: 'NOT_NEEDED', owes: true },
    ]);
    const [purge] = await test.rows<{ done_by: string; outcomes: string[] }>(
      `SELECT p.done_by, array_agg(l.outcome ORDER BY l.outcome) AS outcomes FROM conference_purge p
       JOIN conference_purge_line l ON l.region_id = p.region_id AND l.purge_id = p.id
       WHERE p.conference_id = $1 GROUP BY p.done_by`,
      [id],
    );
    expect(purge).toEqual({ done_by: staffId('protokoll'), outcomes: ['KEPT', 'PURGED'] });
  });

  it('is decided line by line: none is left out, none is of another conference, and later ones are asked about again', async () => {
    const { id } = await submitted();
    await told(id, [unit('sozialamt')]);
    const purge = async (lines: readonly { source: string; lineId: string }[], by: StaffKey = 'moderation') =>
      test
        .get(PurgeUnneeded)
        .execute(await test.staff(by), { idempotencyKey: key(), conferenceId: id, lines });
    expect(codeOf(await purge([]))).toBe('PURGE_INCOMPLETE');
    const foreign = { source: 'ORAL', lineId: unit('abh') };
    expect(codeOf(await purge([foreign]))).toBe('PURGE_INCOMPLETE');
    await work.agreeAll(id);
    expect(await approve(id)).toBe('GUARD_REFUSED');
    const [line] = await proposals(id);
    if (!line) throw new Error('No line');
    expect(await outcomeOf(purge([line], 'jobcenter'))).toBe('AccessDenied');
    expect(codeOf(await purge([line]))).toBe('OK');
    expect(await approve(id)).toBe('OK');
  });
});
