import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { idOf, ORGANISATIONS, REGION, staffId, unit } from '#test/builders/region.js';
import { SettableClock } from '#test/support/settable-clock.js';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { DEMONSTRATION_ISSUER, DirectoryWriter, LoginAccounts } from '../../../src/directory/index.js';
import { asId, type RegionId } from '../../../src/kernel/index.js';
import { loadConfig, systemPrincipal, type Tx } from '../../../src/platform/index.js';

const ISSUER = 'https://login.example.org/realm';

let database: TestDatabase;
const clock = new SettableClock(Temporal.Instant.from('2026-05-04T10:00:00Z'));
const writer = new DirectoryWriter();

function accountsAt(issuer?: string): LoginAccounts {
  const config = loadConfig({
    FALLWERK_MODE: 'test',
    ...(issuer === undefined ? {} : { OIDC_ISSUER: issuer }),
  });
  return new LoginAccounts(database.unitOfWork, config, clock);
}

async function inTx<T>(work: (tx: Tx) => Promise<T>, region: RegionId = REGION): Promise<T> {
  return database.unitOfWork.run(systemPrincipal(region), work);
}

async function seed(tx: Tx): Promise<void> {
  await writer.addRegion(tx, 'Ahorntal', true);
  for (const organisation of ORGANISATIONS) await writer.addOrganisation(tx, organisation);
  const roles = [{ unitId: unit('jobcenter'), role: 'CASEWORKER' }] as const;
  const setup = { displayName: 'jobcenter', jobFunction: 'Sachbearbeitung', validFrom: '2026-05-04', roles };
  await writer.addStaff(tx, { id: staffId('jobcenter'), ...setup });
}

beforeAll(async () => {
  database = await createTestDatabase();
  await inTx(seed);
  await inTx((tx) => accountsAt().linkStaff(tx, 'jobcenter', staffId('jobcenter')));
});

afterAll(async () => database?.drop());

describe('the directory', () => {
  it('may be set up twice: nothing is doubled or changed', async () => {
    const read = async () =>
      database.asOwner(
        `SELECT (SELECT json_agg(u ORDER BY id) FROM organisation_unit u) AS units,
                (SELECT json_agg(r ORDER BY staff_id, role) FROM staff_role r) AS roles`,
      );
    const before = await read();
    await inTx(seed);
    expect(await read()).toEqual(before);
  });

  it('marks everything in a demonstration region as such', async () => {
    const rows: unknown[] = await database.asOwner(
      `SELECT id FROM organisation_unit WHERE NOT is_demonstration UNION SELECT id FROM staff_member WHERE NOT is_demonstration`,
    );
    expect(rows).toEqual([]);
  });
});

describe('a login', () => {
  it('holds its roles from their first to their last day, and afterwards is somebody without any', async () => {
    const grants = async (day: string) => {
      clock.setDay(day);
      const principal = await accountsAt().find(DEMONSTRATION_ISSUER, 'jobcenter');
      return principal?.kind === 'staff' ? principal.grants.map((grant) => grant.ownerCode) : undefined;
    };
    await database.asOwner(`UPDATE staff_role SET valid_until = '2026-05-10'`);
    expect(await grants('2026-05-03')).toEqual([]);
    expect(await grants('2026-05-04')).toEqual(['JC']);
    expect(await grants('2026-05-10')).toEqual(['JC']);
    expect(await grants('2026-05-11')).toEqual([]);
  });

  it('of the demonstration is nobody at a configured issuer, and the other way round', async () => {
    expect(await accountsAt(ISSUER).find(ISSUER, 'jobcenter')).toBeUndefined();
    await inTx((tx) => accountsAt(ISSUER).linkStaff(tx, 'real', staffId('jobcenter')));
    expect(await accountsAt(ISSUER).find(ISSUER, 'real')).toMatchObject({ kind: 'staff' });
    expect(await accountsAt(ISSUER).find('https://other.example.org', 'real')).toBeUndefined();
    expect(await accountsAt().find(DEMONSTRATION_ISSUER, 'real')).toBeUndefined();
  });

  it('that nobody registered is nobody', async () => {
    expect(await accountsAt().find(DEMONSTRATION_ISSUER, 'stranger')).toBeUndefined();
  });

  it('cannot be taken over by another staff member or another region', async () => {
    const other = idOf<ReturnType<typeof staffId>>('staff', 'somebody');
    await inTx((tx) =>
      writer.addStaff(tx, {
        id: other,
        displayName: 'x',
        jobFunction: 'x',
        validFrom: '2026-01-01',
        roles: [],
      }),
    );
    expect(await inTx((tx) => accountsAt().linkStaff(tx, 'jobcenter', other))).toBe(false);
    expect(await inTx((tx) => accountsAt().linkStaff(tx, 'jobcenter', staffId('jobcenter')))).toBe(true);
    const elsewhere = asId<RegionId>('anderswo');
    await inTx((tx) => writer.addRegion(tx, 'Anderswo', false), elsewhere);
    const stolen = inTx((tx) => accountsAt().linkStaff(tx, 'jobcenter', staffId('jobcenter')), elsewhere);
    expect(await stolen).toBe(false);
  });
});
