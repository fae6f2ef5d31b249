import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anOffer, CaseWork, key } from '#test/builders/case-work.js';
import { REGION, unit, type StaffKey } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { CaseReader, TaskBook } from '../../../src/cases/index.js';
import { AddCaseParticipation } from '../../../src/cases/application/add-case-participation.js';
import { CaseCourse } from '../../../src/cases/application/case-course.js';
import { CloseCase } from '../../../src/cases/application/close-case.js';
import { ReopenCase } from '../../../src/cases/application/reopen-case.js';
import { newId, UnitOfWork, type Principal } from '../../../src/platform/index.js';
import { ok, type CaseId } from '../../../src/kernel/index.js';
import {
  AnswerRequest,
  RequestRight,
  RunRetention,
  type DataSubjectRequestId,
} from '../../../src/sharing/index.js';
import { systemActor } from '../../../src/workflow/index.js';
import { StartProcess } from '../../../src/workflow/application/start-process.js';

let test: TestApp;
let work: CaseWork;

const SEEN = `query ($id: ID!) { case(id: $id) { closedAt changes { kind reason sentence } } }`;

beforeAll(async () => {
  test = await TestApp.start();
  work = new CaseWork(test);
});

beforeEach(() => test.clock.setDay(FIRST_DAY));

afterAll(async () => test?.stop());

async function close(caseId: CaseId, who: StaffKey = 'lead', idempotencyKey = key()) {
  const input = { idempotencyKey, caseId, reason: 'GOAL_REACHED' as const };
  return test.get(CloseCase).execute(await test.staff(who), input);
}

async function reopen(caseId: CaseId, who: StaffKey = 'lead') {
  return test.get(ReopenCase).execute(await test.staff(who), { idempotencyKey: key(), caseId });
}

async function read(principal: Principal, caseId: CaseId): Promise<string> {
  const reading = test.get(UnitOfWork).run(principal, (tx) => test.get(CaseReader).get(tx, caseId));
  return outcomeOf(reading.then(ok));
}

async function offerTask(caseId: CaseId) {
  const task = {
    caseId,
    title: 'Unterlagen mitbringen',
    unitId: unit('jobcenter'),
    dueOn: '2026-06-01',
    originType: 'test',
    originId: newId<string>(test.clock.now()),
    createdByUnitId: unit('beratung'),
  };
  return test
    .get(UnitOfWork)
    .run(await test.staff('lead'), (tx) => test.get(TaskBook).offer(tx, task, systemActor));
}

async function stateOf(caseId: CaseId) {
  const [row] = await test.rows<{ closed: boolean; running: number; tasks: number; closures: number }>(
    `SELECT c.closed_at IS NOT NULL AS closed,
            (SELECT count(*)::int FROM case_participation p WHERE p.case_id = c.id AND p.ended_at IS NULL) AS running,
            (SELECT count(*)::int FROM process p WHERE p.case_id = c.id AND p.status = 'active') AS tasks,
            (SELECT count(*)::int FROM case_closure k WHERE k.case_id = c.id) AS closures
     FROM case_file c WHERE c.id = $1`,
    [caseId],
  );
  return row;
}

