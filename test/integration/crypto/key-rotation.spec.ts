import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { KeyFolder } from '#test/support/key-folder.js';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { asId, type PersonId, type RegionId } from '../../../src/kernel/index.js';
import { keyFileOf } from '../../../src/platform/crypto/key-file.js';
import {
  createKeys,
  forgetKey,
  keyStatus,
  newKeyText,
  rotateKeys,
} from '../../../src/platform/crypto/key-operations.js';
import { FileMasterKeys } from '../../../src/platform/crypto/local-master-keys.js';
import { requireMasterKeys } from '../../../src/platform/crypto/require-keys.js';
import { StoredPersonVault } from '../../../src/platform/crypto/stored-person-vault.js';
import type { Tx } from '../../../src/platform/database/unit-of-work.js';
import { systemPrincipal } from '../../../src/platform/jobs/system-principal.js';

const REGION: RegionId = asId('ahorntal');
const PLACE = 'note.text_sealed:1';
const START = new Date('2026-05-04T08:00:00Z');
const NEXT_DAY = new Date('2026-05-05T08:00:00Z');

let database: TestDatabase;
let folder: KeyFolder;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.asOwner(`INSERT INTO region (region_id, name) VALUES ($1, $1)`, [REGION]);
});
afterAll(() => database.drop());
beforeEach(async () => {
  folder = new KeyFolder();
  await createKeys(folder.settings, database.dataSource, START);
});
afterEach(async () => {
  // Destroyed keys stay, as the database wants it; they count in no test.
  await database.asOwner(
    `UPDATE person_key SET wrapped = NULL, destroyed_at = now() WHERE wrapped IS NOT NULL`,
  );
  folder.remove();
});

/** A vault as another process of the same installation has it. */
function aNode(): StoredPersonVault {
  return new StoredPersonVault(new FileMasterKeys(keyFileOf(folder.dir)));
}

function run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return database.unitOfWork.run(systemPrincipal(REGION), work);
}

interface Note {
  readonly personId: PersonId;
  readonly sealed: Buffer;
  readonly text: string;
}

async function note(vault: StoredPersonVault): Promise<Note> {
  const personId = asId<PersonId>(randomUUID());
  const text = `Notiz ${personId}`;
  const [sealed] = await run((tx) => vault.seal(tx, personId, [{ text, place: PLACE }]));
  if (!sealed) throw new Error('Nothing was sealed');
  return { personId, sealed, text };
}

async function notes(vault: StoredPersonVault, count: number): Promise<Note[]> {
  const made: Note[] = [];
  for (let index = 0; index < count; index += 1) made.push(await note(vault));
  return made;
}

async function expectReadable(vault: StoredPersonVault, made: readonly Note[]): Promise<void> {
  const values = made.map(({ personId, sealed }) => ({ personId, sealed, place: PLACE }));
  expect(await run((tx) => vault.open(tx, values))).toEqual(made.map(({ text }) => text));
}

const rotate = (at = NEXT_DAY, onBatch?: (done: number) => void, batch?: number) =>
  rotateKeys(folder.settings, database, at, onBatch, batch);
const status = () => keyStatus(folder.settings, database.unitOfWork);

describe('the key file', () => {
  it('is readable by its owner only, and is made once', async () => {
    const file = keyFileOf(folder.dir);
    const text = readFileSync(file, 'utf8');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await createKeys(folder.settings, database.dataSource, START)).toEqual({ file, isNew: false });
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('missing beside sealed data ends the start and every command with a sentence, and is never made anew', async () => {
    await note(aNode());
    rmSync(keyFileOf(folder.dir));
    const missing = { code: 'KEYS_MISSING', de: expect.stringContaining('aus ihrer Sicherung') };
    const start = () => requireMasterKeys(folder.settings, database.dataSource, 'create');
    await expect(start()).rejects.toMatchObject(missing);
    await expect(createKeys(folder.settings, database.dataSource, START)).rejects.toMatchObject(missing);
    await expect(rotate()).rejects.toMatchObject(missing);
  });

  it('missing before anything is sealed is made for a demonstration, and asked for in a real installation', async () => {
    rmSync(keyFileOf(folder.dir));
    const start = (whenMissing: 'create' | 'fail') =>
      requireMasterKeys(folder.settings, database.dataSource, whenMissing);
    await expect(start('fail')).rejects.toMatchObject({
      code: 'KEYS_MISSING',
      de: expect.stringContaining('fallwerk keys create'),
    });
    await start('create');
    expect((await status()).masterKeys).toHaveLength(1);
  });

  it('damaged, or of another installation, ends the start without repeating a key', async () => {
    await note(aNode());
    const start = () => requireMasterKeys(folder.settings, database.dataSource, 'create');
    for (const text of ['', '{}', newKeyText(START).slice(0, -2), newKeyText(START)]) {
      writeFileSync(keyFileOf(folder.dir), text);
      const problem = await start().catch((error: unknown) => error);
      expect(problem).toMatchObject({ code: 'KEYS_UNUSABLE' });
      const key = /"key":"([^"]+)"/.exec(text)?.[1] ?? 'no key at all';
      expect(String(problem)).not.toContain(key);
    }
  });

  it('can be given as a variable instead', async () => {
    const settings = { dir: folder.dir, masterKeys: newKeyText(START) };
    const vault = new StoredPersonVault(await requireMasterKeys(settings, database.dataSource, 'fail'));
    await expectReadable(vault, [await note(vault)]);
  });
});

