import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { asId, type AccountId, type RegionId } from '../../../src/kernel/index.js';
import {
  ACCESS_CHANNEL,
  accessChangeIn,
  accessMayHaveChanged,
  announcedIn,
  NotificationListener,
  systemPrincipal,
} from '../../../src/platform/index.js';

const REGION: RegionId = asId('lippe');
const CHANNEL = 'fallwerk_test';
const SOMEBODY = systemPrincipal(REGION);

let database: TestDatabase;
let listener: NotificationListener;
const payloads: string[] = [];
const access: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  listener = new NotificationListener(database.dataSource);
  listener.on(CHANNEL, (payload) => payloads.push(payload));
  listener.on(ACCESS_CHANNEL, (payload) => access.push(payload));
  const listening = new Promise<void>((resolve) => listener.onListening(resolve));
  listener.start();
  await listening;
});

afterAll(async () => {
  await listener?.onModuleDestroy();
  await database?.drop();
});

/** Everything heard so far: what is announced by key. */
function heard(): ReadonlyMap<string, string> {
  return new Map(payloads.flatMap((payload) => [...announcedIn(payload)]));
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let attempt = 0; !isTrue(); attempt += 1) {
    if (attempt > 300) throw new Error('Not within 3 s');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('what a transaction announces', () => {
  it('is heard after the commit, and not before', async () => {
    await database.unitOfWork.run(SOMEBODY, async (tx) => {
      tx.announce(CHANNEL, 'committed', '1');
      await new Promise((resolve) => setTimeout(resolve, 150));
      expect(heard().has('committed')).toBe(false);
    });
    await until(() => heard().get('committed') === '1');
  });

  it('is not heard when nothing was committed', async () => {
    const failing = database.unitOfWork.run(SOMEBODY, async (tx) => {
      tx.announce(CHANNEL, 'rolled-back', '1');
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await database.unitOfWork.run(SOMEBODY, async (tx) => tx.announce(CHANNEL, 'afterwards', '1'));
    await until(() => heard().has('afterwards'));
    expect(heard().has('rolled-back')).toBe(false);
  });

  it('leaves together, the last word on each thing, in as many notifications as it needs', async () => {
    const before = payloads.length;
    await database.unitOfWork.run(SOMEBODY, async (tx) => {
      for (let number = 0; number < 2_000; number += 1) {
        tx.announce(CHANNEL, `process/${number}`, 'first');
        tx.announce(CHANNEL, `process/${number}`, 'last');
      }
    });
    await until(() => heard().has('process/1999'));
    const many = [...heard()].filter(([key]) => key.startsWith('process/'));
    expect([many.length, many.every(([, value]) => value === 'last')]).toEqual([2_000, true]);
    expect(payloads.length - before).toBeLessThan(10);
  });
});

describe('a change of access', () => {
  it('is told exactly when its transaction commits, with nothing but identifiers', async () => {
    const accountId: AccountId = asId('01990000-0000-7000-8000-000000000001');
    const failing = database.unitOfWork.run(SOMEBODY, async (tx) => {
      accessMayHaveChanged(tx);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await database.unitOfWork.run(SOMEBODY, async (tx) => accessMayHaveChanged(tx, { accountId }));
    await until(() => access.length > 0);
    expect(access.map(accessChangeIn)).toEqual([{ regionId: REGION, accountId }]);
  });

  it('that is not one of ours is passed over', () => {
    for (const payload of ['', 'null', '[]', '{', '{"regionId": 1}'])
      expect(accessChangeIn(payload)).toBeUndefined();
  });
});