describe('closing a case', () => {
  it('S0.2 ends all participations and declarations in one transaction, whatever is not known of the person; only the person goes on reading', async () => {
    const caseId = await work.openCase({ units: ['jobcenter'] });
    const self = await work.linkPerson(caseId, 'person');
    const granted = await work.offer(anOffer(caseId));
    await work.grant(granted);
    const offered = await work.offer(anOffer(caseId, { categories: ['MASTER'] }));
    expect(codeOf(await close(caseId))).toBe('OK');
    expect(await stateOf(caseId)).toMatchObject({ closed: true, running: 0, closures: 1 });
    for (const consentId of [granted, offered])
      expect((await work.processOf('consent', consentId)).status).toBe('done');
    for (const who of ['lead', 'colleague', 'jobcenter', 'datenschutz'] as const)
      expect(await read(await test.staff(who), caseId)).toBe('AccessDenied');
    expect(await read(self, caseId)).toBe('OK');
    const { data } = await test.ask('person', SEEN, { id: caseId });
    expect(data).toMatchObject({
      case: {
        closedAt: expect.any(String),
        changes: [
          {
            kind: 'CLOSED',
            reason: 'GOAL_REACHED',
            sentence:
              'Ihr Fall bei „Beratungsstelle Ahorn“ ist beendet. Die Ziele sind erreicht. Alle Einwilligungen in diesem Fall gelten nicht mehr.',
          },
        ],
      },
    });
  });

  it('is refused while anything runs, and names it with its earliest period', async () => {
    const caseId = await work.openCase({ units: ['jobcenter'] });
    valueOf(await offerTask(caseId));
    const start = { idempotencyKey: key(), caseId, definitionKey: 'rechtskreiswechsel' };
    valueOf(await test.get(StartProcess).execute(await test.staff('lead'), start));
    const refused = await close(caseId);
    expect(refused).toMatchObject({
      ok: false,
      error: {
        code: 'CASE_STILL_OPEN',
        open: [
          { definitionKey: 'rechtskreiswechsel', count: 1 },
          { definitionKey: 'task', title: 'Aufgabe', count: 1, earliestDeadline: expect.any(String) },
        ],
      },
    });
    expect(await stateOf(caseId)).toMatchObject({ closed: false, running: 2, closures: 0 });
  });

  it('is for the case lead alone: not for colleagues, other units, officers, project leads or the person', async () => {
    const caseId = await work.openCase({ units: ['jobcenter'] });
    const self = await work.linkPerson(caseId);
    for (const who of [
      'colleague',
      'jobcenter',
      'jobcenterHead',
      'otherLead',
      'abh',
      'datenschutz',
      'projektleitungAhorn',
    ] as const)
      expect(await outcomeOf(close(caseId, who))).toBe('AccessDenied');
    const asPerson = { idempotencyKey: key(), caseId, reason: 'WISH_OF_PERSON' as const };
    expect(await outcomeOf(test.get(CloseCase).execute(self, asPerson))).toBe('AccessDenied');
    const elsewhere = { ...(await test.staff('lead')), regionId: 'buchental' } as Principal;
    const input = { idempotencyKey: key(), caseId, reason: 'NO_CONTACT' as const };
    expect(await outcomeOf(test.get(CloseCase).execute(elsewhere, input))).not.toBe('OK');
    expect(await stateOf(caseId)).toMatchObject({ closed: false });
  });

  it('gives a repeat the first answer, and closes once when two close at the same moment', async () => {
    const caseId = await work.openCase();
    const idempotencyKey = key();
    const twins = await Promise.all([
      close(caseId, 'lead', idempotencyKey),
      close(caseId, 'lead', idempotencyKey),
    ]);
    expect(twins.map(codeOf)).toEqual(['OK', 'OK']);
    expect(codeOf(await close(caseId, 'lead', idempotencyKey))).toBe('OK');
    const other = await work.openCase();
    const rivals = await Promise.all([
      outcomeOf(close(other)),
      outcomeOf(close(other)),
      outcomeOf(close(other)),
    ]);
    expect(rivals.filter((outcome) => outcome === 'OK')).toHaveLength(1);
    for (const id of [caseId, other]) expect(await stateOf(id)).toMatchObject({ closed: true, closures: 1 });
  });

  it('never leaves a task, a process or a participation in a closed case that began beside', async () => {
    for (let round = 0; round < 6; round += 1) {
      const caseId = await work.openCase({ units: ['jobcenter'] });
      const lead = await test.staff('lead');
      const start = { idempotencyKey: key(), caseId, definitionKey: 'rechtskreiswechsel' };
      const join = { idempotencyKey: key(), caseId, unitId: unit('sozialamt') };
      await Promise.allSettled([
        round % 2 === 0 ? offerTask(caseId) : test.get(StartProcess).execute(lead, start),
        close(caseId),
        test.get(AddCaseParticipation).execute(lead, join),
      ]);
      const state = await stateOf(caseId);
      expect(state?.closed === true && (state.running > 0 || state.tasks > 0)).toBe(false);
      expect(state?.closed === false && state.closures > 0).toBe(false);
    }
  });

  it('lets nobody begin anything in it afterwards, the person neither', async () => {
    const caseId = await work.openCase({ units: ['jobcenter'] });
    const self = await work.linkPerson(caseId);
    valueOf(await close(caseId));
    const start = { idempotencyKey: key(), caseId, definitionKey: 'rechtskreiswechsel' };
    expect(await outcomeOf(test.get(StartProcess).execute(self, start))).toBe('AccessDenied');
    await expect(offerTask(caseId)).rejects.toThrow();
    expect(await stateOf(caseId)).toMatchObject({ tasks: 0 });
  });
});

