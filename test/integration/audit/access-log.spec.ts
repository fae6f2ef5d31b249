import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseWork } from '#test/builders/case-work.js';
import { REGION, staffId, unit } from '#test/builders/region.js';
import { TestApp } from '#test/support/test-app.js';
import { AccessLog, AccessLogRetention } from '../../../src/audit/index.js';
import { CaseReader } from '../../../src/cases/index.js';
import type { CaseId } from '../../../src/kernel/index.js';
import { AccessDenied, newId, UnitOfWork, type Principal, type Tx } from '../../../src/platform/index.js';
import { withClient } from '../../../src/platform/database/roles.js';
import { Visibility } from '../../../src/sharing/index.js';

let test: TestApp;
let work: CaseWork;

interface Line {
  readonly kind: string;
  readonly objectType: string;
  readonly staffId: string;
  readonly unitId: string | null;
  readonly caseId: string | null;
}

async function linesOf(caseId: CaseId | null): Promise<readonly Line[]> {
  return test.rows<Line>(
    `SELECT kind, object_type AS "objectType", staff_id AS "staffId", unit_id AS "unitId", case_id AS "caseId"
     FROM access_log WHERE region_id = $1 AND case_id IS NOT DISTINCT FROM $2 ORDER BY object_type, id`,
    [REGION, caseId],
  );
}

async function as<T>(actor: Principal, read: (tx: Tx) => Promise<T>): Promise<T> {
  return test.get(UnitOfWork).run(actor, read);
}

beforeAll(async () => {
  test = await TestApp.start();
  work = new CaseWork(test);
});

afterAll(async () => test?.stop());

describe('the access log', () => {
  it('names who read a case and its person, for which unit, and counts parts of one page once', async () => {
    const caseId = await work.openCase();
    const actor = await test.staff('colleague');
    const reader = test.get(CaseReader);
    for (let part = 0; part < 3; part += 1) await as(actor, (tx) => reader.get(tx, caseId));
    await as(actor, (tx) => reader.findPerson(tx, caseId));
    await test.get(AccessLog).flush();
    const by = { kind: 'READ', staffId: staffId('colleague'), unitId: unit('beratung'), caseId };
    expect(await linesOf(caseId)).toEqual([
      { ...by, objectType: 'case' },
      { ...by, objectType: 'person' },
    ]);
  });

  it('is written within a second without anybody waiting for it', async () => {
    const caseId = await work.openCase();
    await as(await test.staff('lead'), (tx) => test.get(CaseReader).get(tx, caseId));
    expect(await linesOf(caseId)).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await linesOf(caseId)).toHaveLength(1);
  });

  it('keeps refused attempts, also for a case that does not exist', async () => {
    const [there, nowhere] = [await work.openCase(), newId<CaseId>()];
    const stranger = await test.staff('jobcenter');
    for (const caseId of [there, nowhere]) {
      await expect(as(stranger, (tx) => test.get(CaseReader).get(tx, caseId))).rejects.toBeInstanceOf(
        AccessDenied,
      );
    }
    await test.get(AccessLog).flush();
    for (const caseId of [there, nowhere]) {
      const line = {
        kind: 'REFUSED',
        objectType: 'case',
        staffId: staffId('jobcenter'),
        unitId: unit('jobcenter'),
      };
      expect(await linesOf(caseId)).toEqual([{ ...line, caseId }]);
    }
  });

  it('keeps that somebody listed cases, and nothing of what they saw', async () => {
    const before = (await linesOf(null)).length;
    await as(await test.staff('sozialamt'), (tx) => test.get(CaseReader).list(tx, 10, undefined));
    await test.get(AccessLog).flush();
    expect((await linesOf(null)).slice(before)).toEqual([
      {
        kind: 'SEARCH',
        objectType: 'cases',
        staffId: staffId('sozialamt'),
        unitId: unit('sozialamt'),
        caseId: null,
      },
    ]);
  });

  it('commits with the reading when another unit reads content: without the line nothing is read', async () => {
    const caseId = await work.openCase({ units: ['jobcenter'] });
    const actor = await test.staff('jobcenter');
    await as(actor, (tx) => test.get(Visibility).ofCase(tx, caseId));
    expect((await linesOf(caseId)).map(({ objectType }) => objectType)).toEqual(['dataItems']);
    const asOwner = (sql: string) => withClient(test.database.ownerUrl, (client) => client.query(sql));
    await asOwner(`REVOKE INSERT ON access_log FROM fallwerk_app`);
    try {
      const unlogged = as(actor, (tx) => test.get(Visibility).ofCase(tx, caseId));
      await expect(unlogged).rejects.toThrow('permission denied');
    } finally {
      await asOwner(`GRANT INSERT ON access_log TO fallwerk_app`);
    }
  });

  it('says nothing when people read about themselves', async () => {
    const caseId = await work.openCase();
    const person = await work.linkPerson(caseId);
    await test.get(AccessLog).flush();
    const before = (await linesOf(caseId)).length;
    await as(person, (tx) => test.get(CaseReader).get(tx, caseId));
    await test.get(AccessLog).flush();
    expect(await linesOf(caseId)).toHaveLength(before);
  });

  it('keeps what was gathered when the process ends', async () => {
    const caseId = await work.openCase();
    await as(await test.staff('lead'), (tx) => test.get(CaseReader).get(tx, caseId));
    await test.get(AccessLog).beforeApplicationShutdown();
    expect(await linesOf(caseId)).toHaveLength(1);
  });
});

