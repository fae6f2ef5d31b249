import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseWork, key } from '#test/builders/case-work.js';
import { unit, type StaffKey } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { TestApp } from '#test/support/test-app.js';
import { CaseReader, RecordEntryInterview } from '../../../src/cases/index.js';
import { EndCaseParticipation } from '../../../src/cases/application/end-case-participation.js';
import { AddCaseParticipation } from '../../../src/cases/application/add-case-participation.js';
import { LinkPersonAccount } from '../../../src/cases/application/link-person-account.js';
import type { RecordEntryInterviewCommand } from '../../../src/cases/application/record-entry-interview.js';
import { RecordLifeAreaEntry } from '../../../src/cases/application/record-life-area-entry.js';
import type { SharingCategory } from '../../../src/sharing/index.js';
import { asId, ok, type CaseId } from '../../../src/kernel/index.js';
import { AccessDenied, newId, UnitOfWork, type Principal } from '../../../src/platform/index.js';

let test: TestApp;
let work: CaseWork;
let caseId: CaseId;
let person: Principal;

const ANSWERS = [
  { question: 'PICTURE_OF_SUCCESS', original: 'Ich arbeite.', quotable: 'YES' },
  { question: 'COOPERATION_OF_AUTHORITIES', original: 'Alle waren freundlich.', quotable: 'ANONYMISED' },
  { question: 'PROBLEMS', original: 'Kein Bus.', quotable: 'NO', lifeArea: 'MOBILITY' },
] as const;

function anInterview(more: Partial<RecordEntryInterviewCommand> = {}): RecordEntryInterviewCommand {
  const consents = { useForOwnCase: true, useAnonymised: false };
  return {
    idempotencyKey: key(),
    caseId,
    heldOn: '2026-05-04',
    language: 'ti',
    answers: ANSWERS,
    ...consents,
    ...more,
  };
}

/** All an actor can read of the case. */
async function view(actor: Principal) {
  const reader = test.get(CaseReader);
  return test.get(UnitOfWork).run(actor, async (tx) => ({
    case: await reader.get(tx, caseId),
    person: await reader.findPerson(tx, caseId),
    interviews: await reader.interviews(tx, caseId),
    entries: await reader.lifeAreaEntries(tx, caseId),
    listed: (await reader.list(tx, 100, undefined)).some((row) => row.id === caseId),
  }));
}

async function seen(actor: Principal): Promise<string> {
  return outcomeOf(view(actor).then(ok));
}

async function recordEntry(who: StaffKey, unitId = unit('beratung'), category: SharingCategory = 'WORK') {
  return test.get(RecordLifeAreaEntry).execute(await test.staff(who), {
    idempotencyKey: key(),
    caseId,
    unitId,
    kind: 'RESOURCE',
    lifeArea: 'LANGUAGE',
    text: 'Spricht vier Sprachen',
    statement: 'FACT',
    category,
    priority: 5,
  });
}

beforeAll(async () => {
  test = await TestApp.start();
  work = new CaseWork(test);
  caseId = await work.openCase({ units: ['jobcenter'] });
  person = await work.linkPerson(caseId, 'person');
  valueOf(await test.get(RecordEntryInterview).execute(await test.staff('lead'), anInterview()));
  valueOf(await recordEntry('lead'));
  valueOf(await recordEntry('jobcenter', unit('jobcenter')));
});

afterAll(async () => test?.stop());

