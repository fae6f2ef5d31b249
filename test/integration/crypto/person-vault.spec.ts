import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asId, type PersonId, type RegionId } from '../../../src/kernel/index.js';
import { AccessDenied } from '../../../src/platform/auth/access-denied.js';
import { SealBroken } from '../../../src/platform/crypto/sealing.js';
import type { Tx } from '../../../src/platform/database/unit-of-work.js';
import { systemPrincipal } from '../../../src/platform/jobs/system-principal.js';
import { recordingTx } from '#test/support/recording-tx.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';
import { testVault } from '../../support/test-vault.js';

const REGION: RegionId = asId('ahorntal');
const OTHER_REGION: RegionId = asId('birkental');
const PLACE = 'note.text_sealed:1';
const TEXT = 'Möchte Pflegefachkraft werden – جداً';

let database: TestDatabase;
const vault = testVault();

beforeAll(async () => {
  database = await createTestDatabase();
  await database.asOwner(
    `INSERT INTO region (region_id, name) VALUES ('ahorntal', 'Ahorntal'), ('birkental', 'Birkental')`,
  );
});
afterAll(() => database.drop());

function run<T>(work: (tx: Tx) => Promise<T>, regionId = REGION): Promise<T> {
  return database.unitOfWork.run(systemPrincipal(regionId), work);
}

function newPerson(): PersonId {
  return asId(randomUUID());
}

async function sealOne(personId: PersonId, place = PLACE, text = TEXT): Promise<Buffer> {
  const [sealed] = await run((tx) => vault.seal(tx, personId, [{ text, place }]));
  if (!sealed) throw new Error('Nothing was sealed');
  return sealed;
}

function openOne(personId: PersonId, sealed: Buffer, place = PLACE): Promise<(string | undefined)[]> {
  return run((tx) => vault.open(tx, [{ personId, sealed, place }]));
}

describe('the vault', () => {
  it('opens in a later transaction what was sealed, and never seals to the same bytes twice', async () => {
    const personId = newPerson();
    const first = await sealOne(personId);
    const second = await sealOne(personId);
    expect(await openOne(personId, first)).toEqual([TEXT]);
    expect(first.equals(second)).toBe(false);
    expect(first.includes(Buffer.from('Pflegefachkraft'))).toBe(false);
  });

  it('seals nothing beside an erasure: one waits for the other, and then refuses or is erased', async () => {
    const [personId, values] = [newPerson(), [{ text: TEXT, place: PLACE }]];
    await sealOne(personId);
    const order: string[] = [];
    const pause = () => new Promise((resolve) => setTimeout(resolve, 200));
    let erasing: Promise<unknown> = Promise.resolve();
    const sealed = await run(async (tx) => {
      const bytes = await vault.seal(tx, personId, values);
      erasing = run((other) => vault.destroy(other, personId)).then(() => order.push('erased'));
      await pause();
      order.push('sealed');
      return bytes;
    });
    await erasing;
    expect(order).toEqual(['sealed', 'erased']);
    expect(await openOne(personId, sealed[0] ?? Buffer.alloc(0))).toEqual([undefined]);
    const next = newPerson();
    await sealOne(next);
    let sealing: Promise<unknown> = Promise.resolve();
    await run(async (tx) => {
      await vault.hold(tx, next);
      sealing = sealOne(next).catch((error: unknown) => error);
      await pause();
      await vault.destroy(tx, next);
    });
    expect(await sealing).toBeInstanceOf(AccessDenied);
  });

  it('opens a text in no other row, column, person or region', async () => {
    const [personId, other] = [newPerson(), newPerson()];
    const sealed = await sealOne(personId);
    await sealOne(other);
    for (const place of ['note.text_sealed:2', 'note.title_sealed:1']) {
      await expect(openOne(personId, sealed, place)).rejects.toThrow(SealBroken);
    }
    await expect(openOne(other, sealed)).rejects.toThrow(SealBroken);
    await database.asOwner(
      `INSERT INTO person_key (region_id, person_id, wrapped, master_key_id, created_at)
       SELECT $1, person_id, wrapped, master_key_id, created_at FROM person_key WHERE person_id = $2`,
      [OTHER_REGION, personId],
    );
    const abroad = run((tx) => vault.open(tx, [{ personId, sealed, place: PLACE }]), OTHER_REGION);
    await expect(abroad).rejects.toThrow(SealBroken);
  });

  it('notices a changed byte anywhere', async () => {
    const personId = newPerson();
    const sealed = await sealOne(personId);
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      await expect(openOne(personId, changed)).rejects.toThrow(SealBroken);
    }
  });

  it('opens nothing with the keys of another installation', async () => {
    const personId = newPerson();
    const sealed = await sealOne(personId);
    const value = { personId, sealed, place: PLACE };
    await expect(run((tx) => testVault().open(tx, [value]))).rejects.toThrow(/^Master key .* is not known/);
  });

  it('lets two that meet a person for the first time agree on one key', async () => {
    const personId = newPerson();
    const sealed = await Promise.all([1, 2, 3, 4].map((row) => sealOne(personId, `note.text_sealed:${row}`)));
    for (const [index, value] of sealed.entries()) {
      expect(await openOne(personId, value, `note.text_sealed:${index + 1}`)).toEqual([TEXT]);
    }
  });

  it('opens the texts of many persons with one query for the keys, those of erased ones left out', async () => {
    const persons = Array.from({ length: 20 }, newPerson);
    const values: { personId: PersonId; sealed: Buffer; place: string }[] = [];
    for (const personId of persons) {
      values.push({ personId, sealed: await sealOne(personId, PLACE, personId), place: PLACE });
    }
    await run((tx) => vault.destroy(tx, asId(persons[7] ?? '')));
    const statements: string[] = [];
    const opened = await run((tx) => vault.open(recordingTx(tx, statements), [...values, ...values]));
    const expected = persons.map((personId, index) => (index === 7 ? undefined : personId));
    expect(opened).toEqual([...expected, ...expected]);
    expect(statements).toHaveLength(1);
  });

  it('keeps files the same way', async () => {
    const personId = newPerson();
    const bytes = Buffer.from([0, 255, 1, 128]);
    const sealed = await run((tx) => vault.sealBytes(tx, personId, bytes, 'scan.content:1'));
    const value = { personId, sealed, place: 'scan.content:1' };
    expect(await run((tx) => vault.openBytes(tx, value))).toEqual(bytes);
  });
});

