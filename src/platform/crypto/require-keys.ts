import type { DataSource } from 'typeorm';
import { asId, type PersonId, type RegionId } from '../../kernel/index.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { systemPrincipal } from '../jobs/system-principal.js';
import { newKeyDocument } from './key-document.js';
import { createKeyFile, keyFileOf, readKeyFile } from './key-file.js';
import { keysMissing, keysOfAnother } from './key-problems.js';
import { EnvironmentMasterKeys, FileMasterKeys, type KeySettings } from './local-master-keys.js';
import type { MasterKeys } from './master-keys.js';
import { keyPlace } from './stored-person-vault.js';

/** A key of a person as it is kept. */
interface KeyRow {
  readonly regionId: RegionId;
  readonly personId: PersonId;
  readonly masterKeyId: string;
  readonly wrapped: Buffer;
}

/** Any wrapped key of a person; none before the migrations ran. */
export async function anyPersonKey(dataSource: DataSource): Promise<KeyRow | undefined> {
  const [table] = await dataSource.query<{ name: string | null }[]>(
    `SELECT to_regclass('person_key')::text AS name`,
  );
  if (table?.name == null) return undefined;
  const platform = systemPrincipal(asId<RegionId>('system'));
  const [row] = await new UnitOfWork(dataSource).run(platform, (tx) =>
    tx.query<KeyRow>(
      `SELECT region_id AS "regionId", person_id AS "personId", master_key_id AS "masterKeyId", wrapped
       FROM person_key WHERE wrapped IS NOT NULL LIMIT 1`,
    ),
  );
  return row;
}

/** What happens where there is neither a key file nor anything sealed. */
export type MissingKeys = 'create' | 'fail' | 'fail-when-used';

/**
 * Opens the master keys and proves that they are those of this database.
 *
 * @throws {StartProblem} `KEYS_MISSING`, always when the database holds sealed data; `KEYS_UNUSABLE`.
 */
export async function requireMasterKeys(
  settings: KeySettings,
  dataSource: DataSource,
  whenMissing: MissingKeys,
): Promise<MasterKeys> {
  const row = await anyPersonKey(dataSource);
  const masterKeys = open(settings, row !== undefined, whenMissing);
  if (!row) return masterKeys;
  try {
    await masterKeys.unwrap(row, keyPlace(row.regionId, row.personId));
  } catch {
    // Without the cause: nothing about a key belongs into a message.
    throw keysOfAnother(settings.masterKeys === undefined ? keyFileOf(settings.dir) : 'FALLWERK_MASTER_KEYS');
  }
  return masterKeys;
}

function open({ dir, masterKeys }: KeySettings, hasSealed: boolean, whenMissing: MissingKeys): MasterKeys {
  if (masterKeys !== undefined) return new EnvironmentMasterKeys(masterKeys);
  const file = keyFileOf(dir);
  if (!readKeyFile(file)) {
    if (hasSealed || whenMissing === 'fail') throw keysMissing(file, hasSealed);
    if (whenMissing === 'create') createKeyFile(file, newKeyDocument(new Date()));
  }
  return new FileMasterKeys(file);
}
