import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { anOffer, key } from '#test/builders/case-work.js';
import { DisclosureWork } from '#test/builders/disclosure-work.js';
import { unit, unitName, type StaffKey, type UnitKey } from '#test/builders/region.js';
import { valueOf } from '#test/support/results.js';
import { TestApp } from '#test/support/test-app.js';
import { inDatabase, testCluster } from '#test/support/test-cluster.js';
import type { AuditFinding } from '../../../src/audit/index.js';
import type { CaseId, DisclosureId } from '../../../src/kernel/index.js';
import { UnitOfWork } from '../../../src/platform/index.js';
import { withClient } from '../../../src/platform/database/roles.js';
import { DisclosureReader } from '../../../src/sharing/application/disclosure-reader.js';
import { RecordDataItem } from '../../../src/sharing/application/record-data-item.js';
import { RegisterDisclosure } from '../../../src/sharing/application/register-disclosure.js';
import { verifyDisclosures } from '../../../src/sharing/index.js';
import { BuildReport } from '../../../src/sharing/rights/application/build-report.js';
import type { RequestRecord } from '../../../src/sharing/rights/domain/request.js';

let test: TestApp;
let work: DisclosureWork;
let caseId: CaseId;
/** Connected as superuser, with all triggers off. */
let attacker: Client;

beforeAll(async () => {
  test = await TestApp.start();
  work = new DisclosureWork(test);
  const { superuserUrl } = await testCluster();
  const name = new URL(test.database.appUrl).pathname.slice(1);
  attacker = new Client({ connectionString: inDatabase(superuserUrl, name) });
  await attacker.connect();
  await attacker.query(`SET session_replication_role = replica`);
});

beforeEach(async () => {
  caseId = await work.openCase({ units: ['jobcenter', 'sozialamt', 'agentur'] });
});

afterAll(async () => {
  await attacker?.end();
  await test?.stop();
});

async function tell(by: StaffKey, from: UnitKey, to: UnitKey, categories: readonly string[]) {
  return valueOf(
    await test.get(RegisterDisclosure).execute(await test.staff(by), {
      idempotencyKey: key(),
      caseId,
      fromUnitId: unit(from),
      toUnitId: unit(to),
      recipientFunction: 'Arbeitsvermittlung',
      purpose: 'CONF',
      channel: 'ORAL',
      categories,
    }),
  );
}

async function disclosed(): Promise<DisclosureId> {
  const itemId = await work.item(caseId, 'jobcenter', 'jobcenter');
  const [id] = await work.disclosed(caseId, [itemId], 'agentur', 'jobcenter');
  if (!id) throw new Error('Nothing was disclosed');
  return id;
}

async function findings(): Promise<readonly string[]> {
  const list: AuditFinding[] = [];
  await verifyDisclosures(test.get(UnitOfWork), (finding) => void list.push(finding));
  return list.map(({ code, disclosureId, changes = [] }) => [code, disclosureId, ...changes].join(' '));
}

const asOwner = (sql: string, parameters: readonly unknown[] = []) =>
  withClient(test.database.ownerUrl, (client) => client.query(sql, [...parameters]));