describe('a closed case', () => {
  it.each([
    ['NONE', ['jobcenter', 'otherLead']],
    ['UNIT', ['jobcenter', 'otherLead']],
    ['COUNSELLOR', ['jobcenter', 'otherLead', 'colleague']],
  ] as const)(
    'leaves the person all rights: the unit that led it answers (compartment %s)',
    async (compartment, strangers) => {
      const caseId = await work.openCase({ compartment });
      const self = await work.linkPerson(caseId);
      valueOf(await close(caseId));
      const asking = { idempotencyKey: key(), caseId, kind: 'ACCESS' as const };
      const { requestIds } = valueOf(await test.get(RequestRight).execute(self, asking));
      expect(requestIds).toHaveLength(1);
      const answering = {
        idempotencyKey: key(),
        requestId: requestIds[0] as DataSubjectRequestId,
        outcome: 'GRANTED' as const,
        answer: 'Das ist alles, was wir wissen.',
      };
      const answer = async (who: StaffKey) =>
        outcomeOf(
          test.get(AnswerRequest).execute(await test.staff(who), { ...answering, idempotencyKey: key() }),
        );
      for (const who of strangers) expect(await answer(who)).toBe('AccessDenied');
      expect(await answer('lead')).toBe('OK');
    },
  );

  it('is found and reopened by the unit that led it last: a new episode with no other unit and no declaration', async () => {
    const caseId = await work.openCase({ units: ['jobcenter'] });
    const consentId = await work.offer(anOffer(caseId));
    await work.grant(consentId);
    valueOf(await close(caseId));
    const listed = async (who: StaffKey) =>
      test
        .get(UnitOfWork)
        .run(await test.staff(who), (tx) => test.get(CaseCourse).closed(tx, 50, undefined))
        .then((rows) => rows.some(({ id }) => id === caseId));
    expect(await listed('colleague')).toBe(true);
    for (const who of ['jobcenter', 'otherLead', 'datenschutz', 'projektleitung'] as const) {
      expect(await listed(who)).toBe(false);
      expect(await outcomeOf(reopen(caseId, who))).toBe('AccessDenied');
    }
    const both = await Promise.all([outcomeOf(reopen(caseId, 'colleague')), outcomeOf(reopen(caseId))]);
    expect([...both].sort()).toEqual(['CASE_NOT_CLOSED', 'OK']);
    expect(await stateOf(caseId)).toMatchObject({ closed: false, running: 1, closures: 1 });
    expect((await work.processOf('consent', consentId)).status).toBe('done');
    expect(await read(await test.staff('jobcenter'), caseId)).toBe('AccessDenied');
    expect(await listed('colleague')).toBe(false);
    valueOf(await close(caseId, both[0] === 'OK' ? 'colleague' : 'lead'));
    const episodes = await test.rows(`SELECT episode FROM case_closure WHERE case_id = $1 ORDER BY 1`, [
      caseId,
    ]);
    expect(episodes).toEqual([{ episode: 1 }, { episode: 2 }]);
  });

  it('of named counsellors is reopened by them alone', async () => {
    const caseId = await work.openCase({ compartment: 'COUNSELLOR' });
    valueOf(await close(caseId));
    expect(await outcomeOf(reopen(caseId, 'colleague'))).toBe('AccessDenied');
    expect(await outcomeOf(reopen(caseId))).toBe('OK');
  });

  it('is due for anonymising 24 months later, and cannot go on once that has happened', async () => {
    const caseId = await work.openCase();
    valueOf(await close(caseId));
    const due = async (isApplied: boolean) => {
      const [report] = await test
        .get(RunRetention)
        .run((rule) => isApplied && rule.recordKind === 'closedCase', REGION);
      return report?.lines.find(({ recordKind }) => recordKind === 'closedCase');
    };
    test.clock.setDay('2028-05-04');
    const before = (await due(false))?.due ?? 0;
    test.clock.setDay('2028-06-05');
    expect(((await due(false))?.due ?? 0) - before).toBeGreaterThan(0);
    expect((await due(true))?.erased).toBeGreaterThan(0);
    expect(await outcomeOf(reopen(caseId))).toBe('CASE_ANONYMISED');
  });
});
