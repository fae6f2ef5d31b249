import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPerson, CaseWork, key } from '#test/builders/case-work.js';
import { unit } from '#test/builders/region.js';
import { codeOf, outcomeOf, valueOf } from '#test/support/results.js';
import { TestApp } from '#test/support/test-app.js';
import { CaseReader, OpenCase, type PersonInput } from '../../../src/cases/index.js';
import type { CaseId } from '../../../src/kernel/index.js';
import { UnitOfWork, type StaffPrincipal } from '../../../src/platform/index.js';

let test: TestApp;
let work: CaseWork;
let lead: StaffPrincipal;

beforeAll(async () => {
  test = await TestApp.start();
  work = new CaseWork(test);
  lead = await test.staff('lead');
});

afterAll(async () => test?.stop());

async function open(person: PersonInput, by = lead) {
  return test.get(OpenCase).execute(by, {
    idempotencyKey: key(),
    person,
    leadUnitId: unit('beratung'),
    intensity: 'BRIEF',
  });
}

async function personOf(caseId: CaseId) {
  return test.get(UnitOfWork).run(lead, (tx) => test.get(CaseReader).findPerson(tx, caseId));
}

describe('opening a case', () => {
  it('S0.32 keeps every name of a person, the preferred one first, and none of them needs both parts', async () => {
    const names = [
      { kind: 'OFFICIAL', givenNames: 'Selam Tesfay', familyNames: null, preferred: false },
      { kind: 'SPELLING', givenNames: 'Sälam', familyNames: 'Täsfay', preferred: false },
      { kind: 'ALIAS', givenNames: null, familyNames: 'Beispiel', preferred: true },
    ] as const;
    const { caseId } = valueOf(await open(aPerson({ names })));
    const person = await personOf(caseId);
    expect(person?.names.map((name) => name.kind)).toEqual(['ALIAS', 'OFFICIAL', 'SPELLING']);
    expect(person?.names[1]?.familyNames).toBeNull();
  });

  it.each([
    ['UNKNOWN', null],
    ['YEAR', '1990-01-01'],
    ['DAY', '1990-07-31'],
  ] as const)('S0.32 accepts a birth date of precision %s', async (birthPrecision, birthDate) => {
    const { caseId } = valueOf(await open(aPerson({ birthPrecision, birthDate })));
    expect(await personOf(caseId)).toMatchObject({ birthPrecision, birthDate });
  });

  it.each([
    ['a date that is said to be unknown', aPerson({ birthDate: '1990-01-01' }), 'BIRTH_DATE_INCONSISTENT'],
    [
      'a missing date that is said to be known',
      aPerson({ birthPrecision: 'DAY' }),
      'BIRTH_DATE_INCONSISTENT',
    ],
    ['no name at all', aPerson({ names: [] }), 'PERSON_NAME_MISSING'],
    [
      'an empty name',
      aPerson({ names: [{ kind: 'OFFICIAL', givenNames: '', familyNames: ' ', preferred: true }] }),
      'PERSON_NAME_MISSING',
    ],
    [
      'two preferred names',
      aPerson({ names: ['A', 'B'].map((givenNames) => ({ kind: 'ALIAS', givenNames, preferred: true })) }),
      'PERSON_NAME_MISSING',
    ],
  ] as const)('refuses %s', async (_what, person, code) => {
    expect(codeOf(await open(person))).toBe(code);
  });

  it('S0.2 S1.2 opens without origin, religion, status and prospect: the database has no place for them', async () => {
    valueOf(await open(aPerson({ languages: [] })));
    const columns = await test.rows<{ column_name: string }>(
      `SELECT column_name FROM information_schema.columns WHERE table_name IN ('person', 'person_name', 'case_file')`,
    );
    const names = columns.map((row) => row.column_name).join(' ');
    expect(names).not.toMatch(/origin|nationality|religion|ethnic|reason|status|prospect|country/);
  });

  it('gives a random number that does not count: 40 cases, 40 numbers, in no order', async () => {
    const ids: CaseId[] = [];
    for (let index = 0; index < 40; index += 1) ids.push(valueOf(await open(aPerson())).caseId);
    const rows = await test.rows<{ number: string }>(
      `SELECT number FROM case_file WHERE id = ANY($1::uuid[]) ORDER BY id`,
      [ids],
    );
    const numbers = rows.map((row) => row.number);
    for (const number of numbers) expect(number).toMatch(/^F-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(new Set(numbers).size).toBe(40);
    expect(numbers).not.toEqual(numbers.toSorted());
  });

  it.each([
    'jobcenterHead',
    'jobcenter',
    'projektleitungAhorn',
    'datenschutz',
    'administration',
    'otherLead',
  ] as const)('is refused to %s, who is no caseworker of that unit', async (who) => {
    expect(await outcomeOf(open(aPerson(), await test.staff(who)))).toBe('AccessDenied');
  });

  it('is refused to a person, and to the case manager for a unit that is not hers', async () => {
    const caseId = await work.openCase();
    const person = await work.linkPerson(caseId, 'person');
    const input = { idempotencyKey: key(), person: aPerson(), intensity: 'BRIEF' } as const;
    const asPerson = test.get(OpenCase).execute(person, { ...input, leadUnitId: unit('beratung') });
    const elsewhere = test.get(OpenCase).execute(lead, { ...input, leadUnitId: unit('jobcenter') });
    expect(await Promise.all([outcomeOf(asPerson), outcomeOf(elsewhere)])).toEqual([
      'AccessDenied',
      'AccessDenied',
    ]);
  });

  it('keeps no person when the case is refused', async () => {
    const count = async () => (await test.rows<{ n: string }>(`SELECT count(*) AS n FROM person`))[0]?.n;
    const before = await count();
    await open(aPerson({ names: [] }));
    expect(await count()).toBe(before);
  });
});
