import { setTimeout as delay } from 'node:timers/promises';
import type { PersonId, RegionId } from '../../kernel/index.js';
import { prepared, type Tx, type UnitOfWork } from '../database/unit-of-work.js';
import { systemPrincipal } from '../jobs/system-principal.js';
import type { MasterKeys } from './master-keys.js';
import { keyPlace } from './stored-person-vault.js';

/** Keys rewrapped in one transaction: short enough that nobody waits. */
const BATCH = 500;
const WAIT_FOR_OTHERS_MS = 50;

/** What is kept in the database. */
export interface KeyUsage {
  /** Number of keys of persons by the master key that wraps them. */
  readonly wrappedBy: ReadonlyMap<string, number>;
  /** Persons that were erased. */
  readonly destroyed: number;
}

interface KeyRow {
  readonly personId: PersonId;
  readonly masterKeyId: string;
  readonly wrapped: Buffer;
}

const REGIONS = prepared('person_key_regions', 'SELECT region_id AS id FROM region ORDER BY region_id');
const USAGE = prepared(
  'person_key_usage',
  `SELECT CASE WHEN destroyed_at IS NULL THEN master_key_id END AS id, count(*)::int AS count
   FROM person_key WHERE region_id = $1 GROUP BY 1`,
);
const OUTDATED = prepared(
  'person_key_outdated',
  `SELECT person_id AS "personId", master_key_id AS "masterKeyId", wrapped FROM person_key
   WHERE region_id = $1 AND wrapped IS NOT NULL AND master_key_id <> $2
   ORDER BY person_id LIMIT $3 FOR UPDATE SKIP LOCKED`,
);
const REWRAP = prepared(
  'person_key_rewrap',
  `UPDATE person_key k SET wrapped = n.wrapped, master_key_id = n.master_key_id
   FROM unnest($2::uuid[], $3::bytea[], $4::text[]) AS n (person_id, wrapped, master_key_id)
   WHERE k.region_id = $1 AND k.person_id = n.person_id`,
);

function regionsOf(unitOfWork: UnitOfWork): Promise<{ readonly id: RegionId }[]> {
  return unitOfWork.lookUp(REGIONS, []);
}

/** Counts the keys of all regions. */
export async function keyUsage(unitOfWork: UnitOfWork): Promise<KeyUsage> {
  const wrappedBy = new Map<string, number>();
  let destroyed = 0;
  for (const { id: regionId } of await regionsOf(unitOfWork)) {
    const rows = await unitOfWork.run(systemPrincipal(regionId), (tx) =>
      tx.query<{ id: string | null; count: number }>(USAGE, [regionId]),
    );
    for (const { id, count } of rows) {
      if (id === null) destroyed += count;
      else wrappedBy.set(id, (wrappedBy.get(id) ?? 0) + count);
    }
  }
  return { wrappedBy, destroyed };
}

/**
 * Wraps every key of a person with the current master key, in small transactions while others work. It may be stopped
 * at any moment and begun again; every key is readable all the time, as long as the master keys before are kept.
 *
 * @param onBatch Told how many were done so far; what it throws ends the work, with what is done kept.
 * @returns How many keys were rewrapped.
 */
export async function rewrapKeys(
  unitOfWork: UnitOfWork,
  masterKeys: MasterKeys,
  onBatch: (done: number) => void = () => undefined,
  batch = BATCH,
): Promise<number> {
  let done = 0;
  for (const { id: regionId } of await regionsOf(unitOfWork)) {
    for (;;) {
      const principal = systemPrincipal(regionId);
      const count = await unitOfWork.run(principal, (tx) => rewrapBatch(tx, masterKeys, batch));
      done += count;
      if (count > 0) onBatch(done);
      else if (!(await isOutdated(unitOfWork, regionId, masterKeys))) break;
      // What is left is being written by somebody at this moment.
      else await delay(WAIT_FOR_OTHERS_MS);
    }
  }
  return done;
}

async function rewrapBatch(tx: Tx, masterKeys: MasterKeys, batch: number): Promise<number> {
  const rows = await tx.query<KeyRow>(OUTDATED, [tx.regionId, masterKeys.currentId(), batch]);
  const rewrapped = await Promise.all(
    rows.map(async ({ personId, ...key }) => {
      const place = keyPlace(tx.regionId, personId);
      return masterKeys.wrap(await masterKeys.unwrap(key, place), place);
    }),
  );
  await tx.query(REWRAP, [
    tx.regionId,
    rows.map(({ personId }) => personId),
    rewrapped.map(({ wrapped }) => wrapped),
    rewrapped.map(({ masterKeyId }) => masterKeyId),
  ]);
  return rows.length;
}

async function isOutdated(
  unitOfWork: UnitOfWork,
  regionId: RegionId,
  masterKeys: MasterKeys,
): Promise<boolean> {
  const rows = await unitOfWork.run(systemPrincipal(regionId), (tx) =>
    tx.query<{ id: string | null }>(USAGE, [regionId]),
  );
  return rows.some(({ id }) => id !== null && id !== masterKeys.currentId());
}