describe('the register of disclosures', () => {
  it('is changed and emptied by nobody, the owner of the tables included', async () => {
    const id = await disclosed();
    const changes = [
      `category = 'HEALTH'`,
      `to_unit_id = '${unit('sozialamt')}'`,
      `item_id = NULL`,
      `basis = '{}'`,
      `effect = 'DUTY'`,
      `disclosed_at = now()`,
    ];
    for (const change of changes) {
      const changed = asOwner(`UPDATE disclosure SET ${change} WHERE id = $1`, [id]);
      await expect(changed).rejects.toMatchObject({ code: '23001' });
    }
    await expect(asOwner(`DELETE FROM disclosure WHERE id = $1`, [id])).rejects.toMatchObject({
      code: '23001',
    });
    await expect(asOwner(`TRUNCATE disclosure`)).rejects.toMatchObject({ code: '23001' });
    const ended = `UPDATE disclosure SET basis_ended_at = now(), basis_end_reason = 'GROUND_ENDED' WHERE id = $1`;
    expect(await asOwner(ended, [id])).toMatchObject({ rowCount: 1 });
  });

  it('is whole after disclosing, telling, correcting, and after a basis ended', async () => {
    const itemId = await work.item(caseId, 'jobcenter', 'jobcenter');
    await work.disclosed(caseId, [itemId], 'agentur', 'jobcenter');
    const text = 'Sucht Arbeit im Büro.';
    const input = { idempotencyKey: key(), itemId, text, kind: 'FACT', source: 'PERSON' } as const;
    valueOf(await test.get(RecordDataItem).correct(await test.staff('jobcenter'), input));
    await tell('jobcenter', 'jobcenter', 'agentur', ['WORK', 'HEALTH']);
    const { consentId } = await work.consentAndRelease(caseId, { categories: ['FACT_CM', 'WORK'] });
    const own = await work.item(caseId, 'beratung', 'lead');
    await work.disclosed(caseId, [own], 'jobcenter', 'lead');
    await work.revoke(consentId);
    expect(await findings()).toEqual([]);
  });

  it('names a line that was changed past the triggers, removed, or smuggled in', async () => {
    const [changed, removed] = [await disclosed(), await disclosed()];
    const smuggled = '11111111-1111-7111-8111-111111111111';
    await attacker.query(`CREATE TEMP TABLE kept AS TABLE disclosure`);
    try {
      await attacker.query(`UPDATE disclosure SET category = 'HEALTH', basis = '{}' WHERE id = $1`, [
        changed,
      ]);
      await attacker.query(
        `INSERT INTO disclosure SELECT (jsonb_populate_record(d, $2)).* FROM disclosure d WHERE id = $1`,
        [removed, JSON.stringify({ id: smuggled })],
      );
      await attacker.query(`DELETE FROM disclosure WHERE id = $1`, [removed]);
      expect((await findings()).toSorted()).toEqual([
        `DISCLOSURE_CHANGED ${changed} category WORK → HEALTH`,
        `DISCLOSURE_MISSING ${removed}`,
        `DISCLOSURE_NOT_ATTESTED ${smuggled}`,
      ]);
      await attacker.query(`UPDATE disclosure SET category = 'WORK' WHERE id = $1`, [changed]);
      expect(await findings()).toContain(`DISCLOSURE_CHANGED ${changed} content`);
    } finally {
      await attacker.query(`DELETE FROM disclosure`);
      await attacker.query(`INSERT INTO disclosure SELECT * FROM kept`);
      await attacker.query(`DROP TABLE kept`);
    }
    expect(await findings()).toEqual([]);
  });
});

describe('a declaration that was given', () => {
  it('says tomorrow what was said yes to, also for the owner of the tables', async () => {
    const consentId = await work.offer(anOffer(caseId));
    await work.grant(consentId);
    for (const change of [
      `categories = '{HEALTH}'`,
      `valid_until = '2030-01-01'`,
      `given_at = now()`,
      `purpose = 'FUND'`,
    ]) {
      const changed = asOwner(`UPDATE consent SET ${change} WHERE id = $1`, [consentId]);
      await expect(changed).rejects.toMatchObject({ code: '23001' });
    }
    await expect(asOwner(`TRUNCATE consent CASCADE`)).rejects.toMatchObject({ code: '23001' });
    const emptied = `UPDATE consent SET exclusions_sealed = NULL, circumstances_sealed = NULL WHERE id = $1`;
    expect(await asOwner(emptied, [consentId])).toMatchObject({ rowCount: 1 });
  });
});

