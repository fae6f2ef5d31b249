import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPerson, CaseWork, key } from '#test/builders/case-work.js';
import { unit } from '#test/builders/region.js';
import { dumpOf } from '#test/support/database-dump.js';
import { recordingTx } from '#test/support/recording-tx.js';
import { valueOf } from '#test/support/results.js';
import { TestApp } from '#test/support/test-app.js';
import {
  CaseReader,
  PersonErasure,
  PersonRepository,
  RecordEntryInterview,
} from '../../../src/cases/index.js';
import type { CaseId, PersonId } from '../../../src/kernel/index.js';
import { withClient } from '../../../src/platform/database/roles.js';
import { SealBroken, UnitOfWork, type Tx } from '../../../src/platform/index.js';

let test: TestApp;
let work: CaseWork;

const NAMES = [
  { kind: 'OFFICIAL', givenNames: 'Zwetana', familyNames: 'Özgür-Łukasz', preferred: true },
  { kind: 'SPELLING', givenNames: 'ጸሃይ', familyNames: null, preferred: false },
] as const;
const PERSON = aPerson({ names: NAMES, birthDate: '1987-11-23', birthPrecision: 'DAY' });
const CONCERN = 'Möchte Brückenkran fahren';

beforeAll(async () => {
  test = await TestApp.start();
  work = new CaseWork(test);
});
afterAll(() => test.stop());

async function asLead<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
  return test.get(UnitOfWork).run(await test.staff('lead'), run);
}

async function openCase(): Promise<{ caseId: CaseId; personId: PersonId }> {
  const caseId = await work.openCase({ person: PERSON, concern: CONCERN });
  const answer = (question: 'PICTURE_OF_SUCCESS' | 'COOPERATION_OF_AUTHORITIES' | 'PROBLEMS') => ({
    question,
    original: `Quittengelee ${question}`,
    translation: `Birnenmus ${question}`,
    quotable: 'NO' as const,
  });
  const interview = {
    idempotencyKey: key(),
    caseId,
    heldOn: '2026-05-04',
    language: 'ti',
    useForOwnCase: true,
    useAnonymised: false,
    answers: [answer('PICTURE_OF_SUCCESS'), answer('COOPERATION_OF_AUTHORITIES'), answer('PROBLEMS')],
  };
  valueOf(await test.get(RecordEntryInterview).execute(await test.staff('lead'), interview));
  const [row] = await test.rows<{ id: PersonId }>(`SELECT person_id AS id FROM case_file WHERE id = $1`, [
    caseId,
  ]);
  if (!row) throw new Error('No case');
  return { caseId, personId: row.id };
}

describe('what is known of a person', () => {
  it('is read by the case lead, and stands nowhere in the database as it was said', async () => {
    const { caseId } = await openCase();
    const reader = test.get(CaseReader);
    const read = await asLead(async (tx) => ({
      file: await reader.get(tx, caseId),
      person: await reader.findPerson(tx, caseId),
      interviews: await reader.interviews(tx, caseId),
    }));
    expect(read.file.concern).toBe(CONCERN);
    expect(read.person).toMatchObject({ birthDate: '1987-11-23', birthPrecision: 'DAY', names: NAMES });
    expect(read.interviews[0]?.answers.map(({ original, translation }) => [original, translation])).toEqual(
      ['PICTURE_OF_SUCCESS', 'COOPERATION_OF_AUTHORITIES', 'PROBLEMS'].map((question) => [
        `Quittengelee ${question}`,
        `Birnenmus ${question}`,
      ]),
    );
    const dump = await dumpOf(test.database.ownerUrl);
    expect(dump).toContain(caseId);
    const latin1 = (text: string) => Buffer.from(text).toString('latin1');
    const said = ['Zwetana', 'Özgür', 'ጸሃይ', '1987-11-23', 'Brückenkran', 'Quittengelee', 'Birnenmus'];
    expect(said.filter((word) => dump.includes(word) || dump.includes(latin1(word)))).toEqual([]);
  });

  it('cannot be moved to another person by swapping rows', async () => {
    const [one, other] = [await openCase(), await openCase()];
    await withClient(test.database.ownerUrl, (client) =>
      client.query(
        `UPDATE person p SET birth_date_sealed = o.birth_date_sealed FROM person o WHERE p.id = $1 AND o.id = $2`,
        [one.personId, other.personId],
      ),
    );
    const persons = test.get(PersonRepository);
    await expect(asLead((tx) => persons.find(tx, [one.personId]))).rejects.toThrow(SealBroken);
    expect(await asLead((tx) => persons.find(tx, [other.personId]))).toHaveLength(1);
  });

  it('is opened for a whole list of cases with one query for the keys', async () => {
    for (let index = 0; index < 5; index += 1) await openCase();
    const statements: string[] = [];
    const concerns = await asLead(async (tx) => {
      const rows = await test.get(CaseReader).list(tx, 50, undefined);
      return test.get(CaseReader).concernsOf(recordingTx(tx, statements), rows);
    });
    expect(concerns.filter((concern) => concern === CONCERN).length).toBeGreaterThanOrEqual(5);
    expect(statements.filter((sql) => sql.includes('person_key'))).toHaveLength(1);
  });
});

describe('a search by name and birth date', () => {
  const search = { givenNames: 'ZWETANA', familyNames: 'Ozgur Lukasz', birthDate: '1987-11-23' };
  const find = (more: Partial<typeof search> = {}, unitId = unit('beratung')) =>
    asLead((tx) => test.get(PersonRepository).findByName(tx, [unitId], { ...search, ...more }));

  it('finds exactly that person in any spelling of case and accents, also with the names swapped', async () => {
    const { personId } = await openCase();
    expect(await find()).toContain(personId);
    expect(await find({ givenNames: 'Özgür-Łukasz', familyNames: 'zwetana' })).toContain(personId);
    expect(await find({ birthDate: '1987-11-24' })).toEqual([]);
    expect(await find({ givenNames: 'Zwetan' })).toEqual([]);
  });

  it('finds nobody whose case another unit leads', async () => {
    await openCase();
    expect(await find({}, unit('jobcenter'))).toEqual([]);
  });
});

describe('an erased person', () => {
  it('is gone from every reading and search, while the case and the unit’s own records stay countable', async () => {
    const { caseId, personId } = await openCase();
    const erasure = test.get(PersonErasure);
    await asLead((tx) => erasure.erase(tx, personId));
    const reader = test.get(CaseReader);
    const read = await asLead(async (tx) => ({
      file: await reader.get(tx, caseId),
      person: await reader.findPerson(tx, caseId),
      interviews: await reader.interviews(tx, caseId),
    }));
    expect(read.file.concern).toBeNull();
    expect(read.person).toMatchObject({ birthDate: null, birthPrecision: 'UNKNOWN', names: [] });
    expect(read.interviews[0]?.answers.map(({ original }) => original)).toEqual([null, null, null]);
    const rows = await test.rows(
      `SELECT id FROM person_name WHERE person_id = $1 AND name_index IS NOT NULL`,
      [personId],
    );
    expect(rows).toEqual([]);
  });
});