describe('an erased person', () => {
  it('is unreadable in the same transaction and ever after, also for whoever owns the database', async () => {
    const personId = newPerson();
    const sealed = await sealOne(personId);
    await run(async (tx) => {
      await vault.open(tx, [{ personId, sealed, place: PLACE }]);
      await vault.destroy(tx, personId);
      expect(await vault.open(tx, [{ personId, sealed, place: PLACE }])).toEqual([undefined]);
    });
    expect(await openOne(personId, sealed)).toEqual([undefined]);
    const rows = await database.asOwner(
      `SELECT wrapped, destroyed_at IS NOT NULL AS destroyed FROM person_key WHERE person_id = $1`,
      [personId],
    );
    expect(rows).toEqual([{ wrapped: null, destroyed: true }]);
  });

  it('gets no new key, and nobody gives them back the old one', async () => {
    const personId = newPerson();
    await sealOne(personId);
    await run((tx) => vault.destroy(tx, personId));
    await run((tx) => vault.destroy(tx, personId));
    await expect(sealOne(personId)).rejects.toThrow(AccessDenied);
    const revival = `UPDATE person_key SET wrapped = 'x', destroyed_at = NULL WHERE person_id = $1`;
    await expect(database.asOwner(revival, [personId])).rejects.toThrow(/stays destroyed/);
  });

  it('without anything sealed gets no key later either', async () => {
    const personId = newPerson();
    await run((tx) => vault.destroy(tx, personId));
    await expect(sealOne(personId)).rejects.toThrow(AccessDenied);
  });
});

describe('the fingerprint', () => {
  it('is the same for every way of writing a name, and tells names apart', () => {
    const of = (...name: string[]) => vault.blindIndex(REGION, 'person_name', name).toString('hex');
    expect(of('Ayşe', 'Öztürk-Şahin')).toBe(of('ayse', ' OZTURK SAHIN '));
    expect(of('Ab', 'c')).not.toBe(of('A', 'bc'));
  });

  it('cannot be joined between regions, purposes or installations', () => {
    const prints = [
      vault.blindIndex(REGION, 'person_name', 'Selam'),
      vault.blindIndex(OTHER_REGION, 'person_name', 'Selam'),
      vault.blindIndex(REGION, 'phone', 'Selam'),
      testVault().blindIndex(REGION, 'person_name', 'Selam'),
    ];
    expect(new Set(prints.map((print) => print.toString('hex'))).size).toBe(4);
  });
});