describe('what was told without a basis', () => {
  it('stands in the register as such: no effect, and no norm that forbids it as its basis', async () => {
    const { disclosureIds, withoutBasis } = await tell('lead', 'beratung', 'jobcenter', ['HEALTH']);
    expect(withoutBasis).toEqual(['HEALTH']);
    expect(
      await test.rows(`SELECT effect, basis, consent_id AS "consentId" FROM disclosure WHERE id = $1`, [
        disclosureIds[0],
      ]),
    ).toEqual([{ effect: 'NEVER', basis: [], consentId: null }]);
  });

  it('is told to the person with whom to ask, and in the report of the unit that told it', async () => {
    await tell('lead', 'beratung', 'jobcenter', ['HEALTH']);
    const person = await work.linkPerson(caseId);
    const [known] = await test.get(UnitOfWork).run(person, (tx) => test.get(DisclosureReader).aboutMe(tx));
    expect(known?.learned).toMatchObject([{ category: 'HEALTH', withoutBasis: true, isOver: false }]);
    const sentence = known?.learned[0]?.sentence;
    expect(sentence).toContain('Das war nicht erlaubt.');
    expect(sentence).toContain(`„${unitName('beratung')}“. Fragen Sie dort`);
    const request = {
      id: key(),
      caseId,
      personId: person.personId,
      controllerUnitId: unit('beratung'),
      kind: 'ACCESS',
      receivedOn: '2026-05-04',
    } as unknown as RequestRecord;
    const report = await test.tx((tx) => test.get(BuildReport).access(tx, request));
    expect(report.recipients).toMatchObject([
      { basis: [], notAllowed: expect.stringContaining('Das war nicht erlaubt.') },
    ]);
  });

  it('says that not every time was allowed where some were', async () => {
    expect((await tell('lead', 'beratung', 'jobcenter', ['FACT_CM'])).withoutBasis).toEqual(['FACT_CM']);
    await work.consentAndRelease(caseId);
    expect((await tell('lead', 'beratung', 'jobcenter', ['FACT_CM'])).withoutBasis).toEqual([]);
    const person = await work.linkPerson(caseId);
    const [known] = await test.get(UnitOfWork).run(person, (tx) => test.get(DisclosureReader).aboutMe(tx));
    expect(known?.learned[0]?.sentence).toContain('(2 Mal). Das war nicht jedes Mal erlaubt.');
  });

  it('is found by the officer of the unit that told it, and by no other', async () => {
    const { disclosureIds } = await tell('lead', 'beratung', 'jobcenter', ['HEALTH']);
    await disclosed();
    const query = `{ disclosuresWithoutBasis(first: 50) { edges { node { id category from { name } to { name } } } } }`;
    const { data } = await test.ask('datenschutz', query);
    const { edges } = (
      data as unknown as { disclosuresWithoutBasis: { edges: readonly { node: { id: string } }[] } }
    ).disclosuresWithoutBasis;
    expect(edges.map(({ node }) => node)).toContainEqual({
      id: disclosureIds[0],
      category: 'HEALTH',
      from: { name: unitName('beratung') },
      to: { name: unitName('jobcenter') },
    });
    const told = await test.rows<{ from: string }>(
      `SELECT DISTINCT from_unit_id AS "from" FROM disclosure WHERE id = ANY ($1::uuid[])`,
      [edges.map(({ node }) => node.id)],
    );
    expect(told).toEqual([{ from: unit('beratung') }]);
    for (const other of ['lead', 'jobcenter', 'administration'])
      expect((await test.ask(other, query)).data?.disclosuresWithoutBasis ?? null).toBeNull();
  });

  it('is kept from the officer where the case is protected', async () => {
    const protectedCase = await work.openCase({ compartment: 'UNIT' });
    const id = '22222222-2222-7222-8222-222222222222';
    await attacker.query(
      `INSERT INTO disclosure SELECT (jsonb_populate_record(d, $1)).* FROM disclosure d WHERE d.effect = 'NEVER' LIMIT 1`,
      [
        JSON.stringify({
          id,
          case_id: protectedCase,
          from_unit_id: unit('beratung'),
          to_unit_id: unit('abh'),
        }),
      ],
    );
    const query = `{ disclosuresWithoutBasis(first: 50) { edges { node { id } } } }`;
    const { data } = await test.ask('datenschutz', query);
    await attacker.query(`DELETE FROM disclosure WHERE id = $1`, [id]);
    expect(JSON.stringify(data)).toContain('edges');
    expect(JSON.stringify(data)).not.toContain(id);
  });
});