describe('what is seen of a case', () => {
  it('lets a participating unit see that there is a case and its number, and of content only its own', async () => {
    const seenByJobcenter = await view(await test.staff('jobcenter'));
    expect(seenByJobcenter).toMatchObject({
      case: { concern: null },
      person: null,
      interviews: [],
      listed: true,
    });
    expect(seenByJobcenter.case.number).toMatch(/^F-/);
    expect(seenByJobcenter.entries.map((entry) => entry.controllerUnitId)).toEqual([unit('jobcenter')]);
  });

  it.each(['lead', 'colleague'] as const)(
    'shows %s of the leading unit the person and its own content',
    async (who) => {
      const { person: known, interviews, entries, case: file } = await view(await test.staff(who));
      expect(known?.names[0]?.givenNames).toBe('Selam');
      expect(file.concern).toBe('Ich möchte arbeiten.');
      expect(interviews.map((interview) => interview.answers.length)).toEqual([3]);
      expect(entries.map((entry) => entry.controllerUnitId)).toEqual([unit('beratung')]);
    },
  );

  it('S4.23 shows the person everything about themself, whoever recorded it', async () => {
    const own = await view(person);
    expect(own.entries).toHaveLength(2);
    expect(own).toMatchObject({ case: { concern: 'Ich möchte arbeiten.' }, listed: true });
    expect(own.interviews[0]?.answers.map((answer) => answer.question)).toEqual(
      ANSWERS.map(({ question }) => question),
    );
  });

  it.each([
    'projektleitung',
    'projektleitungAhorn',
    'datenschutz',
    'administration',
    'protokoll',
    'moderation',
    'otherLead',
    'abh',
  ] as const)('S4.21 hides from %s that there is a case at all', async (who) => {
    const actor = await test.staff(who);
    expect(await seen(actor)).toBe('AccessDenied');
    const listed = await test
      .get(UnitOfWork)
      .run(actor, (tx) => test.get(CaseReader).list(tx, 100, undefined));
    expect(listed).toEqual([]);
  });

  it('gives the same answer to a stranger for a case that is there and one that is not', async () => {
    const query = 'query ($id: ID!) { case(id: $id) { number } }';
    const there = await test.ask('projektleitung', query, { id: caseId });
    const nowhere = await test.ask('projektleitung', query, { id: newId() });
    expect(there).toEqual(nowhere);
    expect(there.codes).toHaveLength(1);
  });

  it('shows another person nothing', async () => {
    const other = await work.openCase();
    expect(await seen(await work.linkPerson(other, 'person2'))).toBe('AccessDenied');
  });

  it('ends with the participation of the unit', async () => {
    const actor = await test.staff('sozialamt');
    const input = { idempotencyKey: key(), caseId, unitId: unit('sozialamt') };
    valueOf(await test.get(AddCaseParticipation).execute(await test.staff('lead'), input));
    expect(await seen(actor)).toBe('OK');
    const leaving = test.get(EndCaseParticipation);
    const stranger = await test.staff('jobcenter');
    await expect(leaving.execute(stranger, { ...input, idempotencyKey: key() })).rejects.toBeInstanceOf(
      AccessDenied,
    );
    expect(
      codeOf(await leaving.execute(actor, { idempotencyKey: key(), caseId, unitId: unit('sozialamt') })),
    ).toBe('OK');
    expect(await seen(actor)).toBe('AccessDenied');
    const lead = await test.staff('lead');
    const again = { idempotencyKey: key(), caseId, unitId: unit('sozialamt') };
    expect(codeOf(await leaving.execute(lead, again))).toBe('UNIT_DOES_NOT_PARTICIPATE');
    const own = { idempotencyKey: key(), caseId, unitId: unit('beratung') };
    expect(codeOf(await leaving.execute(lead, own))).toBe('LEAD_CANNOT_LEAVE');
    expect(
      codeOf(
        await test
          .get(AddCaseParticipation)
          .execute(await test.staff('lead'), { ...input, idempotencyKey: key() }),
      ),
    ).toBe('OK');
    expect(await seen(actor)).toBe('OK');
  });

  it('ends with the role of the staff member', async () => {
    await test.rows(`UPDATE staff_role SET valid_until = '2026-05-03' WHERE staff_id = $1`, [
      (await test.staff('jobcenterHead')).staffId,
    ]);
    expect(await seen(await test.staff('jobcenterHead'))).toBe('AccessDenied');
  });
});

