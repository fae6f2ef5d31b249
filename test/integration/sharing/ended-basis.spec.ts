import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anOffer, key } from '#test/builders/case-work.js';
import { DisclosureWork } from '#test/builders/disclosure-work.js';
import { unit, unitName } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { TaskBook } from '../../../src/cases/index.js';
import type { CaseId, ConsentId, DataItemId, DisclosureId, TaskId } from '../../../src/kernel/index.js';
import { UnitOfWork, type Principal } from '../../../src/platform/index.js';
import {
  AnswerEndedBasis,
  type AnswerEndedBasisCommand,
} from '../../../src/sharing/application/answer-ended-basis.js';
import { DisclosureReader } from '../../../src/sharing/application/disclosure-reader.js';
import { EndConsents } from '../../../src/sharing/index.js';
import { SendProcessEvent } from '../../../src/workflow/application/send-process-event.js';

let test: TestApp;
let work: DisclosureWork;
let caseId: CaseId;
let consentId: ConsentId;
let releaseId: ConsentId;
let itemId: DataItemId;
let lines: readonly DisclosureId[];

beforeAll(async () => {
  test = await TestApp.start();
  work = new DisclosureWork(test);
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  caseId = await work.openCase({ units: ['jobcenter', 'sozialamt', 'agentur'] });
  ({ consentId, releaseId } = await work.consentAndRelease(caseId, { categories: ['FACT_CM', 'WORK'] }));
  itemId = await work.item(caseId, 'beratung', 'lead');
  lines = await work.disclosed(caseId, [itemId], 'jobcenter', 'lead');
});

afterAll(async () => test?.stop());

async function answer(more: Partial<AnswerEndedBasisCommand>, who: 'jobcenter' | 'sozialamt' = 'jobcenter') {
  const input = { idempotencyKey: key(), disclosureIds: lines, answer: 'ERASED', ...more } as const;
  return test.get(AnswerEndedBasis).execute(await test.staff(who), input);
}

async function open(who: 'jobcenter' | 'sozialamt' | 'lead') {
  const actor = await test.staff(who);
  const all = await test
    .get(UnitOfWork)
    .run(actor, (tx) => test.get(AnswerEndedBasis).open(tx, 100, undefined));
  return all.filter((line) => line.caseId === caseId);
}

async function read<T>(actor: Principal, reading: (reader: DisclosureReader) => (tx: never) => Promise<T>) {
  return test.get(UnitOfWork).run(actor, reading(test.get(DisclosureReader)) as never) as Promise<T>;
}

describe('when a basis ends', () => {
  it.each(['consent', 'release'] as const)(
    'a revoked %s leaves the recipient a masked line at once and an answer to give within 14 days',
    async (which) => {
      expect(await work.texts(caseId, 'jobcenter')).toEqual(['Sucht Arbeit im Handwerk.']);
      await work.revoke(which === 'consent' ? consentId : releaseId);
      expect(await work.texts(caseId, 'jobcenter')).toEqual(['[BASIS_ENDED]']);
      expect(await open('jobcenter')).toMatchObject([
        { id: lines[0], basisEndReason: 'REVOKED', answerDueOn: '2026-05-18' },
      ]);
      expect([await open('sozialamt'), await open('lead')]).toEqual([[], []]);
      expect(await work.texts(caseId, 'colleague')).toEqual(['Sucht Arbeit im Handwerk.']);
    },
  );

  it('asks nobody for an answer when it only expired, and hides the item as well', async () => {
    test.clock.setDay('2026-09-01', '00:01');
    expect(await work.texts(caseId, 'jobcenter')).toEqual(['[BASIS_ENDED]']);
    await test.fireDeadlines();
    expect(await open('jobcenter')).toEqual([]);
    expect(
      await test.rows('SELECT basis_end_reason AS reason FROM disclosure WHERE id = ANY($1::uuid[])', [
        lines,
      ]),
    ).toEqual([{ reason: 'EXPIRED' }]);
  });

  it('asks nobody for an answer when the ground of the declaration is gone', async () => {
    await test.tx((tx) => test.get(EndConsents).groundEnded(tx, { caseId, ground: 'CASE_LEAD_CHANGED' }));
    expect(await work.texts(caseId, 'jobcenter')).toEqual(['[BASIS_ENDED]']);
    expect(await open('jobcenter')).toEqual([]);
  });

  it('leaves untouched what another declaration carries, and what rests on a statute', async () => {
    const statutory = await work.item(caseId, 'jobcenter', 'jobcenter');
    await work.disclosed(caseId, [statutory], 'agentur', 'jobcenter');
    await work.grant(await work.offer(anOffer(caseId, { categories: ['WORK'], validUntil: '2026-06-30' })));
    await work.revoke(consentId);
    expect(await work.texts(caseId, 'jobcenter')).not.toContain('[BASIS_ENDED]');
    expect(await work.texts(caseId, 'agentur')).toEqual(['Sucht Arbeit im Handwerk.']);
    expect(await open('jobcenter')).toEqual([]);
  });

  it('is not undone by a new declaration: the item has to be disclosed anew', async () => {
    await work.revoke(consentId);
    await work.grant(await work.offer(anOffer(caseId, { categories: ['WORK'] })));
    expect(await work.texts(caseId, 'jobcenter')).toEqual(['[BASIS_ENDED]']);
    await work.disclosed(caseId, [itemId], 'jobcenter', 'lead');
    expect(await work.texts(caseId, 'jobcenter')).toEqual(['Sucht Arbeit im Handwerk.']);
  });

  it('lets no disclosure slip in beside a revocation', async () => {
    const later = await work.item(caseId, 'beratung', 'lead', { text: 'Später.' });
    await Promise.all([work.revoke(consentId), work.disclose(caseId, [later], 'jobcenter', 'lead')]);
    expect((await work.texts(caseId, 'jobcenter')).filter((text) => text !== '[BASIS_ENDED]')).toEqual([]);
    const [left] = await test.rows<{ count: number }>(
      'SELECT count(*)::int AS count FROM disclosure WHERE case_id = $1 AND answer_due_on IS NULL',
      [caseId],
    );
    expect(left?.count).toBe(0);
  });
});

