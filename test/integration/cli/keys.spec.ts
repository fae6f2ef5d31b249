import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KeyFolder } from '#test/support/key-folder.js';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { asId, type RegionId } from '../../../src/kernel/index.js';
import { keyFileOf } from '../../../src/platform/crypto/key-file.js';
import { FileMasterKeys } from '../../../src/platform/crypto/local-master-keys.js';
import { StoredPersonVault } from '../../../src/platform/crypto/stored-person-vault.js';
import { systemPrincipal } from '../../../src/platform/jobs/system-principal.js';
import { fallwerk } from './command-line.js';

const REGION: RegionId = asId('ahorntal');

describe('fallwerk keys, on a real installation', () => {
  let database: TestDatabase;
  const folder = new KeyFolder();
  let env: Record<string, string>;

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.asOwner(`INSERT INTO region (region_id, name) VALUES ($1, $1)`, [REGION]);
    env = {
      FALLWERK_MODE: 'production',
      OIDC_ISSUER: 'https://login.invalid/realms/fallwerk',
      OIDC_AUDIENCE: 'fallwerk-api',
      DATABASE_URL: database.appUrl,
      MIGRATION_DATABASE_URL: database.ownerUrl,
      FALLWERK_KEY_DIR: folder.dir,
    };
  });
  afterAll(async () => {
    await database.drop();
    folder.remove();
  });

  async function sealFor(count: number): Promise<void> {
    const vault = new StoredPersonVault(new FileMasterKeys(keyFileOf(folder.dir)));
    await database.unitOfWork.run(systemPrincipal(REGION), async (tx) => {
      for (let index = 0; index < count; index += 1) {
        await vault.seal(tx, asId(randomUUID()), [{ text: 'Selam', place: 'note.text_sealed:1' }]);
      }
    });
  }

  it('are made once, rotated, and forgotten only when nobody needs them', async () => {
    expect((await fallwerk(['keys', 'status'], { env })).code).toBe(78);
    const created = await fallwerk(['keys', 'create'], { env });
    expect(created).toMatchObject({ code: 0, err: '', out: expect.stringContaining('angelegt') });
    expect((await fallwerk(['keys', 'create'], { env })).out).toContain('schon da');
    await sealFor(5);

    const rotated = await fallwerk(['keys', 'rotate'], { env });
    expect(rotated).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/rewrapped +5/) });
    const status = await fallwerk(['keys', 'status'], { env });
    expect(status.code).toBe(0);
    expect(status.out).toMatch(/abgelöst[^\n]* 0 Personen[^\n]*\n[^\n]*gilt[^\n]* 5 Personen/);

    const [retired = '', current = ''] = status.out.split('\n').map((line) => line.split(' ')[0] ?? '');
    for (const id of [retired, current, 'nonsense']) {
      const kept = await fallwerk(['keys', 'forget', id], { env });
      expect(kept).toMatchObject({ code: 1, err: expect.stringContaining('MASTER_KEY_NEEDED') });
    }
  });

  it('print a value for the environment and write nothing', async () => {
    const { out } = await fallwerk(['keys', 'create', '--print'], { env });
    const inEnvironment = { ...env, FALLWERK_KEY_DIR: '/nonexistent', FALLWERK_MASTER_KEYS: out };
    const refused = await fallwerk(['keys', 'rotate'], { env: inEnvironment });
    expect(refused).toMatchObject({ code: 78, err: expect.stringContaining('KEYS_UNUSABLE') });
  });

  it('lost beside sealed data are told, and not made anew', async () => {
    rmSync(keyFileOf(folder.dir));
    for (const words of [['create'], ['rotate'], ['status']]) {
      const { code, err } = await fallwerk(['keys', ...words], { env });
      expect({ code, err }).toMatchObject({ code: 78, err: expect.stringContaining('KEYS_MISSING') });
    }
  });
});
