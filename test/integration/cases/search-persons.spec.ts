import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aPerson, CaseWork } from '#test/builders/case-work.js';
import type { StaffKey } from '#test/builders/region.js';
import { recordingTx } from '#test/support/recording-tx.js';
import { TestApp } from '#test/support/test-app.js';
import { AccessLog } from '../../../src/audit/index.js';
import { SearchPersons } from '../../../src/cases/application/search-persons.js';
import type { CaseId } from '../../../src/kernel/index.js';
import { UnitOfWork } from '../../../src/platform/index.js';

const SEARCH = `query ($input: SearchPersonsInput!) {
  searchPersons(input: $input) { id person { names { givenNames } } } }`;
const NAMES = [{ kind: 'OFFICIAL', givenNames: 'Tsige', familyNames: 'Wörtlich', preferred: true }] as const;
const WORDS = { givenNames: 'tsige', familyNames: 'WORTLICH', birthDate: '1990-02-03' };

let test: TestApp;
let work: CaseWork;
let caseId: CaseId;

beforeAll(async () => {
  test = await TestApp.start();
  work = new CaseWork(test);
  caseId = await work.openCase({
    person: aPerson({ names: NAMES, birthDate: '1990-02-03', birthPrecision: 'DAY' }),
    units: ['jobcenter'],
  });
});
afterAll(() => test?.stop());

// Nobody is at their limit of searches.
beforeEach(() => test.clock.advance({ minutes: 2 }));

async function search(who: StaffKey, more: object = {}) {
  const { data, codes } = await test.ask(who, SEARCH, { input: { ...WORDS, ...more } });
  const found = (data as { searchPersons?: readonly { id: string }[] } | null)?.searchPersons;
  return { found: found?.map(({ id }) => id), codes };
}

describe('searchPersons', () => {
  it('finds the cases of the unit by the exact name, in any spelling of accents and case', async () => {
    expect(await search('lead')).toEqual({ found: [caseId], codes: [] });
    expect(await search('colleague')).toEqual({ found: [caseId], codes: [] });
    expect(await search('lead', { givenNames: 'Wörtlich', familyNames: 'Tsige' })).toMatchObject({
      found: [caseId],
    });
    for (const other of [{ givenNames: 'Tsig' }, { familyNames: '' }, { birthDate: null }])
      expect(await search('lead', other)).toEqual({ found: [], codes: [] });
  });

  it('tells another unit nothing, not even one that takes part without knowing who it is', async () => {
    for (const who of ['jobcenter', 'jobcenterHead', 'otherLead', 'abh'] as const)
      expect(await search(who)).toEqual({ found: [], codes: [] });
  });

  it('is for those only who work on cases', async () => {
    for (const who of ['projektleitung', 'datenschutz', 'administration', 'moderation'] as const)
      expect((await search(who)).codes).toEqual(['NOT_FOUND_OR_NOT_PERMITTED']);
  });

  it('finds a protected case for its counsellor, and for nobody else sends another statement', async () => {
    const names = [{ ...NAMES[0], givenNames: 'Verborgen' }];
    const hidden = await work.openCase({ compartment: 'COUNSELLOR', person: aPerson({ names }) });
    const words = { givenNames: 'Verborgen', familyNames: 'Wörtlich', birthDate: null };
    expect((await search('lead', words)).found).toEqual([hidden]);
    expect((await search('colleague', words)).found).toEqual([]);
    const statements = async (givenNames: string) => {
      const sent: string[] = [];
      await test
        .get(UnitOfWork)
        .run(await test.staff('colleague'), (tx) =>
          test.get(SearchPersons).execute(recordingTx(tx, sent), { ...words, givenNames }),
        );
      return sent;
    };
    const forHidden = await statements('Verborgen');
    expect(forHidden.length).toBeGreaterThan(0);
    expect(forHidden).toEqual(await statements('Niemand'));
  });

  it('writes that somebody searched into the access log, never what for', async () => {
    await search('lead', { givenNames: 'Unverwechselbar' });
    await test.app.get<AccessLog>(AccessLog).flush();
    const lines = await test.rows<{ line: string; kind: string }>(
      `SELECT kind, row_to_json(l)::text AS line FROM access_log l WHERE object_type = 'persons'`,
    );
    expect(lines.at(-1)?.kind).toBe('SEARCH');
    expect(lines.filter(({ line }) => /unverwechselbar|tsige|wortlich/i.test(line))).toEqual([]);
  });

  it('refuses an account that tries out names, until a minute has passed', async () => {
    for (let times = 0; times < 30; times += 1) await search('sozialamt', { givenNames: `Name${times}` });
    expect((await search('sozialamt')).codes).toEqual(['TOO_MANY_REQUESTS']);
    expect((await search('lead')).codes).toEqual([]);
    test.clock.advance({ seconds: 61 });
    expect((await search('sozialamt')).codes).toEqual([]);
  });
});