describe('the answer of the recipient', () => {
  it('erases what it recorded from the item, and is given once', async () => {
    const copy = { originItemId: itemId, text: 'Abgeschrieben.' };
    const copied = await work.item(caseId, 'jobcenter', 'jobcenter', copy);
    expect(codeOf(await answer({}))).toBe('BASIS_ANSWER_NOT_OPEN');
    await work.revoke(consentId);
    expect(codeOf(await answer({}))).toBe('OK');
    expect((await work.texts(caseId, 'jobcenter')).toSorted()).toEqual(['[BASIS_ENDED]', '[ERASED]']);
    const listed = `SELECT kind FROM withdrawal WHERE region_id = 'ahorntal' AND subject_id = $1`;
    expect(await test.rows(listed, [copied])).toEqual([{ kind: 'ITEM_ERASED' }]);
    expect(codeOf(await answer({ answer: 'RESTRICTED' }))).toBe('BASIS_ANSWER_NOT_OPEN');
    expect(await open('jobcenter')).toEqual([]);
  });

  it('names the norm where data is kept, and only there', async () => {
    await work.revoke(consentId);
    expect(codeOf(await answer({ answer: 'KEPT_ON_OWN_BASIS' }))).toBe('BASIS_NORM_MISSING');
    expect(codeOf(await answer({ norm: '§ 67c SGB X' }))).toBe('BASIS_NORM_MISSING');
    expect(codeOf(await answer({ answer: 'KEPT_ON_OWN_BASIS', norm: '§ 67c SGB X' }))).toBe('OK');
    expect(await work.texts(caseId, 'jobcenter')).toEqual(['[BASIS_ENDED]']);
  });

  it('is given by nobody else', async () => {
    await work.revoke(consentId);
    expect(await outcomeOf(answer({}, 'sozialamt'))).toBe('AccessDenied');
  });
});

describe('what the person is told', () => {
  it('names in the receipt what cannot be called back, and later what the recipient did', async () => {
    const person = await work.linkPerson(caseId);
    await work.revoke(consentId, person);
    const receipt = () => read(person, (reader) => (tx) => reader.receipt(tx, consentId));
    expect((await receipt()).disclosures.map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining(unitName('jobcenter')),
    ]);
    await answer({});
    expect((await receipt()).disclosures[0]?.sentence).toContain('gelöscht');
    const others = await Promise.allSettled([
      read(await test.staff('jobcenter'), (reader) => (tx) => reader.receipt(tx, consentId)),
      read(await test.staff('otherLead'), (reader) => (tx) => reader.receipt(tx, consentId)),
    ]);
    expect(others.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('lists over HTTP who learned what, in plain words, and nothing of others', async () => {
    await work.linkPerson(caseId, 'person');
    const query = '{ myDisclosures { unit { name } learned { category sentence times isOver } } }';
    const mine = await test.ask('person', query);
    expect(mine.data?.['myDisclosures']).toEqual([
      {
        unit: { name: unitName('jobcenter') },
        learned: [
          {
            category: 'WORK',
            sentence: `„${unitName('jobcenter')}“ hat erfahren: Kompetenzen, Arbeit, Plan.`,
            times: 1,
            isOver: false,
          },
        ],
      },
    ]);
    expect((await test.ask('lead', query)).codes).toEqual(['NOT_FOUND_OR_NOT_PERMITTED']);
  });

  it('shows masked lines over HTTP without anything of their content', async () => {
    await work.revoke(consentId);
    const answered = await test.ask(
      'jobcenter',
      `query ($caseId: ID!) { dataItems(caseId: $caseId) { edges { node {
         category kind text whyVisible { sentence } whyHidden { reason plainSentence } controller { name } } } } }`,
      { caseId },
    );
    expect(answered.data?.['dataItems']).toMatchObject({
      edges: [
        {
          node: {
            category: null,
            kind: null,
            text: null,
            whyVisible: null,
            whyHidden: { reason: 'BASIS_ENDED' },
          },
        },
      ],
    });
  });
});

describe('tasks on a basis that ended', () => {
  async function offerTask(): Promise<TaskId> {
    const lead = await test.staff('lead');
    return test.get(UnitOfWork).run(lead, async (tx) => {
      const task = { caseId, title: 'Antrag aufnehmen', unitId: unit('jobcenter'), dueOn: '2026-06-01' };
      const origin = { originType: 'case', originId: caseId, createdByUnitId: unit('beratung') };
      const actor = {
        kind: 'staff',
        id: lead.accountId,
        unitId: unit('beratung'),
        codes: ['CASE_LEAD'],
      } as const;
      return valueOf(await test.get(TaskBook).offer(tx, { ...task, ...origin }, actor));
    });
  }

  it('rest once accepted, and are not deleted; offers nobody accepted are overtaken', async () => {
    const [accepted, offered] = [await offerTask(), await offerTask()];
    const { id: processId, revision } = await work.processOf('task', accepted);
    valueOf(
      await test.get(SendProcessEvent).execute(await test.staff('jobcenter'), {
        idempotencyKey: key(),
        processId,
        expectedRevision: revision,
        type: 'TASK_ACCEPTED',
      }),
    );
    await work.revoke(consentId);
    expect((await work.processOf('task', accepted)).activeStates).toEqual(['task.suspended']);
    expect((await work.processOf('task', offered)).status).toBe('done');
  });
});