describe('a rotation', () => {
  it('rewraps all keys, and running nodes read and write on without a restart', async () => {
    const node = aNode();
    const made = await notes(node, 7);
    const [before] = (await status()).masterKeys;
    expect(await rotate(NEXT_DAY, undefined, 3)).toMatchObject({ rewrapped: 7 });
    const { masterKeys } = await status();
    expect(masterKeys).toMatchObject([
      { id: before?.id, isCurrent: false, persons: 0 },
      { isCurrent: true, persons: 7 },
    ]);
    await expectReadable(node, [...made, await note(node)]);
    expect((await status()).masterKeys[1]).toMatchObject({ persons: 8 });
  });

  it('leaves fingerprints as they are', async () => {
    const print = () => aNode().blindIndex(REGION, 'person_name', 'Selam');
    const before = print();
    await rotate();
    expect(print()).toEqual(before);
  });

  it('killed between two steps keeps everything readable, and goes on with the same new key', async () => {
    const made = await notes(aNode(), 9);
    const kill = () => {
      throw new Error('killed');
    };
    await expect(rotate(NEXT_DAY, kill, 4)).rejects.toThrow('killed');
    const half = await status();
    expect(half.masterKeys.map(({ persons }) => persons)).toEqual([5, 4]);
    await expectReadable(aNode(), made);
    expect(await rotate(NEXT_DAY, undefined, 4)).toEqual({ current: half.masterKeys[1]?.id, rewrapped: 5 });
    expect((await status()).masterKeys).toHaveLength(2);
    await expectReadable(aNode(), made);
  });

  it('loses nobody while others meet new persons, read, and erase', async () => {
    const node = aNode();
    const made = await notes(node, 30);
    const erased = made.splice(0, 5);
    const rotation = new AbortController();
    const writers = Promise.all(
      [aNode(), aNode()].map(async (writer) => {
        const own: Note[] = [];
        while (!rotation.signal.aborted) {
          own.push(await note(writer));
          await expectReadable(writer, made);
        }
        return own;
      }),
    );
    const erasing = run(async (tx) => {
      for (const { personId } of erased) await node.destroy(tx, personId);
    });
    await Promise.all([rotate(NEXT_DAY, undefined, 2), erasing]);
    rotation.abort();
    await expectReadable(aNode(), [...made, ...(await writers).flat()]);
    const { masterKeys } = await status();
    expect(masterKeys.filter(({ isCurrent }) => !isCurrent).map(({ persons }) => persons)).toEqual([0]);
    const values = erased.map(({ personId, sealed }) => ({ personId, sealed, place: PLACE }));
    expect(await run((tx) => node.open(tx, values))).toEqual(erased.map(() => undefined));
  });

  it('waits for an erasure that is under way, and does not give the key back', async () => {
    const node = aNode();
    const [erased] = await notes(node, 2);
    if (!erased) throw new Error('No note');
    let commit = (): void => undefined;
    const mayCommit = new Promise<void>((resolve) => (commit = resolve));
    let lock = (): void => undefined;
    const isLocked = new Promise<void>((resolve) => (lock = resolve));
    const erasing = run(async (tx) => {
      await node.destroy(tx, erased.personId);
      lock();
      await mayCommit;
    });
    await isLocked;
    const rotating = rotate(NEXT_DAY, commit);
    await Promise.all([rotating, erasing]);
    const value = { ...erased, place: PLACE };
    expect(await run((tx) => node.open(tx, [value]))).toEqual([undefined]);
    expect((await status()).masterKeys.map(({ persons }) => persons)).toEqual([0, 1]);
  });

  it('lets go of the key before only when nobody can need it any more', async () => {
    const made = await notes(aNode(), 2);
    const id = (await status()).masterKeys[0]?.id ?? '';
    const forget = (name: string, at: string) =>
      forgetKey(folder.settings, database.unitOfWork, name, new Date(at));
    expect(await forget('nonsense', '2026-06-01')).toBe('UNKNOWN');
    expect(await forget(id, '2026-06-01')).toBe('CURRENT');
    await expect(rotate(NEXT_DAY, () => expect(made).toHaveLength(0), 1)).rejects.toThrow();
    expect(await forget(id, '2026-06-01')).toBe('IN_USE');
    await rotate();
    expect(await forget(id, '2026-05-05T08:59:00Z')).toBe('RETIRED_TOO_RECENTLY');
    expect(await forget(id, '2026-05-05T09:00:00Z')).toBeUndefined();
    expect((await status()).masterKeys).toHaveLength(1);
    await expectReadable(aNode(), made);
  });
});
