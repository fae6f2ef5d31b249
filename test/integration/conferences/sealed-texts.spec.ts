import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anAnonymised, anIdentified, ConferenceWork } from '#test/builders/conference-work.js';
import { unit } from '#test/builders/region.js';
import { dumpOf } from '#test/support/database-dump.js';
import { recordingTx } from '#test/support/recording-tx.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { PersonErasure, TaskBook } from '../../../src/cases/index.js';
import type { RecordConferenceCommand } from '../../../src/conferences/index.js';
import type { CaseId, ConferenceId, PersonId } from '../../../src/kernel/index.js';
import { SealBroken } from '../../../src/platform/index.js';
import { withClient } from '../../../src/platform/database/roles.js';

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

/** Everything a record can say, each text recognisable by `word`. */
function aTalkative(word: string): Partial<RecordConferenceCommand> {
  return {
    result: `${word} Ergebnis`,
    personsView: `${word} Sicht`,
    personPresent: false,
    personAbsentReason: `${word} Abwesenheit`,
    resourcesNamed: `${word} Ressourcen`,
    dissent: `${word} Dissens`,
    decisions: [
      {
        kind: 'AGREEMENT',
        text: `${word} Beschluss`,
        tasks: [{ title: `${word} Aufgabe`, unitId: unit('jobcenter'), dueOn: '2026-06-01' }],
      },
    ],
  };
}

/** An identified conference that was held; every text carries the word. */
async function heldIdentified(word: string): Promise<{ caseId: CaseId; id: ConferenceId }> {
  const caseId = await work.caseForConference();
  await work.consentToBoth(caseId);
  const texts = { guidingQuestion: `${word} Leitfrage?`, identifiedReason: `${word} Grund` };
  const id = await work.request(anIdentified(caseId, texts));
  await work.hold(id, aTalkative(word));
  return { caseId, id };
}

/** All that its case lead reads of it. */
function readAll(id: ConferenceId) {
  return work.readAs('lead', async (tx, reader) => {
    const decisions = await reader.decisions(tx, id);
    const tasks = await Promise.all(decisions.map((decision) => reader.tasksOf(tx, id, decision.id)));
    const record = await reader.record(tx, id);
    return {
      question: (await reader.get(tx, id)).guidingQuestion,
      record: record && [
        record.result,
        record.personsView,
        record.personAbsentReason,
        record.resourcesNamed,
        record.dissent,
      ],
      decisions: decisions.map(({ text }) => text),
      tasks: tasks.flat().map(({ title }) => title),
    };
  });
}

async function personOf(caseId: CaseId): Promise<PersonId> {
  const [row] = await test.rows<{ id: PersonId }>(`SELECT person_id AS id FROM case_file WHERE id = $1`, [
    caseId,
  ]);
  if (!row) throw new Error('No case');
  return row.id;
}

const RECORD = ['Ergebnis', 'Sicht', 'Abwesenheit', 'Ressourcen', 'Dissens'];

describe('what a conference says of a person', () => {
  it('is read by the case lead, and stands nowhere in the database as it was written', async () => {
    const word = 'Quittengelee';
    const { id } = await heldIdentified(word);
    expect(await readAll(id)).toEqual({
      question: `${word} Leitfrage?`,
      record: RECORD.map((text) => `${word} ${text}`),
      decisions: [`${word} Beschluss`],
      tasks: [`${word} Aufgabe`],
    });
    const dump = await dumpOf(test.database.ownerUrl);
    expect(dump).toContain(id);
    expect(dump).not.toContain(word);
  });

  it('is sealed as well where nobody is named but the case is known to the convening unit', async () => {
    const word = 'Birnenmus';
    const id = await work.request(
      anAnonymised(await work.caseForConference(), { guidingQuestion: `${word} Leitfrage?` }),
    );
    const { decisions: _decisions, ...texts } = aTalkative(word);
    await work.hold(id, texts);
    expect((await readAll(id)).record).toEqual(RECORD.map((text) => `${word} ${text}`));
    expect(await dumpOf(test.database.ownerUrl)).not.toContain(word);
  });

  it('stays plain in a conference without a case, which has nobody whose key could seal it', async () => {
    const word = 'Pflaumenkompott';
    const id = await work.request(anAnonymised(null, { guidingQuestion: `${word} Leitfrage?` }));
    await work.hold(id, aTalkative(word));
    expect(await readAll(id)).toMatchObject({
      question: `${word} Leitfrage?`,
      record: RECORD.map((text) => `${word} ${text}`),
      tasks: [`${word} Aufgabe`],
    });
    const [row] = await test.rows(
      `SELECT guiding_question, guiding_question_sealed FROM case_conference WHERE id = $1`,
      [id],
    );
    expect(row).toEqual({ guiding_question: `${word} Leitfrage?`, guiding_question_sealed: null });
  });

  it('is opened for whole lists with one query for the keys', async () => {
    for (const word of ['Eins', 'Zwei', 'Drei']) {
      await heldIdentified(word);
      test.clock.setDay(FIRST_DAY);
      await test.rows(`UPDATE conference_booking SET released_at = now() WHERE released_at IS NULL`);
    }
    const conferences: string[] = [];
    const listed = await work.readAs('lead', (tx, reader) =>
      reader.listOwn(recordingTx(tx, conferences), 50, undefined),
    );
    expect(listed.filter(({ guidingQuestion }) => guidingQuestion !== null).length).toBeGreaterThan(2);
    expect(conferences.filter((sql) => sql.includes('FROM person_key'))).toHaveLength(1);
    const tasks: string[] = [];
    const titles = await work.readAs('jobcenter', (tx) =>
      test.get(TaskBook).listOwn(recordingTx(tx, tasks), { limit: 50, onlyOpen: false }),
    );
    expect(titles.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['Eins Aufgabe', 'Zwei Aufgabe', 'Drei Aufgabe']),
    );
    expect(tasks.filter((sql) => sql.includes('FROM person_key'))).toHaveLength(1);
  });
});

describe('after the person was erased', () => {
  it('nothing of it can be read, while the conference goes its way to the end', async () => {
    const { caseId, id } = await heldIdentified('Hagebutte');
    const personId = await personOf(caseId);
    await test.tx((tx) => test.get(PersonErasure).erase(tx, personId));
    expect(await readAll(id)).toEqual({
      question: null,
      record: RECORD.map(() => null),
      decisions: [null],
      tasks: [null],
    });
    await work.approve(id);
    expect(await work.statesOf(id)).toBe('recordApproved');
  });
});

// Last: what it leaves behind cannot be read.
describe('sealed bytes', () => {
  it('do not open in another conference of the same person, where somebody swapped the rows', async () => {
    const caseId = await work.caseForConference();
    const [one, other] = [await work.request(anAnonymised(caseId)), await work.request(anAnonymised(caseId))];
    await withClient(test.database.ownerUrl, (client) =>
      client.query(
        `UPDATE case_conference c SET guiding_question_sealed = o.guiding_question_sealed
         FROM case_conference o WHERE c.id = $1 AND o.id = $2`,
        [one, other],
      ),
    );
    await expect(work.readAs('lead', (tx, reader) => reader.get(tx, one))).rejects.toThrow(SealBroken);
  });
});