describe('who may read the access log', () => {
  const MINE = `{ myAccessLog { edges { node { kind unitName jobFunction sentence } } } }`;
  const UNITS = `{ accessLog(first: 100) { edges { node { id kind objectType caseId unitName } } } }`;

  it('shows the person who looked, by unit and function and in plain words, never by name', async () => {
    const caseId = await work.openCase();
    await work.linkPerson(caseId, 'person');
    await test.ask('abh', 'query ($id: ID!) { case(id: $id) { number } }', { id: caseId });
    await test.get(AccessLog).flush();
    const { data, codes } = await test.ask('person', MINE);
    expect(codes).toEqual([]);
    const { edges } = (data as Record<string, unknown>)['myAccessLog'] as {
      edges: { node: { kind: string; sentence: string } }[];
    };
    const refused = edges.map(({ node }) => node).filter(({ kind }) => kind === 'REFUSED');
    expect(refused).toHaveLength(1);
    expect(refused[0]?.sentence).toMatch(
      /^Am 4\. Mai 2026 wollte jemand nachsehen: Ausländerbehörde Ahorntal/,
    );
  });

  it('shows the officer the lines of their own unit without content, and nobody a list by staff member', async () => {
    await work.openCase();
    await test.get(AccessLog).flush();
    const { data, codes } = await test.ask('datenschutz', UNITS);
    expect(codes).toEqual([]);
    const { edges } = (data as Record<string, unknown>)['accessLog'] as {
      edges: { node: { unitName: string } }[];
    };
    expect(new Set(edges.map(({ node }) => node.unitName))).toEqual(new Set(['Beratungsstelle Ahorn']));
    const answer = await test.ask(
      'datenschutz',
      `{ __type(name: "Query") { fields { name args { name } } } line: __type(name: "AccessLogEntry") { fields { name } } }`,
    );
    const { __type: query, line } = answer.data as {
      __type: { fields: { name: string; args: { name: string }[] }[] };
      line: { fields: { name: string }[] };
    };
    const args = query.fields.find(({ name }) => name === 'accessLog')?.args.map(({ name }) => name);
    expect(args?.toSorted()).toEqual(['after', 'first']);
    expect(line.fields.filter(({ name }) => /staff|account|person/i.test(name))).toEqual([]);
  });

  it('shows the officer what was refused alike for a hidden case and for none, without saying which', async () => {
    const refused = async (caseId: CaseId) => {
      const nodes = async () => {
        const { data } = await test.ask('datenschutz', UNITS);
        const { accessLog } = data as { accessLog: { edges: { node: { id: string; kind: string } }[] } };
        return accessLog.edges.map(({ node }) => node).filter(({ kind }) => kind === 'REFUSED');
      };
      const before = (await nodes()).map(({ id }) => id);
      const reading = as(await test.staff('colleague'), (tx) => test.get(CaseReader).get(tx, caseId));
      await expect(reading).rejects.toBeInstanceOf(AccessDenied);
      await test.get(AccessLog).flush();
      return (await nodes()).filter(({ id }) => !before.includes(id)).map((node) => ({ ...node, id: '' }));
    };
    const ofHidden = await refused(await work.openCase({ compartment: 'COUNSELLOR' }));
    expect(ofHidden).toMatchObject([{ kind: 'REFUSED', caseId: null }]);
    expect(await refused(newId<CaseId>())).toEqual(ofHidden);
    expect(await refused(await work.openCase({ by: 'otherLead', leadUnit: 'beratung2' }))).toEqual(ofHidden);
  });

  it.each(['lead', 'projektleitung', 'administration', 'jobcenterHead'] as const)(
    'keeps it from %s',
    async (who) => {
      const [mine, units] = [await test.ask(who, MINE), await test.ask(who, UNITS)];
      expect([mine.codes, units.codes]).toEqual([
        ['NOT_FOUND_OR_NOT_PERMITTED'],
        ['NOT_FOUND_OR_NOT_PERMITTED'],
      ]);
    },
  );
});

describe('retention of the access log', () => {
  const insert = (at: string) =>
    test.rows(
      `INSERT INTO access_log (region_id, id, at, account_id, staff_id, kind, object_type, purpose)
       VALUES ($1, $2, ${at}, $2, $2, 'READ', 'case', 'CASE_WORK')`,
      [REGION, newId()],
    );

  it('ends after six months by the job; the dry run only counts', async () => {
    await insert(`'2020-01-01'`);
    await insert(`'2020-01-02'`);
    const job = test.get(AccessLogRetention);
    expect(await job.run({ dryRun: true })).toEqual([{ regionId: REGION, lines: 2 }]);
    expect(await job.run()).toEqual([{ regionId: REGION, lines: 2 }]);
    expect(await job.run()).toEqual([{ regionId: REGION, lines: 0 }]);
  });

  it('cannot be cut short, and no line can be changed, by the role of the application', async () => {
    await insert('now()');
    const denied = test.rows(`UPDATE access_log SET purpose = 'INTAKE' WHERE region_id = $1`, [REGION]);
    await expect(denied).rejects.toThrow('permission denied');
    const early = test.rows(`DELETE FROM access_log WHERE region_id = $1 AND at > now() - interval '1 day'`, [
      REGION,
    ]);
    await expect(early).rejects.toThrow('kept for six months');
  });
});