describe('commands on a case', () => {
  it('S4.4 need answers to all three questions of the entry interview', async () => {
    const lead = await test.staff('lead');
    for (const missing of ANSWERS) {
      const answers = ANSWERS.filter((answer) => answer !== missing);
      expect(codeOf(await test.get(RecordEntryInterview).execute(lead, anInterview({ answers })))).toBe(
        'INTERVIEW_ANSWER_MISSING',
      );
    }
  });

  it('S4.4 keep no interview without the person’s own consent, and none of tomorrow', async () => {
    const lead = await test.staff('lead');
    const interviews = test.get(RecordEntryInterview);
    expect(codeOf(await interviews.execute(lead, anInterview({ useForOwnCase: false })))).toBe(
      'INTERVIEW_USE_REFUSED',
    );
    expect(codeOf(await interviews.execute(lead, anInterview({ heldOn: '2026-05-05' })))).toBe(
      'DATE_IN_FUTURE',
    );
    expect((await view(lead)).interviews).toHaveLength(1);
  });

  it.each(['colleague', 'jobcenter', 'projektleitungAhorn'] as const)(
    'are the case lead’s: %s neither records the interview nor lets others take part nor links the login',
    async (who) => {
      const actor = await test.staff(who);
      const outcomes = await Promise.all([
        outcomeOf(test.get(RecordEntryInterview).execute(actor, anInterview())),
        outcomeOf(
          test
            .get(AddCaseParticipation)
            .execute(actor, { idempotencyKey: key(), caseId, unitId: unit('abh') }),
        ),
        outcomeOf(
          test.get(LinkPersonAccount).execute(actor, { idempotencyKey: key(), caseId, subject: 'neu' }),
        ),
      ]);
      expect(outcomes).toEqual(['AccessDenied', 'AccessDenied', 'AccessDenied']);
    },
  );

  it('are not open to who led the case, once they work for another unit that takes part', async () => {
    const moved = await work.openCase({ units: ['jobcenter'] });
    const lead = await test.staff('lead');
    const jobcenter = await test.staff('jobcenter');
    const elsewhere = { ...lead, grants: jobcenter.grants };
    const input = { idempotencyKey: key(), caseId: moved, unitId: unit('abh') };
    await expect(test.get(AddCaseParticipation).execute(elsewhere, input)).rejects.toBeInstanceOf(
      AccessDenied,
    );
  });

  it('tell a participating unit of itself and the leading one only', async () => {
    const shared = await work.openCase({ units: ['jobcenter', 'abh'] });
    const seenBy = async (who: 'lead' | 'jobcenter') =>
      (
        await test
          .get(UnitOfWork)
          .run(await test.staff(who), (tx) => test.get(CaseReader).participations(tx, shared))
      ).map((row) => row.unitId);
    expect((await seenBy('jobcenter')).toSorted()).toEqual([unit('beratung'), unit('jobcenter')].toSorted());
    expect(await seenBy('lead')).toHaveLength(3);
  });

  it('refuse a unit that is unknown or takes part already', async () => {
    const lead = await test.staff('lead');
    const add = (unitId: string) =>
      test.get(AddCaseParticipation).execute(lead, { idempotencyKey: key(), caseId, unitId: asId(unitId) });
    expect(codeOf(await add(newId()))).toBe('UNIT_UNKNOWN');
    expect(codeOf(await add(unit('jobcenter')))).toBe('UNIT_ALREADY_PARTICIPATES');
  });

  it('record nothing in the name of another unit', async () => {
    expect(await outcomeOf(recordEntry('jobcenter', unit('beratung')))).toBe('AccessDenied');
    expect(await outcomeOf(recordEntry('lead', unit('jobcenter')))).toBe('AccessDenied');
    expect(await outcomeOf(recordEntry('abh', unit('abh')))).toBe('AccessDenied');
  });

  it.each(['DEPORT', 'AGG', 'ANON', 'LOG', 'TASK', 'RECORD'] as const)(
    'takes no entry of a category that is none of a person: %s',
    async (category) => {
      const refused = await recordEntry('lead', unit('beratung'), category);
      expect(codeOf(refused)).toBe('CATEGORY_NOT_OF_A_PERSON');
    },
  );
});
